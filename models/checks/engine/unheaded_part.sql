-- 其中 that a total adds up beside what stands above it has lost the row that it is a part of. One row per such row.
with counted as (
    select
        totals.check_id,
        cells.document_id,
        cells.table_seq,
        cells.lane as side,
        cells.row_seq,
        cells.subject_name,
        bool_or(not starts_with(cells.subject_name, '其中')) over (
            partition by totals.check_id order by cells.row_seq rows between unbounded preceding and 1 preceding
        ) as has_other_above
    from (
        select
            check_id,
            unnest(evidence[2:]) as cell_id
        from {{ ref('identity_verdict') }}
        where rule_id = 'column_total' and status = 'pass' and stated <> 0
    ) as totals
    inner join {{ ref('int_amount_cell') }} as cells on totals.cell_id = cells.cell_id and cells.amount <> 0
)

select distinct
    document_id,
    table_seq,
    side,
    row_seq,
    subject_name
from counted
where starts_with(subject_name, '其中') and has_other_above
