-- The smallest amounts of the proved budgets of governments, and what the rounding of the parts leaves of the total.
with amounts as (
    select
        proofs.document_id,
        proofs.budget,
        proofs.coverage,
        proofs.side,
        proofs.fiscal_year,
        proofs.stage,
        proofs.breakdown,
        proofs.total_line_id,
        case when blocks.is_between_budgets then 'between_budgets' else 'amount' end as kind,
        coalesce(blocks.subject_system, case when proofs.side = 'expenditure' and names.class_code is not null then 'function' end)
            as subject_system,
        coalesce(blocks.subject_code, case when proofs.side = 'expenditure' then names.class_code end) as subject_code,
        blocks.subject_name,
        blocks.measure,
        blocks.measure_label,
        blocks.amount_yuan,
        blocks.table_type,
        blocks.table_seq,
        blocks.row_seq,
        blocks.budget_line_id,
        {{ provenance('blocks') }}
    from {{ ref('int_government_proof') }} as proofs
    inner join {{ ref('int_government_block') }} as blocks
        on
            proofs.total_line_id = blocks.total_line_id
            and proofs.side = blocks.account_side
            and proofs.block = blocks.block
            and list_contains(blocks.rules, proofs.rule)
    left join {{ ref('int_class_name') }} as names
        on blocks.subject_code is null and blocks.subject_name = names.subject_name
    where proofs.money_status = 'proved'
),

rests as (
    select
        document_id,
        budget,
        coverage,
        side,
        fiscal_year,
        stage,
        breakdown,
        total_line_id,
        sum(amount_yuan) as sum_yuan
    from amounts
    group by all
)

select * exclude (total_line_id)
from amounts
union all by name
select
    rests.* exclude (total_line_id, sum_yuan),
    'rounding' as kind,
    totals.measure,
    totals.measure_label,
    cast(totals.amount_yuan - rests.sum_yuan as decimal(20, 2)) as amount_yuan,
    totals.table_type,
    totals.table_seq,
    totals.row_seq,
    totals.budget_line_id,
    {{ provenance('totals') }}
from rests
inner join {{ ref('int_government_row') }} as totals on rests.total_line_id = totals.budget_line_id
where totals.amount_yuan <> rests.sum_yuan
