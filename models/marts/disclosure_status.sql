-- What is there is published or, where nothing of it could be read, unread. What isn't is missing where something says that
-- it is owed: the user's roster, a department that names the unit as its own, or the same agency's years before and after.
with names as (
    select
        {{ agency_spelling('agency_name') }} as spelling,
        min(agency_id) as agency_id,
        left(min(agency_id), 6) as region_code
    from {{ ref('dim_agency_name') }}
    group by all
    having count(distinct agency_id) = 1
),

present as (
    select
        documents.agency_id,
        documents.fiscal_year,
        {{ owed_kind('documents.disclosure_type') }} as kind,
        count(*) as document_count,
        min(documents.document_id) as document_id,
        min(dates.published_date) as published_date,
        bool_and(documents.quality = 'unread') as is_unread
    from {{ ref('dim_document') }} as documents
    left join {{ ref('publication_date') }} as dates on documents.document_id = dates.document_id
    where
        documents.agency_id is not null
        and documents.fiscal_year is not null
        and coalesce(documents.disclosure_type, 'unknown') not in ('unknown', 'other')
    group by all
),

-- Years between the first and the last of one kind.
between_years as (
    select
        agency_id,
        kind,
        unnest(generate_series(min(fiscal_year), max(fiscal_year))) as fiscal_year
    from present
    where kind in ('budget', 'final_account')
    group by all
),

owed as (
    select
        1 as ground_rank,
        'roster' as ground,
        names.agency_id,
        coalesce(agencies.agency_name, roster.name) as agency_name,
        roster.fiscal_year,
        roster.kind,
        cast(null as varchar) as named_by_document_id,
        cast(null as varchar) as named_by_agency_id
    from ({{ user_roster() }}) as roster
    left join names on {{ agency_spelling('roster.name') }} = names.spelling
    left join {{ ref('dim_agency') }} as agencies on names.agency_id = agencies.agency_id
    union all
    select
        2 as ground_rank,
        'named_by_department' as ground,
        names.agency_id,
        coalesce(agencies.agency_name, units.unit_name) as agency_name,
        documents.fiscal_year,
        {{ owed_kind('documents.disclosure_type') }} as kind,
        units.document_id as named_by_document_id,
        coalesce(documents.agency_id, units.document_id) as named_by_agency_id
    from {{ ref('listed_unit') }} as units
    inner join {{ ref('int_document') }} as documents on units.document_id = documents.document_id
    -- 局信息中心 is one of its own in every place.
    left join names
        on
            units.unit_name = names.spelling
            and (names.region_code = documents.region_code or regexp_matches(names.spelling, '^.{2,8}[省市县区州盟旗]'))
    left join {{ ref('dim_agency') }} as agencies on names.agency_id = agencies.agency_id
    where
        documents.disclosure_type in ('department_budget', 'final_account')
        and documents.fiscal_year is not null
        and documents.duplicate_of is null
    union all
    select
        4 as ground_rank,
        'between_years' as ground,
        between_years.agency_id,
        agencies.agency_name,
        between_years.fiscal_year,
        between_years.kind,
        cast(null as varchar) as named_by_document_id,
        cast(null as varchar) as named_by_agency_id
    from between_years
    inner join {{ ref('dim_agency') }} as agencies on between_years.agency_id = agencies.agency_id
    union all
    select
        3 as ground_rank,
        'published' as ground,
        present.agency_id,
        agencies.agency_name,
        present.fiscal_year,
        present.kind,
        cast(null as varchar) as named_by_document_id,
        cast(null as varchar) as named_by_agency_id
    from present
    inner join {{ ref('dim_agency') }} as agencies on present.agency_id = agencies.agency_id
),

once as (
    select distinct on (body, fiscal_year, kind)
        *,
        coalesce(agency_id, concat_ws('|', named_by_agency_id, agency_name)) as body
    from owed
    order by body, fiscal_year, kind, ground_rank, named_by_document_id
),

-- Files without readable content say whose they are by their names only.
unread_files as (
    select
        document_id,
        {{ agency_spelling('file_name') }} as file_name
    from {{ ref('dim_document') }}
    where quality = 'unread' and agency_id is null
),

unread as (
    select
        once.agency_name,
        once.fiscal_year,
        once.kind,
        min(unread_files.document_id) as document_id
    from once
    inner join unread_files
        on
            contains(unread_files.file_name, {{ agency_spelling('once.agency_name') }})
            and contains(unread_files.file_name, cast(once.fiscal_year as varchar))
            and contains(unread_files.file_name, '决算') = (once.kind = 'final_account')
    group by all
)

select
    once.agency_id,
    once.agency_name,
    cast(once.fiscal_year as integer) as fiscal_year,
    once.kind,
    case
        when present.agency_id is not null and not present.is_unread then 'published'
        when present.agency_id is not null or unread.document_id is not null then 'unread'
        else 'missing'
    end as state,
    once.ground,
    once.named_by_document_id,
    coalesce(present.document_id, unread.document_id) as document_id,
    cast(coalesce(present.document_count, 0) as integer) as document_count,
    present.published_date
from once
left join present
    on once.agency_id = present.agency_id and once.fiscal_year = present.fiscal_year and once.kind = present.kind
left join unread
    on once.agency_name = unread.agency_name and once.fiscal_year = unread.fiscal_year and once.kind = unread.kind
order by once.agency_name, once.agency_id, once.fiscal_year, once.kind
