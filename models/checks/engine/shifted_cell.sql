-- A column sum that fails by what one of its rows prints in the column beside it: the cell stands in the wrong column.
-- Only where the other column fails by the same amount the other way (or its total is blank), and one row explains it.
-- One row per failed check.
with failed as (
    select
        check_id,
        rule_id,
        document_id,
        table_seq,
        lane,
        row_seq,
        column_seq,
        gap_in_yuan
    from {{ ref('identity_verdict') }}
    where status = 'fail' and rule_id in ('hierarchy', 'column_total') and gap_in_yuan <> 0
),

cells as (
    select
        document_id,
        table_seq,
        lane,
        row_seq,
        column_seq,
        cell_id,
        measure,
        amount_in_yuan,
        count(*) over (partition by document_id, table_seq, lane, row_seq) = 1 as is_alone,
        -- What rounding of the parts leaves.
        3 * step * {{ unit_factor('unit') }} as slack
    from {{ ref('int_amount_cell') }}
),

-- The cells that a failed sum adds up, in its own column and in all others of the same rows.
parts as (
    select
        failed.*,
        family.part_row_seq,
        here.cell_id,
        here.slack,
        here.amount_in_yuan,
        here.column_seq as part_column_seq
    from failed
    inner join {{ ref('row_family') }} as family
        on
            failed.rule_id = family.rule_id
            and failed.document_id = family.document_id
            and failed.table_seq = family.table_seq
            and failed.lane = family.side
            and failed.row_seq = family.row_seq
    inner join cells as here
        on
            family.document_id = here.document_id
            and family.table_seq = here.table_seq
            and family.side = here.lane
            and family.part_row_seq = here.row_seq
    -- A total is what its row's other columns come to, unless there are none.
    where coalesce(here.measure, '') <> 'total' or here.is_alone
),

shifted as (
    select parts.*
    from parts
    left join cells as there
        on
            parts.document_id = there.document_id
            and parts.table_seq = there.table_seq
            and parts.lane = there.lane
            and parts.part_row_seq = there.row_seq
            and parts.column_seq = there.column_seq
    where
        parts.column_seq <> parts.part_column_seq
        and abs(parts.amount_in_yuan - coalesce(there.amount_in_yuan, 0) - parts.gap_in_yuan) <= parts.slack
),

-- A cell that left column A for B: A lacks it, B has it beyond its total. Seen from B it is the surplus part.
surplus as (
    select *
    from parts
    where column_seq = part_column_seq and abs(amount_in_yuan + gap_in_yuan) <= slack
),

totals as (
    select
        candidates.check_id,
        candidates.cell_id,
        totals.cell_id is null or opposite.check_id is not null as is_confirmed
    from shifted as candidates
    left join cells as totals
        on
            candidates.document_id = totals.document_id
            and candidates.table_seq = totals.table_seq
            and candidates.lane = totals.lane
            and candidates.row_seq = totals.row_seq
            and candidates.part_column_seq = totals.column_seq
    left join failed as opposite
        on
            candidates.rule_id = opposite.rule_id
            and candidates.document_id = opposite.document_id
            and candidates.table_seq = opposite.table_seq
            and candidates.lane = opposite.lane
            and candidates.row_seq = opposite.row_seq
            and candidates.part_column_seq = opposite.column_seq
            and abs(candidates.gap_in_yuan + opposite.gap_in_yuan) <= candidates.slack
),

paired as (
    select
        surplus.check_id,
        surplus.cell_id,
        opposite.check_id is not null as is_confirmed
    from surplus
    left join failed as opposite
        on
            surplus.rule_id = opposite.rule_id
            and surplus.document_id = opposite.document_id
            and surplus.table_seq = opposite.table_seq
            and surplus.lane = opposite.lane
            and surplus.row_seq = opposite.row_seq
            and surplus.column_seq <> opposite.column_seq
            and abs(surplus.gap_in_yuan + opposite.gap_in_yuan) <= surplus.slack
),

confirmed as (
    select
        check_id,
        cell_id
    from totals
    where is_confirmed
    union
    select
        check_id,
        cell_id
    from paired
    where is_confirmed
)

select
    check_id,
    any_value(cell_id) as cell_id
from confirmed
group by check_id
having count(*) = 1
