-- What the lists of a table lack: the rows that stand above, below or beside those that it prints. One row per side of a table whose
-- subjects owe it, or that lacks a row; ``words`` are null where nothing is missing, ``missing_id`` is the row of another table.
-- By codes: a 款 or 项 has its 类 and 款 above it, and what is printed by 类 and 款 is detailed to 项 (economic classification: to 款).
-- Only where the document prints codes down to that level, and the table other subjects of the level that lacks one; above it is what
-- stands so in the same list, which below an agency begins anew with a 类. A subject that another table of the disclosure lists is named
-- as the missing row. A level that this table prints nowhere is missed between two of its levels where the document prints it elsewhere
-- and one row would be all of it: a table that leaves out more prints 类 and 项 without 款.
-- Without codes the official list says which class economic items belong below (missing_head), and the document's other lists what
-- their rows do (missing_parent). By marks: where one side of a table has its （一） below 一、, so has the other (unheaded_number);
-- numbers skip none (skipped_number). By sums: 其中 is a part of a row that is printed above it (unheaded_part), agencies make up the total of
-- their list as its items do (lacking_unit), and 公务用车购置及运行 is more than the one of its two that is printed (vehicle_gap).
with cells as (
    select
        cells.document_id,
        scopes.scope_id,
        cells.table_seq,
        cells.lane as side,
        cells.row_seq,
        cells.subject_code,
        cells.subject_name,
        cells.subject_system,
        cells.cell_id,
        cells.table_title
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('document_scope') }} as scopes using (document_id)
),

lists as (
    select
        document_id,
        table_seq,
        side,
        row_seq,
        count(*) filter (where kind = 'unit' and next_length = 3) over (
            partition by document_id, table_seq, side order by row_seq rows between unbounded preceding and current row
        ) as list_seq
    from (
        select
            *,
            lead(length(subject_code)) over (partition by document_id, table_seq, side order by row_seq) as next_length
        from {{ ref('int_amount_row') }}
        where kind in ('unit', 'item')
    ) as listed
),

subjects as (
    select
        rows.document_id,
        rows.table_seq,
        rows.side,
        rows.row_seq,
        lists.list_seq,
        rows.subject_code,
        -- A row that has lost its name is called by its code.
        coalesce(nullif(rows.subject_name, ''), rows.subject_code) as subject_name,
        rows.subject_system,
        case when rows.subject_system like '%economic' then 5 else 7 end as finest,
        list(length(rows.subject_code)) over (partition by rows.document_id, rows.table_seq, rows.side) as lengths,
        list(length(rows.subject_code)) over system as printed_lengths,
        max(length(rows.subject_code)) over system as printed_length
    from {{ ref('int_amount_row') }} as rows
    inner join lists using (document_id, table_seq, side, row_seq)
    -- Revenue owes no detail.
    where rows.kind = 'item' and length(rows.subject_code) in (3, 5, 7) and rows.subject_system not in ('', 'revenue')
    window system as (partition by rows.document_id, rows.subject_system like '%economic')
),

gaps as (
    select
        subjects.document_id,
        subjects.table_seq,
        subjects.side,
        subjects.row_seq,
        subjects.subject_name,
        left(subjects.subject_code, length(subjects.subject_code) - 2) as missing_code,
        true as is_above
    from subjects
    anti join subjects as above
        on
            subjects.document_id = above.document_id
            and subjects.table_seq = above.table_seq
            and subjects.side = above.side
            and subjects.list_seq = above.list_seq
            and subjects.row_seq > above.row_seq
            and left(subjects.subject_code, length(subjects.subject_code) - 2) = above.subject_code
    where
        length(subjects.subject_code) > 3
        and (
            list_contains(subjects.lengths, length(subjects.subject_code) - 2)
            or len(list_distinct(subjects.lengths)) > 1 and list_contains(subjects.printed_lengths, length(subjects.subject_code) - 2)
        )
        and length(subjects.subject_code) <= subjects.finest
    qualify
        list_contains(subjects.lengths, length(subjects.subject_code) - 2)
        or count(distinct missing_code) over (partition by subjects.document_id, subjects.table_seq, subjects.side, length(missing_code)) = 1

    union all

    select
        subjects.document_id,
        subjects.table_seq,
        subjects.side,
        subjects.row_seq,
        subjects.subject_name,
        subjects.subject_code as missing_code,
        false as is_above
    from subjects
    anti join (
        select distinct
            parts.document_id,
            parts.table_seq,
            parts.side,
            left(parts.subject_code, unnest(range(1, length(parts.subject_code)))) as subject_code
        from subjects as parts
    ) as above using (document_id, table_seq, side, subject_code)
    -- 预备费 has none, nor has what issuing government debt costs, except the special one.
    where
        length(subjects.subject_code) < subjects.finest and subjects.printed_length >= subjects.finest
        and subjects.subject_code not in ('227', '23301', '23302', '23303')
),

