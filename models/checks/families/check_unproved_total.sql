-- CP-11: a printed total is made up by the rows of its list. Where no reading of the rows gives it, the relation is not adopted
-- (structure_support) and nothing is an error: the structure may be misread, or a row be missing or wrong. That is said of the
-- total, with what the rows add up to; so of a parent among the rows, of a total without rows or below blank ones, of a row called …计 that no sum
-- reaches, of a numbered row that the rows below it don't make up as those of the others do, and of a place above the places that lie
-- in it (five at least), where they come to about what it prints. A total that no column lets be judged isn't proved either: it has
-- the reason. One row per side of a table with a total, or with a parent that isn't proved.
{% set least_places = 5 %}
{% set least_blanks = 2 %}
with missing as (
    select * from {{ ref('missing_name') }}
    union all
    select * from {{ ref('missing_listed') }}
),

sums as (
    select
        check_id,
        document_id,
        table_seq,
        lane,
        rule_id = 'column_total' as is_total,
        stated,
        expected,
        unit,
        evidence[1:1] as evidence,
        coalesce(reason_code = 'relation_not_adopted', false) as is_unproved,
        case when not is_unproved then reason_code end as skip_reason
    from {{ ref('identity_verdict') }}
    where left_count > 0 and (rule_id = 'column_total' or rule_id = 'hierarchy' and reason_code = 'relation_not_adopted')
),

lonely as (
    select
        null as check_id,
        document_id,
        table_seq,
        lane,
        true as is_total,
        max_by(amount, abs(amount)) as stated,
        cast(0 as decimal(28, 6)) as expected,
        max_by(unit, abs(amount)) as unit,
        [max_by(cell_id, abs(amount))] as evidence,
        true as is_unproved,
        null as skip_reason
    from {{ ref('int_amount_cell') }}
    where not is_rate
    group by all
    -- 三公 in one row is divided by columns.
    having
        bool_and(row_kind in ('total', 'subtotal')) and max(abs(amount)) > 0
        and (
            table_type <> 'three_public'
            or bool_and(measure <> '')
            and not list_has_any(
                list({{ without_period('measure') }}),
                (
                    select list(groups.measure) from {{ ref('measure_group') }} as groups
                    where groups.group_measure = 'three_public'
                )
            )
        )
),

-- What a list begins with is carried over from another table (本年收入合计 of a balance) where the total that it is a part of holds.
carried as (
    select distinct
        totals.document_id,
        totals.table_seq,
        totals.lane,
        lines.row_seq
    from {{ ref('identity_verdict') }} as totals
    inner join {{ ref('int_budget_line') }} as lines
        on totals.document_id = lines.document_id and list_contains(totals.evidence[2:], lines.budget_line_id)
    inner join (
        select
            document_id,
            table_seq,
            lane,
            min(row_seq) as row_seq
        from {{ ref('int_amount_cell') }}
        group by all
    ) as firsts
        on
            totals.document_id = firsts.document_id
            and totals.table_seq = firsts.table_seq
            and totals.lane = firsts.lane
            and lines.row_seq = firsts.row_seq
    where totals.rule_id = 'column_total' and totals.status = 'pass'
),

-- A row among the others that its name calls a sum.
bare as (
    select
        null as check_id,
        cells.document_id,
        cells.table_seq,
        cells.lane,
        false as is_total,
        max_by(cells.amount, (abs(cells.amount), cells.cell_id)) as stated,
        cast(0 as decimal(28, 6)) as expected,
        max_by(cells.unit, (abs(cells.amount), cells.cell_id)) as unit,
        [max_by(cells.cell_id, (abs(cells.amount), cells.cell_id))] as evidence,
        true as is_unproved,
        null as skip_reason
    from {{ ref('int_amount_cell') }} as cells
    anti join {{ ref('identity_verdict') }} as sums
        on
            cells.document_id = sums.document_id
            and cells.table_seq = sums.table_seq
            and cells.lane = sums.lane
            and cells.row_seq = sums.row_seq
            and sums.rule_id in ('column_total', 'hierarchy')
            and sums.right_count > 0
    anti join carried
        on
            cells.document_id = carried.document_id
            and cells.table_seq = carried.table_seq
            and cells.lane = carried.lane
            and cells.row_seq = carried.row_seq
    where cells.row_kind = 'item' and not cells.is_rate and regexp_matches(cells.name_key, '[合总小]计$')
    group by cells.document_id, cells.table_seq, cells.lane, cells.row_seq
    having max(abs(cells.amount)) > 0
),

