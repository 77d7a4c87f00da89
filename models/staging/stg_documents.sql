-- A file whose bytes were found before (another name, or inside a ZIP beside its unpacked folder) is a document of
-- its own, but its facts are those of the first: `duplicate_of` names it, and no fact model reads the second. A document
-- in quarantine was read, but is published as unread: no fact model reads it either.
with staged as (
    {{ staged('documents') }}
),

quarantined as (
    {{ quarantined() }}
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
        originals.*,
        case when originals.original_id <> originals.document_id then originals.original_id end as duplicate_of,
        quarantined.document_id is not null as is_quarantined,
        quarantined.reason
    from originals
    left join quarantined on originals.document_id = quarantined.document_id
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
    case when is_quarantined then 0 else try_cast(numbers_total as integer) end as numbers_total,
    case when is_quarantined then 0 else try_cast(numbers_used as integer) end as numbers_used,
    case when is_quarantined then 0 else try_cast(numbers_ignored as integer) end as numbers_ignored,
    case when not is_quarantined then numbers_set_aside end as numbers_set_aside,
    case when is_quarantined then 'unread' else status end as status,
    case
        when is_quarantined then reason
        when duplicate_of is null then status_reason
        else '与 ' || original_name || ' 内容完全相同，事实只记一次 / the same bytes as ' || original_name
    end as status_reason,
    loader_version,
    duplicate_of,
    is_quarantined
from told_apart
