-- Every amount cell of a budget or final-account table: exact value in the printed unit and in 元, the step of the
-- last digit that the table prints, and what the row and the column stand for.
with lines as (
    select
        *,
        coalesce(side, '') as lane,
        {{ decimal_of('amount_printed', 'decimal(28, 6)') }} as amount,
        cast(coalesce({{ unit_factor('unit') }}, 1) as decimal(10, 0)) as factor
    from {{ ref('int_budget_line') }}
    -- Rates are no money: nothing adds up to them.
    where is_amount and coalesce(unit, '') <> '%'
),

bounded as (
    select
        *,
        cast(amount * factor as decimal(38, 6)) as amount_in_yuan
    from lines
    where abs(amount) < 1000000000000000
),

tables as (
    select
        document_id,
        table_seq,
        any_value(scope) as printed_scope,
        any_value(header_paths) as header_paths
    from {{ ref('stg_tables') }}
    group by all
),

function_names as (
    select
        {{ name_key('name') }} as name_key,
        min(code) as code
    from {{ ref('function_class') }}
    where level = '1'
    group by 1
    having count(distinct code) = 1
),

economic_names as (
    select
        {{ name_key('name') }} as name_key,
        min(code) as code
    from {{ ref('department_economic') }}
    where level = '2'
    group by 1
    having count(distinct code) = 1
),

parents as (
    select distinct
        document_id,
        table_seq,
        side,
        parent_row_seq as row_seq
    from {{ ref('int_amount_row') }}
    where parent_row_seq is not null
),

last_totals as (
    select
        document_id,
        table_seq,
        side,
        max(row_seq) filter (where kind = 'total') as total_row_seq,
        max(row_seq) filter (where kind = 'subtotal') as subtotal_row_seq,
        max(row_seq) filter (where kind = 'carryover') as carryover_row_seq,
        count(*) filter (where kind = 'subtotal') as subtotal_count,
        -- 一、本年收入 above its sources, 二、上年结转 below them.
        case
            when count(*) filter (where is_of_this_year) = 1 and bool_or(kind = 'carryover')
                then max(row_seq) filter (where is_of_this_year)
        end as this_year_row_seq,
        min(row_seq) filter (where kind = 'unit') as unit_row_seq,
        count(*) filter (where kind = 'unit') as unit_count,
        min(row_seq) as first_row_seq,
        count(*) as row_count
    from (
        select
            *,
            kind = 'item' and parent_row_seq is null and regexp_matches(name_key, '^[本当]年(财政拨款)?(收入|支出)$') as is_of_this_year
        from {{ ref('int_amount_row') }}
    ) as placed
    group by all
)

select
    cells.budget_line_id as cell_id,
    cells.document_id,
    cells.table_seq,
    coalesce(cells.table_type, 'generic') as table_type,
    cells.table_title,
    coalesce(regexp_matches(cells.table_title, '决算'), false) as is_final,
    case
        when regexp_matches(tables.printed_scope, '不含.*结转|本年|当年') then 'current'
        when regexp_matches(tables.printed_scope, '结转') then 'carryover'
        else ''
    end as table_scope,
    cells.lane,
    cells.row_seq,
    cells.column_seq,
    tree.kind as row_kind,
    tree.name_key,
    tree.depth,
    tree.parent_row_seq,
    tree.is_carried_detail,
    tree.kind = 'item' and parents.row_seq is null as is_leaf,
    cells.subject_system,
    coalesce(
        cells.subject_code,
        case
            when cells.subject_system = 'department_economic' and tree.kind = 'item' and tree.depth > 1
                then economic_names.code
        end
    ) as subject_code,
    case
        when cells.subject_system = 'function' and tree.kind = 'item'
            -- 22999 其他支出 is no class, though it is called like one.
            then case when cells.subject_code is null or length(cells.subject_code) = 3 then coalesce(cells.subject_code, function_names.code) end
    end as class_code,
    tree.kind = 'total' and cells.row_seq = last_totals.total_row_seq
    or last_totals.total_row_seq is null and (
        last_totals.subtotal_count = 1 and cells.row_seq = last_totals.subtotal_row_seq
        -- What is carried over below comes on top of it.
        and coalesce(last_totals.carryover_row_seq < last_totals.subtotal_row_seq, true)
        or last_totals.subtotal_row_seq is null and (
            cells.row_seq = last_totals.unit_row_seq and last_totals.first_row_seq = last_totals.unit_row_seq and last_totals.unit_count = 1
            or last_totals.row_count = 1 and cells.subject_name is null
        )
    ) as is_grand_total,
    tree.kind = 'carryover' and coalesce(cells.row_seq > last_totals.total_row_seq, false) as is_behind_total,
    case
        when last_totals.subtotal_count = 1 then cells.row_seq = last_totals.subtotal_row_seq
        when last_totals.subtotal_count = 0
            then coalesce(cells.row_seq = coalesce(last_totals.this_year_row_seq, last_totals.total_row_seq), false)
        else false
    end as is_current_total,
    columns.total_column_seq is null and coalesce(columns.is_carryover, false) as is_carryover_beside,
    coalesce(cells.measure, '') as measure,
    cells.measure_label,
    -- A final account that prints budget and executed amounts side by side: only the executed ones are its figures.
    regexp_matches(coalesce(cells.measure_label, ''), '预算数') and regexp_matches(tables.header_paths, '决算数')
        as is_other_phase,
    -- Rates stand in columns and add up to nothing.
    regexp_matches(coalesce(cells.measure_label, ''), '[%％]|率$|比例$|比重$') as is_rate,
    cells.subject_name,
    cells.amount,
    cast(cells.amount_in_yuan as decimal(28, 6)) as amount_in_yuan,
    cells.step,
    cast(cells.step * cells.factor as decimal(28, 6)) as step_in_yuan,
    cells.unit,
    cells.amount_printed,
    cells.repair,
    coalesce({{ has_effect('cells.repair_code', 'undecided') }}, false) as is_undecided,
    {{ provenance('cells') }}
from bounded as cells
inner join {{ ref('int_amount_row') }} as tree
    on
        cells.document_id = tree.document_id
        and cells.table_seq = tree.table_seq
        and cells.lane = tree.side
        and cells.row_seq = tree.row_seq
inner join last_totals
    on
        cells.document_id = last_totals.document_id
        and cells.table_seq = last_totals.table_seq
        and cells.lane = last_totals.side
left join {{ ref('int_amount_column') }} as columns
    on
        cells.document_id = columns.document_id
        and cells.table_seq = columns.table_seq
        and cells.lane = columns.side
        and cells.column_seq = columns.column_seq
left join parents
    on
        cells.document_id = parents.document_id
        and cells.table_seq = parents.table_seq
        and cells.lane = parents.side
        and cells.row_seq = parents.row_seq
left join tables on cells.document_id = tables.document_id and cells.table_seq = tables.table_seq
left join function_names on tree.name_key = function_names.name_key
left join economic_names on tree.name_key = economic_names.name_key
where abs(cells.amount_in_yuan) < 1000000000000000000
