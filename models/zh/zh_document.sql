{{ config(alias='披露文件') }}
select
    context.* exclude (document_id),
    documents.status_reason as 未读原因,
    reasons.label as 金额核实,
    documents.reader as 读取方式,
    documents.media_type as 媒体类型,
    documents.page_count as 页数,
    documents.table_count as 金额表数,
    documents.form_count as 绩效表数,
    documents.numbers_total as 原文数字数,
    documents.numbers_used as 读入数字数,
    documents.numbers_ignored as 忽略数字数,
    documents.numbers_used_pct as 读入比例,
    documents.reject_count as 未理解数,
    documents.passed_check_count as 核对通过数,
    documents.failed_check_count as 核对不通过数,
    documents.finding_count as 不符数,
    documents.not_applicable_check_count as 核对不适用数,
    documents.disclosure_id as 公开事项编号,
    documents.document_id as 文件编号,
    documents.sha256 as 文件摘要
from {{ ref('dim_document') }} as documents
inner join {{ ref('int_zh_document') }} as context on documents.document_id = context.document_id
left join {{ ref('money_reason') }} as reasons on reasons.kind = 'money_status' and documents.money_status = reasons.code
order by documents.document_id
