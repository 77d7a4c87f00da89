-- quality: unread (nothing could be read), incomplete (less than 99 % of the printed numbers used, nothing of what
-- the file shows understood, amounts read by OCR not confirmed, a budget figure without its place, or a check that
-- fails by the reading: an amount that does not stand in its printed row; text without tables is complete where
-- another file of the same disclosure holds them), discrepant (some check of severity error
-- fails), reconciled (everything else).
with table_counts as (
    select
        document_id,
        count(*) as table_count
    from {{ ref('stg_tables') }}
    group by all
),

form_counts as (
    select
        document_id,
        count(*) as form_count
    from {{ ref('stg_evaluations') }}
    group by all
),

reject_counts as (
    select
        document_id,
        count(*) as reject_count
    from {{ ref('fct_reject') }}
    group by all
),

check_counts as (
    select
        document_id,
        count(*) filter (where status = 'pass') as passed_count,
        count(*) filter (where status = 'fail' and severity = 'error') as failed_count,
        count(*) filter (where status = 'not_applicable') as not_applicable_count
    from {{ ref('fct_check') }}
    group by all
),

-- Amounts read by OCR that no sum of their table confirms, figures that lead nowhere, failures put down to the reading.
unconfirmed as (
    select document_id
    from {{ ref('stg_budget_lines') }}
    where list_contains(string_split(repair_code, '|'), 'ocr_unconfirmed')
    union
    select document_id
    from {{ ref('stg_funding') }}
    where list_contains(string_split(repair_code, '|'), 'ocr_unconfirmed')
    union
    select document_id
    from {{ ref('fct_budget_line') }}
    where source_line is null and source_page is null
    union
    select document_id
    from {{ ref('fct_check') }}
    where status = 'fail' and attribution = 'extraction'
),

-- Whether sums over the document's money are proved, of both sides: else why not.
money as (
    select
        document_id,
        case
            when bool_and(money_status = 'proved') then 'proved'
            when bool_or(money_status = 'proved') then any_value('proved_' || side) filter (where money_status = 'proved')
            else coalesce(
                any_value(money_status) filter (where side = 'expenditure' and money_status <> 'no_total'), any_value(money_status)
            )
        end as money_status
    from {{ ref('money_proof') }}
    group by document_id
),

contents as (
    select distinct documents.disclosure_id
    from {{ ref('int_document') }} as documents
    left join table_counts on documents.document_id = table_counts.document_id
    left join form_counts on documents.document_id = form_counts.document_id
    where table_counts.document_id is not null or form_counts.document_id is not null
),

judged as (
    select
        documents.document_id,
        contents.disclosure_id is null as is_without_content,
        case
            when documents.status = 'unread' then 'unread'
            when
                coalesce(documents.numbers_used_pct, 100) < 99
                or contents.disclosure_id is null
                or unconfirmed.document_id is not null
                then 'incomplete'
            when check_counts.failed_count > 0 then 'discrepant'
            else 'reconciled'
        end as quality
    from {{ ref('int_document') }} as documents
    left join contents on documents.disclosure_id = contents.disclosure_id
    left join check_counts on documents.document_id = check_counts.document_id
    left join unconfirmed on documents.document_id = unconfirmed.document_id
)

select
    documents.document_id,
    documents.sha256,
    documents.file_name,
    documents.media_type,
    documents.reader,
    documents.page_count,
    documents.title,
    documents.disclosure_type,
    documents.fiscal_year,
    documents.agency_id,
    documents.agency_source,
    documents.disclosure_id,
    documents.numbers_total,
    documents.numbers_used,
    documents.numbers_ignored,
    documents.numbers_used_pct,
    cast(coalesce(table_counts.table_count, 0) as integer) as table_count,
    cast(coalesce(form_counts.form_count, 0) as integer) as form_count,
    cast(coalesce(reject_counts.reject_count, 0) as integer) as reject_count,
    cast(coalesce(check_counts.passed_count, 0) as integer) as passed_check_count,
    cast(coalesce(check_counts.failed_count, 0) as integer) as failed_check_count,
    cast(coalesce(check_counts.not_applicable_count, 0) as integer) as not_applicable_check_count,
    judged.quality,
    coalesce(
        case when documents.duplicate_of is not null then 'same_file' end, money.money_status, 'no_summary'
    ) as money_status,
    case
        when documents.status = 'read' and judged.is_without_content and documents.status_reason is null
            then '没有找到预决算表或绩效表 / no budget or final-account table and no performance form found'
        else documents.status_reason
    end as status_reason,
    documents.loader_version
from {{ ref('int_document') }} as documents
left join table_counts on documents.document_id = table_counts.document_id
left join form_counts on documents.document_id = form_counts.document_id
left join reject_counts on documents.document_id = reject_counts.document_id
left join check_counts on documents.document_id = check_counts.document_id
left join money on documents.document_id = money.document_id
-- The same bytes have the same quality.
left join judged on coalesce(documents.duplicate_of, documents.document_id) = judged.document_id
order by documents.duplicate_of is not null, documents.document_id
