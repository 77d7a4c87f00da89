-- quality: unread (nothing could be read), incomplete (a number owed that no fact holds, one whose column, unit or
-- subject could not be decided, a unit that nothing confirms, a text layer that is no text, what the file cuts off, nothing
-- understood of what it shows, or a check that fails by the reading; text without tables is complete where another file of
-- the same disclosure holds them, or where every sum of money that it states was read), discrepant (some check of severity error fails, or the file contradicts itself),
-- reconciled (everything else). int_document_quality has the reasons.
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
        count(distinct root_id) filter (
            where status = 'fail' and severity = 'error' and attribution is distinct from 'extraction'
        ) as finding_count,
        count(*) filter (where status = 'not_applicable') as not_applicable_count
    from {{ ref('fct_check') }}
    group by all
),

-- Whether sums over the document's money are proved, of both sides: else why not.
money as (
    select
        document_id,
        case
            when bool_and(money_status = 'proved') then 'proved'
            when bool_or(money_status = 'proved' and budget is not null) then 'proved_partly'
            when bool_or(money_status = 'proved') then any_value('proved_' || side) filter (where money_status = 'proved')
            else coalesce(
                any_value(money_status) filter (where side = 'expenditure' and money_status <> 'no_total'), any_value(money_status)
            )
        end as money_status
    from {{ ref('money_proof') }}
    group by document_id
),

confirmations as (
    select
        document_id,
        count(*) filter (where confirmation = 'confirmed') as confirmed_count,
        count(*) filter (where confirmation = 'undecided') as undecided_count,
        count(*) as fact_count
    from (
        {% for fact in ['fct_budget_line', 'fct_funding', 'fct_indicator'] -%}
            select
                document_id,
                confirmation
            from {{ ref(fact) }}
            {% if not loop.last %}
                union all
            {% endif %}
        {% endfor -%}
    ) as facts
    group by document_id
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
    documents.numbers_set_aside,
    documents.numbers_used_pct,
    cast(100.0 * confirmations.confirmed_count / confirmations.fact_count as decimal(5, 2)) as confirmed_pct,
    cast(coalesce(confirmations.undecided_count, 0) as integer) as undecided_count,
    cast(coalesce(table_counts.table_count, 0) as integer) as table_count,
    cast(coalesce(form_counts.form_count, 0) as integer) as form_count,
    cast(coalesce(reject_counts.reject_count, 0) as integer) as reject_count,
    cast(coalesce(check_counts.passed_count, 0) as integer) as passed_check_count,
    cast(coalesce(check_counts.failed_count, 0) as integer) as failed_check_count,
    cast(coalesce(check_counts.finding_count, 0) as integer) as finding_count,
    cast(coalesce(check_counts.not_applicable_count, 0) as integer) as not_applicable_check_count,
    judged.quality,
    judged.quality_reason,
    coalesce(
        case when documents.duplicate_of is not null then 'same_file' end, money.money_status, 'no_summary'
    ) as money_status,
    case
        when
            documents.status = 'read'
            and list_contains(string_split(judged.quality_reason, '|'), 'no_content')
            and documents.status_reason is null
            then '没有找到预决算表或绩效表 / no budget or final-account table and no performance form found'
        else documents.status_reason
    end as status_reason,
    documents.loader_version
from {{ ref('int_document') }} as documents
left join table_counts on documents.document_id = table_counts.document_id
left join form_counts on documents.document_id = form_counts.document_id
left join reject_counts on documents.document_id = reject_counts.document_id
left join check_counts on documents.document_id = check_counts.document_id
left join confirmations on documents.document_id = confirmations.document_id
left join money on documents.document_id = money.document_id
-- The same bytes have the same quality.
left join {{ ref('int_document_quality') }} as judged
    on coalesce(documents.duplicate_of, documents.document_id) = judged.document_id
order by documents.duplicate_of is not null, documents.document_id
