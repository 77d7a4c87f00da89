-- column_total: in one column, the total row = the sum of the top rows. Of several total rows of one lane the
-- smallest is compared with the items, and a larger one with the smallest plus the carried-over rows.
with cells as (
    select
        lines.*,
        coalesce(lines.side, '') as lane,
        tree.parent_row_seq,
        {{ exact('lines.amount_printed') }} as amount,
        {{ printed_step('lines.amount_printed') }} as step,
        coalesce(lines.row_role in ('total', 'subtotal') or lines.subject_level = 0, false) as is_total,
        coalesce(lines.row_role = 'carryover' or lines.subject_name ~ '结转|结余', false) as is_carryover
    from {{ ref('int_budget_line') }} as lines
    inner join {{ ref('int_amount_row') }} as tree
        on
            lines.document_id = tree.document_id
            and lines.table_seq = tree.table_seq
            and coalesce(lines.side, '') = tree.side
            and lines.row_seq = tree.row_seq
    where lines.is_amount
),

placed as (
    select
        *,
        max(case when is_carryover then row_seq end) over (
            partition by document_id, table_seq, lane, column_seq
            order by row_seq
            rows between unbounded preceding and 1 preceding
        ) as carryover_row_seq
    from cells
),

-- Items printed below a carried-over row that add up to it are its details, not further items.
details as (
    select
        items.document_id,
        items.table_seq,
        items.lane,
        items.column_seq,
        items.carryover_row_seq
    from placed as items
    inner join placed as heads
        on
            items.document_id = heads.document_id
            and items.table_seq = heads.table_seq
            and items.lane = heads.lane
            and items.column_seq = heads.column_seq
            and items.carryover_row_seq = heads.row_seq
    where not items.is_total and not items.is_carryover
    group by all
    having sum(items.amount) = any_value(heads.amount)
),

tops as (
    select
        document_id,
        table_seq,
        lane,
        column_seq,
        coalesce(sum(amount) filter (where not is_carryover), 0) as own_parts,
        sum(amount) as all_parts,
        bool_or(is_carryover) as has_carryover,
        count(*) as part_count,
        count(distinct unit) as unit_count,
        min(step) as step,
        list(budget_line_id order by row_seq) as part_ids,
        {{ parts_text("coalesce(subject_name, subject_code, '')", 'amount', 'row_seq') }} as parts_text
    from placed
    anti join details using (document_id, table_seq, lane, column_seq, carryover_row_seq)
    where
        not is_total
        and parent_row_seq is null
        and coalesce(row_role, 'item') in ('item', 'carryover')
        and (subject_code is not null or coalesce(subject_level, 1) = 1)
    group by all
),

units as (
    select distinct
        document_id,
        table_seq
    from cells
    where row_role = 'unit'
),

paired as (
    select
        cells.*,
        tops.* exclude (document_id, table_seq, lane, column_seq, step),
        units.table_seq is not null as has_units,
        least(cells.step, tops.step) as finest_step,
        count(*) over lane_column as total_count,
        rank() over (lane_column order by cells.amount) as size_rank
    from cells
    left join tops using (document_id, table_seq, lane, column_seq)
    left join units using (document_id, table_seq)
    where cells.is_total
    window lane_column as (partition by cells.document_id, cells.table_seq, cells.lane, cells.column_seq)
),

weighed as (
    select
        *,
        case
            when not has_carryover then all_parts
            when total_count > 1 then case when size_rank = 1 then own_parts else all_parts end
            when abs(amount - own_parts) < abs(amount - all_parts) then own_parts
            else all_parts
        end as expected
    from paired
),

raw as (
    select
        'column_total:' || budget_line_id as check_id,
        'column_total' as rule_id,
        document_id,
        '《' || coalesce(table_title, '第' || table_seq || '表') || '》第' || row_seq || '行"'
        || coalesce(subject_name, '合计') || '"' || coalesce(measure_label, '') || '栏' as scope,
        amount as stated,
        expected,
        {{ sum_tolerance('unit', 'part_count', 'finest_step') }} as tolerance,
        {{ rounding_envelope('part_count', 'finest_step') }} as rounding_limit,
        unit,
        case
            when part_count is null then '该栏没有印出分项金额'
            when unit_count > 1 then '各行单位不同'
            when has_units then '表中按单位分列，合计关系另行核对'
        end as skip_reason,
        coalesce(subject_name, '合计') as stated_label,
        parts_text,
        list_prepend(budget_line_id, part_ids) as evidence,
        {{ provenance() }}
    from weighed
)

{{ checks_from('raw') }}
