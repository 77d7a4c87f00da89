{{ config(alias='单位年度') }}
select
    years.agency_name as 单位,
    {{ label('agency_level', 'agencies.agency_level') }} as 单位级次,
    agencies.province as 省,
    agencies.city as 市,
    agencies.county as 区县,
    agencies.region_code as 区划代码,
    years.fiscal_year as 年度,
    {{ label('disclosure_stage', 'years.stage') }} as 阶段,
    years.revenue_yuan as 收入_元,
    years.expenditure_yuan as 支出_元,
    years.basic_yuan as 基本支出_元,
    years.project_yuan as 项目支出_元,
    years.personnel_yuan as 人员经费_元,
    years.three_public_yuan as 三公经费_元,
    years.overseas_travel_yuan as 因公出国_元,
    years.official_reception_yuan as 公务接待_元,
    years.official_vehicle_yuan as 公务用车_元,
    years.evaluated_yuan as 自评全年预算_元,
    years.executed_yuan as 自评全年执行_元,
    years.execution_rate_pct as 预算执行率,
    years.scored_indicator_count as 有得分指标数,
    years.met_indicator_count as 满分指标数,
    years.finding_count as 不通过数,
    years.document_count as 文件数,
    years.previous_revenue_yuan as 上年收入_元,
    years.previous_expenditure_yuan as 上年支出_元,
    years.previous_basic_yuan as 上年基本支出_元,
    years.previous_project_yuan as 上年项目支出_元,
    years.previous_personnel_yuan as 上年人员经费_元,
    years.previous_three_public_yuan as 上年三公经费_元,
    years.stated_previous_revenue_yuan as 本年所述上年收入_元,
    years.stated_previous_expenditure_yuan as 本年所述上年支出_元,
    years.stated_previous_three_public_yuan as 本年所述上年三公经费_元,
    case
        when years.previous_expenditure_yuan is not null then years.expenditure_yuan - years.previous_expenditure_yuan
    end as 支出增减_元,
    years.agency_id as 单位编号
from {{ ref('agency_year') }} as years
inner join {{ ref('dim_agency') }} as agencies on years.agency_id = agencies.agency_id
order by years.agency_id, years.fiscal_year, years.stage
