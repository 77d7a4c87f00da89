-- CP-01: what a disclosure owes by its kind is there (models/quality/owed_content.sql), empty or not.
-- One row per thing owed, put down to the disclosure's first document.
with documents as (
    select
        disclosure_id,
        min(document_id) as document_id,
        -- Pages that could not be read leave open what they print.
        bool_or(coalesce(numbers_used_pct, 100) < 99) as has_unread
    from {{ ref('int_document') }}
    where status = 'read'
    group by disclosure_id
),

raw as (
    select
        'CP-01:' || owed.disclosure_id || ':' || owed.owed_key as check_id,
        'CP-01' as rule_id,
        documents.document_id,
        '应公开的“' || owed.title || '”' as scope,
        not owed.is_present as is_broken,
        '没有找到（依据：' || owed.basis || '）' as finding,
        null as stated,
        null as expected,
        null as unit,
        case when not owed.is_present and documents.has_unread then '文件有未读出的内容，不能断定缺表' end as skip_reason,
        [documents.document_id] as evidence,
        cast(null as integer) as source_page,
        cast(null as integer) as source_line,
        cast(null as integer) as source_line_end,
        cast(null as varchar) as source_text
    from {{ ref('owed_content') }} as owed
    inner join documents using (disclosure_id)
)

{{ findings_from('raw') }}
