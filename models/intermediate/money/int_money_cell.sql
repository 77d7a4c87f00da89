-- Amounts in 元 of the tables that print a document's whole revenue or expenditure, in the columns of the table's own
-- stage, with the kind of their row and the side that they are of.
with cells as (
    select
        lines.* exclude (step, step_yuan),
        coalesce(lines.side, '') as lane,
        phases.column_phase,
        {{ row_kind() }} as row_kind,
        cast({{ unit_factor('lines.unit') }} * {{ printed_step('lines.amount_printed') }} as decimal(20, 2)) as step
    from {{ ref('int_budget_line') }} as lines
    inner join {{ ref('int_money_table') }} as tables
        on lines.document_id = tables.document_id and lines.table_seq = tables.table_seq
    inner join {{ ref('int_amount_phase') }} as phases
        on
            lines.document_id = phases.document_id
            and lines.table_seq = phases.table_seq
            and coalesce(lines.side, '') = phases.side
            and lines.column_seq = phases.column_seq
    where
        lines.is_amount
        and lines.amount_yuan is not null
        and phases.is_main
),

placed as (
    select
        *,
        count(*) filter (where row_kind in ('total', 'subtotal')) over lane_rows as total_count,
        min(row_seq) over lane_rows as first_row_seq,
        max(row_seq) over lane_rows as last_row_seq,
        count(*) filter (where row_kind = 'unit') over lane_column as unit_count,
        sum(amount_yuan) filter (where row_kind = 'unit') over lane_column as unit_sum_yuan
    from cells
    window
        lane_rows as (partition by document_id, table_seq, lane),
        lane_column as (partition by document_id, table_seq, lane, column_seq)
)

select
    * exclude (row_kind, total_count, first_row_seq, last_row_seq, unit_count, unit_sum_yuan),
    case
        -- The one row of a table of columns needs no name.
        when subject_name is null and first_row_seq = last_row_seq then 'total'
        -- A table whose total bears the agency's name, above its items or above its other units.
        when
            row_kind = 'unit'
            and total_count = 0
            and row_seq = first_row_seq
            and (unit_count = 1 or unit_sum_yuan = 2 * amount_yuan)
            then 'total'
        else row_kind
    end as row_kind,
    case
        when lane <> '' then lane
        when table_type = 'revenue_summary' then 'revenue'
        when
            table_type in ('expenditure_summary', 'fiscal_appropriation_expenditure', 'general_budget_expenditure')
            then 'expenditure'
        when contains(subject_name, '收入') and not contains(subject_name, '支出') then 'revenue'
        when contains(subject_name, '支出') and not contains(subject_name, '收入') then 'expenditure'
        -- What came from last year is there to spend, what goes to the next isn't spent.
        when row_kind = 'carryover' and regexp_matches(subject_name, '上年|年初') then 'revenue'
        when row_kind = 'carryover' and regexp_matches(subject_name, '下年|年末|年终') then 'expenditure'
    end as money_side
from placed
