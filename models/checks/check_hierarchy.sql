-- hierarchy: in one column, a subject = the sum of the subjects directly below it (int_amount_row).
-- A blank is nothing, not zero: a parent or all children left blank in a column is not applicable.
with cells as (
    select
        lines.*,
        coalesce(lines.side, '') as lane,
        tree.parent_row_seq,
        {{ exact('lines.amount_printed') }} as amount,
        {{ printed_step('lines.amount_printed') }} as step
    from {{ ref('int_budget_line') }} as lines
    inner join {{ ref('int_amount_row') }} as tree
        on
            lines.document_id = tree.document_id
            and lines.table_seq = tree.table_seq
            and coalesce(lines.side, '') = tree.side
            and lines.row_seq = tree.row_seq
    where lines.is_amount
),

parents as (
    select distinct
        document_id,
        table_seq,
        lane,
        parent_row_seq as row_seq
    from cells
    where parent_row_seq is not null
),

children as (
    select
        document_id,
        table_seq,
        lane,
        parent_row_seq as row_seq,
        column_seq,
        sum(amount) as expected,
        count(*) as part_count,
        count(distinct unit) as unit_count,
        min(step) as step,
        list(budget_line_id order by row_seq) as part_ids,
        {{ parts_text("coalesce(subject_name, subject_code, '')", 'amount', 'row_seq') }} as parts_text
    from cells
    where parent_row_seq is not null
    group by all
),

paired as (
    select
        cells.*,
        children.expected,
        children.part_count,
        children.unit_count,
        children.part_ids,
        children.parts_text,
        least(cells.step, children.step) as finest_step
    from cells
    semi join parents using (document_id, table_seq, lane, row_seq)
    left join children using (document_id, table_seq, lane, row_seq, column_seq)
),

raw as (
    select
        'hierarchy:' || budget_line_id as check_id,
        'hierarchy' as rule_id,
        document_id,
        '《' || coalesce(table_title, '第' || table_seq || '表') || '》第' || row_seq || '行"'
        || coalesce(subject_name, subject_code, '') || '"' || coalesce(measure_label, '') || '栏' as scope,
        amount as stated,
        expected,
        {{ sum_tolerance('unit', 'part_count', 'finest_step') }} as tolerance,
        {{ rounding_envelope('part_count', 'finest_step') }} as rounding_limit,
        unit,
        case
            when part_count is null then '下级科目在该栏没有金额'
            when unit_count > 1 then '各行单位不同'
        end as skip_reason,
        coalesce(subject_name, subject_code, '') as stated_label,
        parts_text,
        list_prepend(budget_line_id, part_ids) as evidence,
        {{ provenance() }}
    from paired
)

{{ checks_from('raw') }}
