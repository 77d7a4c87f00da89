{{ config(alias='单位科目年度') }}
select
    agencies.agency_name as 单位,
    agencies.province as 省,
    agencies.city as 市,
    agencies.county as 区县,
    agencies.region_code as 区划代码,
    years.fiscal_year as 年度,
    {{ label('disclosure_stage', 'years.stage') }} as 阶段,
    {{ label('subject_system', 'years.subject_system') }} as 科目体系,
    years.class_code as 类编码,
    years.class_name as 类名称,
    case when years.subject_system = 'function' then years.amount_yuan end as 功能分类支出_元,
    case when years.subject_system = 'department_economic' then years.amount_yuan end as 经济分类支出_元,
    years.moved_yuan as 由其他类转入_元,
    years.is_comparable as 是否可比,
    years.previous_amount_yuan as 上年支出_元,
    cast(years.amount_yuan - years.previous_amount_yuan as decimal(20, 2)) as 增减_元,
    years.agency_id as 单位编号
from {{ ref('agency_subject_year') }} as years
inner join {{ ref('dim_agency') }} as agencies on years.agency_id = agencies.agency_id
order by years.agency_id, years.fiscal_year, years.stage, years.subject_system, years.class_code
