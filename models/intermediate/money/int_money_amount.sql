-- The smallest amounts of the proved tables, and what the rounding of the parts leaves of the printed total.
-- One breakdown per document and side is the main one; an economic one stands beside it.
with proofs as (
    select *
    from {{ ref('int_money_proof') }}
    where is_main or breakdown = 'economic'
),

leaves as (
    select
        proofs.side as proved_side,
        proofs.breakdown,
        proofs.is_main,
        proofs.total_yuan,
        leaves.*
    from proofs
    inner join {{ ref('int_money_leaf') }} as leaves
        on
            proofs.document_id = leaves.document_id
            and proofs.side = leaves.money_side
            and proofs.table_seq = leaves.table_seq
            and proofs.lane = leaves.lane
            and proofs.column_seq = leaves.column_seq
            and list_contains(leaves.rules, proofs.rule)
),

amounts as (
    select
        leaves.document_id,
        leaves.proved_side as side,
        leaves.breakdown,
        leaves.is_main,
        leaves.total_yuan,
        leaves.column_phase,
        leaves.table_type,
        leaves.table_seq,
        leaves.row_seq,
        coalesce(
            leaves.subject_system,
            case
                when leaves.proved_side = 'revenue' then null
                when leaves.named_function_code is not null then 'function'
                when leaves.named_economic_code is not null then 'department_economic'
            end
        ) as subject_system,
        coalesce(
            leaves.subject_code,
            case when leaves.proved_side = 'expenditure' then coalesce(leaves.named_function_code, leaves.named_economic_code) end
        ) as subject_code,
        leaves.subject_name,
        coalesce(parts.measure, leaves.measure) as measure,
        coalesce(parts.measure_label, leaves.measure_label) as measure_label,
        case
            when parts.measure in ('basic', 'personnel', 'public') then 'basic'
            when parts.measure = 'project' then 'project'
            when parts.measure_side = 'expenditure' then 'other'
        end as basic_or_project,
        coalesce(
            case when parts.measure_side = 'revenue' then parts.measure end,
            leaves.named_source,
            case leaves.table_type
                when 'general_budget_expenditure' then 'general_budget'
                when 'fiscal_appropriation_expenditure' then 'fiscal_appropriation'
            end
        ) as source,
        coalesce(parts.amount_yuan, leaves.amount_yuan) as amount_yuan,
        coalesce(parts.budget_line_id, leaves.budget_line_id) as budget_line_id,
        {{ provenance('leaves') }}
    from leaves
    left join {{ ref('int_money_part') }} as parts
        on
            leaves.document_id = parts.document_id
            and leaves.table_seq = parts.table_seq
            and leaves.lane = parts.lane
            and leaves.row_seq = parts.row_seq
            and leaves.column_seq = parts.column_seq
),

rests as (
    select
        document_id,
        side,
        breakdown,
        any_value(is_main) as is_main,
        any_value(column_phase) as column_phase,
        any_value(table_type) as table_type,
        any_value(table_seq) as table_seq,
        any_value(total_yuan) as total_yuan,
        any_value(total_yuan) - sum(amount_yuan) as rest_yuan
    from amounts
    group by all
    having any_value(total_yuan) <> sum(amount_yuan)
),

-- What is left belongs to the cell that prints the total: that of the same table where it has one.
roundings as (
    select distinct on (rests.document_id, rests.side, rests.breakdown)
        rests.*,
        totals.row_seq,
        totals.measure,
        totals.measure_label,
        totals.budget_line_id,
        {{ provenance('totals') }}
    from rests
    inner join {{ ref('int_money_cell') }} as totals
        on
            rests.document_id = totals.document_id
            and rests.side = totals.money_side
            and rests.total_yuan = totals.amount_yuan
            and totals.row_kind in ('total', 'subtotal')
            and totals.measure in ({{ whole_measures() }})
    order by
        rests.document_id,
        rests.side,
        rests.breakdown,
        rests.table_seq = totals.table_seq desc,
        totals.table_seq,
        totals.row_seq,
        totals.column_seq
)

select
    'amount' as kind,
    amounts.* exclude (total_yuan)
from amounts
union all by name
select
    'rounding' as kind,
    cast(rest_yuan as decimal(20, 2)) as amount_yuan,
    roundings.* exclude (rest_yuan, total_yuan)
from roundings
