-- Rows of a list without codes that another list of the document puts below a row which this list doesn't print, nor nearly: that
-- row is missing here. Only where no list puts them below another, where the other list has what they stand below here, and where this
-- one prints the rows of that depth that its other rows belong below: three for each such one. One row per side of a table and missing
-- parent.
{% set least_rows = 3 %}
with rows as (
    select
        document_id,
        table_seq,
        side,
        row_seq,
        parent_row_seq,
        depth,
        subject_name,
        name_key,
        has_codes
    from {{ ref('int_amount_row') }}
    where kind = 'item' and name_key <> ''
),

links as (
    select distinct
        below.document_id,
        below.table_seq,
        below.side,
        below.name_key,
        above.name_key as head_key,
        above.depth as head_depth
    from rows as below
    inner join rows as above
        on
            below.document_id = above.document_id
            and below.table_seq = above.table_seq
            and below.side = above.side
            and below.parent_row_seq = above.row_seq
),

-- The row that all other lists put a row of a list without codes below.
placed as (
    select
        rows.document_id,
        rows.table_seq,
        rows.side,
        rows.row_seq,
        any_value(rows.subject_name) as subject_name,
        any_value(above.name_key) as above_key,
        any_value(links.head_key) as head_key
    from rows
    left join rows as above
        on
            rows.document_id = above.document_id
            and rows.table_seq = above.table_seq
            and rows.side = above.side
            and rows.parent_row_seq = above.row_seq
    inner join links
        on
            rows.document_id = links.document_id
            and rows.name_key = links.name_key
            and (rows.table_seq <> links.table_seq or rows.side <> links.side)
    where not rows.has_codes
    group by rows.document_id, rows.table_seq, rows.side, rows.row_seq
    having count(distinct links.head_key) = 1
),

judged as (
    select
        placed.*,
        count(heads.row_seq) > 0 as is_printed
    from placed
    left join rows as heads
        on
            placed.document_id = heads.document_id
            and placed.table_seq = heads.table_seq
            and placed.side = heads.side
            and (
                starts_with(heads.name_key, placed.head_key)
                or starts_with(placed.head_key, heads.name_key)
                or length(placed.head_key) >= 5 and levenshtein(heads.name_key, placed.head_key) <= 6  -- bytes: two characters
            )
    group by all
),

-- What the other list has of the depth of the missing row, and how much of it this one prints.
compared as (
    select
        lacking.document_id,
        lacking.table_seq,
        lacking.side,
        lacking.head_key,
        count(distinct heads.head_key) filter (where heads.is_printed) as printed_count,
        count(distinct heads.head_key) filter (where not heads.is_printed) as missing_count
    from judged as lacking
    inner join links
        on
            lacking.document_id = links.document_id
            and lacking.head_key = links.head_key
            and (lacking.table_seq <> links.table_seq or lacking.side <> links.side)
    inner join links as peers
        on
            links.document_id = peers.document_id
            and links.table_seq = peers.table_seq
            and links.side = peers.side
            and links.head_depth = peers.head_depth
    inner join judged as heads
        on
            lacking.document_id = heads.document_id
            and lacking.table_seq = heads.table_seq
            and lacking.side = heads.side
            and peers.head_key = heads.head_key
    where
        not lacking.is_printed
        and (
            lacking.above_key is null
            or (links.document_id, links.table_seq, links.side, lacking.above_key) in (select (document_id, table_seq, side, name_key) from rows)
        )
    group by lacking.document_id, lacking.table_seq, lacking.side, lacking.head_key
)

select
    judged.document_id,
    judged.table_seq,
    judged.side,
    judged.head_key,
    min(judged.row_seq) as row_seq,
    list(distinct judged.row_seq order by judged.row_seq) as row_seqs,
    arg_min(judged.subject_name, judged.row_seq) as subject_name,
    min(cells.cell_id) as cell_id,
    arg_min(cells.subject_name, cells.cell_id) as listed_name,
    arg_min(cells.table_title, cells.cell_id) as listed_title
from judged
inner join compared using (document_id, table_seq, side, head_key)
inner join {{ ref('int_amount_cell') }} as cells on judged.document_id = cells.document_id and judged.head_key = cells.name_key
where not judged.is_printed and compared.printed_count >= {{ least_rows }} * compared.missing_count
group by judged.document_id, judged.table_seq, judged.side, judged.head_key
