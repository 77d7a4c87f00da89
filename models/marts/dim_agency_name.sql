select
    documents.agency_id,
    documents.agency_name,
    documents.document_id,
    documents.fiscal_year
from {{ ref('int_document') }} as documents
where documents.agency_id is not null
order by documents.agency_id, documents.fiscal_year, documents.document_id
