-- A project goes on under its name within an agency. A form that two files print is one; where several forms of one
-- year bear the name, their money is together and there is no score.
with forms as (
    select distinct
        documents.agency_id,
        coalesce(facts.fiscal_year, documents.fiscal_year) as fiscal_year,
        {{ name_key('facts.subject_name') }} as project_key,
        facts.subject_name as project_name,
        types.stage,
        results.annual,
        results.initial_budget,
        results.adjusted_budget,
        results.executed,
        results.indicator_count,
        results.scored_count,
        results.full_count,
        facts.total_score,
        facts.rating,
        first_value(facts.evaluation_id) over (
            partition by
                documents.agency_id, coalesce(facts.fiscal_year, documents.fiscal_year), facts.subject_name, types.stage,
                results.annual, results.initial_budget, results.adjusted_budget, results.executed, results.indicator_count,
                facts.total_score
            order by facts.evaluation_id
        ) as evaluation_id
    from {{ ref('int_form_result') }} as results
    inner join {{ ref('fct_evaluation') }} as facts on results.evaluation_id = facts.evaluation_id
    inner join {{ ref('int_document') }} as documents on results.document_id = documents.document_id
    inner join {{ ref('form_type') }} as types on facts.form_type = types.form_type
    where types.scope = 'project' and documents.agency_id is not null and facts.subject_name is not null
),

years as (
    select
        agency_id,
        project_key,
        fiscal_year,
        max(project_name) as project_name,
        sum(annual) filter (where stage = 'target') as target_yuan,
        sum(initial_budget) as initial_budget_yuan,
        sum(adjusted_budget) as adjusted_budget_yuan,
        sum(executed) as executed_yuan,
        sum(indicator_count) filter (where stage = 'target') as target_indicator_count,
        sum(scored_count) filter (where stage = 'self_evaluation') as scored_indicator_count,
        sum(full_count) filter (where stage = 'self_evaluation') as met_indicator_count,
        case when count(*) filter (where stage = 'self_evaluation') = 1 then max(total_score) end as total_score,
        case when count(*) filter (where stage = 'self_evaluation') = 1 then max(rating) end as rating,
        list_sort(list(evaluation_id)) as evaluation_ids
    from forms
    where fiscal_year is not null
    group by all
)

select
    years.agency_id,
    years.project_name,
    years.fiscal_year,
    {% for name in ['target_yuan', 'initial_budget_yuan', 'adjusted_budget_yuan', 'executed_yuan'] -%}
        cast(years.{{ name }} as decimal(20, 2)) as {{ name }},
    {% endfor -%}
    {{ percent('years.executed_yuan', 'years.adjusted_budget_yuan') }} as execution_rate_pct,
    cast(years.target_indicator_count as integer) as target_indicator_count,
    cast(years.scored_indicator_count as integer) as scored_indicator_count,
    cast(years.met_indicator_count as integer) as met_indicator_count,
    years.total_score,
    years.rating,
    cast(before.target_yuan as decimal(20, 2)) as previous_target_yuan,
    cast(before.executed_yuan as decimal(20, 2)) as previous_executed_yuan,
    years.evaluation_ids
from years
left join years as before
    on
        years.agency_id = before.agency_id
        and years.project_key = before.project_key
        and years.fiscal_year = before.fiscal_year + 1
order by years.agency_id, years.project_key, years.fiscal_year
