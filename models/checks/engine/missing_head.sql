-- Rows of a list without codes that the official list of economic items puts below another class than the one printed above them
-- (退休费 below 商品和服务支出): the row of their class is missing. Only where the list itself nests by classes: three rows for
-- each such one stand below their own, three at least. One row per run of such rows.
{% set least_rows = 3 %}
with named as (
    select
        subject_code,
        parent_subject_code,
        subject_level,
        {{ name_key('subject_name') }} as name_key
    from {{ ref('int_subject_official') }}
    where subject_system = 'department_economic'
),

official as (
    select
        *,
        bool_or(subject_level = 1) over (partition by name_key) as is_class
    from named
),

items as (
    select
        items.name_key,
        min(heads.name_key) as head_key
    from official as items
    inner join official as heads on items.parent_subject_code = heads.subject_code
    where
        items.subject_level = 2 and heads.subject_level = 1
        and not items.is_class
    group by items.name_key
    having count(distinct heads.name_key) = 1
),

rows as (
    select
        tree.document_id,
        tree.table_seq,
        tree.side,
        tree.row_seq,
        tree.subject_name,
        items.head_key,
        last_value(heads.name_key ignore nulls) over (
            partition by tree.document_id, tree.table_seq, tree.side order by tree.row_seq
            rows between unbounded preceding and 1 preceding
        ) as printed_key
    from {{ ref('int_amount_row') }} as tree
    left join items on tree.name_key = items.name_key
    left join official as heads on tree.name_key = heads.name_key and heads.subject_level = 1
    where not tree.has_codes
),

judged as (
    select
        *,
        count(*) filter (where head_key = printed_key) over lane as own_count,
        count(*) filter (where head_key <> printed_key) over lane as other_count,
        coalesce(lag(head_key) over (partition by document_id, table_seq, side order by row_seq) = head_key, false) as goes_on
    from rows
    where head_key is not null and printed_key is not null
    window lane as (partition by document_id, table_seq, side)
),

runs as (
    select
        *,
        count(*) filter (where not goes_on) over (partition by document_id, table_seq, side order by row_seq) as run_seq
    from judged
)

select
    runs.document_id,
    runs.table_seq,
    runs.side,
    runs.run_seq,
    runs.head_key,
    min(runs.row_seq) as row_seq,
    list(distinct runs.row_seq order by runs.row_seq) as row_seqs,
    arg_min(runs.subject_name, runs.row_seq) as subject_name,
    min(cells.cell_id) as cell_id
from runs
left join {{ ref('int_amount_cell') }} as cells on runs.document_id = cells.document_id and runs.head_key = cells.name_key
where runs.head_key <> runs.printed_key and runs.own_count >= {{ least_rows }} * greatest(runs.other_count, 1)
group by all
