-- Rows without a code whose name is one character off what another table of the document calls that row: one that prints the
-- same amount (three digits at least), or stands between the same two names, a long one beside one of them. A name that is printed in a second table
-- too, is official or a word for totals, is none; nor is one whose right spelling stands beside it here. Of two spellings
-- that one table each prints the one is it whose character is found beside its neighbours in no other name of the document or of the
-- official list, where that of the other is (收入, 收某) or three tables print it, else the later; such a name of five characters that two other tables print
-- otherwise needs nothing more, unless the characters are numbers or tell two of a kind apart (东校, 西校). So is a name of five
-- characters or more one off the official list, in a list whose rows above and below are official, and a name behind a mark that is no
-- number (某、转移性支出). One row per such row.
{% set least_letters = 5 %}
{% set long_letters = 8 %}
{% set many_tables = 3 %}
{% set kinds_apart = '[0-9０-９A-Za-z一二三四五六七八九十百甲乙丙丁东南西北中上下前后左右大小新老旧男女内外收支进出增减年月日]' %}
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

-- Every two characters that follow one another in a name, and in how many names they do.
twos as (
    select
        document_id,
        two,
        count(distinct name_key) as name_count
    from (
        select
            document_id,
            name_key,
            unnest(list_transform(range(1, length(name_key)), x -> substring(name_key, x, 2))) as two
        from spellings
    ) as printed
    group by all
),

official_twos as (
    select distinct two
    from (select unnest(list_transform(range(1, length(name_key)), x -> substring(name_key, x, 2))) as two from official) as printed
),

alike as (
    select
        wrong.document_id,
        wrong.name_key,
        wrong.table_count,
        wrong.last_table_seq,
        wrong.lanes,
        right_one.name_key as known_key,
        right_one.table_count as known_table_count,
        right_one.last_table_seq as known_last_table_seq,
        right_one.lanes as known_lanes,
        list_filter(
            range(1, length(wrong.name_key) + 1),
            x -> substring(wrong.name_key, x, 1) <> substring(right_one.name_key, x, 1)
        )[1] as place
    from spellings as wrong
    inner join spellings as right_one
        on
            wrong.document_id = right_one.document_id
            and length(wrong.name_key) = length(right_one.name_key)
            -- One of the halves is the same.
            and (
                left(wrong.name_key, length(wrong.name_key) // 2) = left(right_one.name_key, length(wrong.name_key) // 2)
                or substring(wrong.name_key, length(wrong.name_key) // 2 + 1)
                = substring(right_one.name_key, length(wrong.name_key) // 2 + 1)
            )
            and {{ one_letter_off('wrong.name_key', 'right_one.name_key') }}
    where wrong.table_count = 1 and not list_has_any(wrong.lanes, right_one.lanes)
),

-- Whether the two characters with the one that differs are found in other names.
found as (
    select
        places.document_id,
        places.name_key,
        places.known_key,
        coalesce(bool_or(places.is_wrong and (twos.name_count > 1 or official_twos.two is not null)), false) as is_wrong_found,
        coalesce(bool_or(not places.is_wrong and (twos.name_count > 1 or official_twos.two is not null)), false) as is_known_found
    from (
        select
            document_id,
            name_key,
            known_key,
            true as is_wrong,
            unnest([substring(name_key, place - 1, 2), substring(name_key, place, 2)]) as two
        from alike
        union all
        select
            document_id,
            name_key,
            known_key,
            false as is_wrong,
            unnest([substring(known_key, place - 1, 2), substring(known_key, place, 2)]) as two
        from alike
    ) as places
    left join twos on places.document_id = twos.document_id and places.two = twos.two and length(places.two) = 2
    left join official_twos on places.two = official_twos.two
    group by all
),

pairs as materialized (
    select
        wrong.document_id,
        wrong.name_key,
        wrong.known_key,
        wrong.lanes,
        (found.is_known_found or wrong.known_table_count >= {{ many_tables }}) and not found.is_wrong_found
        and length(wrong.name_key) >= {{ least_letters }}
        and not regexp_matches(substring(wrong.name_key, wrong.place, 1) || substring(wrong.known_key, wrong.place, 1), '{{ kinds_apart }}')
            as is_odd,
        is_odd and (wrong.known_table_count > 1 or official.name_key is not null) as is_certain
    from alike as wrong
    inner join found using (document_id, name_key, known_key)
    left join official on wrong.known_key = official.name_key
    anti join official as official_too on wrong.name_key = official_too.name_key
    where
        (
            wrong.known_table_count > 1 or official.name_key is not null
            or case
                when found.is_wrong_found = found.is_known_found then wrong.last_table_seq > wrong.known_last_table_seq
                else found.is_known_found
            end
        )

    union all

    select
        wrong.document_id,
        wrong.name_key,
        right_one.name_key as known_key,
        wrong.lanes,
        true as is_odd,
        true as is_certain
    from (
        select
            *,
            regexp_extract(name_key, '^(?:\p{Han}、|（\p{Han}）)(.{4,})$', 1) as rest
        from spellings
    ) as wrong
    inner join spellings as right_one on wrong.document_id = right_one.document_id and wrong.rest = right_one.name_key
    where wrong.table_count = 1 and not list_has_any(wrong.lanes, right_one.lanes)
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

-- First the few rows of such a name, then those of the other.
named as materialized (
    select
        rows.*,
        pairs.known_key,
        pairs.is_odd,
        pairs.is_certain
    from rows
    inner join pairs using (document_id, name_key)
    where rows.subject_code is null
),

slips as (
    select
        named.document_id,
        named.table_seq,
        named.side,
        named.row_seq,
        named.cell_id,
        named.subject_name,
        named.table_title,
        arg_min(known.subject_name, known.cell_id) as known_name,
        min(known.table_seq) as known_table_seq,
        arg_min(known.table_title, known.table_seq) as known_title,
        min(named.known_key) as known_key
    from named
    inner join rows as known
        on
            named.document_id = known.document_id
            and named.known_key = known.name_key
            and named.table_seq <> known.table_seq
    where
        (
            named.is_certain
            or list_has_any(named.amounts, known.amounts)
            or named.name_above = known.name_above and named.name_below is not distinct from known.name_below
            or named.name_below = known.name_below and named.name_above is not distinct from known.name_above
            or (named.is_odd or length(named.name_key) >= {{ long_letters }})
            and (named.name_above = known.name_above or named.name_below = known.name_below)
        )
        and not exists (
            select 1 from {{ ref('row_role') }} as words
            where regexp_matches(named.name_key, words.label_pattern)
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
