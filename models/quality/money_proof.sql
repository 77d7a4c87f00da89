-- What each document's sums rest on: the printed total, the table whose amounts are it, or why there is none. A whole
-- government has a total per budget, coverage, year and stage.
with sums as (
    select
        document_id,
        side,
        budget,
        coverage,
        fiscal_year,
        stage,
        breakdown,
        sum(amount_yuan) as sum_yuan,
        coalesce(sum(amount_yuan) filter (where kind = 'rounding'), 0) as rounding_yuan
    from {{ ref('fct_money') }}
    group by all
),

proofs as (
    select
        totals.document_id,
        totals.side,
        cast(null as varchar) as budget,
        cast(null as varchar) as coverage,
        documents.fiscal_year,
        cast(null as varchar) as stage,
        case
            when documents.duplicate_of is not null then 'same_file'
            when totals.no_total_reason is not null then totals.no_total_reason
            when proofs.document_id is null then 'parts_disagree'
            else 'proved'
        end as money_status,
        totals.total_yuan,
        totals.is_agreed,
        proofs.* exclude (document_id, side, lane, column_seq, sum_yuan, total_yuan, is_main)
    from {{ ref('int_money_total') }} as totals
    inner join {{ ref('int_document') }} as documents on totals.document_id = documents.document_id
    left join {{ ref('int_money_proof') }} as proofs
        on totals.document_id = proofs.document_id and totals.side = proofs.side and proofs.is_main
    union all by name
    select * exclude (total_line_id, block, sum_yuan, own_yuan)
    from {{ ref('int_government_proof') }}
)

select
    proofs.document_id,
    proofs.side,
    proofs.budget,
    proofs.coverage,
    proofs.fiscal_year,
    proofs.stage,
    proofs.money_status,
    proofs.total_yuan as printed_total_yuan,
    proofs.is_agreed,
    proofs.breakdown,
    proofs.table_type,
    proofs.table_seq,
    proofs.rule,
    cast(coalesce(proofs.leaf_count, 0) as integer) as row_count,
    cast(sums.sum_yuan as decimal(20, 2)) as sum_yuan,
    cast(sums.rounding_yuan as decimal(20, 2)) as rounding_yuan,
    cast(proofs.tolerance_yuan as decimal(20, 2)) as tolerance_yuan
from proofs
left join sums
    on
        proofs.document_id = sums.document_id
        and proofs.side = sums.side
        and proofs.breakdown = sums.breakdown
        and proofs.budget is not distinct from sums.budget
        and proofs.coverage is not distinct from sums.coverage
        and (proofs.budget is null or (proofs.fiscal_year is not distinct from sums.fiscal_year and proofs.stage = sums.stage))
order by proofs.document_id, proofs.budget, proofs.coverage, proofs.fiscal_year, proofs.stage, proofs.side
