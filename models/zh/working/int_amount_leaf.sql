-- Which cells are the smallest: a cell is a leaf if, in its column, no row below it belongs to it and, in its row, no
-- other column does. It may be added up if the leaves of its lane of the table are what the lane's total row prints.
-- Rows nest by subject codes, else by level; total rows and "其中" rows are never leaves beside others.
with cells as (
    select
        *,
        coalesce(side, '') as lane,
        {{ exact('amount_printed') }} as amount,
        {{ row_kind() }} as row_kind,
        case when subject_level > 0 then subject_level else 1 end as depth
    from {{ ref('int_budget_line') }}
    where is_amount
),

items as (
    select
        budget_line_id,
        document_id,
        table_seq,
        lane,
        column_seq,
        row_seq,
        row_kind,
        subject_code,
        depth,
        amount,
        lead(row_kind) over lane_column as next_kind,
        lead(subject_code) over lane_column as next_code,
        lead(depth) over lane_column as next_depth,
        max(case when row_kind in ('total', 'subtotal', 'carryover') then row_seq end) over (
            partition by document_id, table_seq, lane, column_seq
            order by row_seq
            rows between unbounded preceding and 1 preceding
        ) as head_row_seq
    from cells
    where row_kind <> 'of_which'
    window lane_column as (partition by document_id, table_seq, lane, column_seq order by row_seq)
),

-- Items below a carried-over row that add up to it are its details.
carried as (
    select heads.budget_line_id
    from items
    inner join items as heads
        on
            items.document_id = heads.document_id
            and items.table_seq = heads.table_seq
            and items.lane = heads.lane
            and items.column_seq = heads.column_seq
            and items.head_row_seq = heads.row_seq
    where items.row_kind = 'item' and heads.row_kind = 'carryover'
    group by all
    having sum(items.amount) filter (where items.depth <= heads.depth) = any_value(heads.amount)
),

columns_present as (
    select
        document_id,
        table_seq,
        lane,
        column_seq,
        count(*) filter (where row_kind in ('item', 'carryover')) as item_count,
        count(*) filter (where row_kind = 'unit') as unit_count,
        sum(amount) filter (where row_kind = 'unit') as unit_sum,
        min(row_seq) filter (where row_kind = 'unit') as first_unit_row_seq,
        arg_max(row_seq, (amount, row_seq)) filter (where row_kind in ('total', 'subtotal')) as last_total_row_seq,
        max(row_seq) filter (where row_kind = 'total') as closing_row_seq,
        min(row_seq) filter (where row_kind = 'item') as first_item_row_seq
    from cells
    group by all
),

rows_judged as (
    select
        items.budget_line_id,
        case
            when items.row_kind in ('item', 'carryover')
                then
                    carried.budget_line_id is null
                    -- A balance behind the total that stands below the items (支出总计, then 年终结余) is no part of it.
                    and not (
                        items.row_kind = 'carryover'
                        and coalesce(present.first_item_row_seq < present.closing_row_seq, false)
                        and items.row_seq > present.closing_row_seq
                    )
                    and coalesce(
                        case
                            when items.next_kind <> 'item' then true
                            when items.row_kind = 'carryover' then items.next_depth <= items.depth
                            when items.subject_code is not null and items.next_code is not null
                                then
                                    not (
                                        starts_with(items.next_code, items.subject_code)
                                        and length(items.next_code) > length(items.subject_code)
                                    )
                            else items.next_depth <= items.depth
                        end,
                        true
                    )
            -- Of several units the first is the department, if it is the sum of the others.
            when items.row_kind = 'unit'
                then
                    present.item_count = 0
                    and not (
                        present.unit_count > 1
                        and items.row_seq = present.first_unit_row_seq
                        and items.amount * 2 = present.unit_sum
                    )
            else
                present.item_count = 0
                and present.unit_count = 0
                and items.row_seq = present.last_total_row_seq
        end as is_leaf_row
    from items
    left join carried using (budget_line_id)
    left join columns_present as present using (document_id, table_seq, lane, column_seq)
),

-- The header as a tree, and flat headers in which a column such as 基本支出 stands beside its parts.
column_parents as (
    select
        document_id,
        table_seq,
        side as lane,
        column_seq,
        total_column_seq as parent_column_seq
    from {{ ref('int_amount_column') }}
    where total_column_seq is not null
    union
    select
        parts.document_id,
        parts.table_seq,
        parts.side as lane,
        parts.column_seq,
        heads.column_seq as parent_column_seq
    from {{ ref('int_amount_column') }} as parts
    inner join {{ ref('measure_group') }} as member on parts.measure = member.measure
    inner join {{ ref('int_amount_column') }} as heads
        on
            parts.document_id = heads.document_id
            and parts.table_seq = heads.table_seq
            and parts.side = heads.side
            and heads.measure = member.group_measure
            and heads.column_seq < parts.column_seq
            and regexp_replace(heads.measure_label, '[^/]*$', '') = regexp_replace(parts.measure_label, '[^/]*$', '')
),

parent_columns as (
    select distinct
        parts.document_id,
        parts.table_seq,
        parts.lane,
        parts.row_seq,
        column_parents.parent_column_seq
    from cells as parts
    inner join column_parents using (document_id, table_seq, lane, column_seq)
),

judged as (
    select
        cells.budget_line_id,
        cells.document_id,
        cells.table_seq,
        cells.lane,
        cells.row_seq,
        cells.amount,
        cells.amount_printed,
        cells.unit,
        cells.row_kind,
        phases.column_phase,
        coalesce(rows_judged.is_leaf_row, false) as is_leaf_row,
        parent_columns.parent_column_seq is null
        and not contains(coalesce(cells.measure_label, ''), '其中')
        and phases.is_main as is_leaf_column
    from cells
    inner join {{ ref('int_amount_phase') }} as phases
        on
            cells.document_id = phases.document_id
            and cells.table_seq = phases.table_seq
            and cells.lane = phases.side
            and cells.column_seq = phases.column_seq
    left join rows_judged using (budget_line_id)
    left join parent_columns
        on
            cells.document_id = parent_columns.document_id
            and cells.table_seq = parent_columns.table_seq
            and cells.lane = parent_columns.lane
            and cells.row_seq = parent_columns.row_seq
            and cells.column_seq = parent_columns.parent_column_seq
),

-- Amounts are added only where they are proved: the leaves of a lane are what its last total row prints.
last_totals as (
    select
        document_id,
        table_seq,
        lane,
        max(row_seq) filter (where row_kind in ('total', 'subtotal')) as row_seq,
        sum(amount) filter (where is_leaf_row and is_leaf_column) as leaf_sum,
        (count(*) filter (where is_leaf_row and is_leaf_column) + 1) * min({{ printed_step('amount_printed') }}) / 2 as slack,
        any_value(unit) as unit
    from judged
    group by all
),

proved as (
    select
        last_totals.document_id,
        last_totals.table_seq,
        last_totals.lane
    from last_totals
    inner join judged using (document_id, table_seq, lane, row_seq)
    where judged.is_leaf_column
    group by all
    having abs(sum(judged.amount) - any_value(leaf_sum)) <= case when any_value(last_totals.unit) = '元' then 0 else any_value(slack) end
)

select
    judged.budget_line_id,
    judged.row_kind,
    judged.column_phase,
    judged.is_leaf_row,
    judged.is_leaf_column,
    judged.is_leaf_row and judged.is_leaf_column as is_leaf,
    judged.is_leaf_row and judged.is_leaf_column and proved.document_id is not null as is_addable
from judged
left join proved using (document_id, table_seq, lane)
