-- CP-04: a list of amounts has its total row (balances of debts and of insurance funds add up to nothing, and a list below one
-- head, or of one agency, has it there, which a balance of revenue and expenditure hasn't), unless the document's other lists by
-- codes, or by agencies, print one all the same: three at least for each that doesn't); where one side of a table prints 本年…合计,
-- so does the other. What another table prints there is named. So has a list with a column of totals an amount in it, where the
-- columns beside it have; and a total whose row is printed has its amounts, where a row of its list has one other than 0.
-- CP-05: the subjects of a table are complete along their codes, marks and sums (incomplete_list).
-- Basis: 预算法实施条例 art. 6, 财预〔2016〕143号.
{% set least_lists = 3 %}
{% set total_name = "'^([合总]计|(本年)?(收入|支出)[合总]计)$'" %}
with lanes as (
    select
        document_id,
        table_seq,
        side,
        any_value(subject_system) as subject_system,
        count(*) filter (where kind = 'item') as item_count,
        count(*) filter (where kind = 'item' and parent_row_seq is null) as head_count,
        bool_or(kind = 'total') as has_total,
        bool_or(kind = 'subtotal') as has_subtotal,
        count(*) filter (where kind = 'unit' and parent_row_seq is null) as unit_count,
        bool_or(kind in ('total', 'subtotal') or kind = 'unit' and parent_row_seq is not null or regexp_matches(name_key, '[合总小]计|三公'))
        or unit_count = 1 as has_any,
        bool_or(kind in ('total', 'subtotal') or kind = 'unit' and parent_row_seq is not null or regexp_matches(name_key, '[合总小]计')) as has_sum,
        case when bool_or(has_codes) then 'codes' when unit_count > 0 then 'units' end as listed_by,
        bool_or(regexp_matches(name_key, '接待')) and bool_or(regexp_matches(name_key, '因公出国|车')) as has_three_publics,
        max(row_seq) as last_row_seq
    from {{ ref('int_amount_row') }}
    group by all
),

-- Rows that print no amount are rows of the list all the same.
blanks as (
    select
        document_id,
        table_seq,
        coalesce(side, '') as side,
        count(*) as blank_count
    from {{ ref('stg_row_labels') }}
    where amount_count = 0 and not regexp_matches(subject_name, '结转|结余|[合总]计')
    group by all
),

-- A total that is printed without an amount.
blank_totals as (
    select
        labels.document_id,
        labels.table_seq,
        coalesce(labels.side, '') as side,
        arg_min(labels.subject_name, labels.row_seq) as blank_name
    from {{ ref('stg_row_labels') }} as labels
    semi join {{ ref('int_amount_cell') }} as cells
        on
            labels.document_id = cells.document_id
            and labels.table_seq = cells.table_seq
            and coalesce(labels.side, '') = cells.lane
            and cells.amount <> 0
    anti join {{ ref('int_amount_row') }} as rows
        on
            labels.document_id = rows.document_id
            and labels.table_seq = rows.table_seq
            and coalesce(labels.side, '') = rows.side
            -- 支出总计 is the total of the other side, where the table's sides are told apart by nothing else.
            and (
                labels.row_seq = rows.row_seq
                or regexp_matches(rows.name_key, {{ total_name }})
                and not regexp_matches({{ name_key('labels.subject_name') }} || rows.name_key, '收入.*支出|支出.*收入')
            )
    where labels.amount_count = 0 and regexp_matches({{ name_key('labels.subject_name') }}, {{ total_name }})
    group by labels.document_id, labels.table_seq, coalesce(labels.side, '')
),

sides as (
    select
        lanes.*,
        blank_totals.blank_name,
        coalesce(publics.lacks_sum, false) as lacks_sum,
        empties.path as empty_column,
        lanes.listed_by is null and regexp_matches(tables.table_type, '^(revenue_expenditure|fiscal_appropriation)_summary$') as is_balance,
        tables.table_title,
        tables.table_type,
        count(*) over pair > 1
        and bool_or(lanes.has_subtotal) over pair
        and lanes.item_count + coalesce(blanks.blank_count, 0) > 1
        and not lanes.has_subtotal as lacks_subtotal,
        count(*) over pair > 1
        and bool_or(lanes.has_total) over pair
        and not lanes.has_total as lacks_total,
        lanes.listed_by is not null
        and not lanes.has_sum
        and count(*) filter (where lanes.has_sum) over habit
        >= {{ least_lists }} * count(*) filter (where not lanes.has_sum) over habit as lacks_usual,
        count(*) filter (where lanes.has_sum) over habit as usual_count,
        {{ provenance('tables') }}
    from lanes
    inner join {{ ref('stg_tables') }} as tables using (document_id, table_seq)
    left join blanks using (document_id, table_seq, side)
    left join {{ ref('summed_publics') }} as publics using (document_id, table_seq, side)
    left join {{ ref('empty_column') }} as empties using (document_id, table_seq)
    left join blank_totals using (document_id, table_seq, side)
    where
        tables.table_type <> 'generic' and tables.table_type <> 'government_debt' and not starts_with(tables.table_type, 'social_insurance')
    window
        pair as (partition by lanes.document_id, lanes.table_seq),
        habit as (partition by lanes.document_id, lanes.listed_by)
),

-- The total that another table of the document prints on this side, one of the same kind first, then the name that most print.
totals as (
    select
        sides.document_id,
        sides.table_seq,
        sides.side,
        totals.cell_id,
        totals.subject_name,
        totals.table_title,
        totals.table_type <> sides.table_type as is_other_type
    from sides
    inner join (
        select
            *,
            count(distinct table_seq) over (partition by document_id, row_kind, name_key) as name_count
        from {{ ref('int_amount_cell') }}
    ) as totals
        on
            sides.document_id = totals.document_id
            and sides.table_seq <> totals.table_seq
            and sides.side = totals.lane
            and case
                when sides.empty_column is not null or sides.blank_name is not null then false
                when sides.lacks_subtotal then totals.row_kind = 'subtotal'
                when sides.lacks_total then totals.row_kind = 'total'
                else (not sides.has_any or sides.lacks_usual)
                    and (
                        totals.row_kind in ('total', 'subtotal') and totals.table_type = sides.table_type
                        or totals.row_kind = 'total' and regexp_matches(totals.name_key, '^[合总]计$')
                    )
            end
    qualify
        row_number() over (
            partition by sides.document_id, sides.table_seq, sides.side
            order by totals.table_type <> sides.table_type, totals.name_count desc, totals.table_seq, totals.cell_id
        ) = 1
),

raw as (
    select
        'CP-04:' || sides.document_id || ':' || sides.table_seq || ':' || sides.side as check_id,
        'CP-04' as rule_id,
        sides.document_id,
        '《' || coalesce(sides.table_title, '第' || sides.table_seq || '表') || '》' || {{ label('side', 'sides.side') }} as scope,
        not sides.has_any and (sides.head_count > 1 or sides.unit_count > 1 or sides.is_balance and sides.item_count > 1)
        or sides.lacks_subtotal or sides.lacks_total or sides.lacks_usual or sides.empty_column is not null or sides.blank_name is not null
        or not sides.has_any and sides.lacks_sum and sides.table_type = 'three_public'
            as is_broken,
        case
            when sides.empty_column is not null then '“' || sides.empty_column || '”栏没有印出金额，其他栏印有'
            when sides.blank_name is not null then '“' || sides.blank_name || '”一行没有印出金额，其下各行印有'
            when sides.lacks_subtotal then '另一侧印有本年合计，此侧没有'
            when sides.lacks_total then '另一侧印有总计，此侧没有'
            when sides.lacks_usual and sides.head_count + sides.unit_count <= 1
                then '没有印合计行，本文件其他 ' || sides.usual_count || ' 张同样列法的表均有'
            when sides.unit_count > 1 then '列有 ' || sides.unit_count || ' 个单位，没有印合计行'
            else '列有 ' || sides.item_count || ' 行金额，没有印合计行'
        end
        || coalesce(
            '（疑缺一行“' || totals.subject_name || '”，' || case when totals.is_other_type then '如' else '' end
            || '《' || totals.table_title || '》' || case when totals.is_other_type then '所印' else '有此行' end || '）', ''
        ) as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        (
            select list(firsts.cell_id order by firsts.cell_id)[1:1] from {{ ref('int_amount_cell') }} as firsts
            where
                firsts.document_id = sides.document_id and firsts.table_seq = sides.table_seq
                and firsts.lane = sides.side and firsts.row_seq = sides.last_row_seq
        ) as evidence,
        {{ provenance('sides') }},
        totals.cell_id as missing_id
    from sides
    left join totals using (document_id, table_seq, side)
    -- Where the three publics are rows, they have a total as well; where they are columns, the rows are years or agencies.
    where
        sides.table_type <> 'three_public' or sides.has_three_publics or sides.lacks_sum or sides.empty_column is not null
        or sides.blank_name is not null

    union all

    select
        'CP-05:' || sides.document_id || ':' || sides.table_seq || ':' || sides.side as check_id,
        'CP-05' as rule_id,
        sides.document_id,
        '《' || coalesce(sides.table_title, '第' || sides.table_seq || '表') || '》' as scope,
        incomplete.words is not null as is_broken,
        incomplete.words as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        (
            select list(firsts.cell_id order by firsts.cell_id) from {{ ref('int_amount_cell') }} as firsts
            where
                firsts.document_id = sides.document_id and firsts.table_seq = sides.table_seq
                and firsts.lane = sides.side and list_contains(incomplete.row_seqs, firsts.row_seq)
        ) as evidence,
        {{ provenance('sides') }},
        incomplete.missing_id
    from sides
    inner join {{ ref('incomplete_list') }} as incomplete using (document_id, table_seq, side)
),

judged as (
    {{ findings_from('raw') }}
)

select
    judged.* exclude (evidence),
    coalesce(judged.evidence, []) as evidence,
    case when judged.status = 'fail' and raw.missing_id is not null then 'missing_row' end as candidate_kind,
    case when judged.status = 'fail' then raw.missing_id end as candidate_fact_id
from judged
inner join raw on judged.check_id = raw.check_id