-- Another table that lists the subject, or the one subject below it.
named as (
    select
        gaps.document_id,
        gaps.table_seq,
        gaps.side,
        gaps.row_seq,
        gaps.missing_code,
        min(cells.cell_id) as cell_id,
        arg_min(cells.subject_name, cells.cell_id) as listed_name,
        arg_min(cells.table_title, cells.cell_id) as listed_title
    from gaps
    inner join {{ ref('document_scope') }} as scopes on gaps.document_id = scopes.document_id
    inner join cells
        on
            scopes.scope_id = cells.scope_id
            and (gaps.document_id <> cells.document_id or gaps.table_seq <> cells.table_seq)
            and case
                when gaps.is_above then cells.subject_code = gaps.missing_code
                else length(cells.subject_code) = length(gaps.missing_code) + 2
                    and starts_with(cells.subject_code, gaps.missing_code)
            end
    group by all
    having count(distinct cells.subject_code) = 1
),

-- Rows that lack one and the same parent are one gap.
lacking as (
    select
        gaps.document_id,
        gaps.table_seq,
        gaps.side,
        gaps.is_above,
        case when gaps.is_above then gaps.missing_code else gaps.missing_code || ':' || gaps.row_seq end as gap_key,
        min(gaps.row_seq) as row_seq,
        list_distinct(list(gaps.row_seq)) as row_seqs,
        '“' || arg_min(gaps.subject_name, gaps.row_seq) || '”'
        || case when count(distinct gaps.row_seq) > 1 then '等 ' || count(distinct gaps.row_seq) || ' 行' else '' end
        || case when gaps.is_above then '没有印出上级科目 ' || any_value(gaps.missing_code) else '没有细列下级科目' end
        || coalesce('（疑缺一行“' || any_value(named.listed_name) || '”，《' || any_value(named.listed_title) || '》有此行）', '') as words,
        min(named.cell_id) as cell_id
    from gaps
    left join named using (document_id, table_seq, side, row_seq, missing_code)
    group by gaps.document_id, gaps.table_seq, gaps.side, gaps.is_above, gap_key

    union all

    select
        document_id,
        table_seq,
        side,
        true as is_above,
        head_key || ':' || run_seq as gap_key,
        row_seq,
        row_seqs,
        '“' || subject_name || '”' || case when len(row_seqs) > 1 then '等 ' || len(row_seqs) || ' 行' else '' end
        || '没有印出上级科目“' || head_key || '”' as words,
        cell_id
    from {{ ref('missing_head') }}

    union all

    select
        parents.document_id,
        parents.table_seq,
        parents.side,
        true as is_above,
        parents.head_key as gap_key,
        parents.row_seq,
        parents.row_seqs,
        '“' || parents.subject_name || '”' || case when len(parents.row_seqs) > 1 then '等 ' || len(parents.row_seqs) || ' 行' else '' end
        || '没有印出上级科目“' || parents.head_key || '”'
        || coalesce('（《' || parents.listed_title || '》有此行）', '') as words,
        parents.cell_id
    from {{ ref('missing_parent') }} as parents
    anti join {{ ref('missing_head') }} using (document_id, table_seq, side, head_key)
),

unheaded as (
    select
        document_id,
        table_seq,
        side,
        true as is_above,
        'numbered' as gap_key,
        row_seq,
        row_seqs,
        '“' || subject_name || '”' || case when len(row_seqs) > 1 then '等 ' || len(row_seqs) || ' 行' else '' end
        || '没有印出上级“一、”的行，另一侧印有' as words,
        cast(null as varchar) as cell_id
    from {{ ref('unheaded_number') }}
),

unnumbered as (
    select
        document_id,
        table_seq,
        side,
        true as is_above,
        'number' as gap_key,
        row_seq,
        [row_seq] as row_seqs,
        '“' || subject_name || '”之前没有印出编号为“' || missing_number || '”的行'
        || coalesce('（疑缺一行“' || listed_name || '”，《' || listed_title || '》有此行）', '') as words,
        cell_id
    from {{ ref('skipped_number') }}
),

every as (
    select * from lacking
    union all
    select * from unheaded
    union all
    select
        document_id,
        table_seq,
        side,
        true as is_above,
        gap_key,
        row_seq,
        [row_seq] as row_seqs,
        words,
        cast(null as varchar) as cell_id
    from (
        select
            *,
            'part' as gap_key,
            '“' || subject_name || '”没有印出它所属的上级科目' as words
        from {{ ref('unheaded_part') }}
        union all by name
        select
            *,
            'unit' as gap_key,
            '合计比所列各单位之和多 ' || {{ figure('gap') }} || {{ behind('unit') }} || '，疑缺一个单位的行' as words
        from {{ ref('lacking_unit') }}
        union all by name
        select
            *,
            'vehicle' as gap_key,
            '“' || subject_name || '”少于其上级，没有印出“公务用车' || other_name || '”的金额' as words
        from {{ ref('vehicle_gap') }}
    ) as lost
    union all
    select * from unnumbered
)

select
    document_id,
    table_seq,
    side,
    string_agg(words, '；' order by row_seq, is_above) as words,
    arg_min(cell_id, row_seq) as missing_id,
    list_distinct(flatten(list(row_seqs) filter (where words is not null))) as row_seqs
from (
    select * from every
    union all by name
    select distinct
        document_id,
        table_seq,
        side
    from subjects
) as listed
group by all
