-- Operands of column_total and hierarchy: in every column, the total's cell on the left, its parts on the right: as
-- printed, else by the first other reading (row_reading) that closes.
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
            and not cells.is_rate
),

members as (
    select
        *,
        0 as row_reading
    from {{ ref('row_family') }}
    union all by name
    select
        * rename (reading as row_reading),
        null as list_seq,
        1 as list_count
    from {{ ref('row_reading') }}
),

parts as (
    select
        members.*,
        cells.column_seq,
        cells.cell_id,
        cells.amount,
        cells.step
    from members
    inner join {{ ref('int_amount_cell') }} as cells
        on
            members.document_id = cells.document_id
            and members.table_seq = cells.table_seq
            and members.side = cells.lane
            and members.part_row_seq = cells.row_seq
            and not cells.is_rate
),

summed as (
    select
        rule_id,
        document_id,
        table_seq,
        side,
        row_seq,
        column_seq,
        row_reading,
        sum(parts.amount) as all_parts,
        count(*) as part_count,
        count(*) filter (where parts.amount <> 0) as told_count,
        max(parts.step) as step,
        any_value(parts.list_count) as list_count
    from parts
    group by all
),

-- One part alone tells no other reading, unless another column of the row does, or it stands right below.
closed as (
    select
        summed.*,
        bool_or(summed.told_count > 1)
            over (partition by rule_id, document_id, table_seq, side, row_seq, row_reading) as is_told
    from summed
    inner join totals using (rule_id, document_id, table_seq, side, row_seq, column_seq)
    where abs(totals.amount - summed.all_parts) <= {{ rounding_envelope('summed.part_count', 'summed.step') }}
),

closing as (
    select
        rule_id,
        document_id,
        table_seq,
        side,
        row_seq,
        column_seq,
        min(row_reading) as row_reading
    from closed
    where row_reading in (0, 4) or is_told
    group by all
),

-- One list or several: several lists each make up the total unless together they do.
chosen as (
    select
        summed.rule_id,
        summed.document_id,
        summed.table_seq,
        summed.side,
        summed.row_seq,
        summed.column_seq,
        summed.row_reading,
        summed.list_count = 1 or closing.row_reading is not null as is_together
    from summed
    left join closing using (rule_id, document_id, table_seq, side, row_seq, column_seq)
    where summed.row_reading = coalesce(closing.row_reading, 0)
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
    inner join chosen using (rule_id, document_id, table_seq, side, row_seq, column_seq, row_reading)
    where not chosen.is_together
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
    totals.cell_id
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
    case when chosen.is_together then 0 else coalesce(parts.list_seq, 0) end as reading,
    'right' as operand_side,
    1 as factor,
    parts.cell_id
from parts
left join chosen using (rule_id, document_id, table_seq, side, row_seq, column_seq)
where parts.row_reading = coalesce(chosen.row_reading, 0)
