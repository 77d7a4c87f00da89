-- Operands of row_sum: in every row, the total column's cell on the left, the columns that belong to it on the
-- right. Whether a carry-over column counts is learnt from the table: the reading that holds in more rows is taken.
with members as (
    select *
    from {{ ref('int_amount_column') }}
    where total_column_seq is not null
),

cells as (
    select
        document_id,
        table_seq,
        lane,
        row_seq,
        column_seq,
        cell_id,
        amount,
        step
    from {{ ref('int_amount_cell') }}
),

parts as (
    select
        cells.*,
        members.total_column_seq,
        members.is_carryover
    from cells
    inner join members
        on
            cells.document_id = members.document_id
            and cells.table_seq = members.table_seq
            and cells.lane = members.side
            and cells.column_seq = members.column_seq
),

totals as (
    select distinct
        cells.*
    from cells
    inner join members
        on
            cells.document_id = members.document_id
            and cells.table_seq = members.table_seq
            and cells.lane = members.side
            and cells.column_seq = members.total_column_seq
),

summed as (
    select
        document_id,
        table_seq,
        lane,
        row_seq,
        total_column_seq as column_seq,
        sum(parts.amount) as all_parts,
        coalesce(sum(parts.amount) filter (where not is_carryover), 0) as own_parts,
        count(*) as part_count,
        max(parts.step) as step
    from parts
    group by all
),

learnt as (
    select
        totals.document_id,
        totals.table_seq,
        totals.lane,
        totals.column_seq,
        count(*) filter (where abs(totals.amount - all_parts) <= (part_count + 1) * summed.step / 2)
        < count(*) filter (where abs(totals.amount - own_parts) <= (part_count + 1) * summed.step / 2)
            as is_beside
    from totals
    inner join summed using (document_id, table_seq, lane, row_seq, column_seq)
    group by all
)

select
    'row_sum' as rule_id,
    document_id,
    table_seq,
    lane,
    row_seq,
    column_seq,
    0 as reading,
    'left' as operand_side,
    1 as factor,
    cell_id,
    false as is_inferred
from totals
union all
select
    'row_sum' as rule_id,
    parts.document_id,
    parts.table_seq,
    parts.lane,
    parts.row_seq,
    parts.total_column_seq as column_seq,
    0 as reading,
    'right' as operand_side,
    1 as factor,
    parts.cell_id,
    false as is_inferred
from parts
left join learnt
    on
        parts.document_id = learnt.document_id
        and parts.table_seq = learnt.table_seq
        and parts.lane = learnt.lane
        and parts.total_column_seq = learnt.column_seq
where not (parts.is_carryover and coalesce(learnt.is_beside, false))
