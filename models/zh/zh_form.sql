{{ config(alias='绩效表') }}
with indicators as (
    select
        evaluation_id,
        count(*) as indicator_count,
        count(*) filter (where score is not null and weight is not null) as scored_count,
        count(*) filter (where score >= weight) as full_count
    from {{ ref('fct_indicator') }}
    group by all
),

money as (
    select
        funding.evaluation_id,
        sum(funding.amount_yuan) filter (where funding.phase = 'annual') as annual,
        sum(funding.amount_yuan) filter (where funding.phase = 'initial_budget') as initial_budget,
        sum(funding.amount_yuan) filter (where funding.phase = 'adjusted_budget') as adjusted_budget,
        sum(funding.amount_yuan) filter (where funding.phase = 'executed') as executed
    from {{ ref('fct_funding') }} as funding
    inner join {{ ref('int_funding_leaf') }} as leaves on funding.funding_id = leaves.funding_id
    where leaves.is_leaf
    group by all
)

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
    cast(money.annual as decimal(20, 2)) as 年度资金_元,
    cast(money.initial_budget as decimal(20, 2)) as 年初预算_元,
    cast(money.adjusted_budget as decimal(20, 2)) as 全年预算_元,
    cast(money.executed as decimal(20, 2)) as 全年执行_元,
    {{ percent('money.executed', 'money.adjusted_budget') }} as 预算执行率,
    cast(coalesce(indicators.indicator_count, 0) as integer) as 指标数,
    cast(coalesce(indicators.scored_count, 0) as integer) as 有得分指标数,
    cast(coalesce(indicators.full_count, 0) as integer) as 满分指标数,
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
left join indicators on forms.evaluation_id = indicators.evaluation_id
left join money on forms.evaluation_id = money.evaluation_id
order by forms.document_id, forms.form_seq
