-- PF-15: an indicator of a whole-department form and that of the project form of the same thing don't exclude each
-- other: the project's name (or indicator) contains what the indicator counts, and the intervals of the two meet.
with indicators as (
    select
        indicators.*,
        forms.form_type,
        forms.subject_name,
        documents.disclosure_id,
        regexp_replace(
            regexp_replace(indicators.level3, '(人数|户数|数量|次数|(补助|补贴)?标准)$', ''), '[、，,\s“”"]', '', 'g'
        ) as thing,
        regexp_replace(concat_ws(' ', forms.subject_name), '[、，,\s“”"]', '', 'g') as project_key,
        regexp_replace(indicators.target_unit, '[/／]年$', '') as unit_key,
        case when indicators.target_operator in ('<=', '<') then null else indicators.target_value end as lower_bound,
        case when indicators.target_operator in ('>=', '>') then null else indicators.target_value end as upper_bound
    from {{ ref('stg_indicators') }} as indicators
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    inner join {{ ref('int_document') }} as documents using (document_id)
    where
        coalesce(indicators.phase, '') <> 'term'
        and indicators.target_value is not null
        and forms.form_type like '%target'
        and indicators.level2 in ('数量指标', '成本指标', '经济成本指标')
        and indicators.target_unit <> '%'
),

projects as (
    select
        *,
        count(*) over (partition by document_id, form_seq, unit_key) as same_unit_count
    from indicators
    where form_type = 'project_target'
),

matched as (
    select
        department.*,
        projects.subject_name as project_name,
        projects.form_seq as project_form_seq,
        projects.target_printed as project_printed,
        projects.target_value as project_value,
        projects.indicator_id as project_indicator_id,
        coalesce(department.lower_bound > projects.upper_bound, false)
        or coalesce(department.upper_bound < projects.lower_bound, false) as is_broken
    from indicators as department
    inner join projects
        on
            department.disclosure_id = projects.disclosure_id
            and department.unit_key = projects.unit_key
            and length(department.thing) >= 5
            and (
                department.level3 = projects.level3
                or (contains(projects.project_key, department.thing) and projects.same_unit_count = 1)
            )
    where department.form_type = 'department_target'
),

raw as (
    select
        'PF-15:' || matched.indicator_id || ':' || matched.project_indicator_id as check_id,
        'PF-15' as rule_id,
        matched.document_id,
        {{ form_scope('matched') }} || '指标“' || matched.level3 || '”' as scope,
        matched.is_broken,
        '指标值 ' || matched.target_printed || ' 与绩效表' || matched.project_form_seq || '《' || matched.project_name
        || '》的 ' || matched.project_printed || ' 矛盾，相差 '
        || {{ figure('abs(matched.target_value - matched.project_value)') }} || matched.target_unit as finding,
        matched.target_value as stated,
        matched.project_value as expected,
        matched.target_unit as unit,
        null as skip_reason,
        [matched.indicator_id, matched.project_indicator_id] as evidence,
        {{ provenance('matched') }}
    from matched
)

{{ findings_from('raw') }}
