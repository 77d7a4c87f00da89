-- Which columns make up a total column: as the header nests them, else the nearest other set that closes in more rows
-- (a carried-over column or an 其中 left out, a column beside the group taken in; at most two such changes, or all
-- columns beside it). Only rows in which the sets differ tell one from the other; two for each change, of three rows or
-- more: a change for the sake of one row hides a slip in that row. Where the header nests nothing, a run of columns that adds
-- up to the one before it (column_run). One row per total column and part.
with headed as (
    select
        document_id,
        table_seq,
        side,
        total_column_seq,
        column_seq
    from {{ ref('int_amount_column') }}
    where total_column_seq is not null
),

heads as (
    select distinct
        document_id,
        table_seq,
        side,
        total_column_seq
    from headed
),

cells as (
    select
        document_id,
        table_seq,
        lane as side,
        row_seq,
        column_seq,
        amount,
        step
    from {{ ref('int_amount_cell') }}
),

totals as (
    select
        heads.*,
        cells.row_seq,
        cells.amount,
        cells.step
    from heads
    inner join cells
        on
            heads.document_id = cells.document_id
            and heads.table_seq = cells.table_seq
            and heads.side = cells.side
            and heads.total_column_seq = cells.column_seq
),

gaps as (
    select
        totals.document_id,
        totals.table_seq,
        totals.side,
        totals.total_column_seq,
        totals.row_seq,
        any_value(totals.amount) - coalesce(sum(cells.amount), 0) as gap,
        {{ rounding_envelope('count(cells.amount)', 'any_value(totals.step)') }} as slack
    from totals
    left join headed using (document_id, table_seq, side, total_column_seq)
    left join cells
        on
            headed.document_id = cells.document_id
            and headed.table_seq = cells.table_seq
            and headed.side = cells.side
            and headed.column_seq = cells.column_seq
            and totals.row_seq = cells.row_seq
    group by all
),

-- Only where as printed it fails somewhere is anything else tried.
failing as (
    select
        document_id,
        table_seq,
        side,
        total_column_seq,
        count(*) as row_count
    from gaps
    group by all
    having bool_or(abs(gap) > slack)
),

-- Columns that may be left out (their amount comes back to the gap) or taken in.
changes as (
    select
        document_id,
        table_seq,
        side,
        total_column_seq,
        column_seq,
        1 as factor
    from headed
    semi join failing using (document_id, table_seq, side, total_column_seq)
    union all
    select
        failing.document_id,
        failing.table_seq,
        failing.side,
        failing.total_column_seq,
        columns.column_seq,
        -1 as factor
    from failing
    inner join {{ ref('int_amount_column') }} as columns
        on
            failing.document_id = columns.document_id
            and failing.table_seq = columns.table_seq
            and failing.side = columns.side
            and columns.total_column_seq is null
            and columns.is_addend
            and columns.column_seq <> failing.total_column_seq
    where not exists (
        select 1 from headed
        where
            headed.document_id = failing.document_id and headed.table_seq = failing.table_seq
            and headed.side = failing.side and headed.total_column_seq = columns.column_seq
            and headed.column_seq = failing.total_column_seq
    )
),

sets as (
    select
        document_id,
        table_seq,
        side,
        total_column_seq,
        [column_seq] as columns
    from changes
    union all
    select
        one.document_id,
        one.table_seq,
        one.side,
        one.total_column_seq,
        [one.column_seq, two.column_seq] as columns
    from changes as one
    inner join changes as two
        on
            one.document_id = two.document_id
            and one.table_seq = two.table_seq
            and one.side = two.side
            and one.total_column_seq = two.total_column_seq
            and one.column_seq < two.column_seq
    union all
    select
        document_id,
        table_seq,
        side,
        total_column_seq,
        list(column_seq order by column_seq) as columns
    from changes
    where factor = -1
    group by all
    having count(*) > 2
),

changed as (
    select
        sets.document_id,
        sets.table_seq,
        sets.side,
        sets.total_column_seq,
        sets.columns,
        gaps.row_seq,
        any_value(gaps.gap) as gap,
        any_value(gaps.slack) as slack,
        sum(changes.factor * cells.amount) as change
    from sets
    inner join changes
        on
            sets.document_id = changes.document_id
            and sets.table_seq = changes.table_seq
            and sets.side = changes.side
            and sets.total_column_seq = changes.total_column_seq
            and list_contains(sets.columns, changes.column_seq)
    inner join gaps
        on
            sets.document_id = gaps.document_id
            and sets.table_seq = gaps.table_seq
            and sets.side = gaps.side
            and sets.total_column_seq = gaps.total_column_seq
    inner join cells
        on
            changes.document_id = cells.document_id
            and changes.table_seq = cells.table_seq
            and changes.side = cells.side
            and changes.column_seq = cells.column_seq
            and gaps.row_seq = cells.row_seq
    group by all
),

-- Gained and lost are counted where the set differs from the printed one.
weighed as (
    select
        document_id,
        table_seq,
        side,
        total_column_seq,
        columns,
        count(*) filter (where abs(gap + change) <= slack) as held_count,
        count(*) filter (where abs(gap) <= slack) as printed_count
    from changed
    where change <> 0
    group by all
    having held_count > printed_count
),

adopted as (
    select
        weighed.*,
        held_count - printed_count - 2 * case when len(columns) > 2 then 1 else len(columns) end as surplus
    from weighed
    inner join failing using (document_id, table_seq, side, total_column_seq)
    where surplus >= 0 or failing.row_count < 3
    qualify
        row_number() over (
            partition by document_id, table_seq, side, total_column_seq
            order by surplus desc, held_count - printed_count desc, len(columns), columns
        ) = 1
)

select
    headed.*,
    adopted.columns is not null as is_learnt
from headed
left join adopted using (document_id, table_seq, side, total_column_seq)
where adopted.columns is null or not list_contains(adopted.columns, headed.column_seq)
union all
select
    changes.document_id,
    changes.table_seq,
    changes.side,
    changes.total_column_seq,
    changes.column_seq,
    true as is_learnt
from adopted
inner join changes using (document_id, table_seq, side, total_column_seq)
where changes.factor = -1 and list_contains(adopted.columns, changes.column_seq)
union all
select
    *,
    true as is_learnt
from {{ ref('column_run') }}
