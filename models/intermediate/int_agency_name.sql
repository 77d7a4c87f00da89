-- One row per document that names its agency: the one name under which it is compared. The user's file has the word;
-- then words are put in one form, the place is that of the printed region, and short and former names are looked up.
-- A name that many places have (教育局), printed without a place, is one agency within a folder of files and no further
-- (`found_in`; folders of years are not told apart).
with regions as (
    select distinct on (regions.region_code)
        regions.region_code,
        regions.region_name as own_name,
        parents.region_name as parent_name,
        grandparents.region_name as grandparent_name
    from {{ ref('region') }} as regions
    left join {{ ref('region') }} as parents
        on regions.parent_region_code = parents.region_code and parents.last_seen_year is null
    left join {{ ref('region') }} as grandparents
        on parents.parent_region_code = grandparents.region_code and grandparents.last_seen_year is null
    order by regions.region_code, regions.last_seen_year desc nulls first
),

printed as (
    select
        document_id,
        agency_name,
        region_code,
        {{ agency_spelling('agency_name') }} as spelling,
        rtrim(regexp_replace(
            regexp_replace(file_name, '/?[^/]*$', ''),
            '(^|/)20[0-9]{2}(年|年度)?(部门|单位)?(预算|决算|预决算)?(公开)?($|/)', '\1', 'g'
        ), '/') as folder
    from {{ ref('stg_documents') }}
    where agency_name is not null
),

-- A name that holds its place, printed without a region here and with one elsewhere.
elsewhere as (
    select
        printed.spelling,
        min(printed.region_code) as region_code
    from printed
    inner join regions using (region_code)
    where contains(printed.spelling, regions.own_name)
    group by all
    having count(distinct printed.region_code) = 1
),

given as (
    select
        {{ agency_spelling('name') }} as spelling,
        any_value({{ agency_spelling('same_as') }}) as same_as
    from ({{ user_agencies() }}) as users
    group by all
),

worded as (
    select
        printed.document_id,
        printed.agency_name,
        coalesce(printed.region_code, elsewhere.region_code) as region_code,
        given.same_as is not null as is_given,
        printed.folder,
        {{ agency_words('coalesce(given.same_as, printed.spelling)') }} as name
    from printed
    left join given on printed.spelling = given.spelling
    left join elsewhere on printed.spelling = elsewhere.spelling
),

-- 上海市青浦区残疾人联合会, 青浦区残疾人联合会 and, where the region is known, 区残疾人联合会.
placed as (
    select
        worded.*,
        regions.own_name,
        case
            when regions.own_name is null then worded.name
            when without_parents.name <> worded.name or starts_with(without_parents.name, regions.own_name)
                then regexp_replace(without_parents.name, '^' || regions.own_name, '')
            when left(worded.name, 1) = right(regions.own_name, 1) then substr(worded.name, 2)
            else worded.name
        end as rest
    from worded
    left join regions on worded.region_code = regions.region_code
    cross join lateral (
        select
            regexp_replace(
                worded.name,
                '^(' || coalesce(regions.grandparent_name, '!') || ')?(' || coalesce(regions.parent_name, '!') || ')?', ''
            ) as name
    ) as without_parents
),

known as (
    select
        placed.*,
        coalesce(former.same_as, short.same_as, placed.rest) as known_rest
    from placed
    left join {{ ref('agency_alias') }} as short on short.relation = 'short' and placed.rest = short.name
    left join {{ ref('agency_alias') }} as former
        on former.relation = 'renamed' and coalesce(short.same_as, placed.rest) = former.name
)

select
    document_id,
    agency_name,
    is_given,
    known_rest,
    case
        when own_name is null or contains(known_rest, regexp_replace(own_name, '(省|市|盟|旗|县|区|([^族]{1,2}族)+自治[州县区旗])$', '')) then known_rest
        else own_name || known_rest
    end as agency_key,
    case
        when
            own_name is null
            and not is_given
            and not {{ names_its_place('known_rest') }}
            then nullif(folder, '')
    end as found_in
from known
