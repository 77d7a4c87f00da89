-- What speaks for each relation within a table: in how many places that tell (an amount against two parts or more) it
-- holds, in how many rows it fails, and whether the print itself says what belongs together (codes without a gap,
-- 一、二、, known columns, the three publics). A relation that fails more often than it holds isn't broken by the publisher, it isn't
-- there: adopted only where held + 2 (printed) >= 2 × failed (without the failures that a slip explains), or one place alone
-- fails of a row whose other columns hold, or one list alone of a document; and not where it fails in most places of many columns. One row per rule, side of a table and structure: a total
-- column, the agencies' rows, all other rows.
with judged as (
    select
        checks.*,
        {{ structure_seq('checks.rule_id', 'checks.column_seq', 'rows.kind') }} as structure_seq,
        checks.violation <= greatest(checks.tolerance, checks.rounding_limit) as is_held,
        checks.left_count > 0 and checks.right_count > 1 and checks.stated <> 0 as is_telling
    from {{ ref('identity_tolerance') }} as checks
    inner join {{ ref('int_amount_row') }} as rows
        on
            checks.document_id = rows.document_id
            and checks.table_seq = rows.table_seq
            and checks.lane = rows.side
            and checks.row_seq = rows.row_seq
    where checks.grouping = 'place' and not (checks.unit_count > 1 and checks.has_other_unit)
),

-- Parts that stand there twice, one below the other.
repeated as (
    select
        family.rule_id,
        family.document_id,
        family.table_seq,
        family.side as lane,
        family.row_seq,
        cells.column_seq,
        cells.amount
    from {{ ref('row_family') }} as family
    inner join {{ ref('int_amount_cell') }} as cells
        on
            family.document_id = cells.document_id
            and family.table_seq = cells.table_seq
            and family.side = cells.lane
            and family.part_row_seq = cells.row_seq
    inner join {{ ref('int_amount_cell') }} as above
        on
            cells.document_id = above.document_id
            and cells.table_seq = above.table_seq
            and cells.lane = above.lane
            and cells.row_seq = above.row_seq + 1
            and cells.column_seq = above.column_seq
            and cells.name_key = above.name_key
            and cells.amount = above.amount
    where cells.name_key <> ''
),

-- A failure that a slip explains speaks against no relation. Two sums of one column that fail by the same amount as they
-- are printed, one too large and one too small: the figure that the one is and the other adds up. Two columns of one
-- total, or two rows of one total column, likewise: a cell beside its column or its row. Or what lacks is printed elsewhere
-- under a name that is not listed here, or one of two equal rows is too much.
explained as (
    select one.check_id
    from judged as one
    inner join {{ ref('row_trial') }} as other
        on
            one.document_id = other.document_id
            and one.table_seq = other.table_seq
            and one.lane = other.side
            and one.column_seq = other.column_seq
            and one.row_seq <> other.row_seq
            and abs(one.stated - one.expected + other.amount - other.parts_amount) <= 2 * one.step
    where not one.is_held and not other.is_held and one.violation >= 100 * one.step

    union

    select one.check_id
    from judged as one
    inner join judged as other
        on
            one.rule_id = other.rule_id
            and one.document_id = other.document_id
            and one.table_seq = other.table_seq
            and one.lane = other.lane
            and case one.rule_id
                when 'row_sum' then one.row_seq <> other.row_seq and one.column_seq = other.column_seq
                else one.row_seq = other.row_seq and one.column_seq <> other.column_seq
            end
            and abs(one.gap_in_yuan + other.gap_in_yuan) <= 2 * one.step * coalesce({{ unit_factor('one.unit') }}, 1)
    where not one.is_held and not other.is_held and one.violation >= 100 * one.step

    union

    select judged.check_id
    from judged
    semi join {{ ref('missing_name') }} using (check_id)

    union

    select judged.check_id
    from judged
    inner join repeated using (rule_id, document_id, table_seq, lane, row_seq, column_seq)
    where not judged.is_held and judged.stated - judged.expected = -repeated.amount
),

