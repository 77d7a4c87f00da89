{{ config(alias='项目年度') }}
select
    agencies.agency_name as 单位,
    agencies.province as 省,
    agencies.city as 市,
    agencies.county as 区县,
    agencies.region_code as 区划代码,
    years.project_name as 项目名称,
    years.fiscal_year as 年度,
    years.target_yuan as 目标资金_元,
    years.initial_budget_yuan as 年初预算_元,
    years.adjusted_budget_yuan as 全年预算_元,
    years.executed_yuan as 全年执行_元,
    years.execution_rate_pct as 预算执行率,
    years.target_indicator_count as 目标指标数,
    years.scored_indicator_count as 有得分指标数,
    years.met_indicator_count as 满分指标数,
    years.total_score as 总得分,
    years.rating as 评价等级,
    years.previous_target_yuan as 上年目标资金_元,
    years.previous_executed_yuan as 上年执行_元,
    array_to_string(years.evaluation_ids, '|') as 绩效表编号,
    years.agency_id as 单位编号
from {{ ref('project_year') }} as years
inner join {{ ref('dim_agency') }} as agencies on years.agency_id = agencies.agency_id
order by years.agency_id, years.project_name, years.fiscal_year
