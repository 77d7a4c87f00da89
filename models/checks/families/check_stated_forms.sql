-- BX-14, BX-14-2: number and money of the projects whose targets the text says are set or published = the project
-- forms of the same disclosure and their money of the year.
-- BX-14-4: that money <= project expenditure of the 支出总表; equal where the text says 100 %.
-- BX-15-2: money that the text says is arranged for a project this year (年度预算安排) = that of its form: one of the
-- disclosure's forms, each taken once. What is left over is held against the nearest form that is left over.
-- PF-16: money of the whole-department form = what the text says of it.
with statements as (
    select
        statements.*,
        documents.disclosure_id,
        regexp_matches(statements.subject_key, '绩效目标') and regexp_matches(statements.subject_key, '项目')
        and not regexp_matches(statements.subject_key, '类项目|整体') as is_project_target
    from {{ ref('int_statement') }} as statements
    inner join {{ ref('int_document') }} as documents using (document_id)
),

forms as (
    select
        documents.disclosure_id,
        count(distinct evaluations.evaluation_id) filter (where evaluations.form_type = 'project_target') as form_count,
        sum(funding.amount_yuan) filter (where evaluations.form_type = 'project_target') as form_yuan,
        list_sort(
            list(distinct evaluations.evaluation_id) filter (where evaluations.form_type = 'project_target')
        ) as form_ids
    from {{ ref('int_evaluation') }} as evaluations
    inner join {{ ref('int_document') }} as documents using (document_id)
    left join {{ ref('int_funding') }} as funding
        on
            evaluations.document_id = funding.document_id
            and evaluations.form_seq = funding.form_seq
            and funding.source = 'total'
            and funding.phase = 'annual'
    group by documents.disclosure_id
),

projects as (
    select
        documents.disclosure_id,
        lines.amount_yuan,
        lines.step_yuan,
        lines.budget_line_id,
        lines.table_title
    from {{ ref('int_budget_line') }} as lines
    inner join {{ ref('int_document') }} as documents using (document_id)
    where
        lines.is_amount and lines.table_type = 'expenditure_summary' and lines.measure = 'project'
        -- A final account prints what was spent, not what was planned.
        and documents.disclosure_type in ('unit_budget', 'department_budget')
        and lines.row_role in ('total', 'subtotal')
    qualify row_number() over (partition by documents.disclosure_id order by lines.amount_yuan desc) = 1
),

department_forms as (
    select
        documents.disclosure_id,
        funding.source,
        min(funding.amount_yuan) as amount_yuan,
        count(distinct funding.amount_yuan) as amount_count,
        min(funding.funding_id) as funding_id
    from {{ ref('int_funding') }} as funding
    inner join {{ ref('int_evaluation') }} as evaluations using (document_id, form_seq)
    inner join {{ ref('int_document') }} as documents using (document_id)
    where
        evaluations.form_type = 'department_target'
        and funding.phase = 'annual'
        and funding.source in ('total', 'basic', 'project')
    group by all
),

about_whole as (
    select distinct
        document_id,
        sentence_seq
    from statements
    where regexp_matches(subject_key, '整体.*绩效目标.*资金')
),

whole as (
    select
        statements.*,
        case
            when statements.subject_key = '基本支出' then 'basic'
            when statements.subject_key = '项目支出' then 'project'
            else 'total'
        end as source
    from statements
    inner join about_whole using (document_id, sentence_seq)
    where
        statements.is_money
        and (
            statements.subject_key in ('基本支出', '项目支出')
            or regexp_matches(statements.subject_key, '整体.*绩效目标.*资金')
        )
),

arranged as (
    select
        *,
        row_number() over (partition by disclosure_id, amount_yuan order by position) as repeat_seq
    from statements
    where is_money and regexp_matches(subject_key, '^(项目)?年度预算内?安排(资金|经费)?$')
),

