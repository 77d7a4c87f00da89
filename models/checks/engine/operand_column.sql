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

apart as (
    select distinct
        parts.rule_id,
        parts.document_id,
        parts.table_seq,
        parts.side,
        parts.row_seq,
        parts.column_seq,
        parts.list_seq
    from parts
    inner join together using (rule_id, document_id, table_seq, side, row_seq, column_seq)
    where not together.is_together
)

select
    totals.rule_id,
    totals.document_id,
    totals.table_seq,
    totals.side as lane,
    totals.row_seq,
    totals.column_seq,
    coalesce(apart.list_seq, 0) as reading,
    'left' as operand_side,
    1 as factor,
    totals.cell_id,
    false as is_inferred
from totals
left join apart using (rule_id, document_id, table_seq, side, row_seq, column_seq)
union all
select
    parts.rule_id,
    parts.document_id,
    parts.table_seq,
    parts.side as lane,
    parts.row_seq,
    parts.column_seq,
    case when together.is_together is false then coalesce(parts.list_seq, 0) else 0 end as reading,
    'right' as operand_side,
    1 as factor,
    parts.cell_id,
    parts.is_inferred
from parts
left join together using (rule_id, document_id, table_seq, side, row_seq, column_seq)
