{{ config(alias='政府年度') }}
select
    years.agency_name as 政府,
    {{ label('agency_level', 'agencies.agency_level') }} as 级次,
    agencies.province as 省,
    agencies.city as 市,
    agencies.county as 区县,
    agencies.region_code as 区划代码,
    years.fiscal_year as 年度,
    {{ label('disclosure_stage', 'years.stage') }} as 阶段,
    {{ label('coverage', 'years.coverage') }} as 范围,
    years.general_budget_revenue_yuan as 一般公共预算收入_元,
    years.general_budget_expenditure_yuan as 一般公共预算支出_元,
    years.government_fund_revenue_yuan as 政府性基金收入_元,
    years.government_fund_expenditure_yuan as 政府性基金支出_元,
    years.state_capital_revenue_yuan as 国有资本经营收入_元,
    years.state_capital_expenditure_yuan as 国有资本经营支出_元,
    years.social_insurance_revenue_yuan as 社会保险基金收入_元,
    years.social_insurance_expenditure_yuan as 社会保险基金支出_元,
    years.document_count as 文件数,
    years.agency_id as 单位编号
from {{ ref('government_year') }} as years
inner join {{ ref('dim_agency') }} as agencies on years.agency_id = agencies.agency_id
order by years.agency_id, years.fiscal_year, years.stage, years.coverage