project_money as (
    select
        documents.disclosure_id,
        funding.amount_yuan,
        funding.funding_id,
        evaluations.form_seq,
        evaluations.subject_name,
        row_number() over (
            partition by documents.disclosure_id, funding.amount_yuan order by funding.funding_id
        ) as repeat_seq
    from {{ ref('int_funding') }} as funding
    inner join {{ ref('int_evaluation') }} as evaluations using (document_id, form_seq)
    inner join {{ ref('int_document') }} as documents using (document_id)
    where
        evaluations.form_type = 'project_target' and funding.phase = 'annual' and funding.source = 'total'
        and funding.amount_yuan is not null
),

left_over as (
    select project_money.*
    from project_money
    anti join arranged
        on
            project_money.disclosure_id = arranged.disclosure_id
            and project_money.amount_yuan = arranged.amount_yuan
            and project_money.repeat_seq = arranged.repeat_seq
),

arranged_forms as (
    select
        arranged.*,
        coalesce(same.funding_id, others.funding_id) as funding_id,
        coalesce(same.amount_yuan, others.amount_yuan) as form_yuan,
        coalesce(same.form_seq, others.form_seq) as other_form_seq,
        coalesce(same.subject_name, others.subject_name) as form_name
    from arranged
    left join project_money as same
        on
            arranged.disclosure_id = same.disclosure_id
            and arranged.amount_yuan = same.amount_yuan
            and arranged.repeat_seq = same.repeat_seq
    left join left_over as others on same.funding_id is null and arranged.disclosure_id = others.disclosure_id
    qualify row_number() over (
        partition by arranged.stated_amount_id order by abs(arranged.amount_yuan - others.amount_yuan), others.funding_id
    ) = 1
),

