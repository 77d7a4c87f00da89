-- What every wide table says of the document that a row comes from.
select
    documents.document_id,
    agencies.agency_name as 单位,
    {{ label('agency_level', 'agencies.agency_level') }} as 单位级次,
    agencies.province as 省,
    agencies.city as 市,
    agencies.county as 区县,
    agencies.region_code as 区划代码,
    agencies.supervising_department as 主管部门,
    documents.fiscal_year as 年度,
    {{ label('disclosure_type', 'documents.disclosure_type') }} as 公开类型,
    documents.title as 文件标题,
    documents.file_name as 文件名,
    {{ label('quality', 'documents.quality') }} as 文件质量
from {{ ref('dim_document') }} as documents
left join {{ ref('dim_agency') }} as agencies on documents.agency_id = agencies.agency_id
