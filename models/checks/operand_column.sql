-- Operands of column_total and hierarchy: in every column, the total's cell on the left, its parts on the right.
with anchored as (
    select distinct
        rule_id,
        document_id,
        table_seq,
        side,
        row_seq
    from {{ ref('row_family') }}
),

totals as (
    select
        anchored.*,
        cells.column_seq,
        cells.cell_id,
        cells.amount
    from anchored
    inner join {{ ref('int_amount_cell') }} as cells
        on
            anchored.document_id = cells.document_id
            and anchored.table_seq = cells.table_seq
            and anchored.side = cells.lane
            and anchored.row_seq = cells.row_seq
),

parts as (
    select
        family.*,
        cells.column_seq,
        cells.cell_id,
        cells.amount,
        cells.step
    from {{ ref('row_family') }} as family
    inner join {{ ref('int_amount_cell') }} as cells
        on
            family.document_id = cells.document_id
            and family.table_seq = cells.table_seq
            and family.side = cells.lane
            and family.part_row_seq = cells.row_seq
),

-- One list or several: several lists each make up the total unless together they do.
summed as (
    select
        rule_id,
        document_id,
        table_seq,
        side,
        row_seq,
        column_seq,
        sum(parts.amount) as all_parts,
        count(*) as part_count,
        max(parts.step) as step,
        any_value(parts.list_count) as list_count
    from parts
    group by all
),

together as (
    select
        summed.* exclude (all_parts, part_count, step, list_count),
        list_count = 1 or abs(totals.amount - all_parts) <= (part_count + 1) * step / 2 as is_together
    from summed
    left join totals using (rule_id, document_id, table_seq, side, row_seq, column_seq)
),

both_sides as (
    select
        rule_id,
        document_id,
        table_seq,
        side,
        row_seq,
        column_seq,
        cell_id,
        'left' as operand_side,
        null as list_seq,
        false as is_inferred
    from totals
    union all
    select
        parts.rule_id,
        parts.document_id,
        parts.table_seq,
        parts.side,
        parts.row_seq,
        parts.column_seq,
        parts.cell_id,
        'right' as operand_side,
        case when not coalesce(together.is_together, true) then parts.list_seq end as list_seq,
        parts.is_inferred
    from parts
    left join together using (rule_id, document_id, table_seq, side, row_seq, column_seq)
),

lists as (
    select distinct
        rule_id,
        document_id,
        table_seq,
        side,
        row_seq,
        column_seq,
        list_seq
    from both_sides
    where operand_side = 'right'
)

select
    both_sides.rule_id,
    both_sides.document_id,
    both_sides.table_seq,
    both_sides.side as lane,
    both_sides.row_seq,
    both_sides.column_seq,
    coalesce(lists.list_seq, 0) as reading,
    both_sides.operand_side,
    1 as factor,
    both_sides.cell_id,
    both_sides.is_inferred
from both_sides
left join lists
    on
        both_sides.rule_id = lists.rule_id
        and both_sides.document_id = lists.document_id
        and both_sides.table_seq = lists.table_seq
        and both_sides.side = lists.side
        and both_sides.row_seq = lists.row_seq
        and both_sides.column_seq = lists.column_seq
        and (both_sides.operand_side = 'left' or both_sides.list_seq is not distinct from lists.list_seq)
