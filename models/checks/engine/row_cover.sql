-- Rows that are the sum of the rows right below them, found by arithmetic alone, in sides of tables where a sum as
-- printed doesn't close: agencies above their items, levels that the print doesn't tell. From the innermost outwards,
-- in three rounds; a row alone below another is its part only under another name (a row printed twice is no part of
-- itself). One row per covering row and the part right under it.
with failed as (
    select distinct
        document_id,
        table_seq,
        side
    from {{ ref('row_trial') }}
    where not is_held
),

-- The column with most amounts decides; the sum over all columns confirms.
main_columns as (
    select
        cells.document_id,
        cells.table_seq,
        cells.lane as side,
        arg_max(cells.column_seq, cells.cell_count * 1000 - cells.column_seq) as column_seq
    from (
        select
            document_id,
            table_seq,
            lane,
            column_seq,
            count(*) as cell_count
        from {{ ref('int_amount_cell') }}
        where not is_rate
        group by all
    ) as cells
    group by all
),

amounts as (
    select
        cells.document_id,
        cells.table_seq,
        cells.lane as side,
        cells.row_seq,
        any_value(cells.name_key) as name_key,
        any_value(cells.subject_code) as subject_code,
        coalesce(sum(cells.amount) filter (where cells.column_seq = main_columns.column_seq), 0) as amount,
        sum(cells.amount) as all_amounts,
        count(*) as cell_count,
        max(cells.step) as step
    from {{ ref('int_amount_cell') }} as cells
    inner join failed
        on cells.document_id = failed.document_id and cells.table_seq = failed.table_seq and cells.lane = failed.side
    inner join main_columns
        on
            cells.document_id = main_columns.document_id
            and cells.table_seq = main_columns.table_seq
            and cells.lane = main_columns.side
    where cells.row_kind <> 'total' and not cells.is_rate
    group by all
),

weighed_0 as (
    select
        *,
        row_number() over lane as place,
        -- The next row is this one printed again: the sum must not stop between them.
        coalesce(lead(name_key) over lane = name_key and lead(all_amounts) over lane = all_amounts, false) as is_repeated,
        1 as weight
    from amounts
    window lane as (partition by document_id, table_seq, side order by row_seq)
),
{% for round in [1, 2, 3] %}
summed_{{ round }} as (
    select
        *,
        sum(amount * weight) over above as amount_above,
        sum(all_amounts * weight) over above as all_above,
        sum(weight) over above as count_above
    from weighed_{{ round - 1 }}
    window above as (
        partition by document_id, table_seq, side order by place rows between unbounded preceding and current row
    )
),

found_{{ round }} as (
    select
        heads.document_id,
        heads.table_seq,
        heads.side,
        heads.place as head_place,
        heads.row_seq as head_row_seq,
        min(tails.place) as tail_place
    from summed_{{ round }} as heads
    inner join summed_{{ round }} as tails
        on
            heads.document_id = tails.document_id
            and heads.table_seq = tails.table_seq
            and heads.side = tails.side
            and tails.place > heads.place
            and tails.place - heads.place <= 300
            and tails.weight = 1
            and not tails.is_repeated
            and abs(tails.amount_above - heads.amount_above - heads.amount)
            <= {{ rounding_envelope('tails.count_above - heads.count_above', 'heads.step') }}
            and abs(tails.all_above - heads.all_above - heads.all_amounts)
            <= heads.cell_count * {{ rounding_envelope('tails.count_above - heads.count_above', 'heads.step') }}
            and (
                tails.count_above - heads.count_above > 1
                or heads.name_key <> tails.name_key and heads.subject_code is not distinct from tails.subject_code
                or starts_with(tails.subject_code, heads.subject_code) and tails.subject_code <> heads.subject_code
            )
    where heads.weight = 1 and heads.amount <> 0
    group by all
),

covered_{{ round }} as (
    select
        found.document_id,
        found.table_seq,
        found.side,
        found.head_row_seq,
        rows.row_seq
    from found_{{ round }} as found
    inner join summed_{{ round }} as rows
        on
            found.document_id = rows.document_id
            and found.table_seq = rows.table_seq
            and found.side = rows.side
            and rows.place > found.head_place
            and rows.place <= found.tail_place
    -- Two rows cannot both be the sum of the same rows: one of the two fits by chance, rather the smaller, or the one
    -- of a single row (two neighbours of the same amount).
    left join found_{{ round }} as wider
        on
            found.document_id = wider.document_id
            and found.table_seq = wider.table_seq
            and found.side = wider.side
            and wider.head_place < found.head_place
            and wider.tail_place > found.tail_place - (found.tail_place = found.head_place + 1)::integer
    where rows.weight = 1 and wider.head_place is null
    -- A part belongs to the nearest row that covers it.
    qualify
        row_number() over (
            partition by found.document_id, found.table_seq, found.side, rows.row_seq order by found.head_place desc
        ) = 1
),

weighed_{{ round }} as (
    select
        summed.* exclude (weight, amount_above, all_above, count_above),
        case when covered.row_seq is null then summed.weight else 0 end as weight
    from summed_{{ round }} as summed
    left join covered_{{ round }} as covered using (document_id, table_seq, side, row_seq)
),
{% endfor %}
covered as (
    {% for round in [1, 2, 3] -%}
        select
            *,
            {{ round }} as round
        from covered_{{ round }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    document_id,
    table_seq,
    side,
    head_row_seq as row_seq,
    row_seq as part_row_seq,
    round
from covered