places as (
    select distinct
        cells.document_id,
        cells.table_seq,
        cells.lane,
        cells.row_seq,
        regions.region_code,
        case regions.region_level when 'province' then 2 when 'city' then 4 else 6 end as own_digits
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('region') }} as regions on cells.name_key = regions.region_name
),

-- The first row of a list without a total, where the list names places in it.
heads as (
    select
        firsts.document_id,
        firsts.table_seq,
        firsts.lane,
        firsts.row_seq
    from (
        select
            document_id,
            table_seq,
            lane,
            min(row_seq) as row_seq
        from {{ ref('int_amount_cell') }}
        group by all
        having not bool_or(row_kind in ('total', 'subtotal'))
    ) as firsts
    inner join places using (document_id, table_seq, lane, row_seq)
    inner join places as inner_places
        on
            places.document_id = inner_places.document_id
            and places.table_seq = inner_places.table_seq
            and places.lane = inner_places.lane
            and places.region_code <> inner_places.region_code
            and starts_with(inner_places.region_code, left(places.region_code, places.own_digits))
    anti join {{ ref('identity_verdict') }} as reached
        on
            places.document_id = reached.document_id
            and places.table_seq = reached.table_seq
            and places.lane = reached.lane
            and places.row_seq = reached.row_seq
            and reached.rule_id in ('hierarchy', 'column_total')
            and reached.right_count > 0
    group by all
    having count(distinct inner_places.row_seq) >= {{ least_places }}
),

compared as (
    select
        heads.document_id,
        heads.table_seq,
        heads.lane,
        any_value(cells.unit) as unit,
        max(cells.amount) filter (where cells.row_seq = heads.row_seq) as whole,
        coalesce(sum(cells.amount) filter (where cells.row_seq <> heads.row_seq), 0) as rest,
        min(cells.cell_id) filter (where cells.row_seq = heads.row_seq) as cell_id
    from heads
    inner join {{ ref('int_amount_cell') }} as cells using (document_id, table_seq, lane)
    where not cells.is_rate
    group by heads.document_id, heads.table_seq, heads.lane, cells.column_seq
),

above as (
    select
        null as check_id,
        document_id,
        table_seq,
        lane,
        false as is_total,
        max_by(whole, whole) as stated,
        max_by(rest, whole) as expected,
        max_by(unit, whole) as unit,
        [max_by(cell_id, whole)] as evidence,
        true as is_unproved,
        null as skip_reason
    from compared
    where whole is not null
    group by document_id, table_seq, lane
    having bool_and(2 * rest between whole and 3 * whole) and bool_or(rest <> whole)
),

-- A numbered row that its parts don't make up, where those of the table's other numbered rows do.
unnested as (
    select
        null as check_id,
        document_id,
        table_seq,
        lane,
        false as is_total,
        arg_max(whole, (abs(whole - rest), cell_id)) as stated,
        arg_max(rest, (abs(whole - rest), cell_id)) as expected,
        arg_max(unit, (abs(whole - rest), cell_id)) as unit,
        [arg_max(cell_id, (abs(whole - rest), cell_id))] as evidence,
        true as is_unproved,
        null as skip_reason
    from {{ ref('unnested_part') }}
    group by document_id, table_seq, lane, row_seq
),

