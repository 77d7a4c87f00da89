-- Amounts in 元 of the tables that print a document's whole revenue or expenditure, in the columns of the table's own
-- stage, with the kind of their row and the side that they are of.
with cells as (
    select
        lines.*,
        coalesce(lines.side, '') as lane,
        phases.column_phase,
        {{ row_kind() }} as row_kind,
        cast({{ unit_factor('lines.unit') }} * {{ printed_step('lines.amount_printed') }} as decimal(20, 2)) as step
    from {{ ref('int_budget_line') }} as lines
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
        and lines.table_type in (
            'revenue_summary', 'expenditure_summary', 'revenue_expenditure_summary',
            'fiscal_appropriation_summary', 'fiscal_appropriation_expenditure', 'general_budget_expenditure'
        )
)

select
    *,
    case
        when lane <> '' then lane
        when table_type = 'revenue_summary' then 'revenue'
        when
            table_type in ('expenditure_summary', 'fiscal_appropriation_expenditure', 'general_budget_expenditure')
            then 'expenditure'
        when contains(subject_name, '收入') and not contains(subject_name, '支出') then 'revenue'
        when contains(subject_name, '支出') and not contains(subject_name, '收入') then 'expenditure'
    end as money_side
from cells
