-- Operands of row_sum: in every row, the total column's cell on the left, the columns that belong to it
-- (column_reading) on the right.
with members as (
    select *
    from {{ ref('column_reading') }}
),

cells as (
    select
        document_id,
        table_seq,
        lane,
        row_seq,
        column_seq,
        cell_id
    from {{ ref('int_amount_cell') }}
),

heads as (
    select distinct
        document_id,
        table_seq,
        side,
        total_column_seq
    from members
)

select
    'row_sum' as rule_id,
    cells.document_id,
    cells.table_seq,
    cells.lane,
    cells.row_seq,
    cells.column_seq,
    0 as reading,
    'left' as operand_side,
    1 as factor,
    cells.cell_id
from heads
inner join cells
    on
        heads.document_id = cells.document_id
        and heads.table_seq = cells.table_seq
        and heads.side = cells.lane
        and heads.total_column_seq = cells.column_seq
union all
select
    'row_sum' as rule_id,
    cells.document_id,
    cells.table_seq,
    cells.lane,
    cells.row_seq,
    members.total_column_seq as column_seq,
    0 as reading,
    'right' as operand_side,
    1 as factor,
    cells.cell_id
from members
inner join cells
    on
        members.document_id = cells.document_id
        and members.table_seq = cells.table_seq
        and members.side = cells.lane
        and members.column_seq = cells.column_seq
