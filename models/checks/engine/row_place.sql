-- What each row with amounts is among the rows of its side: a top row, a total of the year, a total of all. One row per
-- row with amounts.
with tree as (
    select
        *,
        kind = 'item' and parent_row_seq is null and (not has_codes or subject_code is not null or subject_level = 1)
            as is_top,
        count(*) filter (where kind = 'subtotal') over lane as subtotal_count,
        max(case when kind = 'total' then row_seq end) over lane as last_total_seq,
        max(case when kind = 'subtotal' then row_seq end) over lane as last_subtotal_seq,
        min(row_seq) over lane as first_row_seq,
        lead(kind) over (partition by document_id, table_seq, side order by row_seq) as next_kind
    from {{ ref('int_amount_row') }}
    window lane as (partition by document_id, table_seq, side)
),

-- An earlier total (收入合计 before 收入总计) closes the current year.
ranked as (
    select
        *,
        case
            when kind = 'total' and not has_units and subtotal_count = 0
                and row_seq < last_total_seq and row_seq > first_row_seq then 'subtotal'
            else kind
        end as role
    from tree
),

roles as (
    select
        *,
        count(*) filter (where role = 'subtotal') over lane as closing_count,
        min(case when role = 'subtotal' then row_seq end) over lane as first_closing_seq,
        max(case when role = 'subtotal' then row_seq end) over lane as last_closing_seq,
        max(case when role in ('subtotal', 'unit') then row_seq end) over (
            partition by document_id, table_seq, side order by row_seq
            rows between unbounded preceding and 1 preceding
        ) as previous_seq,
        min(case when role in ('unit', 'total') then row_seq end) over (
            partition by document_id, table_seq, side order by row_seq
            rows between 1 following and unbounded following
        ) as next_unit_seq,
        min(case when is_top then row_seq end) over lane as first_top_seq
    from ranked
    window lane as (partition by document_id, table_seq, side)
)

select * from roles
