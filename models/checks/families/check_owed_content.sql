-- CP-01, CP-03: what a disclosure owes by its kind is there (models/quality/owed_content.sql): tables and forms, empty
-- or not (CP-01); explanations (CP-03), where the disclosure prints any: they may be published apart from the tables.
-- A page of one matter alone (某局2020年“三公”经费预算, 政府采购情况说明) is a part of what was published: what it lacks may stand
-- on another. One row per thing owed, put down to the disclosure's first document that prints any table or form.
with printed as (
    select document_id from {{ ref('stg_tables') }}
    union
    select document_id from {{ ref('stg_evaluations') }}
),

others as (
    select distinct document_id
    from {{ ref('stg_tables') }}
    where table_type not in ('three_public', 'procurement', 'operating_cost')
),

documents as (
    select
        documents.disclosure_id,
        coalesce(min(printed.document_id), min(documents.document_id)) as document_id,
        bool_and(
            regexp_matches(documents.title, '三公|政府采购|机关运行经费')
            and not regexp_matches(documents.title, '(部门|单位)(综合)?[预决]算|预决算|[预决]算[^，。；]{0,6}(以?及|和|与|、)[“"]?(三公|政府采购|机关运行)')
            and others.document_id is null
        ) as is_of_one_matter
    from {{ ref('int_document') }} as documents
    left join printed on documents.document_id = printed.document_id
    left join others on documents.document_id = others.document_id
    where documents.status = 'read'
    group by documents.disclosure_id
),

owed as (
    select
        *,
        case content_kind when 'section' then 'CP-03' else 'CP-01' end as rule_id,
        bool_or(content_kind = 'section' and is_present) over (partition by disclosure_id) as has_explanations
    from {{ ref('owed_content') }}
),

raw as (
    select
        owed.rule_id || ':' || owed.disclosure_id || ':' || owed.owed_key as check_id,
        owed.rule_id,
        documents.document_id,
        '应公开的“' || owed.title || '”' as scope,
        owed.state = 'missing' as is_broken,
        '没有找到（依据：' || owed.basis || '）' as finding,
        null as stated,
        null as expected,
        null as unit,
        case
            when documents.is_of_one_matter and owed.state = 'missing' then 'one_matter'
            when owed.content_kind = 'section' and not owed.has_explanations then 'tables_only'
            when owed.state <> 'unread' then null
            when owed.is_present then 'not_understood'
            else 'unread_content'
        end as skip_reason,
        cast([] as varchar[]) as evidence,
        cast(null as integer) as source_page,
        cast(null as integer) as source_line,
        cast(null as integer) as source_line_end,
        cast(null as varchar) as source_text
    from owed
    inner join documents using (disclosure_id)
)

{{ findings_from('raw') }}
