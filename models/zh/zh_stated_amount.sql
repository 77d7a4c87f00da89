{{ config(alias='文字金额') }}
select
    documents.* exclude (document_id),
    stated.section as 章节,
    stated.field_label as 表单字段,
    stated.sentence_seq as 句序,
    stated.subject_name as 事项,
    stated.subject_code as 科目编码,
    stated.stated_year as 所说年度,
    stated.part_of as 所属总数,
    {{ label('role', 'stated.role') }} as 数的角色,
    stated.amount_yuan as 金额_元,
    stated.amount_printed as 印出金额,
    stated.unit as 印出单位,
    stated.change_yuan as 增减额_元,
    stated.change_pct as 增减比例,
    stated.change_base as 比较对象,
    stated.share_pct as 占比,
    stated.share_of as 占何者之比,
    stated.quote as 原文片段,
    stated.stated_amount_id as 文字金额编号,
    stated.document_id as 文件编号,
    {{ chinese_provenance('stated') }}
from {{ ref('fct_stated_amount') }} as stated
inner join {{ ref('int_zh_document') }} as documents on stated.document_id = documents.document_id
order by stated.document_id, stated.source_line, stated.stated_amount_id
