-- What a form or the text says, against what the same agency prints of it elsewhere:
-- PF-14: a form's money carried over from last year > 0 only where the budget of that year has carry-over.
-- FA-12: 机关运行经费 of the text <= 公用经费 of the basic expenditure table (FA-12-2: equal where all basic expenditure but
-- pensions, medical care and housing is 行政运行, i.e. there are administrative units only).
-- XY-06-2: average score of the self-evaluated projects in the text = mean of the forms published for that year.
-- XY-08-2: two documents that state the vehicles of one day state the same number.
with budgets as (
    select
        documents.agency_id,
        documents.fiscal_year,
        min(cells.cell_id) as cell_id,
        max(cells.amount_in_yuan) as carried_yuan
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('int_document') }} as documents using (document_id)
    where
        not cells.is_final
        and (
            cells.row_kind = 'carryover' and not regexp_matches(cells.name_key, '年末|年终|下年')
            or cells.measure = 'carryover'
            or cells.table_scope = 'carryover'
        )
    group by all
),

-- A budget that names carry-over and prints none of it is one without; one that never names it leaves the question open.
named as (
    select distinct
        documents.agency_id,
        documents.fiscal_year
    from {{ ref('stg_tables') }} as tables
    inner join {{ ref('int_document') }} as documents using (document_id)
    left join {{ ref('stg_row_labels') }} as labels using (document_id, table_seq)
    where
        documents.disclosure_type in ('unit_budget', 'department_budget')
        and regexp_matches(concat_ws(' ', tables.header_paths, labels.subject_name), '上年结[转余]|年初结[转余]')
),

carried as (
    select
        funding.*,
        documents.agency_id,
        documents.fiscal_year
    from {{ ref('int_funding') }} as funding
    inner join {{ ref('int_document') }} as documents using (document_id)
    where funding.source = 'carryover' and funding.phase in ('annual', 'initial_budget') and funding.is_amount
),

costs as (
    select
        scopes.scope_id,
        cells.unit,
        coalesce(
            max(cells.amount) filter (where cells.measure = 'public' and cells.is_grand_total),
            max(cells.amount) filter (where regexp_matches(cells.subject_name, '^公用经费合计')),
            sum(cells.amount) filter (
                where length(cells.subject_code) = 3 and left(cells.subject_code, 3) not in ('301', '303')
            )
        ) as amount,
        max(cells.step) as step,
        list_sort(list(cells.cell_id) filter (
            where cells.is_grand_total or regexp_matches(cells.subject_name, '^公用经费合计')
            or length(cells.subject_code) = 3
        )) as cell_ids
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('document_scope') }} as scopes using (document_id)
    where
        cells.table_type = 'general_basic_expenditure'
        and cells.measure in ('total', 'public')
        and not coalesce(cells.is_other_phase, false)
    group by all
),

administrative as (
    select
        scopes.scope_id,
        bool_and(
            cells.name_key = '行政运行' or regexp_matches(cells.subject_code, '^(20805|21011|221)')
        ) and bool_or(cells.name_key = '行政运行') as is_administrative
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('document_scope') }} as scopes using (document_id)
    where
        cells.table_type = 'general_budget_expenditure'
        and cells.measure = 'basic'
        and cells.amount <> 0
        and length(cells.subject_code) = 7
    group by all
),

operating as (
    select
        statements.*,
        costs.unit as cost_unit,
        {{ unit_factor('costs.unit') }} / {{ unit_factor('statements.unit') }} as rate,
        costs.amount as cost_amount,
        costs.step as cost_step,
        costs.cell_ids,
        coalesce(administrative.is_administrative, false) as is_administrative
    from {{ ref('int_statement') }} as statements
    inner join {{ ref('document_scope') }} as scopes using (document_id)
    left join costs on scopes.scope_id = costs.scope_id
    left join administrative on scopes.scope_id = administrative.scope_id
    where
        statements.is_money
        and regexp_matches(statements.subject_key, '机关运行经费(财政拨款)?(预算|支出|决算)*$')
        and coalesce(statements.role, 'current') in ('current', 'total', 'final', 'part')
),

averages as (
    select
        sentences.*,
        documents.agency_id,
        documents.fiscal_year,
        {{ exact("regexp_extract(sentences.source_text, '平均得分为?([0-9]+(?:[.][0-9]+)?)分', 1)") }} as average,
        {{ printed_step("regexp_extract(sentences.source_text, '平均得分为?([0-9]+(?:[.][0-9]+)?)分', 1)") }} as step,
        try_cast(
            regexp_extract(sentences.source_text, '自评[^，。；0-9]{0,4}(?:20[0-9]{2}年度?)?[^，。；0-9]{0,6}项目([0-9]+)个', 1)
            as integer
        ) as project_count
    from {{ ref('stg_sentences') }} as sentences
    inner join {{ ref('int_document') }} as documents using (document_id)
    where sentences.kind = 'sentence' and regexp_matches(sentences.source_text, '平均得分为?[0-9]')
),

scores as (
    select
        documents.agency_id,
        coalesce(evaluations.fiscal_year, documents.fiscal_year) as fiscal_year,
        count(*) as form_count,
        cast(round(sum({{ exact('evaluations.total_score') }}) / count(*), 6) as decimal(28, 6)) as mean_score,
        list_sort(list(evaluations.evaluation_id)) as form_ids
    from {{ ref('int_evaluation') }} as evaluations
    inner join {{ ref('int_document') }} as documents using (document_id)
    where
        evaluations.form_type = 'project_self_evaluation' and {{ exact('evaluations.total_score') }} is not null
    group by all
),

