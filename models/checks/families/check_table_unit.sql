-- SC-09: the tables of a document print one figure of one subject in one unit. Four digits or more that two tables print alike for one
-- subject, one of them in 元 and one in 万元, are no two amounts: one unit is wrong. Named is the table that most others contradict.
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

raw as (
    select
        'SC-09:' || cells.document_id as check_id,
        'SC-09' as rule_id,
        cells.document_id,
        '表的单位' as scope,
        contradicted.cell_id is not null as is_broken,
        '《' || contradicted.table_title || '》以' || contradicted.unit || '列示，“' || contradicted.subject_name || '”等 '
        || contradicted.alike_count || ' 个数与以' || contradicted.other_unit || '列示的《' || contradicted.other_title
        || '》完全相同' as finding,
        cast(null as decimal(28, 6)) as stated,
        cast(null as decimal(28, 6)) as expected,
        cast(null as varchar) as unit,
        cast(null as varchar) as skip_reason,
        case when contradicted.cell_id is null then [] else [contradicted.cell_id, contradicted.other_id] end as evidence,
        {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
        any_value(cells.{{ column }}) filter (where cells.cell_id = contradicted.cell_id) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from cells
    left join contradicted on cells.document_id = contradicted.document_id
    group by all
)

{{ findings_from('raw') }}
