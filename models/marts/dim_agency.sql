select
    agency_id,
    agency_name,
    province,
    city,
    county,
    region_code,
    agency_level,
    supervising_department
from {{ ref('int_agency') }}
order by agency_id
