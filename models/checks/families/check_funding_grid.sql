-- PF-04-5: money by task of a form: in every column (总额, 财政拨款, 其他资金) 合计 = the sum of the tasks.
-- PF-04-6: in every row of it 总额 = the sum of the sources.
-- Taken for this form's relation where it holds in a column (in most rows), or where what the columns lack is itself a row.
-- Basis: 部门整体支出绩效目标表 (年度主要任务、预算金额).
with cells as (
    select *
    from {{ ref('funding_grid') }}
),

{% for name, own, head, others in [
    ('columns', 'phase_label', 'is_total_row', 'source_label'), ('rows', 'source_label', 'is_whole', 'phase_label')
] -%}
    {{ name }} as (
        select
            document_id,
            form_seq,
            {{ own }},
            bool_or(is_whole) as is_whole,
            any_value(cells) filter (where {{ head }}) as head,
            count(*) filter (where {{ head }}) as total_count,
            sum(amount) filter (where not {{ head }}) as expected,
            count(*) filter (where not {{ head }}) as part_count,
            count(*) filter (where not {{ head }} and amount <> 0) as told_count,
            count(distinct unit) as unit_count,
            min(step) as step,
            string_agg({{ others }} || ' ' || {{ separated('amount_printed') }}, ' + ' order by source_line, funding_id)
                filter (where not {{ head }}) as parts_text,
            list(funding_id order by source_line, funding_id) filter (where not {{ head }}) as part_ids
        from cells
        group by document_id, form_seq, {{ own }}
        having total_count > 0 and part_count > 0
    ),

{% endfor %}
weighed_columns as (
    select
        *,
        head.amount - expected as gap,
        {{ sum_tolerance('head.unit', 'part_count', 'step') }} as tolerance,
        bool_or(told_count > 1 and abs(head.amount - expected) <= {{ rounding_envelope('part_count', 'step') }}) over form
        or abs(
            coalesce(sum(head.amount - expected) filter (where is_whole) over form, 0)
            - coalesce(sum(head.amount - expected) filter (where not is_whole) over form, 0)
        ) <= {{ rounding_envelope('part_count', 'step') }} as is_adopted
    from columns
    window form as (partition by document_id, form_seq)
),

weighed_rows as (
    select
        *,
        {{ sum_tolerance('head.unit', 'part_count', 'step') }} as tolerance,
        count(*) filter (where abs(head.amount - expected) <= {{ rounding_envelope('part_count', 'step') }}) over form
        >= greatest(2, 2 * count(*) filter (where abs(head.amount - expected) > {{ rounding_envelope('part_count', 'step') }}) over form)
            as is_adopted
    from rows
    window form as (partition by document_id, form_seq)
),

raw as (
    {% for rule, table, place, words in [
        ('PF-04-5', 'weighed_columns', 'phase_label', 'head.source_label'), ('PF-04-6', 'weighed_rows', 'source_label', 'head.phase_label')
    ] -%}
    select
        '{{ rule }}:' || judged.head.funding_id as check_id,
        '{{ rule }}' as rule_id,
        judged.document_id,
        {{ form_scope('forms') }} || '“' || judged.{{ place }} || '”' as scope,
        judged.head.amount as stated,
        judged.head.amount_printed as stated_printed,
        judged.expected,
        judged.tolerance,
        {{ rounding_envelope('judged.part_count', 'judged.step') }} as rounding_limit,
        judged.head.unit as unit,
        case
            when judged.total_count > 1 then 'several_totals'
            when judged.unit_count > 1 then 'units_differ'
            when not judged.is_adopted then 'relation_not_adopted'
        end as skip_reason,
        judged.{{ words }} as stated_label,
        case when judged.part_count > 8 then judged.part_count || ' 项之和 ' || {{ figure('judged.expected') }} else judged.parts_text end as parts_text,
        list_prepend(judged.head.funding_id, judged.part_ids) as evidence,
        judged.head.source_page as source_page,
        judged.head.source_line as source_line,
        judged.head.source_line_end as source_line_end,
        judged.head.source_text as source_text
    from {{ table }} as judged
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

{{ checks_from('raw', printed='judged.stated_printed') }}
