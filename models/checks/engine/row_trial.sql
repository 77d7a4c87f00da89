-- Every total and parent row held against its parts as the print nests them, column by column: where this closes,
-- nothing else is tried. One row per rule, total row and column with an amount on both sides.
with cells as (
    select
        document_id,
        table_seq,
        lane,
        row_seq,
        column_seq,
        amount,
        step
    from {{ ref('int_amount_cell') }}
    where not is_rate
),

parts as (
    select
        family.rule_id,
        family.document_id,
        family.table_seq,
        family.side,
        family.row_seq,
        cells.column_seq,
        sum(cells.amount) as parts_amount,
        count(*) filter (where cells.amount <> 0) as part_count
    from {{ ref('row_family') }} as family
    inner join cells
        on
            family.document_id = cells.document_id
            and family.table_seq = cells.table_seq
            and family.side = cells.lane
            and family.part_row_seq = cells.row_seq
    group by all
)

select
    parts.*,
    totals.amount,
    totals.amount <> 0 and parts.part_count > 1 as is_telling,
    abs(totals.amount - parts.parts_amount) <= {{ rounding_envelope('parts.part_count', 'totals.step') }} as is_held
from parts
inner join cells as totals
    on
        parts.document_id = totals.document_id
        and parts.table_seq = totals.table_seq
        and parts.side = totals.lane
        and parts.row_seq = totals.row_seq
        and parts.column_seq = totals.column_seq
