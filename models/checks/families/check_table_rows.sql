-- CP-04: a list of amounts has its total row (balances of debts and of insurance funds add up to nothing, and a list below one
-- head, or of one agency, has it there (a balance of revenue and expenditure hasn't), unless the document's other lists by codes, or by agencies, print one all the same: three
-- at least for each that doesn't); where one side of a table prints 本年…合计, so does the other. What another table prints there is named. So has
-- a list with a column of totals an amount in it, where the columns beside it have.
-- CP-05: the subjects of a table are complete along their codes: a 款 or 项 has its 类 and 款 above it, and what is printed
-- by 类 and 款 is detailed to 项 (economic classification: to 款). Basis: 预算法实施条例 art. 6, 财预〔2016〕143号. Only where
-- the document prints codes down to that level, and the table other subjects of the level that lacks one; above it is what stands so in
-- the same list, which below an agency begins anew with a 类.
-- A subject that another table of the disclosure lists is named as the missing row. Where a list has no codes, the official list says
-- which class its economic items belong below (missing_head), and the document's other lists what its rows do (missing_parent).
-- A level that this table prints nowhere is missed between two of its levels where the document prints it elsewhere.
-- Where one side of a table has its （一） below 一、, so has the other (unheaded_number); numbers skip none (skipped_number); 其中 is a part of a row
-- that is printed above it, and agencies make up the total of their list as its items do.
{% set least_lists = 3 %}
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

sides as (
    select
        lanes.*,
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
    -- Where the three publics are rows, they have a total as well; where they are columns, the rows are years or agencies.
    where
        tables.table_type <> 'generic' and tables.table_type <> 'government_debt' and not starts_with(tables.table_type, 'social_insurance')
        and (tables.table_type <> 'three_public' or lanes.has_three_publics or publics.lacks_sum or empties.path is not null)
    window
        pair as (partition by lanes.document_id, lanes.table_seq),
        habit as (partition by lanes.document_id, lanes.listed_by)
),

cells as (
    select
        cells.document_id,
        scopes.scope_id,
        cells.table_seq,
        cells.lane as side,
        cells.row_seq,
        cells.subject_code,
        cells.subject_name,
        cells.subject_system,
        cells.cell_id,
        cells.table_title
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('document_scope') }} as scopes using (document_id)
),

lists as (
    select
        document_id,
        table_seq,
        side,
        row_seq,
        count(*) filter (where kind = 'unit' and next_length = 3) over (
            partition by document_id, table_seq, side order by row_seq rows between unbounded preceding and current row
        ) as list_seq
    from (
        select
            *,
            lead(length(subject_code)) over (partition by document_id, table_seq, side order by row_seq) as next_length
        from {{ ref('int_amount_row') }}
        where kind in ('unit', 'item')
    ) as listed
),

subjects as (
    select
        rows.document_id,
        rows.table_seq,
        rows.side,
        rows.row_seq,
        lists.list_seq,
        rows.subject_code,
        -- A row that has lost its name is called by its code.
        coalesce(nullif(rows.subject_name, ''), rows.subject_code) as subject_name,
        rows.subject_system,
        case when rows.subject_system like '%economic' then 5 else 7 end as finest,
        list(length(rows.subject_code)) over (partition by rows.document_id, rows.table_seq, rows.side) as lengths,
        list(length(rows.subject_code)) over system as printed_lengths,
        max(length(rows.subject_code)) over system as printed_length
    from {{ ref('int_amount_row') }} as rows
    inner join lists using (document_id, table_seq, side, row_seq)
    -- Revenue owes no detail.
    where rows.kind = 'item' and length(rows.subject_code) in (3, 5, 7) and rows.subject_system not in ('', 'revenue')
    window system as (partition by rows.document_id, rows.subject_system like '%economic')
),

