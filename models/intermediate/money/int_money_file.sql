-- One row per document and side whose money is proved: of which agency, year and stage, whether another file holds the
-- same amounts, and whether a file of its department holds them (of one place, as far as it is printed).
with documents as (
    select
        amounts.document_id,
        amounts.side,
        documents.agency_id,
        documents.agency_key,
        documents.fiscal_year,
        documents.supervising_department,
        documents.region_code,
        documents.file_name,
        regexp_matches(
            coalesce(documents.title, '') || documents.file_name, '更正|修订|修正|勘误|更新|重新公开|调整后'
        ) as is_revised,
        case when bool_or(amounts.column_phase = 'final') then 'final_account' else 'budget' end as stage,
        case
            when documents.disclosure_type = 'unit_budget' or regexp_matches(documents.title, '单位(预算|决算)') then 'unit'
            when regexp_matches(documents.agency_name, '[(（](本级|机关)[)）]$') then 'unit'
            else 'department'
        end as body,
        count(*) as amount_count,
        sum(amounts.amount_yuan) as sum_yuan,
        md5(string_agg(
            concat_ws('|', amounts.subject_code, amounts.amount_yuan), ';'
            order by amounts.subject_code, amounts.amount_yuan
        ) filter (where amounts.amount_yuan <> 0)) as content
    from {{ ref('int_money_amount') }} as amounts
    inner join {{ ref('int_document') }} as documents on amounts.document_id = documents.document_id
    where amounts.is_main
    group by all
),

-- Where an agency isn't known, a few equal amounts may be chance.
copies as (
    select
        later.document_id,
        later.side
    from documents as later
    inner join documents as first_copy
        on
            later.side = first_copy.side
            and later.stage = first_copy.stage
            and later.fiscal_year is not distinct from first_copy.fiscal_year
            and case
                when later.agency_id = first_copy.agency_id
                    then
                        -- A file that says it corrects is a version, whatever it corrects.
                        later.is_revised = first_copy.is_revised
                        and (
                            later.content = first_copy.content
                            or (later.sum_yuan = first_copy.sum_yuan and later.sum_yuan <> 0)
                        )
                when later.agency_id is null or first_copy.agency_id is null
                    then later.content = first_copy.content and later.amount_count >= 5
            end
            and (
                first_copy.agency_id is null, first_copy.body, first_copy.amount_count * -1,
                first_copy.file_name, first_copy.document_id
            ) < (
                later.agency_id is null, later.body, later.amount_count * -1,
                later.file_name, later.document_id
            )
    group by all
),

originals as (
    select documents.*
    from documents
    anti join copies using (document_id, side)
),

unit_names as (
    select distinct
        document_id,
        {{ agency_spelling('subject_name') }} as name
    from {{ ref('stg_row_labels') }}
    where length(subject_name) >= 4
    union
    select distinct
        document_id,
        {{ agency_spelling('name') }} as name
    from {{ ref('stg_sentences') }}
    where name is not null
    union
    select
        document_id,
        unit_name as name
    from {{ ref('listed_unit') }}
),

members as (
    select distinct
        units.document_id,
        units.side
    from originals as units
    inner join originals as departments
        on
            units.side = departments.side
            and units.fiscal_year = departments.fiscal_year
            and units.stage = departments.stage
            and units.document_id <> departments.document_id
            and departments.body = 'department'
            and departments.sum_yuan >= units.sum_yuan
    where
        case
            when units.agency_id = departments.agency_id then units.body = 'unit'
            else
                coalesce(units.region_code = departments.region_code, true)
                and contains({{ agency_spelling('units.supervising_department') }}, departments.agency_key)
                or units.region_code is not distinct from departments.region_code
                and exists (
                    select 1
                    from unit_names
                    where unit_names.document_id = departments.document_id and unit_names.name = units.agency_key
                )
        end
)

select
    documents.*,
    dates.published_date,
    copies.document_id is not null as is_copy,
    members.document_id is not null as is_member
from documents
left join copies on documents.document_id = copies.document_id and documents.side = copies.side
left join members on documents.document_id = members.document_id and documents.side = members.side
left join {{ ref('publication_date') }} as dates on documents.document_id = dates.document_id
