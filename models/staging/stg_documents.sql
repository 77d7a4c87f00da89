-- A file whose bytes were found before (another name, or inside a ZIP beside its unpacked folder) is a document of
-- its own, but its facts are those of the first: `duplicate_of` names it, and no fact model reads the second.
with staged as (
    {{ staged('documents') }}
),

originals as (
    select
        *,
        first(document_id) over same_bytes as original_id,
        first(file_name) over same_bytes as original_name
    from staged
    window same_bytes as (
        partition by coalesce(sha256, document_id)
        order by status <> 'read', reader is null, contains(file_name, '.zip/'), file_name, document_id
        rows between unbounded preceding and unbounded following
    )
),

told_apart as (
    select
        *,
        case when original_id <> document_id then original_id end as duplicate_of
    from originals
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
    agency_source,
    disclosure_key,
    try_cast(numbers_total as integer) as numbers_total,
    try_cast(numbers_used as integer) as numbers_used,
    try_cast(numbers_ignored as integer) as numbers_ignored,
    numbers_set_aside,
    status,
    case
        when duplicate_of is null then status_reason
        else '与 ' || original_name || ' 内容完全相同，事实只记一次 / the same bytes as ' || original_name
    end as status_reason,
    loader_version,
    duplicate_of
from told_apart
