-- What documents are computed together by: two that share a key stand in one shard, since some rule looks from one to the
-- other. Files of one disclosure, of one agency, of the same bytes; departments and units of one place; where one of two
-- prints no place, those that name each other. Copies that name no agency are told by their amounts (money_content).
with documents as (
    select
        document_id,
        sha256,
        disclosure_id,
        agency_id,
        agency_name,
        agency_key,
        region_code,
        fiscal_year,
        regexp_replace(supervising_department, '^[0-9]+[-—]?', '') as department_name,
        {{ agency_spelling('supervising_department') }} as department_spelling
    from {{ ref('int_document_all') }}
)

{% for name, expression in [
    ('document', 'document_id'), ('bytes', 'sha256'), ('disclosure', 'disclosure_id'), ('agency', 'agency_id'),
    ('place', "coalesce(region_code, '')"),
] -%}
    select
        document_id,
        '{{ name }} ' || {{ expression }} as shard_key
    from documents
    where {{ expression }} is not null

    union all

{% endfor -%}
select
    units.document_id,
    'document ' || departments.document_id as shard_key
from documents as units
inner join documents as departments
    on
        units.fiscal_year = departments.fiscal_year
        and (units.region_code is null) <> (departments.region_code is null)
where
    units.agency_key = departments.agency_key
    or contains(units.department_name, departments.agency_name)
    or contains(units.department_spelling, departments.agency_key)
