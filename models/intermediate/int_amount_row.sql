-- Rows with amounts and their place among each other. A coded row belongs to the nearest row above it whose code
-- its own begins with, also to one of its own code a level higher; a list without codes nests by printed level, by 一、
-- against plain lines, by rows called …小计 that open a group, or by a second classification that only the group's first line
-- prints.
with amount_rows as (
    select
        document_id,
        table_seq,
        coalesce(side, '') as side,
        row_seq,
        any_value(subject_system) as subject_system,
        any_value(subject_code) as subject_code,
        any_value(subject_name) as subject_name,
        any_value(second_subject_name) as second_subject_name,
        any_value(subject_level) as subject_level,
        any_value(row_role) as row_role
    from {{ ref('int_budget_line') }}
    where is_amount
    group by all
),

kinds as (
    select
        *,
        count(*) filter (where numbering > 0) over (
            partition by document_id, table_seq, side order by row_seq rows between unbounded preceding and current row
        ) as numbered_count
    from (
        select
            *,
            case
                when row_role = 'unit' then 'unit'
                when row_role = 'subtotal' then 'subtotal'
                when row_role = 'of_which' then 'of_which'
                when row_role = 'total' or subject_level = 0 or regexp_matches(subject_name, '总计$') then 'total'
                -- 审计专项补助经费（结转） below its group is one of the group's items.
                when subject_level > 1 and regexp_matches(subject_name, '.[（(][^（()）]*结转[^（()）]*[)）]$') then 'item'
                -- A balance proved to be among the parts of the row above is one of them.
                when row_role = 'item' and subject_level > 1 and subject_code is null and regexp_matches(subject_name, '结转|结余') then 'item'
                when row_role = 'carryover' and subject_code is null or regexp_matches(subject_name, '结转|结余') then 'carryover'
                else 'item'
            end as kind,
            {{ name_key('subject_name') }} as name_key,
            coalesce(starts_with(subject_name, '一、'), false) as opens_list,
            coalesce(regexp_matches(subject_name, '^[一二三四五六七八九十]+、'), false) as is_enumerated,
            -- 一、（一）1、(1) one inside the other.
            case
                when regexp_matches(subject_name, '^(其中[:：]?)?[一二三四五六七八九十]+、') then 1
                when regexp_matches(subject_name, '^(其中[:：]?)?[（(][一二三四五六七八九十]+[）)]') then 2
                when regexp_matches(subject_name, '^(其中[:：]?)?[0-9]{1,2}[、.．]') then 3
                when regexp_matches(subject_name, '^(其中[:：]?)?[（(][0-9]{1,2}[）)]') then 4
                else 0
            end as numbering
        from amount_rows
    ) as named
),

lanes as (
    select
        document_id,
        table_seq,
        side,
        bool_or(subject_code is not null) as has_codes,
        count(distinct subject_level) filter (where kind = 'item') > 1 as has_levels,
        bool_or(opens_list) and bool_or(not is_enumerated and kind = 'item') as has_plain_lines,
        bool_or(kind = 'item' and regexp_matches(subject_name, '小计$')) as has_heads,
        coalesce(arg_min(second_subject_name is not null, row_seq) filter (where kind = 'item' and not is_enumerated), false)
        and count(*) filter (where kind = 'item' and second_subject_name is null) > 1 as has_second_heads,
        bool_or(kind = 'unit') as has_units,
        count(distinct numbering) filter (where kind = 'item' and numbering > 0) > 1 as has_numberings,
        bool_or(kind = 'item' and numbering = 1) as has_first_numbering,
        count(*) filter (where kind = 'item' and subject_name is not null) as item_count
    from kinds
    group by all
),

placed as (
    select
        kinds.*,
        lanes.has_codes,
        lanes.has_units,
        lanes.item_count,
        count(*) filter (where kinds.opens_list) over lane as list_seq,
        count(*) filter (where kinds.kind in ('subtotal', 'total')) over lane as closed_count,
        case
            when kinds.kind <> 'item' then 0
            when lanes.has_codes then kinds.subject_level
            -- Plain lines stand above （一） and 1.; where there is 一、, and with 其中, below the numbered line above them
            -- (beside its list where they are read as higher).
            when lanes.has_numberings
                then case
                    when kinds.numbering > 0 then 2 * kinds.numbering
                    when lanes.has_first_numbering
                        and kinds.subject_level < max(case when kinds.numbering > 0 then kinds.subject_level end) over numbered
                        then 2 * kinds.subject_level
                    when lanes.has_first_numbering or starts_with(kinds.subject_name, '其中')
                        then 2 * coalesce(max(kinds.numbering) over numbered, 0) + 1
                    else 1
                end
            when lanes.has_heads then case when regexp_matches(kinds.subject_name, '小计$') then 1 else 2 end
            when lanes.has_second_heads
                then case
                    when kinds.is_enumerated then 1
                    when kinds.second_subject_name is not null then 2
                    else 3
                end
            when lanes.has_levels then kinds.subject_level
            when lanes.has_plain_lines then case when kinds.is_enumerated then 1 else 2 end
            else 1
        end as depth
    from kinds
    inner join lanes using (document_id, table_seq, side)
    window lane as (
        partition by kinds.document_id, kinds.table_seq, kinds.side order by kinds.row_seq
        rows between unbounded preceding and current row
    ),
    numbered as (
        partition by kinds.document_id, kinds.table_seq, kinds.side, kinds.numbered_count
    )
),

parents as (
    select
        children.document_id,
        children.table_seq,
        children.side,
        children.row_seq,
        max(above.row_seq) as parent_row_seq
    from placed as children
    inner join placed as above
        on
            children.document_id = above.document_id
            and children.table_seq = above.table_seq
            and children.side = above.side
            and above.row_seq < children.row_seq
            and case
                when children.has_codes
                    then (
                        length(above.subject_code) < length(children.subject_code)
                        or above.subject_code = children.subject_code and above.subject_level < children.subject_level
                    )
                    and starts_with(children.subject_code, above.subject_code)
                else above.kind = 'item' and above.depth < children.depth
                    and above.list_seq = children.list_seq and above.closed_count = children.closed_count
            end
    where children.kind = 'item'
    group by all
),

-- A list that begins again right below a carried-over row gives that row's details.
carried as (
    select
        *,
        max(case when kind not in ('item', 'of_which') then row_seq end) over (
            partition by document_id, table_seq, side order by row_seq
            rows between unbounded preceding and 1 preceding
        ) as other_row_seq
    from placed
)

select
    carried.* exclude (other_row_seq),
    carried.kind = 'item' and carried.depth is null as is_unplaced,
    coalesce(
        parents.parent_row_seq,
        case when carried.kind = 'item' and carried.list_seq > heads.list_seq and heads.kind = 'carryover' then heads.row_seq end
    ) as parent_row_seq,
    coalesce(
        heads.kind = 'carryover' and (carried.kind = 'of_which' or carried.kind = 'item' and carried.list_seq > heads.list_seq),
        false
    ) as is_carried_detail
from carried
left join parents using (document_id, table_seq, side, row_seq)
left join placed as heads
    on
        carried.document_id = heads.document_id
        and carried.table_seq = heads.table_seq
        and carried.side = heads.side
        and carried.other_row_seq = heads.row_seq
