-- PF-17: sources of money have a total: in every phase of a project form, and of a form that prints one elsewhere.
-- PF-17-2: where a form prints basic or project expenditure, it prints both.
-- PF-17-3: where (nearly) all other forms of the document print sources of money, so does this one; so does a phase with money where
-- all others of the form do, unless the whole project's money is a year's, whose sources are printed.
-- What the other forms of the document print and this one lacks is named as the missing row. Basis: 项目支出绩效目标（自评）表,
-- 部门整体支出绩效自评表.
with phases as (
    select
        *,
        has_total and not has_parts and totals[-1] > 0
        and count(*) over form > 1
        and count(*) filter (where has_parts) over form = count(*) over form - 1
        and (stage <> 'term' or count(*) over (partition by document_id, form_seq, totals[-1]) = 1) as is_alone
    from {{ ref('funding_stage') }}
    window form as (partition by document_id, form_seq)
),

worded as (
    {% for rule, held, finding, missing in [
        ('PF-17', 'has_total', "'印有资金来源，没有印资金总额'", 'lacking_total_id'),
        ('PF-17-3', 'has_parts', "'印有资金总额，没有印资金来源，' || case when is_alone then '本表其他阶段都印有' else '其他绩效表都印有' end", 'lacking_source_id')
    ] -%}
        select
            '{{ rule }}:' || stages.evidence[1] as check_id,
            '{{ rule }}' as rule_id,
            stages.document_id,
            {{ form_scope('stages') }} || coalesce(stages.phase_label, '') as scope,
            not stages.{{ held }} as is_broken,
            {{ finding }} as finding,
            null as stated,
            null as expected,
            stages.unit,
            null as skip_reason,
            stages.evidence,
            {{ provenance('stages') }},
            case when not stages.{{ held }} then stages.{{ missing }} end as missing_id
        from phases as stages
        {% if rule == 'PF-17' -%}
            where stages.has_sources
            qualify
                starts_with(stages.form_type, 'project')
                or bool_or(stages.has_total) over (partition by stages.document_id, stages.form_seq)
        {% else -%}
            where
                stages.has_total and starts_with(stages.form_type, 'project')
                and (stages.parts_count >= 3 and stages.parts_count >= 0.8 * (stages.stage_count - 1) or stages.is_alone)
        {% endif %}
        union all
    {% endfor %}
    select
        'PF-17-2:' || evidence[1] as check_id,
        'PF-17-2' as rule_id,
        document_id,
        {{ form_scope('stages') }} || coalesce(phase_label, '') as scope,
        not has_both as is_broken,
        '只印有' || case when list_contains(sources, 'basic') then '基本支出，没有印项目支出' else '项目支出，没有印基本支出' end
            as finding,
        null as stated,
        null as expected,
        unit,
        null as skip_reason,
        evidence,
        {{ provenance() }},
        null as missing_id
    from {{ ref('funding_stage') }} as stages
    where has_structure and starts_with(form_type, 'department')
)

select
    judged.*,
    case when judged.status = 'fail' and worded.missing_id is not null then 'missing_row' end as candidate_kind,
    case when judged.status = 'fail' then worded.missing_id end as candidate_fact_id
from ({{ findings_from('worded') }}) as judged
left join worded on judged.check_id = worded.check_id
