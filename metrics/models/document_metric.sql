-- One row per document: the figures of zh.核心指标 beside one another.
select
    文件编号 as document_id,
    any_value(单位) as agency,
    any_value(单位级次) as agency_level,
    any_value(省) as province,
    any_value(市) as city,
    any_value(区县) as county,
    any_value(公开类型) as disclosure_type,
    make_date(any_value(年度), 1, 1) as fiscal_year,
    any_value(分子) filter (where 指标 = '预算收入') as budget_revenue,
    any_value(分子) filter (where 指标 = '预算支出') as budget_expenditure,
    any_value(分子) filter (where 指标 = '决算收入') as final_revenue,
    any_value(分子) filter (where 指标 = '决算支出') as final_expenditure,
    any_value(分子) filter (where 指标 = '“三公”经费') as three_public,
    any_value(分子) filter (where 指标 = '项目支出占比') as project_expenditure,
    any_value(分母) filter (where 指标 = '项目支出占比') as divided_expenditure,
    any_value(分子) filter (where 指标 = '预算执行率') as executed,
    any_value(分母) filter (where 指标 = '预算执行率') as executable,
    any_value(分子) filter (where 指标 = '指标完成率') as indicators_full,
    any_value(分母) filter (where 指标 = '指标完成率') as indicators_scored
from published.zh.核心指标
group by all
