-- Cells that may be the smallest amounts of a column, by each rule that can find them: the columns of rules below
-- are candidates, int_money_proof keeps those whose sum is the printed total.
-- by_code: coded rows above which no longer code of theirs stands; code_3, code_5: all of one length of code;
-- by_level: rows without deeper rows below (with and without carried-over money); top: rows of the highest level;
-- numbered: 一、 二、 …; class: rows that bear the name of a class; every: each row; unit: rows of units, and those below
-- the first; every_row: units and items alike; columns: the total of a table without other rows, where its columns split it.
with cells as (
    select
        *,
        case when subject_level > 0 then subject_level else 1 end as depth
    from {{ ref('int_money_cell') }}
    where row_kind <> 'of_which' and money_side is not null
),

placed as (
    select
        *,
        lead(subject_code) over (
            partition by document_id, table_seq, lane, column_seq, subject_code is not null order by row_seq
        ) as next_code,
        lead(row_kind) over lane_column as next_kind,
        lead(depth) over lane_column as next_depth,
        min(case when row_kind = 'item' then depth end) over (
            partition by document_id, table_seq, lane, column_seq
        ) as top_depth,
        row_number() over (
            partition by document_id, table_seq, lane, column_seq, row_kind order by row_seq
        ) as kind_seq,
        count(*) filter (where row_kind in ('item', 'unit')) over (
            partition by document_id, table_seq, lane, column_seq
        ) as listed_count
    from cells
    window lane_column as (partition by document_id, table_seq, lane, column_seq order by row_seq)
),

judged as (
    select
        * exclude (next_code, next_kind, next_depth, top_depth, kind_seq, listed_count),
        row_kind = 'item' as is_item,
        row_kind in ('item', 'carryover') as is_listed,
        coalesce(not (starts_with(next_code, subject_code) and length(next_code) > length(subject_code)), true) as ends_code,
        coalesce(next_kind not in ('item', 'carryover') or next_depth <= depth, true) as ends_level,
        depth = top_depth as is_top,
        coalesce(regexp_matches(subject_name, '^[一二三四五六七八九十]+、'), false) as is_numbered,
        row_kind = 'unit' as is_unit,
        kind_seq > 1 as is_later,
        row_kind = 'total' and kind_seq = 1 and listed_count = 0 as is_alone
    from placed
),

-- What a row's name says: a class of expenditure by function, an economic class, a source of money.
named as (
    select
        judged.*,
        class_names.class_code as named_function_code,
        economics.subject_code as named_economic_code,
        case
            when judged.money_side <> 'revenue' or judged.subject_code is not null then null
            when judged.row_kind = 'carryover' or regexp_matches(judged.subject_name, '结转|结余') then 'carryover'
            else sources.measure
        end as named_source
    from judged
    left join {{ ref('int_class_name') }} as class_names
        on judged.subject_code is null and judged.money_side = 'expenditure' and judged.subject_name = class_names.subject_name
    left join {{ ref('int_subject_official') }} as economics
        on
            judged.subject_code is null
            and economics.subject_system = 'department_economic'
            and economics.subject_level = 1
            and {{ plain_name('judged.subject_name') }} = economics.subject_name
    left join {{ ref('measure') }} as sources
        on sources.row_side = 'revenue' and {{ name_key('judged.subject_name') }} = sources.word
)

select
    * exclude (is_item, is_listed, ends_code, ends_level, is_top, is_numbered, is_unit, is_later, is_alone),
    list_filter(
        [
            case when is_item and subject_code is not null and ends_code then 'by_code' end,
            case when is_item and length(subject_code) = 5 then 'code_5' end,
            case when is_item and length(subject_code) = 3 then 'code_3' end,
            case when is_item and ends_level then 'by_level' end,
            case when is_listed and ends_level then 'by_level_carried' end,
            case when is_item and is_top then 'top' end,
            case when (is_item and is_top) or row_kind = 'carryover' then 'top_carried' end,
            case when is_item and is_numbered then 'numbered' end,
            case when is_item and named_function_code is not null then 'class' end,
            case when is_item then 'every' end,
            case when is_listed then 'every_carried' end,
            case when is_unit then 'unit' end,
            case when is_unit and is_later then 'unit_later' end,
            case when is_unit or is_item then 'every_row' end,
            case when is_alone then 'columns' end
        ],
        rule -> rule is not null
    ) as rules
from named
