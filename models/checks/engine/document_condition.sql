-- Conditions under which some identities hold, per group of documents: that all basic expenditure, or all
-- expenditure, is this year's fiscal money (judged on the totals or, where those disagree, on the sum of the classes); that
-- the tables by budget add up to the fiscal summary, without what was carried over; that statute fixes a ratio.
with figures as (
    select
        scopes.scope_id,
        case
            when table_type = 'expenditure_summary' then 'all'
            when table_type = 'general_budget_expenditure' then 'general'
            else 'other'
        end as part,
        case when measure = 'expenditure_current_year' then 'total' else measure end as measure,
        sum(amount_in_yuan) filter (where is_grand_total) as grand,
        sum(amount_in_yuan) filter (where class_code is not null) as classes
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('document_scope') }} as scopes on cells.document_id = scopes.document_id
    where
        table_type in (
            'expenditure_summary', 'general_budget_expenditure', 'government_fund_expenditure',
            'government_fund_balance', 'state_capital_expenditure', 'state_capital_balance'
        )
        and measure in ('total', 'expenditure_current_year', 'basic')
        and not is_other_phase
    group by all
),

sides as (
    select
        scope_id,
        measure,
        sum(grand) filter (where part = 'all') as all_grand,
        sum(grand) filter (where part = 'general') as general_grand,
        sum(grand) filter (where part <> 'all') as fiscal_grand,
        sum(classes) filter (where part = 'all') as all_classes,
        sum(classes) filter (where part = 'general') as general_classes,
        sum(classes) filter (where part <> 'all') as fiscal_classes
    from figures
    group by all
)

select
    scope_id,
    case measure when 'basic' then 'all_basic_is_general' else 'all_spending_is_fiscal' end as condition,
    case measure
        when 'basic' then all_grand = general_grand or all_classes = general_classes
        else all_grand = fiscal_grand or all_classes = fiscal_classes
    end as is_met
from sides

union all

select
    scopes.scope_id,
    'fiscal_tables_add_up' as condition,
    coalesce(
        sum(cells.amount_in_yuan) filter (where cells.table_type = 'fiscal_appropriation_summary')
        = sum(cells.amount_in_yuan) filter (where cells.table_type <> 'fiscal_appropriation_summary'), false
    ) as is_met
from {{ ref('int_amount_cell') }} as cells
inner join {{ ref('document_scope') }} as scopes using (document_id)
where
    cells.measure in ('total', 'expenditure_current_year')
    and not cells.is_other_phase
    and case
        when cells.table_type = 'fiscal_appropriation_summary' then cells.lane = 'expenditure' and cells.is_current_total
        else cells.is_grand_total and cells.table_type in (
            'general_budget_expenditure', 'government_fund_expenditure', 'government_fund_balance',
            'state_capital_expenditure', 'state_capital_balance'
        )
    end
group by scopes.scope_id

union all

-- The unit pays 8 % of the pay base into the annuity and, since May 2019, 16 % into the pension (20 % before). What was
-- paid in the end depends on who came and went.
select
    scopes.scope_id,
    'pension_is_twice_annuity' as condition,
    bool_and(coalesce(documents.fiscal_year >= 2020 and documents.disclosure_type in ('unit_budget', 'department_budget'), false)) as is_met
from {{ ref('int_document') }} as documents
inner join {{ ref('document_scope') }} as scopes using (document_id)
group by scopes.scope_id
