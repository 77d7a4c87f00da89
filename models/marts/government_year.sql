-- Files that print different amounts of one budget leave none.
with budgets as (
    select
        agency_id,
        fiscal_year,
        stage,
        coalesce(coverage, 'unknown') as coverage,
        budget || '_' || side as account,
        document_id,
        coalesce(sum(amount_yuan) filter (where kind <> 'between_budgets'), 0) as amount_yuan
    from {{ ref('fct_money') }}
    where budget is not null and agency_id is not null and fiscal_year is not null
    group by all
)

select
    budgets.agency_id,
    agencies.agency_name,
    budgets.fiscal_year,
    budgets.stage,
    budgets.coverage,
    {% for budget in ['general_budget', 'government_fund', 'state_capital', 'social_insurance'] -%}
        {% for side in ['revenue', 'expenditure'] -%}
            cast(case
                when count(distinct budgets.amount_yuan) filter (where budgets.account = '{{ budget }}_{{ side }}') = 1
                    then max(budgets.amount_yuan) filter (where budgets.account = '{{ budget }}_{{ side }}')
            end as decimal(20, 2)) as {{ budget }}_{{ side }}_yuan,
        {% endfor -%}
    {% endfor -%}
    cast(count(distinct budgets.document_id) as integer) as document_count
from budgets
inner join {{ ref('int_agency') }} as agencies on budgets.agency_id = agencies.agency_id
group by budgets.agency_id, agencies.agency_name, budgets.fiscal_year, budgets.stage, budgets.coverage
order by budgets.agency_id, budgets.fiscal_year, budgets.stage, budgets.coverage
