-- What each document's sums rest on: the printed total, the table whose amounts are it, or why there is none.
select
    totals.document_id,
    totals.side,
    case
        when documents.duplicate_of is not null then 'same_file'
        when totals.no_total_reason is not null then totals.no_total_reason
        when proofs.document_id is null then 'parts_disagree'
        else 'proved'
    end as money_status,
    totals.total_yuan as printed_total_yuan,
    totals.is_agreed,
    proofs.breakdown,
    proofs.table_type,
    proofs.table_seq,
    proofs.rule,
    cast(coalesce(proofs.leaf_count, 0) as integer) as row_count,
    cast(sums.sum_yuan as decimal(20, 2)) as sum_yuan,
    cast(sums.rounding_yuan as decimal(20, 2)) as rounding_yuan,
    cast(proofs.tolerance_yuan as decimal(20, 2)) as tolerance_yuan
from {{ ref('int_money_total') }} as totals
inner join {{ ref('int_document') }} as documents on totals.document_id = documents.document_id
left join {{ ref('int_money_proof') }} as proofs
    on totals.document_id = proofs.document_id and totals.side = proofs.side and proofs.is_main
left join (
    select
        document_id,
        side,
        breakdown,
        sum(amount_yuan) as sum_yuan,
        coalesce(sum(amount_yuan) filter (where kind = 'rounding'), 0) as rounding_yuan
    from {{ ref('fct_money') }}
    group by all
) as sums
    on
        proofs.document_id = sums.document_id
        and proofs.side = sums.side
        and proofs.breakdown = sums.breakdown
order by totals.document_id, totals.side
