{{ config(alias='未理解') }}
select
    documents.* exclude (document_id),
    {{ label('stage', 'rejects.stage') }} as 环节,
    rejects.reason as 原因,
    rejects.reject_id as 未理解编号,
    rejects.document_id as 文件编号,
    {{ chinese_provenance('rejects') }}
from {{ ref('fct_reject') }} as rejects
inner join {{ ref('int_zh_document') }} as documents on rejects.document_id = documents.document_id
order by rejects.document_id, rejects.source_line, rejects.reject_id
