-- PF-12: a project's self-evaluation has the indicators of its target form, with the same target values; one row per
-- indicator of either form. PF-12-2: its initial budget = the target form's money of the year (XY-04).
-- Forms belong together by agency, year and name of the project (int_evaluation.project_id).
with forms as (
    select
        targets.project_id,
        targets.document_id as target_document_id,
        targets.form_seq as target_form_seq,
        evaluations.document_id,
        evaluations.form_seq,
        evaluations.subject_name,
        evaluations.evaluation_id,
        targets.evaluation_id as target_evaluation_id,
        {{ provenance('evaluations') }}
    from {{ ref('int_evaluation') }} as targets
    inner join {{ ref('int_evaluation') }} as evaluations
        on
            targets.project_id = evaluations.project_id
            and targets.form_type = 'project_target'
            and evaluations.form_type = 'project_self_evaluation'
),

indicators as (
    select
        *,
        regexp_replace(coalesce(level3, level2, ''), '[\s、，,“”"]', '', 'g') as thing
    from {{ ref('stg_indicators') }}
    where coalesce(phase, '') <> 'term'
    qualify row_number() over (partition by document_id, form_seq, thing order by indicator_seq) = 1
),

aimed as (
    select
        forms.evaluation_id,
        indicators.*
    from forms
    inner join indicators
        on forms.target_document_id = indicators.document_id and forms.target_form_seq = indicators.form_seq
),

reported as (
    select
        forms.evaluation_id,
        indicators.*
    from forms
    inner join indicators on forms.document_id = indicators.document_id and forms.form_seq = indicators.form_seq
),

compared as (
    select
        coalesce(aimed.evaluation_id, reported.evaluation_id) as evaluation_id,
        coalesce(aimed.level3, reported.level3) as level3,
        aimed.target_printed as aimed_printed,
        reported.target_printed as reported_printed,
        aimed.target_value as aimed_value,
        reported.target_value as reported_value,
        aimed.indicator_id as aimed_id,
        reported.indicator_id as reported_id,
        case
            when aimed.indicator_id is null then 'added'
            when reported.indicator_id is null then 'dropped'
            when (aimed.target_value is distinct from reported.target_value) then 'changed'
            when (aimed.target_operator is distinct from reported.target_operator) then 'changed'
            when aimed.target_value is null and (aimed.target_printed is distinct from reported.target_printed) then 'changed'
        end as difference_kind
    from aimed
    full outer join reported on aimed.evaluation_id = reported.evaluation_id and aimed.thing = reported.thing
),

money as (
    select
        forms.*,
        initial.amount_yuan as initial_yuan,
        annual.amount_yuan as annual_yuan,
        initial.funding_id as initial_id,
        annual.funding_id as annual_id,
        {{ unit_factor('initial.unit') }} * {{ printed_step('initial.amount_printed') }} as step_yuan
    from forms
    inner join {{ ref('int_funding') }} as initial
        on
            forms.document_id = initial.document_id
            and forms.form_seq = initial.form_seq
            and initial.source = 'total'
            and initial.phase = 'initial_budget'
    inner join {{ ref('int_funding') }} as annual
        on
            forms.target_document_id = annual.document_id
            and forms.target_form_seq = annual.form_seq
            and annual.source = 'total'
            and annual.phase = 'annual'
),

raw as (
    select
        'PF-12:' || forms.evaluation_id || ':' || coalesce(compared.reported_id, compared.aimed_id) as check_id,
        'PF-12' as rule_id,
        forms.document_id,
        {{ form_scope() }} || '指标“' || coalesce(compared.level3, '') || '”' as scope,
        compared.difference_kind is not null as is_broken,
        case compared.difference_kind
            when 'added' then '绩效目标表没有这项指标，自评表指标值为 ' || coalesce(compared.reported_printed, '空')
            when 'dropped' then '绩效目标表的指标值 ' || coalesce(compared.aimed_printed, '空') || ' 没有自评'
            else '自评表指标值 ' || coalesce(compared.reported_printed, '空') || ' ≠ 绩效目标表 '
                || coalesce(compared.aimed_printed, '空')
        end as finding,
        compared.reported_value as stated,
        compared.aimed_value as expected,
        null as unit,
        null as skip_reason,
        [compared.reported_id, compared.aimed_id] as evidence,
        {{ provenance('forms') }}
    from compared
    inner join forms using (evaluation_id)

    union all

    select
        'PF-12-2:' || initial_id as check_id,
        'PF-12-2' as rule_id,
        document_id,
        {{ form_scope('money') }} as scope,
        abs(initial_yuan - annual_yuan) > step_yuan / 2 as is_broken,
        '年初预算数 ' || {{ figure('initial_yuan') }} || ' 元 ≠ 绩效目标表年度资金 ' || {{ figure('annual_yuan') }} || ' 元'
        || {{ apart('initial_yuan', 'annual_yuan', "'元'") }} as finding,
        initial_yuan as stated,
        annual_yuan as expected,
        '元' as unit,
        null as skip_reason,
        [initial_id, annual_id] as evidence,
        {{ provenance() }}
    from money
)

{{ findings_from('raw') }}
