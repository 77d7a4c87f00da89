-- Total rows whose parts are less than they print, and the one row that a list of the same things has and theirs hasn't: another
-- table's list, or the list below another head of this table, that prints two of the parts at least (below a head of the same name
-- one) and half of them, and one name with an amount more; where all parts are numbered, one numbered name. Only where all such lists
-- say the same name, and no table prints the difference by name (missing_name). A row that is missing lacks in more than one column:
-- where other columns of the same parts add up, one that doesn't lacks none. One row per sum of a column.
{% set least_shared = 2 %}
{% set mark = "'^(其中[:：]?)?([一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.、．])'" %}
with lacking as (
    select
        check_id,
        reading,
        document_id,
        table_seq,
        lane,
        row_seq
    from {{ ref('identity_verdict') }}
    where
        rule_id in ('column_total', 'hierarchy') and right_count > 0 and gap_in_yuan > 0
        and (status = 'fail' or reason_code = 'relation_not_adopted')
    qualify
        count(*) over (partition by document_id, table_seq, lane, row_seq, rule_id) > 1
        or (document_id, table_seq, lane, row_seq) not in (
            select (document_id, table_seq, lane, row_seq)
            from {{ ref('identity_verdict') }}
            where rule_id in ('column_total', 'hierarchy') and right_count > 1 and status = 'pass'
        )
),

rows as (
    select
        cells.document_id,
        cells.table_seq,
        cells.lane,
        cells.row_seq,
        cells.name_key,
        coalesce(tree.parent_row_seq, 0) as head_seq,
        coalesce(heads.name_key, '') as head_key,
        bool_and(regexp_matches(cells.subject_name, {{ mark }})) as is_marked,
        min(cells.cell_id) as cell_id,
        any_value(cells.subject_name) as subject_name,
        any_value(cells.table_title) as table_title,
        max(abs(cells.amount)) as amount
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('int_amount_row') }} as tree
        on
            cells.document_id = tree.document_id
            and cells.table_seq = tree.table_seq
            and cells.lane = tree.side
            and cells.row_seq = tree.row_seq
    left join {{ ref('int_amount_row') }} as heads
        on
            tree.document_id = heads.document_id
            and tree.table_seq = heads.table_seq
            and tree.side = heads.side
            and tree.parent_row_seq = heads.row_seq
    where not cells.is_rate and cells.row_kind in ('item', 'unit') and cells.name_key <> '' and not regexp_matches(cells.name_key, '结转|结余')
    group by all
),

parts as (
    select distinct
        lacking.check_id,
        lacking.document_id,
        lacking.table_seq,
        lacking.lane,
        lacking.row_seq,
        rows.name_key,
        rows.head_seq,
        rows.head_key,
        rows.is_marked
    from lacking
    inner join {{ ref('identity_operand') }} as operands
        on lacking.check_id = operands.check_id and lacking.reading = operands.reading and operands.operand_side = 'right'
    inner join {{ ref('int_amount_cell') }} as cells on operands.cell_id = cells.cell_id
    inner join rows
        on
            cells.document_id = rows.document_id
            and cells.table_seq = rows.table_seq
            and cells.lane = rows.lane
            and cells.row_seq = rows.row_seq
),

sizes as (
    select
        check_id,
        count(distinct name_key) as part_count,
        bool_and(is_marked) as is_marked
    from parts
    group by check_id
),

shared as (
    select
        parts.check_id,
        lists.document_id,
        lists.table_seq,
        lists.lane,
        lists.head_seq,
        count(distinct lists.name_key) as shared_count,
        bool_and(lists.head_key = parts.head_key and lists.head_key <> '') as is_same_head
    from parts
    inner join rows as lists
        on
            parts.document_id = lists.document_id
            and parts.name_key = lists.name_key
            and (
                lists.table_seq <> parts.table_seq and (lists.lane = parts.lane or '' in (lists.lane, parts.lane))
                or lists.lane = parts.lane and lists.head_seq <> parts.head_seq and lists.head_seq <> parts.row_seq
            )
    group by all
),

-- What stands below the same head, in whatever column.
present as (
    select distinct
        parts.check_id,
        rows.name_key
    from parts
    inner join rows using (document_id, table_seq, lane, head_seq)
),

alone as (
    select
        shared.check_id,
        shared.table_seq,
        shared.lane,
        shared.head_seq,
        parts.name_key
    from shared
    inner join parts on shared.check_id = parts.check_id
    anti join rows
        on
            shared.document_id = rows.document_id
            and shared.table_seq = rows.table_seq
            and shared.lane = rows.lane
            and shared.head_seq = rows.head_seq
            and parts.name_key = rows.name_key
),

lists as (
    select
        shared.check_id,
        rows.name_key,
        rows.subject_name,
        rows.table_title,
        rows.cell_id,
        count(distinct rows.name_key) over (
            partition by shared.check_id, shared.table_seq, shared.lane, shared.head_seq
        ) as more_count
    from shared
    inner join sizes on shared.check_id = sizes.check_id
    inner join rows
        on
            shared.document_id = rows.document_id
            and shared.table_seq = rows.table_seq
            and shared.lane = rows.lane
            and shared.head_seq = rows.head_seq
            and rows.amount > 0
            and (rows.is_marked or not sizes.is_marked)
    -- A name that was cut short is the same.
    anti join present
        on
            shared.check_id = present.check_id
            and (starts_with(rows.name_key, present.name_key) or starts_with(present.name_key, rows.name_key))
    -- So is one that is nearly the same (资源勘探电力信息等, 资源勘探信息等), where the other list doesn't print it.
    anti join alone
        on
            shared.check_id = alone.check_id
            and shared.table_seq = alone.table_seq
            and shared.lane = alone.lane
            and shared.head_seq = alone.head_seq
            and length(rows.name_key) >= 5
            and levenshtein(rows.name_key, alone.name_key) <= 6  -- bytes: two characters
    where (shared.shared_count >= {{ least_shared }} or shared.is_same_head) and 2 * shared.shared_count >= sizes.part_count
)

select
    check_id,
    min(cell_id) as candidate_fact_id,
    arg_min(subject_name, cell_id) as subject_name,
    arg_min(table_title, cell_id) as table_title
from lists
anti join {{ ref('missing_name') }} using (check_id)
where more_count = 1
group by check_id
having count(distinct name_key) = 1
