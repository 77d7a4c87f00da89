-- An agency is a name in a region. A file that prints no region takes that of the other files of the same
-- agency, if they all agree; a name that the user's file gives takes that of the agency given.
with documents as (
    select
        staged.* exclude (agency_key, disclosure_key),
        names.agency_key,
        names.agency_key || coalesce('@' || names.found_in, '') as found_key,
        coalesce(names.is_given, false) as is_given,
        case
            when staged.disclosure_key is not null
                then
                    -- A part that prints no agency goes where the files that it was joined to go.
                    coalesce(
                        coalesce(
                            names.agency_key || coalesce('@' || names.found_in, ''),
                            min(names.agency_key) over (partition by staged.disclosure_key)
                        )
                        || regexp_extract(staged.disclosure_key, '[|].*$'),
                        staged.disclosure_key
                    )
        end as disclosure_key
    from {{ ref('stg_documents') }} as staged
    left join {{ ref('int_agency_name') }} as names using (document_id)
),

known_regions as (
    select
        found_key,
        min(region_code) as region_code
    from documents
    where found_key is not null and region_code is not null and not is_given
    group by found_key
    having count(distinct region_code) = 1
),

located as (
    select
        documents.* exclude (region_code, is_given),
        case
            when documents.is_given then coalesce(known_regions.region_code, documents.region_code)
            else coalesce(documents.region_code, known_regions.region_code)
        end as region_code
    from documents
    left join known_regions on documents.found_key = known_regions.found_key
)

select
    * exclude (found_key, numbers_total, numbers_used, numbers_ignored),
    case when agency_key is not null then coalesce(region_code, '000000') || '-' || found_key end as agency_id,
    coalesce(disclosure_key, duplicate_of, document_id) as disclosure_id,
    -- The numbers of a repeated file are those of the first.
    case when duplicate_of is null then coalesce(numbers_total, 0) else 0 end as numbers_total,
    case when duplicate_of is null then coalesce(numbers_used, 0) else 0 end as numbers_used,
    case when duplicate_of is null then coalesce(numbers_ignored, 0) else 0 end as numbers_ignored,
    -- Numbers ignored with a reason (page numbers, column numbers) are not owed to any fact.
    cast(
        case
            when duplicate_of is null and numbers_total > coalesce(numbers_ignored, 0)
                then least(100, 100.0 * numbers_used / (numbers_total - coalesce(numbers_ignored, 0)))
        end as decimal(5, 2)
    ) as numbers_used_pct
from located
