-- One row per check and reading: both sides added up, in the printed unit where all operands share it, else in 元.
-- Tables that print so many amounts with fewer digits than another's were rounded to these.
with rounded as (
    select
        document_id,
        table_seq,
        unit,
        any_value(step) as told_step
    from {{ ref('int_amount_cell') }}
    group by all
    having count(distinct amount) filter (where amount <> 0) >= 5
),

operands as (
    select
        operands.*,
        rounded.told_step
    from {{ ref('identity_operand') }} as operands
    left join rounded
        on
            operands.document_id = rounded.document_id
            and operands.cell_table_seq = rounded.table_seq
            and operands.unit = rounded.unit
),

summed as (
    select
        check_id,
        reading,
        any_value(rule_id) as rule_id,
        any_value(scope_id) as scope_id,
        any_value(group_key) as group_key,
        any_value(grouping) as grouping,
        any_value(skip_reason) as skip_reason,
        bool_or(is_open) as is_open,
        coalesce(min(document_id) filter (where operand_side = 'left'), min(document_id)) as document_id,
        any_value(table_seq) as table_seq,
        any_value(lane) as lane,
        any_value(row_seq) as row_seq,
        any_value(column_seq) as column_seq,
        count(distinct unit) as unit_count,
        bool_or({{ unit_factor('unit') }} is null) as has_other_unit,
        any_value(unit) as unit,
        count(*) filter (where operand_side = 'left') as left_count,
        count(*) filter (where operand_side = 'right') as right_count,
        coalesce(sum(amount * factor) filter (where operand_side = 'left'), 0) as left_amount,
        coalesce(sum(amount * factor) filter (where operand_side = 'right'), 0) as right_amount,
        coalesce(sum(amount_in_yuan * factor) filter (where operand_side = 'left'), 0) as left_yuan,
        coalesce(sum(amount_in_yuan * factor) filter (where operand_side = 'right'), 0) as right_yuan,
        max(step) as step,
        min(step) as finest_step,
        count(distinct document_id || ':' || cell_table_seq) > 1 and count(distinct unit) = 1 and max(told_step) > min(step)
            as is_rounded_apart,
        sum(step) / 2 as half_steps,
        sum(step_in_yuan) / 2 as half_steps_yuan,
        bool_and(is_leaf) and any_value(grouping) <> 'class' as is_leaf,
        bool_and(cell_row_kind = 'item') as is_item,
        -- A rule that asks for a table of this scope knows what it holds against what.
        count(distinct nullif(table_scope, '')) > 0 and count(distinct table_scope) > 1 and not bool_or(is_scope_asked)
            as has_mixed_scope,
        list(cell_id order by operand_side, position, cell_id) as evidence
    from operands
    group by check_id, reading
)

select
    * exclude (unit, left_amount, right_amount, left_yuan, right_yuan, step, finest_step, half_steps_yuan, half_steps),
    unit_count > 1 as is_converted,
    cast(left_yuan - right_yuan as decimal(28, 6)) as gap_in_yuan,
    case when unit_count > 1 then '元' else unit end as unit,
    cast(case when unit_count > 1 then left_yuan else left_amount end as decimal(28, 6)) as stated,
    cast(case when unit_count > 1 then right_yuan else right_amount end as decimal(28, 6)) as expected,
    finest_step as step,
    cast(case when unit_count > 1 then half_steps_yuan else half_steps end as decimal(28, 6)) as half_steps,
    case when unit_count > 1 then left_yuan - right_yuan else left_amount - right_amount end as gap
from summed
