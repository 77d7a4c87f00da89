-- Tables whose unit is wrong, by what other tables of the document print. Four digits or more that two tables print alike for one
-- subject, one of them in 元 and one in 万元, are no two amounts; nor are three subjects or more that two such tables print within
-- thirty times of each other as digits, all of them, and so thousands of times apart as money. Named is the table that most others
-- contradict, of two the one in the rarer unit.
-- So is the one table in another unit than all others whose amounts can't be: less than 1万元 in 元 (a list of budgets has no such
-- total), or a hundred times all that the others print in 元. And the table of which the text states two amounts of four digits or more in
-- another unit, each 10,000 times as large or as small, and none as printed. One row per document with such a table.
{% set alike_digits = 30 %}
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

-- The largest amount of a subject in each table, whatever its digits.
largest as (
    select
        document_id,
        table_seq,
        coalesce(subject_code, name_key) as thing,
        any_value(unit) as unit,
        max(abs(amount)) as amount,
        max(abs(amount_in_yuan)) as amount_in_yuan,
        max_by(cell_id, abs(amount)) as cell_id,
        any_value(subject_name) as subject_name,
        any_value(table_title) as table_title
    from {{ ref('int_amount_cell') }}
    where not is_rate and {{ unit_factor('unit') }} is not null and coalesce(subject_code, name_key) <> '' and amount <> 0
    group by all
),

magnitudes as (
    select
        one.document_id,
        one.table_seq,
        other.table_seq as other_seq,
        any_value(one.table_title) as table_title,
        any_value(other.table_title) as other_title,
        any_value(one.unit) as unit,
        any_value(other.unit) as other_unit,
        count(*) as alike_count,
        0 as same_count,
        max_by(one.subject_name, one.amount) as subject_name,
        max_by(one.cell_id, one.amount) as cell_id,
        max_by(other.cell_id, one.amount) as other_id
    from largest as one
    inner join largest as other
        on
            one.document_id = other.document_id
            and one.table_seq <> other.table_seq
            and one.unit <> other.unit
            and one.thing = other.thing
    group by one.document_id, one.table_seq, other.table_seq
    having count(*) >= 3 and bool_and(one.amount < {{ alike_digits }} * other.amount and other.amount < {{ alike_digits }} * one.amount)
),

units as (
    select
        document_id,
        unit,
        count(distinct table_seq) as table_count
    from largest
    group by all
),

contradicted as (
    select
        counted.*,
        units.table_count
    from (
        select
            *,
            count(distinct other_seq) over (partition by document_id, table_seq) as other_count
        from (
            select
                *,
                '完全相同' as alike_words
            from pairs
            where alike_count > same_count
            union all
            select
                *,
                '大小相近' as alike_words
            from magnitudes
        ) as both_ways
    ) as counted
    inner join units using (document_id, unit)
    qualify
        row_number() over (
            partition by document_id order by other_count desc, table_count, table_seq desc, alike_words, other_seq
        ) = 1
),

-- What the text states of a table's amounts, in place and displaced by the other unit.
stated as (
    select
        cells.document_id,
        cells.table_seq,
        any_value(cells.table_title) as table_title,
        any_value(cells.unit) as unit,
        count(distinct cells.amount) filter (where statements.amount_yuan = cells.amount_in_yuan) as same_count,
        count(distinct cells.amount) filter (where statements.amount_yuan <> cells.amount_in_yuan) as displaced_count,
        arg_min(cells.amount_printed, cells.cell_id) filter (where statements.amount_yuan <> cells.amount_in_yuan) as amount_printed,
        arg_min(statements.amount_printed || statements.unit, cells.cell_id) filter (
            where statements.amount_yuan <> cells.amount_in_yuan
        ) as stated_printed,
        min(cells.cell_id) filter (where statements.amount_yuan <> cells.amount_in_yuan) as cell_id,
        arg_min(statements.stated_amount_id, cells.cell_id) filter (
            where statements.amount_yuan <> cells.amount_in_yuan
        ) as stated_amount_id
    from (
        select
            *,
            unnest([cast(amount_in_yuan as double), cast(amount_in_yuan * 10000 as double), amount_in_yuan / 10000]) as stated_yuan
        from cells
    ) as cells
    inner join {{ ref('int_statement') }} as statements
        on cells.document_id = statements.document_id and cells.stated_yuan = cast(statements.amount_yuan as double)
    group by cells.document_id, cells.table_seq
    having count(distinct cells.unit) = 1
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
),

found as (
    select
        1 as seniority,
        document_id,
        table_seq,
        table_title,
        '《' || coalesce(table_title, '第' || table_seq || '表') || '》以' || unit || '列示，“' || subject_name || '”等 ' || alike_count || ' 个数与以' || other_unit
        || '列示的《' || coalesce(other_title, '第' || other_seq || '表') || '》' || alike_words as words,
        [cell_id, other_id] as evidence
    from contradicted

    union all

    select
        2 as seniority,
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

    union all

    select
        3 as seniority,
        document_id,
        table_seq,
        table_title,
        '《' || coalesce(table_title, '第' || table_seq || '表') || '》以' || unit || '列示，其中 ' || {{ separated('amount_printed') }} || {{ behind('unit') }}
        || '等 ' || displaced_count || ' 个数，文字说明写作 ' || stated_printed || '等' as words,
        [cell_id, stated_amount_id] as evidence
    from stated
    where
        displaced_count >= 2 and same_count = 0
    qualify row_number() over (partition by document_id order by displaced_count desc, table_seq desc) = 1
)

select * exclude (seniority)
from found
qualify row_number() over (partition by document_id order by seniority) = 1
