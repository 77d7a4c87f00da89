-- Other readings of the totals and parents that don't close as printed: the rows of the highest level alone (1), the
-- rows that are no other's parent (2), the rows that no row above adds up (3), for a parent the rows right below it that
-- add up to it (4) or all but those named …计 (5). A reading is taken only where it closes. One row per rule, total row, reading and part.
with failed as (
    select distinct
        rule_id,
        document_id,
        table_seq,
        side,
        row_seq
    from {{ ref('row_trial') }}
    where not is_held
),

parents as (
    select distinct
        document_id,
        table_seq,
        side,
        parent_row_seq as row_seq
    from {{ ref('row_place') }}
    where parent_row_seq is not null
),

covered as (
    select distinct
        document_id,
        table_seq,
        side,
        part_row_seq as row_seq
    from {{ ref('row_cover') }}
),

-- Parents below which the print numbers a row with an amount that no other row adds up.
orphaned as (
    select distinct
        failed.rule_id,
        failed.document_id,
        failed.table_seq,
        failed.side,
        failed.row_seq
    from failed
    inner join {{ ref('row_family') }} as family using (rule_id, document_id, table_seq, side, row_seq)
    inner join {{ ref('int_amount_cell') }} as cells
        on
            family.document_id = cells.document_id
            and family.table_seq = cells.table_seq
            and family.side = cells.lane
            and family.part_row_seq = cells.row_seq
            and cells.amount <> 0
    inner join {{ ref('int_amount_row') }} as parts
        on
            family.document_id = parts.document_id
            and family.table_seq = parts.table_seq
            and family.side = parts.side
            and family.part_row_seq = parts.row_seq
            and parts.numbering > 0
    left join covered
        on
            family.document_id = covered.document_id
            and family.table_seq = covered.table_seq
            and family.side = covered.side
            and family.part_row_seq = covered.row_seq
    where failed.rule_id = 'hierarchy' and covered.row_seq is null
),

rows as (
    select
        roles.document_id,
        roles.table_seq,
        roles.side,
        roles.row_seq,
        roles.role,
        roles.kind,
        roles.closing_count,
        roles.previous_seq,
        roles.kind = 'item' and case
            when roles.has_codes
                then length(roles.subject_code) = min(length(roles.subject_code)) filter (where roles.kind = 'item') over lane
            else roles.depth = min(roles.depth) filter (where roles.kind = 'item') over lane
        end as is_highest,
        roles.kind = 'item' and parents.row_seq is null as is_leaf,
        covered.row_seq is null as is_uncovered
    from {{ ref('row_place') }} as roles
    left join parents using (document_id, table_seq, side, row_seq)
    left join covered using (document_id, table_seq, side, row_seq)
    window lane as (partition by roles.document_id, roles.table_seq, roles.side)
),

totals as (
    select
        failed.*,
        rows.role,
        rows.closing_count,
        rows.previous_seq
    from failed
    inner join rows using (document_id, table_seq, side, row_seq)
    where failed.rule_id = 'column_total' and rows.role in ('total', 'subtotal')
),

pairs as (
    select
        totals.rule_id,
        totals.document_id,
        totals.table_seq,
        totals.side,
        totals.row_seq,
        unnest(list_filter(
            [
                case when parts.is_highest then 1 end,
                case when parts.is_leaf then 2 end,
                case when parts.is_uncovered and parts.role not in ('total', 'subtotal') then 3 end
            ],
            x -> x is not null
        )) as reading,
        parts.row_seq as part_row_seq
    from totals
    inner join rows as parts
        on
            totals.document_id = parts.document_id
            and totals.table_seq = parts.table_seq
            and totals.side = parts.side
            and totals.row_seq <> parts.row_seq
            and (
                totals.role = 'total'
                or parts.row_seq < totals.row_seq
                and (totals.closing_count = 1 or parts.row_seq > coalesce(totals.previous_seq, 0))
            )
)

select * from pairs
union all
select
    failed.rule_id,
    failed.document_id,
    failed.table_seq,
    failed.side,
    failed.row_seq,
    4 as reading,
    cover.part_row_seq
from failed
inner join {{ ref('row_cover') }} as cover using (document_id, table_seq, side, row_seq)
inner join {{ ref('int_amount_row') }} as heads using (document_id, table_seq, side, row_seq)
left join orphaned using (rule_id, document_id, table_seq, side, row_seq)
-- Codes say what belongs to a parent; what the print numbers below it is not left to no sum at all.
where not (heads.has_codes and failed.rule_id = 'hierarchy') and orphaned.row_seq is null
union all
select
    failed.rule_id,
    failed.document_id,
    failed.table_seq,
    failed.side,
    failed.row_seq,
    5 as reading,
    parts.row_seq as part_row_seq
from failed
inner join {{ ref('int_amount_row') }} as parts
    on
        failed.document_id = parts.document_id
        and failed.table_seq = parts.table_seq
        and failed.side = parts.side
        and failed.row_seq = parts.parent_row_seq
where failed.rule_id = 'hierarchy' and not regexp_matches(parts.subject_name, '计$')
