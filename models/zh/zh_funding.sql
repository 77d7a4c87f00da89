-- A form of the whole department covers its projects: its money has columns of its own.
{{ config(alias='项目资金') }}
select
    documents.* exclude (document_id),
    forms.form_seq as 绩效表序,
    {{ label('form_type', 'forms.form_type') }} as 绩效表类型,
    forms.subject_name as 项目名称,
    forms.project_nature as 项目性质,
    forms.project_category as 项目类别,
    forms.implementing_unit as 实施单位,
    {{ label('phase', 'funding.phase') }} as 阶段,
    funding.phase_label as 印出阶段,
    {{ label('source', 'funding.source') }} as 资金来源,
    funding.source_label as 印出来源,
    case leaves.split when 'structure' then '支出结构' else '资金来源' end as 分解口径,
    leaves.is_leaf as 是否明细,
    funding.amount_yuan as 金额_元,
    funding.amount_printed as 印出金额,
    funding.unit as 印出单位,
    case when leaves.is_leaf and coalesce(types.scope, '') <> 'department' and funding.phase = 'term' then funding.amount_yuan end as 实施期资金_元,
    case when leaves.is_leaf and coalesce(types.scope, '') <> 'department' and funding.phase = 'annual' then funding.amount_yuan end as 年度资金_元,
    case when leaves.is_leaf and coalesce(types.scope, '') <> 'department' and funding.phase = 'initial_budget' then funding.amount_yuan end as 年初预算_元,
    case when leaves.is_leaf and coalesce(types.scope, '') <> 'department' and funding.phase = 'adjusted_budget' then funding.amount_yuan end as 全年预算_元,
    case when leaves.is_leaf and coalesce(types.scope, '') <> 'department' and funding.phase = 'executed' then funding.amount_yuan end as 全年执行_元,
    case when leaves.is_leaf and types.scope = 'department' and funding.phase = 'annual' then funding.amount_yuan end as 整体年度资金_元,
    case when leaves.is_leaf and types.scope = 'department' and funding.phase = 'initial_budget' then funding.amount_yuan end as 整体年初预算_元,
    case when leaves.is_leaf and types.scope = 'department' and funding.phase = 'adjusted_budget' then funding.amount_yuan end as 整体全年预算_元,
    case when leaves.is_leaf and types.scope = 'department' and funding.phase = 'executed' then funding.amount_yuan end as 整体全年执行_元,
    funding.weight as 分值,
    funding.execution_rate as 印出执行率,
    funding.score as 得分,
    funding.repair as 修复说明,
    {{ label('confirmation', 'funding.confirmation') }} as 印证,
    funding.funding_id as 资金数据编号,
    funding.evaluation_id as 绩效表编号,
    funding.document_id as 文件编号,
    {{ chinese_provenance('funding') }}
from {{ ref('fct_funding') }} as funding
inner join {{ ref('int_funding_leaf') }} as leaves on funding.funding_id = leaves.funding_id
inner join {{ ref('fct_evaluation') }} as forms on funding.evaluation_id = forms.evaluation_id
inner join {{ ref('int_zh_document') }} as documents on funding.document_id = documents.document_id
left join {{ ref('form_type') }} as types on forms.form_type = types.form_type
order by funding.document_id, forms.form_seq, funding.source_line, funding.funding_id
