-- One row per cell that a row's amount splits into: its basic and project expenditure, else its sources of money, else
-- the amount itself. A split counts where its parts add up to the amount within their rounding.
with wholes as (
    select
        document_id,
        table_seq,
        lane,
        row_seq,
        column_seq,
        money_side,
        unit,
        step,
        amount_yuan
    from {{ ref('int_money_leaf') }}
    where measure in ({{ whole_measures() }})
),

kinds as (
    select
        measure,
        any_value(row_side) as measure_side
    from {{ ref('measure') }}
    where row_side is not null and measure is not null and not suffix(measure, '_current_year')
    group by all
),

others as (
    select
        wholes.document_id,
        wholes.table_seq,
        wholes.lane,
        wholes.row_seq,
        wholes.column_seq,
        wholes.amount_yuan as whole_yuan,
        wholes.unit,
        wholes.step,
        parts.budget_line_id,
        parts.measure_label,
        parts.amount_yuan,
        kinds.measure,
        kinds.measure_side
    from wholes
    inner join {{ ref('int_money_cell') }} as parts
        on
            wholes.document_id = parts.document_id
            and wholes.table_seq = parts.table_seq
            and wholes.lane = parts.lane
            and wholes.row_seq = parts.row_seq
            and wholes.column_seq <> parts.column_seq
    inner join kinds
        on regexp_replace(parts.measure, '_(budget|final)$', '') = kinds.measure or parts.measure = kinds.measure
    where
        (kinds.measure_side = 'revenue' or wholes.money_side = 'expenditure')
        and not contains(coalesce(parts.measure_label, ''), '其中')
),

-- Groups (基本支出) beside their members (人员经费, 公用经费): either may be the smallest that is printed whole.
nested as (
    select
        others.*,
        coalesce(
            list_has_any(members.measures, list(others.measure) over same_row), false
        ) as is_group,
        coalesce(
            list_has_any(groups.measures, list(others.measure) over same_row), false
        ) as is_member
    from others
    left join (
        select
            group_measure,
            list(measure) as measures
        from {{ ref('measure_group') }}
        group by all
    ) as members on others.measure = members.group_measure
    left join (
        select
            measure,
            list(group_measure) as measures
        from {{ ref('measure_group') }}
        group by all
    ) as groups on others.measure = groups.measure
    window same_row as (
        partition by others.document_id, others.table_seq, others.lane, others.row_seq, others.column_seq
    )
),

splits as (
    select
        *,
        'fine' as split
    from nested
    where not is_group
    union all
    select
        *,
        'coarse' as split
    from nested
    where not is_member
    union all
    -- Money carried over beside the total, not in it.
    select
        *,
        'without_carryover' as split
    from nested
    where not is_group and measure <> 'carryover'
),

summed as (
    select
        *,
        sum(amount_yuan) over same_split as sum_yuan,
        count(*) over same_split as part_count
    from splits
    window same_split as (partition by document_id, table_seq, lane, row_seq, column_seq, measure_side, split)
),

chosen as (
    select *
    from summed
    where
        abs(sum_yuan - whole_yuan)
        <= case when unit = '元' then 0 else cast((part_count + 1) * step / 2 as decimal(20, 2)) end
    qualify
        dense_rank() over (
            partition by document_id, table_seq, lane, row_seq, column_seq
            order by measure_side = 'revenue', list_position(['fine', 'coarse', 'without_carryover'], split)
        ) = 1
)

select
    document_id,
    table_seq,
    lane,
    row_seq,
    column_seq,
    measure_side,
    budget_line_id,
    measure,
    measure_label,
    amount_yuan
from chosen
