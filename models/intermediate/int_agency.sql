-- One row per agency under its latest name: of several the one that most files print, without what says which of its
-- budgets it is (汇总, 本级).
with named as (
    select
        *,
        count(*) over (partition by agency_id, agency_name) as file_count
    from {{ ref('int_document') }}
    where agency_id is not null
)

select
    agency_id,
    arg_max(
        agency_name,
        (coalesce(fiscal_year, 0), not regexp_matches(agency_name, '[)）]$'), file_count, length(agency_name), agency_name)
    ) as agency_name,
    max(province) as province,
    max(city) as city,
    max(county) as county,
    max(region_code) as region_code,
    max(agency_level) as agency_level,
    max(supervising_department) as supervising_department
from named
group by agency_id
