{{ config(alias='绩效指标') }}
select
    documents.* exclude (document_id),
    forms.form_seq as 绩效表序,
    {{ label('form_type', 'forms.form_type') }} as 绩效表类型,
    forms.subject_name as 项目名称,
    forms.project_nature as 项目性质,
    forms.project_category as 项目类别,
    forms.implementing_unit as 实施单位,
    {{ label('phase', 'indicators.phase') }} as 阶段,
    indicators.indicator_seq as 指标序,
    indicators.level1 as 一级指标,
    indicators.level2 as 二级指标,
    indicators.level3 as 三级指标,
    {{ label('target_kind', 'indicators.target_kind') }} as 定量定性,
    indicators.target_printed as 指标值,
    indicators.target_operator as 指标值符号,
    indicators.target_value as 指标值_数,
    indicators.target_unit as 指标值单位,
    indicators.actual_printed as 完成值,
    indicators.actual_value as 完成值_数,
    indicators.actual_unit as 完成值单位,
    indicators.weight as 分值,
    indicators.score as 得分,
    case
        when indicators.score is null or indicators.weight is null then null
        else indicators.score >= indicators.weight
    end as 是否得满分,
    indicators.deviation as 偏差原因,
    indicators.criteria as 指标说明,
    indicators.repair as 修复说明,
    {{ label('confirmation', 'indicators.confirmation') }} as 印证,
    indicators.indicator_id as 指标编号,
    indicators.evaluation_id as 绩效表编号,
    indicators.document_id as 文件编号,
    {{ chinese_provenance('indicators') }}
from {{ ref('fct_indicator') }} as indicators
inner join {{ ref('fct_evaluation') }} as forms on indicators.evaluation_id = forms.evaluation_id
inner join {{ ref('int_zh_document') }} as documents on indicators.document_id = documents.document_id
order by indicators.document_id, forms.form_seq, indicators.phase, indicators.indicator_seq