raw as (
    select
        'BX-15-2:' || stated_amount_id as check_id,
        'BX-15-2' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        amount as stated,
        amount_printed as stated_printed,
        form_yuan / {{ unit_factor('unit') }} as expected,
        step / 2 - 0.005 / {{ unit_factor('unit') }} as tolerance,
        step as rounding_limit,
        unit,
        case
            when funding_id is null then 'no_target_form'
            when abs(amount_yuan - form_yuan) > 0.5 * greatest(amount_yuan, form_yuan)
                then 'no_like_target_form'
        end as skip_reason,
        '文字所列' as stated_label,
        '绩效表' || other_form_seq || '《' || form_name || '》年度资金 ' || {{ told("form_yuan / " ~ unit_factor('unit')) }}
            as parts_text,
        [stated_amount_id, funding_id] as evidence,
        {{ provenance() }}
    from arranged_forms

    union all

    select
        'BX-14-4:' || statements.stated_amount_id || ':share' as check_id,
        'BX-14-4' as rule_id,
        statements.document_id,
        coalesce(statements.section, '文字说明') || '“' || statements.subject_name || '”占比' as scope,
        statements.share_pct as stated,
        null as stated_printed,
        cast(round(100 * statements.amount_yuan / projects.amount_yuan, 4) as decimal(28, 6)) as expected,
        0.01 as tolerance,
        0.01 as rounding_limit,
        '%' as unit,
        case
            when statements.amount_yuan > projects.amount_yuan then 'targets_exceed_projects'
        end as skip_reason,
        '占' || statements.share_of as stated_label,
        {{ separated('statements.amount_printed') }} || ' ÷《' || coalesce(projects.table_title, '') || '》项目支出 '
        || {{ told("projects.amount_yuan / " ~ unit_factor('statements.unit')) }} || ' ＝ '
        || {{ figure('round(100 * statements.amount_yuan / projects.amount_yuan, 2)') }} || '%' as parts_text,
        [statements.stated_amount_id, projects.budget_line_id] as evidence,
        {{ provenance('statements') }}
    from statements
    inner join projects on statements.disclosure_id = projects.disclosure_id and projects.amount_yuan > 0
    where
        statements.is_project_target and statements.is_money and statements.share_pct <> 100
        and regexp_matches(coalesce(statements.share_of, ''), '项目支出$')

    union all

    select
        'BX-14:' || statements.stated_amount_id as check_id,
        'BX-14' as rule_id,
        statements.document_id,
        coalesce(statements.section, '文字说明') || '“' || statements.subject_name || '”' as scope,
        statements.amount as stated,
        statements.amount_printed as stated_printed,
        forms.form_count as expected,
        0 as tolerance,
        0 as rounding_limit,
        statements.unit,
        case when coalesce(forms.form_count, 0) = 0 then 'no_target_form' end as skip_reason,
        '文字所列' as stated_label,
        '所附项目绩效目标表 ' || forms.form_count || ' 张' as parts_text,
        list_prepend(statements.stated_amount_id, coalesce(forms.form_ids, [])) as evidence,
        {{ provenance('statements') }}
    from statements
    left join forms using (disclosure_id)
    where statements.is_project_target and statements.unit = '个'

    union all

    select
        'BX-14-2:' || statements.stated_amount_id as check_id,
        'BX-14-2' as rule_id,
        statements.document_id,
        coalesce(statements.section, '文字说明') || '“' || statements.subject_name || '”' as scope,
        statements.amount as stated,
        statements.amount_printed as stated_printed,
        forms.form_yuan / {{ unit_factor('statements.unit') }} as expected,
        statements.step / 2 as tolerance,
        statements.step as rounding_limit,
        statements.unit,
        case
            when coalesce(forms.form_count, 0) = 0 then 'no_target_form'
            when forms.form_yuan is null then 'no_target_money'
        end as skip_reason,
        '文字所列' as stated_label,
        '所附 ' || forms.form_count || ' 张项目绩效目标表的年度资金之和 '
        || {{ told("forms.form_yuan / " ~ unit_factor('statements.unit')) }} as parts_text,
        list_prepend(statements.stated_amount_id, coalesce(forms.form_ids, [])) as evidence,
        {{ provenance('statements') }}
    from statements
    left join forms using (disclosure_id)
    where statements.is_project_target and statements.is_money

    union all

    select
        'BX-14-4:' || statements.stated_amount_id as check_id,
        'BX-14-4' as rule_id,
        statements.document_id,
        coalesce(statements.section, '文字说明') || '“' || statements.subject_name || '”' as scope,
        statements.amount as stated,
        statements.amount_printed as stated_printed,
        case
            when statements.share_pct = 100 then projects.amount_yuan / {{ unit_factor('statements.unit') }}
            else least(statements.amount, projects.amount_yuan / {{ unit_factor('statements.unit') }})
        end as expected,
        greatest(statements.step, projects.step_yuan / {{ unit_factor('statements.unit') }}) / 2 as tolerance,
        greatest(statements.step, projects.step_yuan / {{ unit_factor('statements.unit') }}) as rounding_limit,
        statements.unit,
        case when projects.disclosure_id is null then 'no_project_expenditure' end as skip_reason,
        case when statements.share_pct = 100 then '称占100%的绩效目标金额' else '绩效目标金额' end as stated_label,
        '《' || coalesce(projects.table_title, '') || '》项目支出 '
        || {{ told("projects.amount_yuan / " ~ unit_factor('statements.unit')) }} as parts_text,
        [statements.stated_amount_id, projects.budget_line_id] as evidence,
        {{ provenance('statements') }}
    from statements
    left join projects using (disclosure_id)
    where statements.is_project_target and statements.is_money and statements.amount > 0

    union all

    select
        'PF-16:' || whole.stated_amount_id as check_id,
        'PF-16' as rule_id,
        whole.document_id,
        coalesce(whole.section, '文字说明') || '“' || whole.subject_name || '”' as scope,
        whole.amount as stated,
        whole.amount_printed as stated_printed,
        department_forms.amount_yuan / {{ unit_factor('whole.unit') }} as expected,
        0 as tolerance,
        whole.step as rounding_limit,
        whole.unit,
        case when department_forms.amount_count > 1 then 'several_totals' end as skip_reason,
        '文字所列' as stated_label,
        '整体支出绩效目标申报表 ' || {{ told("department_forms.amount_yuan / " ~ unit_factor('whole.unit')) }} as parts_text,
        [whole.stated_amount_id, department_forms.funding_id] as evidence,
        {{ provenance('whole') }}
    from whole
    inner join department_forms using (disclosure_id, source)
)

{{ checks_from('raw', printed='judged.stated_printed') }}