-- A 本年…合计 below rows that are printed without amounts.
unlisted as (
    select
        null as check_id,
        totals.document_id,
        totals.table_seq,
        totals.lane,
        true as is_total,
        max_by(totals.amount, (abs(totals.amount), totals.cell_id)) as stated,
        cast(0 as decimal(28, 6)) as expected,
        max_by(totals.unit, (abs(totals.amount), totals.cell_id)) as unit,
        [max_by(totals.cell_id, (abs(totals.amount), totals.cell_id))] as evidence,
        true as is_unproved,
        null as skip_reason
    from {{ ref('int_amount_cell') }} as totals
    anti join {{ ref('int_amount_cell') }} as above
        on
            totals.document_id = above.document_id
            and totals.table_seq = above.table_seq
            and totals.lane = above.lane
            and totals.row_seq > above.row_seq
    anti join {{ ref('identity_verdict') }} as sums
        on
            totals.document_id = sums.document_id
            and totals.table_seq = sums.table_seq
            and totals.lane = sums.lane
            and totals.row_seq = sums.row_seq
            and sums.rule_id = 'column_total'
            and sums.right_count > 0
    where
        totals.row_kind = 'subtotal' and totals.amount <> 0 and not totals.is_rate
        and (
            select count(*) from {{ ref('stg_row_labels') }} as labels
            where
                labels.document_id = totals.document_id and labels.table_seq = totals.table_seq
                and coalesce(labels.side, '') = totals.lane and labels.row_seq < totals.row_seq
        ) >= {{ least_blanks }}
    group by totals.document_id, totals.table_seq, totals.lane, totals.row_seq
),

raw as (
    select
        'CP-11:' || lists.document_id || ':' || lists.table_seq || ':' || lists.lane as check_id,
        'CP-11' as rule_id,
        lists.document_id,
        '《' || coalesce(tables.table_title, '第' || lists.table_seq || '表') || '》' || {{ label('side', 'lists.lane') }} as scope,
        lists.is_unproved as is_broken,
        case when lists.is_total then '印出的合计 ' else '“' || coalesce(lines.subject_name, '') || '” ' end || {{ figure('lists.stated') }} || {{ behind('lists.unit') }} || '没有得到证实：'
        || case
            when lists.expected = 0 and lists.is_total then '没有列出各行金额'
            when lists.expected = 0 then '没有列出相加为此数的各行'
            else '按所列各行相加为 ' || {{ figure('lists.expected') }} || {{ behind('lists.unit') }}
        end
        || coalesce('（疑缺一行“' || missing.subject_name || '”，《' || missing.table_title || '》有此行）', '') as finding,
        case when lists.is_unproved then lists.stated end as stated,
        case when lists.is_unproved then lists.expected end as expected,
        lists.unit,
        lists.skip_reason,
        lists.evidence,
        {{ provenance('lines') }},
        missing.candidate_fact_id as missing_id
    from (
        select *
        from (
            select * from sums
            union all
            select * from lonely
            union all
            select * from bare
            union all
            select * from above
            union all
            select * from unnested
            union all
            select * from unlisted
        ) as every
        qualify
            row_number() over (
                partition by document_id, table_seq, lane
                order by is_unproved desc, skip_reason is null desc, is_total desc, abs(stated - expected) desc, evidence
            ) = 1
    ) as lists
    inner join {{ ref('stg_tables') }} as tables using (document_id, table_seq)
    inner join {{ ref('int_budget_line') }} as lines on lists.evidence[1] = lines.budget_line_id
    left join missing on lists.check_id = missing.check_id and lists.is_unproved
),

judged as (
    {{ findings_from('raw') }}
)

select
    judged.*,
    case when judged.status = 'fail' and raw.missing_id is not null then 'missing_row' end as candidate_kind,
    case when judged.status = 'fail' then raw.missing_id end as candidate_fact_id
from judged
inner join raw on judged.check_id = raw.check_id
