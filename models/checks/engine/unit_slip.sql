-- Tables whose unit is wrong, by what other tables of the document print. Four digits or more that two tables print alike for one
-- subject, one of them in 元 and one in 万元, are no two amounts: named is the table that most others contradict.
-- So is the one table in another unit than all others whose amounts can't be: less than 1万元 in 元 (a list of budgets has no such
-- total), or a hundred times all that the others print in 万元. One row per document with such a table.
with cells as (
    select
        *,
        coalesce(subject_code, name_key) as thing
    from {{ ref('int_amount_cell') }}
    where
        not is_rate and unit is not null and coalesce(subject_code, name_key) <> ''
        and length(trim(replace(amount_printed, '.', ''), '0-')) >= 4
),

pairs as (
    select
        cells.document_id,
        cells.table_seq,
        others.table_seq as other_seq,
        any_value(cells.table_title) as table_title,
        any_value(others.table_title) as other_title,
        any_value(cells.unit) as unit,
        any_value(others.unit) as other_unit,
        count(distinct cells.thing) filter (where cells.amount = others.amount) as alike_count,
        count(distinct cells.thing) filter (where cells.amount_in_yuan = others.amount_in_yuan) as same_count,
        arg_min(cells.subject_name, cells.cell_id) filter (where cells.amount = others.amount) as subject_name,
        min(cells.cell_id) filter (where cells.amount = others.amount) as cell_id,
        arg_min(others.cell_id, cells.cell_id) filter (where cells.amount = others.amount) as other_id
    from cells
    inner join cells as others
        on
            cells.document_id = others.document_id
            and cells.table_seq <> others.table_seq
            and cells.unit <> others.unit
            and cells.thing = others.thing
            and (cells.amount = others.amount or cells.amount_in_yuan = others.amount_in_yuan)
    group by all
),

contradicted as (
    select *
    from (
        select
            *,
            count(*) over (partition by document_id, table_seq) as other_count
        from pairs
        where alike_count > same_count
    ) as counted
    qualify row_number() over (partition by document_id order by other_count desc, table_seq desc, other_seq) = 1
),

sizes as (
    select
        *,
        count(*) over (partition by document_id) - 1 as other_count,
        count(*) over (partition by document_id, unit) as like_count,
        max(largest_yuan) filter (where unit = '元') over (partition by document_id) as most_in_yuan
    from (
        select
            document_id,
            table_seq,
            any_value(table_title) as table_title,
            max(unit) as unit,
            max_by(amount_printed, abs(amount_in_yuan)) as largest,
            max(abs(amount_in_yuan)) as largest_yuan,
            max_by(cell_id, abs(amount_in_yuan)) as cell_id
        from {{ ref('int_amount_cell') }}
        where not is_rate and unit in ('元', '万元')
        group by document_id, table_seq
        having count(distinct unit) = 1 and max(abs(amount)) > 0
    ) as tables
)

select
    document_id,
    table_seq,
    table_title,
    '《' || coalesce(table_title, '第' || table_seq || '表') || '》以' || unit || '列示，“' || subject_name || '”等 ' || alike_count || ' 个数与以' || other_unit
    || '列示的《' || coalesce(other_title, '第' || other_seq || '表') || '》完全相同' as words,
    [cell_id, other_id] as evidence
from contradicted

union all

select
    document_id,
    table_seq,
    table_title,
    '《' || coalesce(table_title, '第' || table_seq || '表') || '》以' || unit || '列示，最大的数是 ' || {{ separated('largest') }}
    || {{ behind('unit') }} || '，其他 ' || other_count || ' 张表以另一单位列示' as words,
    [cell_id] as evidence
from sizes
where
    like_count = 1 and other_count >= 3
    and case unit when '元' then largest_yuan < 10000 else largest_yuan > 100 * most_in_yuan end
    and document_id not in (select document_id from contradicted)
