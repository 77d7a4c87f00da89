with staged as (
    {{ staged('documents') }}
)

select
    document_id,
    sha256,
    file_name,
    media_type,
    reader,
    try_cast(page_count as integer) as page_count,
    title,
    disclosure_type,
    try_cast(fiscal_year as integer) as fiscal_year,
    agency_name,
    agency_key,
    province,
    city,
    county,
    region_code,
    agency_level,
    supervising_department,
    disclosure_key,
    try_cast(numbers_total as integer) as numbers_total,
    try_cast(numbers_used as integer) as numbers_used,
    try_cast(numbers_ignored as integer) as numbers_ignored,
    status,
    status_reason,
    loader_version
from staged
