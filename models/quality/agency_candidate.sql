-- Pairs of agencies of one place that are likely one, or of which one took over the other: never merged, listed to decide.
-- A line of the user's file (GONGKAI_AGENCIES: name, same_as) makes one agency of them.
with agencies as (
    select
        documents.agency_id,
        any_value(documents.region_code) as region_code,
        max(documents.agency_name) as agency_name,
        max(names.known_rest) as rest,
        min(documents.fiscal_year) as first_year,
        max(documents.fiscal_year) as last_year
    from {{ ref('int_document_all') }} as documents
    inner join {{ ref('int_agency_name') }} as names using (document_id)
    where documents.agency_id is not null
    group by all
),

pairs as (
    select
        one.agency_id,
        other.agency_id as other_agency_id,
        one.agency_name,
        other.agency_name as other_agency_name,
        case
            when aliases.relation = 'succeeded' then 'succeeded'
            when one.region_code is null then 'region_unknown'
            when jaro_winkler_similarity(one.rest, other.rest) >= 0.92 then 'similar_name'
        end as reason_code
    from agencies as one
    inner join agencies as other
        on
            one.agency_id <> other.agency_id
            and case
                when one.region_code is null then one.rest = other.rest or suffix(other.rest, one.rest)
                else one.region_code = other.region_code
            end
    left join {{ ref('agency_alias') }} as aliases
        on aliases.relation = 'succeeded' and one.rest = aliases.name and other.rest = aliases.same_as
    -- Two that publish for the same year are two.
    where
        (one.first_year > other.last_year or one.last_year < other.first_year or one.region_code is null)
        and (aliases.relation is not null or one.region_code is null or one.agency_id < other.agency_id)
)

select
    agency_id,
    other_agency_id,
    agency_name,
    other_agency_name,
    reason_code
from pairs
where reason_code is not null
order by agency_id, other_agency_id
