-- Rows without a code whose name is one character off what another table of the document calls that row: one that prints the
-- same amount (three digits at least), or stands between the same two names, a long one beside one of them. A name that is printed in a second table
-- too, is official or a word for totals, is none; nor is one whose right spelling stands beside it here. Of two spellings
-- that one table each prints the later is it. So is a name of five characters or more one off the official list, in a list whose
-- rows above and below are official. One row per such row.
{% set least_letters = 5 %}
{% set long_letters = 8 %}
with rows as (
    select
        tree.document_id,
        tree.table_seq,
        tree.side,
        tree.row_seq,
        tree.name_key,
        tree.subject_name,
        tree.subject_code,
        lag(tree.name_key) over lane as name_above,
        lead(tree.name_key) over lane as name_below,
        cells.cell_id,
        cells.table_title,
        cells.amounts
    from {{ ref('int_amount_row') }} as tree
    inner join (
        select
            document_id,
            table_seq,
            lane as side,
            row_seq,
            min(cell_id) as cell_id,
            any_value(table_title) as table_title,
            list(distinct amount_in_yuan) filter (
                where length(trim(replace({{ plain_figure('abs(amount_in_yuan)') }}, '.', ''), '0')) >= 3
            ) as amounts
        from {{ ref('int_amount_cell') }}
        group by all
    ) as cells using (document_id, table_seq, side, row_seq)
    where length(tree.name_key) > 1
    window lane as (partition by tree.document_id, tree.table_seq, tree.side order by tree.row_seq)
),

spellings as (
    select
        document_id,
        name_key,
        count(distinct table_seq) as table_count,
        max(table_seq) as last_table_seq,
        list(distinct table_seq || ':' || side) as lanes
    from rows
    group by all
),

official as (
    select distinct {{ name_key('subject_name') }} as name_key
    from {{ ref('int_subject_official') }}
),

pairs as (
    select
        wrong.document_id,
        wrong.name_key,
        right_one.name_key as known_key,
        wrong.lanes
    from spellings as wrong
    inner join spellings as right_one
        on
            wrong.document_id = right_one.document_id
            and {{ one_letter_off('wrong.name_key', 'right_one.name_key') }}
    left join official on right_one.name_key = official.name_key
    anti join official as official_too on wrong.name_key = official_too.name_key
    where
        wrong.table_count = 1
        and (
            right_one.table_count > 1 or official.name_key is not null or wrong.last_table_seq > right_one.last_table_seq
        )
        and not list_has_any(wrong.lanes, right_one.lanes)
        -- One of the halves is the same.
        and (
            left(wrong.name_key, length(wrong.name_key) // 2) = left(right_one.name_key, length(wrong.name_key) // 2)
            or substring(wrong.name_key, length(wrong.name_key) // 2 + 1)
            = substring(right_one.name_key, length(wrong.name_key) // 2 + 1)
        )
),

misspelt as (
    select
        rows.document_id,
        rows.table_seq,
        rows.side,
        rows.row_seq,
        rows.cell_id,
        rows.subject_name,
        rows.table_title,
        min(official.name_key) as known_key
    from rows
    semi join official as above on rows.name_above = above.name_key
    semi join official as below on coalesce(rows.name_below, rows.name_above) = below.name_key
    anti join official as itself on rows.name_key = itself.name_key
    inner join official
        on length(rows.name_key) >= {{ least_letters }} and {{ one_letter_off('rows.name_key', 'official.name_key') }}
    where
        rows.subject_code is null
        and not exists (
            select 1
            from rows as others
            where
                others.document_id = rows.document_id
                and (
                    others.name_key = official.name_key and others.table_seq = rows.table_seq and others.side = rows.side
                    or others.name_key = rows.name_key and others.table_seq <> rows.table_seq
                )
        )
    group by all
    having count(distinct official.name_key) = 1
),

slips as (
    select
        rows.document_id,
        rows.table_seq,
        rows.side,
        rows.row_seq,
        rows.cell_id,
        rows.subject_name,
        rows.table_title,
        arg_min(known.subject_name, known.cell_id) as known_name,
        min(known.table_seq) as known_table_seq,
        arg_min(known.table_title, known.table_seq) as known_title,
        min(pairs.known_key) as known_key
    from rows
    inner join pairs using (document_id, name_key)
    inner join rows as known
        on
            pairs.document_id = known.document_id
            and pairs.known_key = known.name_key
            and rows.table_seq <> known.table_seq
    where
        rows.subject_code is null
        and (
            list_has_any(rows.amounts, known.amounts)
            or rows.name_above = known.name_above and rows.name_below is not distinct from known.name_below
            or rows.name_below = known.name_below and rows.name_above is not distinct from known.name_above
            or length(rows.name_key) >= {{ long_letters }} and (rows.name_above = known.name_above or rows.name_below = known.name_below)
        )
        and not exists (
            select 1 from {{ ref('row_role') }} as words
            where regexp_matches(rows.name_key, words.label_pattern)
        )
    group by all
)

select * from slips
union all by name
select
    misspelt.*,
    known_key as known_name
from misspelt
anti join slips using (document_id, table_seq, side, row_seq)
