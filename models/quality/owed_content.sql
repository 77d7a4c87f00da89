-- What a disclosure owes by its kind (seeds/required_content.csv), and whether any of its files prints it.
-- An empty table that is printed counts as there.
with disclosures as (
    select distinct
        documents.disclosure_id,
        documents.disclosure_type
    from {{ ref('int_document') }} as documents
    where documents.status = 'read'
),

printed as (
    select distinct
        documents.disclosure_id,
        'table' as content_kind,
        tables.table_type as content_type
    from {{ ref('stg_tables') }} as tables
    inner join {{ ref('int_document') }} as documents on tables.document_id = documents.document_id

    union

    select distinct
        documents.disclosure_id,
        'form' as content_kind,
        forms.form_type as content_type
    from {{ ref('stg_evaluations') }} as forms
    inner join {{ ref('int_document') }} as documents on forms.document_id = documents.document_id
)

select
    disclosures.disclosure_id,
    disclosures.disclosure_type,
    owed.owed_key,
    owed.title,
    owed.basis,
    exists(
        select 1
        from printed
        where
            printed.disclosure_id = disclosures.disclosure_id
            and printed.content_kind = owed.content_kind
            and list_contains(string_split(owed.content_types, '|'), printed.content_type)
    ) as is_present
from disclosures
inner join {{ ref('required_content') }} as owed on disclosures.disclosure_type = owed.disclosure_type
order by disclosures.disclosure_id, owed.owed_key
