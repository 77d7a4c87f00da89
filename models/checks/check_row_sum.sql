-- row_sum: in one row, a total column = the sum of the columns that belong to it (int_amount_column).
-- Whether a carry-over column counts is learnt from the table: the reading that holds in more rows is taken.
-- A header of which neither reading holds in at least half of several rows is not understood: not applicable.
with cells as (
    select
        lines.*,
        coalesce(lines.side, '') as lane,
        {{ exact('lines.amount_printed') }} as amount,
        {{ printed_step('lines.amount_printed') }} as step
    from {{ ref('int_budget_line') }} as lines
    where lines.is_amount
),

parts as (
    select
        cells.document_id,
        cells.table_seq,
        cells.lane,
        cells.row_seq,
        tree.total_column_seq,
        sum(cells.amount) as all_parts,
        coalesce(sum(cells.amount) filter (where not tree.is_carryover), 0) as own_parts,
        bool_or(tree.is_carryover) as has_carryover,
        count(*) as part_count,
        count(distinct cells.unit) as unit_count,
        min(cells.step) as step,
        list(cells.budget_line_id order by cells.column_seq) as part_ids,
        {{ parts_text('cells.measure_label', 'cells.amount', 'cells.column_seq') }} as parts_text
    from cells
    inner join {{ ref('int_amount_column') }} as tree
        on
            cells.document_id = tree.document_id
            and cells.table_seq = tree.table_seq
            and cells.lane = tree.side
            and cells.column_seq = tree.column_seq
    where tree.total_column_seq is not null
    group by all
),

totals as (
    select
        cells.*,
        parts.* exclude (document_id, table_seq, lane, row_seq, step),
        least(cells.step, parts.step) as finest_step
    from cells
    inner join {{ ref('int_amount_column') }} as tree
        on
            cells.document_id = tree.document_id
            and cells.table_seq = tree.table_seq
            and cells.lane = tree.side
            and cells.column_seq = tree.column_seq
    left join parts
        on
            cells.document_id = parts.document_id
            and cells.table_seq = parts.table_seq
            and cells.lane = parts.lane
            and cells.row_seq = parts.row_seq
            and cells.column_seq = parts.total_column_seq
    -- Only columns that some other column belongs to.
    semi join {{ ref('int_amount_column') }} as members
        on
            cells.document_id = members.document_id
            and cells.table_seq = members.table_seq
            and cells.lane = members.side
            and cells.column_seq = members.total_column_seq
    where tree.is_total
),

weighed as (
    select
        *,
        {{ sum_tolerance('unit', 'part_count', 'finest_step') }} as tolerance,
        {{ rounding_envelope('part_count', 'finest_step') }} as rounding_limit
    from totals
),

learnt as (
    select
        *,
        count(part_count) over header as row_count,
        count(*) filter (where abs(amount - all_parts) <= rounding_limit) over header as all_holds,
        count(*) filter (where abs(amount - own_parts) <= rounding_limit) over header as own_holds
    from weighed
    window header as (partition by document_id, table_seq, lane, column_seq)
),

raw as (
    select
        'row_sum:' || budget_line_id as check_id,
        'row_sum' as rule_id,
        document_id,
        '《' || coalesce(table_title, '第' || table_seq || '表') || '》第' || row_seq || '行"'
        || coalesce(subject_name, subject_code, '') || '"' as scope,
        amount as stated,
        case when own_holds > all_holds then own_parts else all_parts end as expected,
        tolerance,
        rounding_limit,
        unit,
        case
            when part_count is null then '该行没有印出分栏金额'
            when unit_count > 1 then '各栏单位不同'
            when row_count > 2 and greatest(all_holds, own_holds) * 2 < row_count then '表头的合计关系不明'
        end as skip_reason,
        measure_label as stated_label,
        parts_text,
        list_prepend(budget_line_id, part_ids) as evidence,
        {{ provenance() }}
    from learnt
)

{{ checks_from('raw') }}