vehicles as (
    select
        statements.*,
        documents.agency_id,
        documents.file_name,
        regexp_extract(sentences.source_text, '截[至止](20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)', 1) as day
    from {{ ref('int_statement') }} as statements
    inner join {{ ref('int_document') }} as documents using (document_id)
    inner join {{ ref('stg_sentences') }} as sentences
        on statements.document_id = sentences.document_id and statements.sentence_seq = sentences.sentence_seq
    where statements.unit = '辆' and regexp_matches(statements.subject_key, '^(共有|实有)?(公务用车|车辆)$|^实有?$')
),

raw as (
    select
        'FA-12-2:' || stated_amount_id as check_id,
        'FA-12-2' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        amount as stated,
        cost_amount * rate as expected,
        (step + cost_step * rate) / 2 as tolerance,
        step + cost_step * rate as rounding_limit,
        unit,
        case
            when cost_amount is null then 'no_public_funds'
            when not is_administrative then 'not_only_administrative'
        end as skip_reason,
        '文字所列机关运行经费' as stated_label,
        '基本支出表公用经费 ' || {{ figure('cost_amount * rate') }} as parts_text,
        list_concat([stated_amount_id], coalesce(cell_ids, [])) as evidence,
        {{ provenance() }}
    from operating

    union all

    select
        'XY-06-2:' || averages.sentence_id as check_id,
        'XY-06-2' as rule_id,
        averages.document_id,
        coalesce(averages.section, '文字说明') || '平均得分' as scope,
        averages.average as stated,
        scores.mean_score as expected,
        averages.step / 2 as tolerance,
        averages.step as rounding_limit,
        '分' as unit,
        case
            when scores.form_count is null then 'no_self_evaluations'
            when averages.project_count is null then 'no_project_count'
            when scores.form_count <> averages.project_count
                then 'not_all_forms|' || scores.form_count || '/' || averages.project_count
        end as skip_reason,
        '文字所列' as stated_label,
        '所公开 ' || scores.form_count || ' 张自评表总分的平均 ' || {{ figure('scores.mean_score') }} as parts_text,
        coalesce(scores.form_ids, []) as evidence,
        {{ provenance('averages') }}
    from averages
    left join scores on averages.agency_id = scores.agency_id and averages.fiscal_year = scores.fiscal_year

    union all

    select
        'XY-08-2:' || later.stated_amount_id || ':' || earlier.stated_amount_id as check_id,
        'XY-08-2' as rule_id,
        later.document_id,
        coalesce(later.section, '文字说明') || '截至' || later.day || '的车辆' as scope,
        later.amount as stated,
        earlier.amount as expected,
        0 as tolerance,
        0 as rounding_limit,
        '辆' as unit,
        cast(null as varchar) as skip_reason,
        '本文件所列' as stated_label,
        earlier.file_name || ' 所列 ' || {{ figure('earlier.amount') }} as parts_text,
        [later.stated_amount_id, earlier.stated_amount_id] as evidence,
        {{ provenance('later') }}
    from vehicles as later
    inner join vehicles as earlier
        on
            later.agency_id = earlier.agency_id
            and later.day = earlier.day
            and later.day <> ''
            and later.document_id > earlier.document_id
),

worded as (
    select
        'FA-12:' || stated_amount_id as check_id,
        'FA-12' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        amount - cost_amount * rate > (step + cost_step * rate) / 2 as is_broken,
        {{ figure('amount') }} || ' ' || unit || ' 大于基本支出表公用经费 ' || {{ figure('cost_amount * rate') }} || ' ' || unit
        || '，相差 ' || {{ figure('amount - cost_amount * rate') }} || ' ' || unit as finding,
        amount as stated,
        cost_amount * rate as expected,
        unit,
        case when cost_amount is null then 'no_public_funds' end as skip_reason,
        list_concat([stated_amount_id], coalesce(cell_ids, [])) as evidence,
        {{ provenance() }}
    from operating

    union all

    select
        'PF-14:' || carried.funding_id as check_id,
        'PF-14' as rule_id,
        carried.document_id,
        {{ form_scope() }} || carried.source_label as scope,
        carried.amount_yuan > 0 and coalesce(budgets.carried_yuan, 0) = 0 as is_broken,
        '列有上年结转 ' || {{ figure('carried.amount_yuan') }} || ' 元，同年预算表没有上年结转' as finding,
        carried.amount_yuan as stated,
        coalesce(budgets.carried_yuan, 0) as expected,
        '元' as unit,
        case when carried.amount_yuan > 0 and named.agency_id is null then 'no_budget_with_carryover' end as skip_reason,
        list_filter([carried.funding_id, budgets.cell_id], x -> x is not null) as evidence,
        {{ provenance('carried') }}
    from carried
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    left join budgets on carried.agency_id = budgets.agency_id and carried.fiscal_year = budgets.fiscal_year
    left join named on carried.agency_id = named.agency_id and carried.fiscal_year = named.fiscal_year
)

select * from ({{ checks_from('raw') }})
union all by name
select * from ({{ findings_from('worded') }})
