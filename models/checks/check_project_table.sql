-- BX-15: money of the year of a project form = the project's row in the 项目支出表 of this year's budget. A project
-- that has several rows or forms of one name is compared as a set: every form's amount is among the rows' amounts.
with forms as (
    select
        evaluations.*,
        documents.disclosure_id,
        regexp_replace(
            translate(evaluations.subject_name, '（）', '()'), '[\s、，,“”"《》()]', '', 'g'
        ) as project_key,
        funding.amount_yuan,
        funding.funding_id,
        funding.unit
    from {{ ref('int_evaluation') }} as evaluations
    inner join {{ ref('int_document') }} as documents using (document_id)
    inner join {{ ref('int_funding') }} as funding
        on
            evaluations.document_id = funding.document_id
            and evaluations.form_seq = funding.form_seq
            and funding.source = 'total'
            and funding.phase = 'annual'
            and funding.amount_yuan is not null
    where evaluations.form_type = 'project_target'
),

projects as (
    select
        documents.disclosure_id,
        regexp_replace(
            translate(lines.subject_name, '（）', '()'), '[\s、，,“”"《》()]', '', 'g'
        ) as project_key,
        list(lines.amount_yuan order by lines.budget_line_id) as amounts,
        max({{ unit_factor('lines.unit') }} * {{ printed_step('lines.amount_printed') }}) as step_yuan,
        list(lines.budget_line_id order by lines.budget_line_id) as line_ids,
        min(lines.table_title) as table_title
    from {{ ref('int_budget_line') }} as lines
    inner join {{ ref('int_document') }} as documents using (document_id)
    inner join {{ ref('stg_tables') }} as tables using (document_id, table_seq)
    where
        lines.is_amount
        and lines.table_type = 'project_expenditure'
        and lines.measure = 'total'
        and lines.row_role = 'item'
        and not regexp_matches(coalesce(tables.scope, ''), '结转')
    group by all
),

nearest as (
    select
        forms.*,
        projects.line_ids,
        projects.step_yuan,
        projects.table_title,
        list_sort(list_transform(projects.amounts, x -> {'gap': abs(x - forms.amount_yuan), 'amount': x}))[1].amount
            as row_yuan
    from forms
    inner join projects
        on forms.disclosure_id = projects.disclosure_id and forms.project_key = projects.project_key
),

raw as (
    select
        'BX-15:' || nearest.funding_id as check_id,
        'BX-15' as rule_id,
        nearest.document_id,
        {{ form_scope('nearest') }} as scope,
        nearest.amount_yuan as stated,
        nearest.row_yuan as expected,
        nearest.step_yuan / 2 - 0.005 as tolerance,
        nearest.step_yuan as rounding_limit,
        '元' as unit,
        null as skip_reason,
        '年度资金总额' as stated_label,
        '《' || coalesce(nearest.table_title, '项目支出表') || '》同名项目 ' || {{ figure('nearest.row_yuan') }} as parts_text,
        list_prepend(nearest.funding_id, nearest.line_ids) as evidence,
        {{ provenance('nearest') }}
    from nearest
)

{{ checks_from('raw') }}
