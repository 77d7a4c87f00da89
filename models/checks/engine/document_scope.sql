-- Documents whose tables are held against each other: the files of one disclosure where they print different tables,
-- else each file by itself.
with printed as (
    select
        documents.disclosure_id,
        documents.document_id,
        tables.table_type
    from {{ ref('int_document') }} as documents
    left join {{ ref('stg_tables') }} as tables on documents.document_id = tables.document_id
),

repeated as (
    select disclosure_id
    from printed
    where table_type is not null
    group by disclosure_id
    having count(distinct table_type || document_id) > count(distinct table_type)
)

select
    documents.document_id,
    case when repeated.disclosure_id is null then documents.disclosure_id else documents.document_id end as scope_id
from {{ ref('int_document') }} as documents
left join repeated on documents.disclosure_id = repeated.disclosure_id
