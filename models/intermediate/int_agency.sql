select
    agency_id,
    any_value(agency_name) as agency_name,
    max(province) as province,
    max(city) as city,
    max(county) as county,
    max(region_code) as region_code,
    max(agency_level) as agency_level,
    max(supervising_department) as supervising_department
from {{ ref('int_document') }}
where agency_id is not null
group by agency_id
