-- Columns that the header doesn't put under a total, and that add up to the column before them all the same (小计, 其中：基本支出,
-- 项目支出; 本地区, 本级, 下级): the run of two or more right behind it, of its unit and under its head, that makes it up in three
-- rows or more of different amounts in which two of the parts aren't zero, and in five for each row that it fails in.
-- One row per such column and part.
with columns as (
    select
        document_id,
        table_seq,
        lane,
        column_seq,
        any_value(unit) as unit,
        array_to_string(string_split(coalesce(any_value(measure_label), ''), '/')[:-2], '/') as heading,
        row_number() over (partition by document_id, table_seq, lane order by column_seq) as place
    from {{ ref('int_amount_cell') }}
    where not is_rate
    group by document_id, table_seq, lane, column_seq
),

headed as (
    select
        document_id,
        table_seq,
        side as lane,
        column_seq,
        total_column_seq
    from {{ ref('int_amount_column') }}
    where total_column_seq is not null
),

runs as (
    select
        heads.document_id,
        heads.table_seq,
        heads.lane,
        heads.column_seq as total_column_seq,
        ends.place - heads.place as part_count,
        parts.column_seq
    from columns as heads
    inner join columns as ends
        on
            heads.document_id = ends.document_id
            and heads.table_seq = ends.table_seq
            and heads.lane = ends.lane
            and ends.place > heads.place + 1
    inner join columns as parts
        on
            heads.document_id = parts.document_id
            and heads.table_seq = parts.table_seq
            and heads.lane = parts.lane
            and parts.place > heads.place
            and parts.place <= ends.place
    anti join headed as known
        on
            heads.document_id = known.document_id
            and heads.table_seq = known.table_seq
            and heads.lane = known.lane
            and (heads.column_seq = known.total_column_seq or heads.column_seq = known.column_seq)
    anti join headed as taken
        on
            parts.document_id = taken.document_id
            and parts.table_seq = taken.table_seq
            and parts.lane = taken.lane
            and parts.column_seq = taken.column_seq
    qualify bool_and(parts.unit = heads.unit and starts_with(parts.heading, heads.heading)) over (
        partition by heads.document_id, heads.table_seq, heads.lane, heads.column_seq, ends.place
    )
),

summed as (
    select
        runs.document_id,
        runs.table_seq,
        runs.lane,
        runs.total_column_seq,
        runs.part_count,
        totals.row_seq,
        any_value(totals.amount) as amount,
        abs(any_value(totals.amount) - coalesce(sum(cells.amount), 0)) <= {{ rounding_envelope('any_value(runs.part_count)', 'any_value(totals.step)') }}
            as is_held,
        count(*) filter (where cells.amount <> 0) > 1 as is_telling
    from runs
    inner join {{ ref('int_amount_cell') }} as totals
        on
            runs.document_id = totals.document_id
            and runs.table_seq = totals.table_seq
            and runs.lane = totals.lane
            and runs.total_column_seq = totals.column_seq
    left join {{ ref('int_amount_cell') }} as cells
        on
            runs.document_id = cells.document_id
            and runs.table_seq = cells.table_seq
            and runs.lane = cells.lane
            and totals.row_seq = cells.row_seq
            and runs.column_seq = cells.column_seq
    group by all
),

adopted as (
    select
        document_id,
        table_seq,
        lane,
        total_column_seq,
        part_count,
        count(distinct amount) filter (where is_held and is_telling) as held_count
    from summed
    group by document_id, table_seq, lane, total_column_seq, part_count
    having held_count >= greatest(3, 5 * count(*) filter (where not is_held))
    qualify row_number() over (partition by document_id, table_seq, lane, total_column_seq order by held_count desc, part_count) = 1
)

select
    runs.document_id,
    runs.table_seq,
    runs.lane as side,
    runs.total_column_seq,
    runs.column_seq
from runs
inner join adopted using (document_id, table_seq, lane, total_column_seq, part_count)
