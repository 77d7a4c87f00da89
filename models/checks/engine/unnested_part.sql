-- Rows below a numbered row (四、… 一般债务 … 专项债务 …) that it doesn't add up to, where the table's other numbered rows add up to rows of
-- the same names: a figure of theirs is wrong, or a row is missing. Lists without codes nest by what adds up, so that nothing holds
-- these rows against the one above them. Three such sums for each that isn't one. One row per numbered row and column.
{% set least_sums = 3 %}
with rows as (
    select
        *,
        max(case when numbering > 0 and parent_row_seq is null then row_seq end) over (
            partition by document_id, table_seq, side order by row_seq rows between unbounded preceding and 1 preceding
        ) as head_row_seq
    from {{ ref('int_amount_row') }}
    where kind = 'item' and not has_codes and name_key <> ''
),

nested as (
    select
        document_id,
        table_seq,
        side,
        name_key,
        count(distinct parent_row_seq) as sum_count
    from rows
    where parent_row_seq is not null
    group by all
),

loose as (
    select
        rows.document_id,
        rows.table_seq,
        rows.side,
        rows.row_seq,
        rows.head_row_seq,
        nested.sum_count,
        count(distinct rows.head_row_seq) over (partition by rows.document_id, rows.table_seq, rows.side) as loose_count
    from rows
    inner join nested using (document_id, table_seq, side, name_key)
    anti join rows as others
        on
            rows.document_id = others.document_id
            and rows.table_seq = others.table_seq
            and rows.side = others.side
            and rows.head_row_seq = others.parent_row_seq
    where rows.parent_row_seq is null and rows.numbering = 0 and rows.head_row_seq is not null
)

select
    loose.document_id,
    loose.table_seq,
    loose.side as lane,
    loose.head_row_seq as row_seq,
    heads.column_seq,
    any_value(heads.cell_id) as cell_id,
    any_value(heads.unit) as unit,
    any_value(heads.amount) as whole,
    sum(parts.amount) as rest
from loose
inner join {{ ref('int_amount_cell') }} as heads
    on
        loose.document_id = heads.document_id
        and loose.table_seq = heads.table_seq
        and loose.side = heads.lane
        and loose.head_row_seq = heads.row_seq
inner join {{ ref('int_amount_cell') }} as parts
    on
        loose.document_id = parts.document_id
        and loose.table_seq = parts.table_seq
        and loose.side = parts.lane
        and loose.row_seq = parts.row_seq
        and heads.column_seq = parts.column_seq
        and heads.unit = parts.unit
where loose.sum_count >= {{ least_sums }} * loose.loose_count and not heads.is_rate
group by loose.document_id, loose.table_seq, loose.side, loose.head_row_seq, heads.column_seq
having abs(whole - rest) > {{ rounding_envelope('count(*)', 'any_value(heads.step)') }}
