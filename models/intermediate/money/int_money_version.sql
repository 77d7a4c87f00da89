-- One row per document and side of which there are several different files of one agency, year and stage, from the oldest
-- on. The newest is known where every file prints when it was published, or where one alone says that it corrects.
with compared as (
    select
        *,
        count(*) over same_disclosure as version_count,
        count(published_date) over same_disclosure as dated_count,
        max(published_date) over same_disclosure as last_date,
        count(*) filter (where is_revised) over same_disclosure as revised_count,
        row_number() over (
            partition by agency_id, fiscal_year, stage, side
            order by published_date nulls first, is_revised, file_name, document_id
        ) as version_seq
    from {{ ref('int_money_file') }}
    where agency_id is not null and not is_copy and not is_member
    window same_disclosure as (partition by agency_id, fiscal_year, stage, side)
),

dated as (
    select
        *,
        dated_count = version_count
        and count(*) filter (where published_date = last_date) over (partition by agency_id, fiscal_year, stage, side) = 1
            as is_dated
    from compared
    where version_count > 1
)

select
    document_id,
    side,
    agency_id,
    fiscal_year,
    stage,
    published_date,
    version_seq,
    version_count,
    case
        when is_dated then 'published_date'
        when revised_count = 1 then 'revision'
        else 'undecided'
    end as ground,
    case
        when is_dated then published_date = last_date
        when revised_count = 1 then is_revised
    end as is_newest
from dated
