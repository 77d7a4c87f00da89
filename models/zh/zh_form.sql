{{ config(alias='绩效表') }}
select
    documents.* exclude (document_id),
    forms.form_seq as 绩效表序,
    {{ label('form_type', 'forms.form_type') }} as 绩效表类型,
    forms.form_title as 表题,
    forms.subject_name as 项目名称,
    forms.project_nature as 项目性质,
    forms.project_category as 项目类别,
    forms.project_term as 项目周期,
    forms.start_date as 开始日期,
    forms.end_date as 结束日期,
    forms.implementing_unit as 实施单位,
    cast(results.annual as decimal(20, 2)) as 年度资金_元,
    cast(results.initial_budget as decimal(20, 2)) as 年初预算_元,
    cast(results.adjusted_budget as decimal(20, 2)) as 全年预算_元,
    cast(results.executed as decimal(20, 2)) as 全年执行_元,
    {{ percent('results.executed', 'results.adjusted_budget') }} as 预算执行率,
    cast(coalesce(results.indicator_count, 0) as integer) as 指标数,
    cast(coalesce(results.scored_count, 0) as integer) as 有得分指标数,
    cast(coalesce(results.full_count, 0) as integer) as 满分指标数,
    forms.total_weight as 总分值,
    forms.total_score as 总得分,
    forms.rating as 评价等级,
    forms.filled_at as 填报日期,
    forms.repair as 修复说明,
    forms.evaluation_id as 绩效表编号,
    forms.document_id as 文件编号,
    {{ chinese_provenance('forms') }}
from {{ ref('fct_evaluation') }} as forms
inner join {{ ref('int_zh_document') }} as documents on forms.document_id = documents.document_id
left join {{ ref('int_form_result') }} as results on forms.evaluation_id = results.evaluation_id
order by forms.document_id, forms.form_seq