gaps as (
    select
        subjects.document_id,
        subjects.table_seq,
        subjects.side,
        subjects.row_seq,
        subjects.subject_name,
        left(subjects.subject_code, length(subjects.subject_code) - 2) as missing_code,
        true as is_above
    from subjects
    anti join subjects as above
        on
            subjects.document_id = above.document_id
            and subjects.table_seq = above.table_seq
            and subjects.side = above.side
            and subjects.list_seq = above.list_seq
            and left(subjects.subject_code, length(subjects.subject_code) - 2) = above.subject_code
    where
        length(subjects.subject_code) > 3
        and (
            list_contains(subjects.lengths, length(subjects.subject_code) - 2)
            or len(list_distinct(subjects.lengths)) > 1 and list_contains(subjects.printed_lengths, length(subjects.subject_code) - 2)
        )
        and length(subjects.subject_code) <= subjects.finest

    union all

    select
        subjects.document_id,
        subjects.table_seq,
        subjects.side,
        subjects.row_seq,
        subjects.subject_name,
        subjects.subject_code as missing_code,
        false as is_above
    from subjects
    anti join subjects as below
        on
            subjects.document_id = below.document_id
            and subjects.table_seq = below.table_seq
            and subjects.side = below.side
            and length(below.subject_code) > length(subjects.subject_code)
            and starts_with(below.subject_code, subjects.subject_code)
    -- 预备费 has none, nor has what issuing government debt costs, except the special one.
    where
        length(subjects.subject_code) < subjects.finest and subjects.printed_length >= subjects.finest
        and subjects.subject_code not in ('227', '23301', '23302', '23303')
),

-- Another table that lists the subject, or the one subject below it.
named as (
    select
        gaps.document_id,
        gaps.table_seq,
        gaps.side,
        gaps.row_seq,
        gaps.missing_code,
        min(cells.cell_id) as cell_id,
        arg_min(cells.subject_name, cells.cell_id) as listed_name,
        arg_min(cells.table_title, cells.cell_id) as listed_title
    from gaps
    inner join {{ ref('document_scope') }} as scopes on gaps.document_id = scopes.document_id
    inner join cells
        on
            scopes.scope_id = cells.scope_id
            and (gaps.document_id <> cells.document_id or gaps.table_seq <> cells.table_seq)
            and case
                when gaps.is_above then cells.subject_code = gaps.missing_code
                else length(cells.subject_code) = length(gaps.missing_code) + 2
                    and starts_with(cells.subject_code, gaps.missing_code)
            end
    group by all
    having count(distinct cells.subject_code) = 1
),

-- Rows that lack one and the same parent are one gap.
lacking as (
    select
        gaps.document_id,
        gaps.table_seq,
        gaps.side,
        gaps.is_above,
        case when gaps.is_above then gaps.missing_code else gaps.missing_code || ':' || gaps.row_seq end as gap_key,
        min(gaps.row_seq) as row_seq,
        list_distinct(list(gaps.row_seq)) as row_seqs,
        '“' || arg_min(gaps.subject_name, gaps.row_seq) || '”'
        || case when count(distinct gaps.row_seq) > 1 then '等 ' || count(distinct gaps.row_seq) || ' 行' else '' end
        || case when gaps.is_above then '没有印出上级科目 ' || any_value(gaps.missing_code) else '没有细列下级科目' end
        || coalesce('（疑缺一行“' || any_value(named.listed_name) || '”，《' || any_value(named.listed_title) || '》有此行）', '') as words,
        min(named.cell_id) as cell_id
    from gaps
    left join named using (document_id, table_seq, side, row_seq, missing_code)
    group by gaps.document_id, gaps.table_seq, gaps.side, gaps.is_above, gap_key

    union all

    select
        document_id,
        table_seq,
        side,
        true as is_above,
        head_key || ':' || run_seq as gap_key,
        row_seq,
        row_seqs,
        '“' || subject_name || '”' || case when len(row_seqs) > 1 then '等 ' || len(row_seqs) || ' 行' else '' end
        || '没有印出上级科目“' || head_key || '”' as words,
        cell_id
    from {{ ref('missing_head') }}

    union all

    select
        parents.document_id,
        parents.table_seq,
        parents.side,
        true as is_above,
        parents.head_key as gap_key,
        parents.row_seq,
        parents.row_seqs,
        '“' || parents.subject_name || '”' || case when len(parents.row_seqs) > 1 then '等 ' || len(parents.row_seqs) || ' 行' else '' end
        || '没有印出上级科目“' || parents.head_key || '”'
        || coalesce('（《' || parents.listed_title || '》有此行）', '') as words,
        parents.cell_id
    from {{ ref('missing_parent') }} as parents
    anti join {{ ref('missing_head') }} using (document_id, table_seq, side, head_key)
),

