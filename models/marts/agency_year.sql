-- Final accounts and self-evaluations of a year are one row, budgets and targets another.
with documents as (
    select
        document_id,
        agency_id,
        fiscal_year,
        case
            when contains(disclosure_type, 'final_account') or disclosure_type = 'performance_self_evaluation' then 'final_account'
            else 'budget'
        end as stage
    from {{ ref('int_document') }}
    where agency_id is not null and fiscal_year is not null and duplicate_of is null
),

money as (
    select
        agency_id,
        fiscal_year,
        stage,
        sum(amount_yuan) filter (where side = 'revenue') as revenue_yuan,
        sum(amount_yuan) filter (where side = 'expenditure') as expenditure_yuan,
        sum(amount_yuan) filter (where basic_or_project = 'basic') as basic_yuan,
        sum(amount_yuan) filter (where basic_or_project = 'project') as project_yuan,
        count(*) filter (where side = 'expenditure' and kind = 'amount' and basic_or_project is null) = 0 as is_split
    from {{ ref('fct_money') }}
    where is_counted and agency_id is not null and fiscal_year is not null
    group by all
),

parts as (
    select
        documents.agency_id,
        documents.fiscal_year,
        documents.stage,
        sum(three_public.total_yuan) as three_public_yuan,
        sum(three_public.overseas_travel) as overseas_travel_yuan,
        sum(three_public.official_reception) as official_reception_yuan,
        sum(three_public.official_vehicle) as official_vehicle_yuan,
        sum(personnel.amount_yuan) as personnel_yuan
    from documents
    left join {{ ref('int_three_public') }} as three_public
        on documents.document_id = three_public.document_id and three_public.is_counted
    left join {{ ref('int_money_counting') }} as counting
        on documents.document_id = counting.document_id and counting.side = 'expenditure'
    left join {{ ref('int_personnel') }} as personnel
        on documents.document_id = personnel.document_id
        and counting.document_id is not null
        and counting.not_counted_reason is null
    group by all
),

-- A form that two files print is one; a form of the whole department contains those of its projects.
forms as (
    select distinct
        documents.agency_id,
        documents.fiscal_year,
        documents.stage,
        facts.form_type,
        facts.subject_name,
        results.adjusted_budget,
        results.executed,
        results.scored_count,
        results.full_count,
        types.scope = 'department' as is_whole
    from {{ ref('int_form_result') }} as results
    inner join {{ ref('fct_evaluation') }} as facts on results.evaluation_id = facts.evaluation_id
    inner join documents on results.document_id = documents.document_id
    left join {{ ref('form_type') }} as types on facts.form_type = types.form_type
),

performance as (
    select
        agency_id,
        fiscal_year,
        stage,
        case
            when bool_or(is_whole and executed is not null) then sum(adjusted_budget) filter (where is_whole)
            else sum(adjusted_budget) filter (where executed is not null)
        end as evaluated_yuan,
        case
            when bool_or(is_whole and executed is not null) then sum(executed) filter (where is_whole)
            else sum(executed)
        end as executed_yuan,
        sum(scored_count) as scored_indicator_count,
        sum(full_count) as met_indicator_count
    from forms
    group by all
),

findings as (
    select
        documents.agency_id,
        documents.fiscal_year,
        documents.stage,
        count(distinct documents.document_id) as document_count,
        count(distinct checks.root_id) as finding_count
    from documents
    left join {{ ref('fct_check') }} as checks
        on
            documents.document_id = checks.document_id
            and checks.status = 'fail'
            and checks.severity = 'error'
            and checks.attribution is distinct from 'extraction'
    group by all
),

-- What documents of the year state of the year before, where they agree.
stated as (
    select
        agency_id,
        stated_in_year as fiscal_year,
        stage,
        {% for thing in ['revenue', 'expenditure', 'three_public'] -%}
            case
                when count(distinct amount_yuan) filter (where thing = '{{ thing }}') = 1
                    then max(amount_yuan) filter (where thing = '{{ thing }}')
            end as {{ thing }}_yuan{{ ',' if not loop.last }}
        {% endfor -%}
    from {{ ref('stated_history') }}
    group by all
),

years as (
    select
        findings.agency_id,
        findings.fiscal_year,
        findings.stage,
        money.revenue_yuan,
        money.expenditure_yuan,
        case when money.is_split and money.expenditure_yuan is not null then coalesce(money.basic_yuan, 0) end as basic_yuan,
        case when money.is_split and money.expenditure_yuan is not null then coalesce(money.project_yuan, 0) end as project_yuan,
        parts.personnel_yuan,
        parts.three_public_yuan,
        parts.overseas_travel_yuan,
        parts.official_reception_yuan,
        parts.official_vehicle_yuan,
        performance.evaluated_yuan,
        performance.executed_yuan,
        performance.scored_indicator_count,
        performance.met_indicator_count,
        findings.document_count,
        findings.finding_count
    from findings
    left join money using (agency_id, fiscal_year, stage)
    left join parts using (agency_id, fiscal_year, stage)
    left join performance using (agency_id, fiscal_year, stage)
)

select
    years.agency_id,
    agencies.agency_name,
    years.fiscal_year,
    years.stage,
    {% for name in [
        'revenue_yuan', 'expenditure_yuan', 'basic_yuan', 'project_yuan', 'personnel_yuan', 'three_public_yuan',
        'overseas_travel_yuan', 'official_reception_yuan', 'official_vehicle_yuan',
    ] -%}
        cast(years.{{ name }} as decimal(20, 2)) as {{ name }},
    {% endfor -%}
    cast(years.evaluated_yuan as decimal(20, 2)) as evaluated_yuan,
    cast(years.executed_yuan as decimal(20, 2)) as executed_yuan,
    {{ percent('years.executed_yuan', 'years.evaluated_yuan') }} as execution_rate_pct,
    cast(years.scored_indicator_count as integer) as scored_indicator_count,
    cast(years.met_indicator_count as integer) as met_indicator_count,
    cast(years.finding_count as integer) as finding_count,
    cast(years.document_count as integer) as document_count,
    {% for name in ['revenue_yuan', 'expenditure_yuan', 'basic_yuan', 'project_yuan', 'personnel_yuan', 'three_public_yuan'] -%}
        cast(before.{{ name }} as decimal(20, 2)) as previous_{{ name }},
    {% endfor -%}
    {{ percent('before.executed_yuan', 'before.evaluated_yuan') }} as previous_execution_rate_pct,
    {% for name in ['scored_indicator_count', 'met_indicator_count', 'finding_count'] -%}
        cast(before.{{ name }} as integer) as previous_{{ name }},
    {% endfor -%}
    {% for name in ['revenue_yuan', 'expenditure_yuan', 'three_public_yuan'] -%}
        cast(stated.{{ name }} as decimal(20, 2)) as stated_previous_{{ name }}{{ ',' if not loop.last }}
    {% endfor -%}
from years
inner join {{ ref('int_agency') }} as agencies on years.agency_id = agencies.agency_id
left join years as before
    on years.agency_id = before.agency_id and years.stage = before.stage and years.fiscal_year = before.fiscal_year + 1
left join stated
    on years.agency_id = stated.agency_id and years.stage = stated.stage and years.fiscal_year = stated.fiscal_year
order by years.agency_id, years.fiscal_year, years.stage