lanes as (
    select
        document_id,
        table_seq,
        side as lane,
        bool_or(is_unplaced) as has_unplaced,
        bool_or(has_codes) as has_codes,
        coalesce(
            bool_and(is_enumerated) filter (where kind = 'item' and depth = 1)
            and count(*) filter (where kind = 'item' and depth = 1) > 1, false
        ) as has_list,
        coalesce(
            bool_and(numbering > 0) filter (where kind = 'item' and parent_row_seq is not null)
            and count(*) filter (where kind = 'item' and parent_row_seq is not null) > 1, false
        ) as has_marks,
        bool_or(regexp_matches(name_key, '接待|因公出国')) as has_three_publics,
        -- Revenue and expenditure whose sides weren't told apart.
        any_value(side) = ''
        and bool_or(kind in ('total', 'subtotal') and regexp_matches(name_key, '收入.*计$'))
        and bool_or(kind in ('total', 'subtotal') and regexp_matches(name_key, '支出.*计$')) as has_both_sides
    from {{ ref('int_amount_row') }}
    group by all
),

columns as (
    select
        document_id,
        table_seq,
        side as lane,
        bool_and(measure is not null or not is_addend) as is_known
    from {{ ref('int_amount_column') }}
    group by all
),

types as (
    select
        document_id,
        table_seq,
        any_value(table_type) as table_type
    from {{ ref('stg_tables') }}
    group by all
),

counted as (
    select
        rule_id,
        document_id,
        table_seq,
        lane,
        structure_seq,
        count(*) as place_count,
        count(*) filter (where is_telling and is_held) as held_count,
        count(distinct case when not is_held and explained.check_id is null then row_seq end) as failed_count,
        count(*) filter (where not is_held and explained.check_id is null) as failed_place_count,
        -- The rows that one column adds up are those that the others add up, too.
        bool_or(not is_held and explained.check_id is null and row_held_count > 0) as is_held_beside
    from (
        select
            *,
            count(distinct stated) filter (where is_telling and is_held) over (
                partition by rule_id, document_id, table_seq, lane, row_seq
            ) as row_held_count
        from judged
    ) as judged
    left join explained using (check_id)
    group by all
),

-- Where every other list of a document adds up, and this one prints more than its rows are, rows are missing here.
alone as (
    select
        document_id,
        table_seq,
        lane,
        structure_seq
    from (
        select
            *,
            count(*) filter (where failed_count > 0) over (partition by document_id) as broken_count,
            count(*) filter (where failed_count = 0 and held_count > 0) over (partition by document_id) as whole_count
        from counted
        where rule_id = 'column_total'
    ) as lists
    where failed_count = 1 and held_count = 0 and broken_count = 1 and whole_count >= 3
        and not exists (
            select 1
            from judged
            where
                judged.document_id = lists.document_id and judged.table_seq = lists.table_seq and judged.lane = lists.lane
                and (
                    judged.rule_id = 'hierarchy'
                    or judged.rule_id = 'column_total' and not judged.is_held and (
                        judged.right_count < 2 or abs(judged.stated) <= abs(judged.expected)
                        or 2 * abs(judged.expected) < abs(judged.stated)
                    )
                )
        )
)

select
    counted.*,
    coalesce(lanes.has_unplaced, false) as has_unplaced,
    coalesce(
        case counted.rule_id
            when 'row_sum' then columns.is_known
            else not lanes.has_unplaced and (
                lanes.has_codes
                or lanes.has_list
                or counted.rule_id = 'hierarchy' and lanes.has_marks
                or types.table_type = 'three_public' and lanes.has_three_publics
            )
        end, false
    ) as is_printed,
    (
        held_count + case when is_printed then 2 else 0 end >= 2 * failed_count
        or failed_place_count = 1 and counted.rule_id <> 'row_sum' and is_held_beside
        or alone.document_id is not null
    )
    and failed_place_count <= greatest(6, 2 * held_count)
    and not (counted.rule_id = 'column_total' and coalesce(lanes.has_both_sides, false)) as is_adopted
from counted
left join lanes using (document_id, table_seq, lane)
left join columns using (document_id, table_seq, lane)
left join types using (document_id, table_seq)
left join alone on counted.rule_id = 'column_total' and counted.document_id = alone.document_id
    and counted.table_seq = alone.table_seq and counted.lane = alone.lane and counted.structure_seq = alone.structure_seq
