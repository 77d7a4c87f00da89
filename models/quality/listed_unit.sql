-- One row per document and unit that it names as one of its own: rows of units in its tables, and sentences that list
-- them (下属单位包括：甲中心、乙站。), where the name ends as names of bodies do and isn't the document's own agency.
with suffixes as (
    select '(' || string_agg(organisation_suffix, '|') || ')' as pattern
    from {{ ref('organisation_suffix') }}
),

lists as (
    select
        sentences.*,
        regexp_extract(
            source_text, '(预算单位|下属单位|所属单位|范围的单位)[^：:。]{0,30}(包括|分别为|分别是|有|为|如下|具体是)[：:](.+)', 3
        ) as listed
    from {{ ref('stg_sentences') }} as sentences
    where kind = 'sentence'
),

named as (
    select
        document_id,
        subject_name as unit_name,
        {{ provenance() }}
    from {{ ref('int_budget_line') }}
    where row_role = 'unit'
    union all by name
    select
        document_id,
        unnest(string_split_regex(
            regexp_replace(listed, suffixes.pattern || '和', '\1、', 'g'), '[、，,；;。]'
        )) as unit_name,
        {{ provenance('lists') }}
    from lists
    cross join suffixes
    where listed <> ''
),

spelled as (
    select
        named.*,
        {{ agency_spelling('named.unit_name') }} as spelling
    from named
    cross join suffixes
    where
        length(named.unit_name) between 5 and 40
        -- A page's running head within the list.
        and not regexp_matches(named.unit_name, '[0-9]{4}年')
        and regexp_matches({{ agency_spelling('named.unit_name') }}, suffixes.pattern || '(（[^）]+）)?$')
)

select distinct on (spelled.document_id, spelled.spelling)
    spelled.document_id,
    spelled.spelling as unit_name,
    {{ provenance('spelled') }}
from spelled
inner join {{ ref('int_document') }} as documents on spelled.document_id = documents.document_id
where
    not starts_with(documents.disclosure_type, 'government_')
    -- 医疗保障局（行政） is the department itself.
    and not contains({{ agency_spelling('documents.agency_name') }}, regexp_replace(spelled.spelling, '（[^）]+）$', ''))
    and not suffix(documents.agency_key, spelled.spelling)
order by spelled.document_id, spelled.spelling, spelled.source_line