unheaded as (
    select
        document_id,
        table_seq,
        side,
        true as is_above,
        'numbered' as gap_key,
        row_seq,
        row_seqs,
        '“' || subject_name || '”' || case when len(row_seqs) > 1 then '等 ' || len(row_seqs) || ' 行' else '' end
        || '没有印出上级“一、”的行，另一侧印有' as words,
        cast(null as varchar) as cell_id
    from {{ ref('unheaded_number') }}
),

unnumbered as (
    select
        document_id,
        table_seq,
        side,
        true as is_above,
        'number' as gap_key,
        row_seq,
        [row_seq] as row_seqs,
        '“' || subject_name || '”之前没有印出编号为“' || missing_number || '”的行'
        || coalesce('（疑缺一行“' || listed_name || '”，《' || listed_title || '》有此行）', '') as words,
        cell_id
    from {{ ref('skipped_number') }}
),

incomplete as (
    select
        document_id,
        table_seq,
        side,
        string_agg(words, '；' order by row_seq, is_above) as words,
        arg_min(cell_id, row_seq) as missing_id,
        list_distinct(flatten(list(row_seqs))) as row_seqs
    from (
        select * from lacking
        union all
        select * from unheaded
        union all
        select
            document_id,
            table_seq,
            side,
            true as is_above,
            gap_key,
            row_seq,
            [row_seq] as row_seqs,
            words,
            cast(null as varchar) as cell_id
        from (
            select
                *,
                'part' as gap_key,
                '“' || subject_name || '”没有印出它所属的上级科目' as words
            from {{ ref('unheaded_part') }}
            union all by name
            select
                *,
                'unit' as gap_key,
                '合计比所列各单位之和多 ' || {{ figure('gap') }} || {{ behind('unit') }} || '，疑缺一个单位的行' as words
            from {{ ref('lacking_unit') }}
            union all by name
            select
                *,
                'vehicle' as gap_key,
                '“' || subject_name || '”少于其上级，没有印出“公务用车' || other_name || '”的一行' as words
            from {{ ref('vehicle_gap') }}
        ) as lost
        union all
        select * from unnumbered
    ) as every
    group by all
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
                when sides.empty_column is not null then false
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
        or sides.lacks_subtotal or sides.lacks_total or sides.lacks_usual or sides.empty_column is not null
        or not sides.has_any and sides.lacks_sum and sides.table_type = 'three_public'
            as is_broken,
        case
            when sides.empty_column is not null then '“' || sides.empty_column || '”栏没有印出金额，其他栏印有'
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
            select list(firsts.cell_id order by firsts.cell_id)[1:1] from cells as firsts
            where
                firsts.document_id = sides.document_id and firsts.table_seq = sides.table_seq
                and firsts.side = sides.side and firsts.row_seq = sides.last_row_seq
        ) as evidence,
        {{ provenance('sides') }},
        totals.cell_id as missing_id
    from sides
    left join totals using (document_id, table_seq, side)

    union all

    select
        'CP-05:' || sides.document_id || ':' || sides.table_seq || ':' || sides.side as check_id,
        'CP-05' as rule_id,
        sides.document_id,
        '《' || coalesce(sides.table_title, '第' || sides.table_seq || '表') || '》' as scope,
        incomplete.document_id is not null as is_broken,
        incomplete.words as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        (
            select list(firsts.cell_id order by firsts.cell_id) from cells as firsts
            where
                firsts.document_id = sides.document_id and firsts.table_seq = sides.table_seq
                and firsts.side = sides.side and list_contains(incomplete.row_seqs, firsts.row_seq)
        ) as evidence,
        {{ provenance('sides') }},
        incomplete.missing_id
    from sides
    left join incomplete using (document_id, table_seq, side)
    where exists (
        select 1 from subjects
        where
            subjects.document_id = sides.document_id and subjects.table_seq = sides.table_seq
            and subjects.side = sides.side
    )
    or incomplete.document_id is not null
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
