{{ config(alias='收支金额') }}
select
    documents.* exclude (document_id) replace (facts.fiscal_year as 年度),
    {{ label('government_budget', 'facts.budget') }} as 政府预算,
    {{ label('coverage', 'facts.coverage') }} as 范围,
    {{ label('disclosure_stage', 'facts.stage') }} as 阶段,
    {{ label('side', 'facts.side') }} as 收支,
    facts.class_code as 类编码,
    facts.class_name as 类名称,
    facts.subject_code as 科目编码,
    facts.subject_name as 科目名称,
    {{ label('basic_or_project', 'facts.basic_or_project') }} as 基本或项目,
    {{ label('measure', 'facts.source') }} as 资金来源,
    {{ label('breakdown', 'facts.breakdown') }} as 分类方式,
    facts.kind = 'rounding' as 是否尾差,
    facts.amount_yuan as 金额_元,
    case when facts.is_counted then facts.amount_yuan end as 计入金额_元,
    case when facts.is_counted and facts.side = 'revenue' and facts.stage = 'budget' then facts.amount_yuan end as 预算收入_元,
    case when facts.is_counted and facts.side = 'expenditure' and facts.stage = 'budget' then facts.amount_yuan end as 预算支出_元,
    case when facts.is_counted and facts.side = 'revenue' and facts.stage = 'final_account' then facts.amount_yuan end as 决算收入_元,
    case when facts.is_counted and facts.side = 'expenditure' and facts.stage = 'final_account' then facts.amount_yuan end as 决算支出_元,
    reasons.label as 不计入原因,
    facts.money_id as 收支金额编号,
    facts.budget_line_id as 预算数据编号,
    facts.document_id as 文件编号,
    {{ chinese_provenance('facts') }}
from {{ ref('fct_money') }} as facts
inner join {{ ref('int_zh_document') }} as documents on facts.document_id = documents.document_id
left join {{ ref('money_reason') }} as reasons
    on reasons.kind = 'not_counted_reason' and facts.not_counted_reason = reasons.code
order by facts.document_id, facts.side, facts.table_seq, facts.source_page, facts.source_line
