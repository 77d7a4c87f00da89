-- Which rows are sums of which within one side of a table, one row per total and part. Totals add the top rows:
-- a 本年合计 those above it, a 总计 the 本年合计 and the carried-over rows, one of several 小计 those since the one
-- before. Where a list begins again (一、 twice), each list by itself makes up the total.
with pairs as (
    select
        parts.document_id,
        parts.table_seq,
        parts.side,
        totals.row_seq,
        parts.row_seq as part_row_seq,
        case when parts.is_top then parts.list_seq end as list_seq,
        totals.role
    from {{ ref('row_place') }} as totals
    inner join {{ ref('row_place') }} as parts
        on
            totals.document_id = parts.document_id
            and totals.table_seq = parts.table_seq
            and totals.side = parts.side
            and totals.row_seq <> parts.row_seq
    where
        case
            when totals.role = 'unit' and totals.next_kind = 'unit' and totals.row_seq = totals.first_row_seq
                then parts.role = 'unit'
            when totals.role = 'unit'
                then parts.is_top and parts.row_seq > totals.row_seq
                and parts.row_seq < coalesce(totals.next_unit_seq, parts.row_seq + 1)
            when totals.role = 'subtotal' and totals.closing_count > 1
                then parts.is_top and parts.row_seq < totals.row_seq
                and parts.row_seq > coalesce(totals.previous_seq, 0)
            when totals.role = 'subtotal' and totals.first_top_seq > totals.row_seq then parts.is_top
            when totals.role = 'subtotal' then parts.is_top and parts.row_seq < totals.row_seq
            when totals.role = 'total' and totals.has_units then parts.role = 'unit'
            -- A balance behind the total (支出总计, then 年终结余) is what it leaves.
            when totals.role = 'total' and parts.role = 'carryover' and parts.row_seq > totals.row_seq
                then coalesce(totals.first_top_seq > totals.row_seq, true)
            when totals.role = 'total' and totals.closing_count > 0
                then parts.role in ('subtotal', 'carryover') or parts.is_top and parts.row_seq > parts.last_closing_seq
            when totals.role = 'total' then parts.is_top or parts.role = 'carryover'
            else false
        end
),

-- Several 小计 without a 总计 of the same year are lanes of their own; nested lists are told apart by their number.
listed as (
    select
        *,
        count(distinct list_seq) over (partition by document_id, table_seq, side, row_seq) as list_count
    from pairs
)

select
    'column_total' as rule_id,
    document_id,
    table_seq,
    side,
    row_seq,
    part_row_seq,
    list_seq,
    list_count
from listed
union all
select
    'hierarchy' as rule_id,
    document_id,
    table_seq,
    side,
    parent_row_seq as row_seq,
    row_seq as part_row_seq,
    null as list_seq,
    1 as list_count
from {{ ref('row_place') }}
where parent_row_seq is not null
