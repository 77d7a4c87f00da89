-- BX-15: money of the year of a project form = the project's row in the 项目支出表 of this year's budget. A project
-- that has several rows or forms of one name is compared as a set: every form's amount is among the rows' amounts.
-- BX-15-3: a project with a target form has a row in the 项目支出表.
-- PF-16-2: money of a whole-department target form, source by source, = the totals of the budget tables
-- (seeds/rules/form_source_cell.csv), with or without what is carried over: one of the tables prints the amount.
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
        max(lines.step_yuan) as step_yuan,
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
        list_sort(list_transform(projects.amounts, x -> struct_pack(gap := abs(x - forms.amount_yuan), amount := x)))[1].amount
            as row_yuan
    from forms
    inner join projects
        on forms.disclosure_id = projects.disclosure_id and forms.project_key = projects.project_key
),

-- A document that lists projects by name; the closest name is shown where a form's is not among them.
lists as (
    select
        disclosure_id,
        min(table_title) as table_title,
        count(*) as project_count
    from projects
    group by all
),

unlisted as (
    select
        forms.*,
        lists.table_title,
        projects.project_key is null as is_unlisted,
        projects.line_ids,
        lists.project_count
    from forms
    inner join lists on forms.disclosure_id = lists.disclosure_id
    left join projects
        on forms.disclosure_id = projects.disclosure_id and forms.project_key = projects.project_key
),

department_money as (
    select
        funding.*,
        evaluations.subject_name,
        documents.disclosure_id
    from {{ ref('int_funding') }} as funding
    inner join {{ ref('int_evaluation') }} as evaluations using (document_id, form_seq)
    inner join {{ ref('int_document') }} as documents using (document_id)
    where
        evaluations.form_type = 'department_target'
        and coalesce(funding.phase, 'annual') = 'annual'
        and funding.amount_yuan is not null
),

table_totals as (
    select
        department_money.funding_id,
        lines.amount_yuan,
        lines.budget_line_id,
        lines.table_title,
        lines.step_yuan
    from department_money
    inner join {{ ref('form_source_cell') }} as sources on department_money.source = sources.source
    inner join {{ ref('int_document') }} as documents on department_money.disclosure_id = documents.disclosure_id
    inner join {{ ref('int_budget_line') }} as lines
        on
            documents.document_id = lines.document_id
            and sources.table_type = lines.table_type
            and sources.measure = lines.measure
    where
        lines.is_amount
        and documents.disclosure_type in ('unit_budget', 'department_budget')
        and lines.row_role in ('total', 'subtotal', 'unit')
    qualify row_number() over (
        partition by department_money.funding_id
        order by abs(lines.amount_yuan - department_money.amount_yuan), lines.budget_line_id
    ) = 1
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

    union all

    select
        'PF-16-2:' || money.funding_id as check_id,
        'PF-16-2' as rule_id,
        money.document_id,
        {{ form_scope('money') }} || money.source_label as scope,
        money.amount_yuan / {{ unit_factor('money.unit') }} as stated,
        table_totals.amount_yuan / {{ unit_factor('money.unit') }} as expected,
        greatest(
            0, (table_totals.step_yuan - {{ printed_step('money.amount_printed') }} * {{ unit_factor('money.unit') }}) / 2
        ) / {{ unit_factor('money.unit') }} as tolerance,
        table_totals.step_yuan / 2 / {{ unit_factor('money.unit') }} as rounding_limit,
        money.unit,
        null as skip_reason,
        '整体绩效表' as stated_label,
        '预算表中最接近的合计《' || coalesce(table_totals.table_title, '') || '》 '
        || {{ figure("table_totals.amount_yuan / " ~ unit_factor('money.unit')) }} as parts_text,
        [money.funding_id, table_totals.budget_line_id] as evidence,
        {{ provenance('money') }}
    from department_money as money
    inner join table_totals on money.funding_id = table_totals.funding_id
),

worded as (
    select
        'BX-15-3:' || unlisted.funding_id as check_id,
        'BX-15-3' as rule_id,
        unlisted.document_id,
        {{ form_scope('unlisted') }} as scope,
        unlisted.is_unlisted as is_broken,
        '《' || coalesce(unlisted.table_title, '项目支出表') || '》所列 ' || unlisted.project_count
        || ' 个项目中没有此项目，绩效表年度资金 ' || {{ figure('unlisted.amount_yuan') }} || ' 元' as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        list_prepend(unlisted.evaluation_id, coalesce(unlisted.line_ids, [])) as evidence,
        {{ provenance('unlisted') }}
    from unlisted
),

judged as (
    select * from ({{ checks_from('raw') }})
    union all by name
    select * from ({{ findings_from('worded') }})
)

select
    *,
    case when rule_id = 'BX-15-3' and status = 'fail' then 'missing_row' end as candidate_kind,
    case when rule_id = 'BX-15-3' and status = 'fail' then evidence[1] end as candidate_fact_id
from judged
