-- One row per document and thing: the three publics (三公) where their parts add up to the printed total. The things
-- stand in columns of one row or in rows of one column; of several rows or columns the one with the largest total.
with cells as (
    select
        lines.document_id,
        lines.table_seq,
        coalesce(lines.side, '') as lane,
        lines.row_seq,
        lines.column_seq,
        lines.amount_yuan,
        cast({{ unit_factor('lines.unit') }} * {{ printed_step('lines.amount_printed') }} as decimal(20, 2)) as step,
        phases.column_phase,
        -- The three publics are told apart by fund in some tables; by law they are money of the general budget.
        case
            when lines.measure = 'general_budget' then 'three_public'
            else regexp_replace(lines.measure, '_(general_budget|budget|final)$', '')
        end as column_thing,
        case
            when {{ row_kind() }} = 'total' or lines.subject_name is null then 'three_public'
            when contains(lines.subject_name, '三公') then 'three_public'
            when contains(lines.subject_name, '出国') then 'overseas_travel'
            when contains(lines.subject_name, '接待') then 'official_reception'
            when regexp_matches(lines.subject_name, '车.*购置.*运行') then 'official_vehicle'
            when regexp_matches(lines.subject_name, '车.*购置') then 'vehicle_purchase'
            when regexp_matches(lines.subject_name, '车.*运行') then 'vehicle_operation'
        end as row_thing
    from {{ ref('int_budget_line') }} as lines
    inner join {{ ref('int_amount_phase') }} as phases
        on
            lines.document_id = phases.document_id
            and lines.table_seq = phases.table_seq
            and coalesce(lines.side, '') = phases.side
            and lines.column_seq = phases.column_seq
    where lines.table_type = 'three_public' and lines.amount_yuan is not null and phases.is_main
),

placed as (
    select
        *,
        'row ' || row_seq as place,
        case column_thing when 'total' then 'three_public' else column_thing end as thing
    from cells
    where column_thing is not null
    union all
    select
        *,
        'column ' || column_seq as place,
        row_thing as thing
    from cells
    where row_thing is not null
),

places as (
    select
        document_id,
        table_seq,
        lane,
        place,
        any_value(column_phase) as column_phase,
        max(step) as step,
        list(amount_yuan) filter (where thing = 'three_public') as totals,
        any_value(amount_yuan) filter (where thing = 'overseas_travel') as overseas_travel,
        any_value(amount_yuan) filter (where thing = 'official_reception') as official_reception,
        any_value(amount_yuan) filter (where thing = 'official_vehicle') as official_vehicle,
        any_value(amount_yuan) filter (where thing = 'vehicle_purchase') as vehicle_purchase,
        any_value(amount_yuan) filter (where thing = 'vehicle_operation') as vehicle_operation,
        count(*) filter (where thing <> 'three_public')
        = count(distinct thing) filter (where thing <> 'three_public') as is_each_once
    from placed
    where
        thing in (
            'three_public', 'overseas_travel', 'official_reception', 'official_vehicle', 'vehicle_purchase', 'vehicle_operation'
        )
    group by all
),

summed as (
    select
        *,
        coalesce(overseas_travel, 0) + coalesce(official_reception, 0)
        + coalesce(official_vehicle, coalesce(vehicle_purchase, 0) + coalesce(vehicle_operation, 0)) as parts_yuan
    from places
    where is_each_once and coalesce(overseas_travel, official_reception, official_vehicle, vehicle_operation) is not null
),

proved as (
    select
        *,
        list_filter(totals, total -> abs(total - parts_yuan) <= 2 * step)[1] as total_yuan
    from summed
),

largest as (
    select distinct on (document_id)
        document_id,
        column_phase,
        total_yuan,
        overseas_travel,
        official_reception,
        coalesce(official_vehicle, coalesce(vehicle_purchase, 0) + coalesce(vehicle_operation, 0)) as official_vehicle
    from proved
    where total_yuan is not null
    order by document_id, total_yuan desc, table_seq, place
),

-- Of several files of one agency, year and stage one counts, if they say the same.
counted as (
    select
        largest.document_id,
        row_number() over (same_agency order by documents.file_name, largest.document_id) = 1
        and min(largest.total_yuan) over same_agency = max(largest.total_yuan) over same_agency as is_counted
    from largest
    inner join {{ ref('int_document') }} as documents on largest.document_id = documents.document_id
    left join {{ ref('int_money_counting') }} as counting
        on largest.document_id = counting.document_id and counting.side = 'expenditure'
    where counting.not_counted_reason is null
    window same_agency as (
        partition by coalesce(documents.agency_id, largest.document_id), documents.fiscal_year, largest.column_phase
    )
)

select
    largest.*,
    coalesce(counted.is_counted, false) as is_counted
from largest
left join counted on largest.document_id = counted.document_id
