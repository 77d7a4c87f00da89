-- What a disclosure owes by its kind (seeds/rules/required_content.csv), and in which state it is there. Of several tables that
-- answer to one thing owed the fullest counts. `state`:
--   data         printed with figures other than 0 (a form or an explanation: printed)
--   zero         printed, every figure a 0
--   empty_noted  printed without figures, and a note below it or the text says that there are none
--   empty        printed without figures and without a word about it
--   unread       printed, but what stands in it was not understood; or not found in files that were not read whole
--   missing      not found
with disclosures as (
    select
        disclosure_id,
        max(disclosure_type) as disclosure_type,  -- of files of several kinds always the same one
        -- Pages that could not be read leave open what they print.
        bool_or(coalesce(numbers_used_pct, 100) < 99) as has_unread
    from {{ ref('int_document') }}
    where status = 'read'
    group by disclosure_id
),

absences as (
    select distinct
        documents.disclosure_id,
        absences.table_pattern
    from (
        select *
        from {{ ref('stg_sentences') }}
        where kind in ('sentence', 'note') and regexp_matches(source_text, '无|没有|未安排')
    ) as sentences
    inner join {{ ref('int_document') }} as documents using (document_id)
    inner join {{ ref('stated_absence') }} as absences
        on regexp_matches(sentences.source_text, '(无|没有|未安排)[^，。；]{0,14}' || absences.absence_pattern)
),

amounts as (
    select
        document_id,
        table_seq,
        count(*) as amount_count,
        count(*) filter (where {{ exact('amount_printed') }} <> 0) as nonzero_count
    from {{ ref('int_budget_line') }}
    where is_amount
    group by all
),

unread_lines as (
    select
        document_id,
        source_line
    from {{ ref('stg_rejects') }}
    where stage in ('table', 'numbers') and source_line is not null
),

printed as (
    select
        documents.disclosure_id,
        'table' as content_kind,
        tables.table_type as content_type,
        case
            when amounts.nonzero_count > 0 then 'data'
            when amounts.amount_count > 0 then 'zero'
            when exists (
                select 1
                from unread_lines
                where
                    unread_lines.document_id = tables.document_id
                    and unread_lines.source_line between tables.source_line and tables.source_line_end
            ) then 'unread'
            when
                tables.empty_note is not null
                or exists (
                    select 1
                    from absences
                    where
                        absences.disclosure_id = documents.disclosure_id
                        and regexp_matches(tables.table_type, absences.table_pattern)
                ) then 'empty_noted'
            else 'empty'
        end as state
    from {{ ref('stg_tables') }} as tables
    inner join {{ ref('int_document') }} as documents on tables.document_id = documents.document_id
    left join amounts
        on tables.document_id = amounts.document_id and tables.table_seq = amounts.table_seq

    union all

    select
        documents.disclosure_id,
        'form' as content_kind,
        forms.form_type as content_type,
        'data' as state
    from {{ ref('stg_evaluations') }} as forms
    inner join {{ ref('int_document') }} as documents on forms.document_id = documents.document_id
),

-- A heading is an explanation only with text below it: a list of contents has none, and at most one heading
-- (一、… of a part) may stand between.
headings as (
    select
        *,
        row_number() over (partition by document_id, body_count order by position desc) as distance
    from (
        select
            *,
            count(*) filter (where kind = 'sentence') over (
                partition by document_id order by position rows between unbounded preceding and current row
            ) as body_count,
            count(*) filter (where kind = 'sentence') over (partition by document_id) as last_body
        from {{ ref('stg_sentences') }}
        where kind in ('heading', 'sentence')
    ) as counted
    where kind = 'heading'
),

explained as (
    select
        documents.disclosure_id,
        headings.source_text as said
    from headings
    inner join {{ ref('int_document') }} as documents using (document_id)
    where headings.distance <= 2 and headings.body_count < headings.last_body

    union

    -- Text without headings of its own: a sentence that says how much, or that there is none.
    select
        documents.disclosure_id,
        regexp_extract(sentences.source_text, '^[^。；]{0,40}') as said
    from {{ ref('stg_sentences') }} as sentences
    inner join {{ ref('int_document') }} as documents using (document_id)
    where
        sentences.kind = 'sentence'
        and not regexp_matches(coalesce(sentences.section, ''), '名词解释')
        and regexp_matches(sentences.source_text, '[0-9](万|元|个|辆|家|%)|(无|没有)[^，。；]{2,20}')
),

-- What is said repeats over disclosures, so each of a kind is held against each pattern once.
answers as (
    select
        told.disclosure_type,
        told.said,
        owed.owed_key
    from (
        select distinct
            disclosures.disclosure_type,
            explained.said
        from explained
        inner join disclosures using (disclosure_id)
    ) as told
    inner join {{ ref('required_content') }} as owed
        on
            told.disclosure_type = owed.disclosure_type
            and owed.content_kind = 'section'
            and regexp_matches(told.said, owed.content_types)
),

found as (
    select
        disclosures.disclosure_id,
        owed.owed_key,
        min(case printed.state
            when 'data' then 1 when 'zero' then 2 when 'empty_noted' then 3 when 'empty' then 4 else 5
        end) as rank
    from disclosures
    inner join {{ ref('required_content') }} as owed on disclosures.disclosure_type = owed.disclosure_type
    inner join printed
        on
            disclosures.disclosure_id = printed.disclosure_id
            and owed.content_kind = printed.content_kind
            and list_contains(string_split(owed.content_types, '|'), printed.content_type)
    group by all

    union all

    select
        disclosures.disclosure_id,
        answers.owed_key,
        1 as rank
    from disclosures
    inner join explained using (disclosure_id)
    inner join answers using (disclosure_type, said)
    group by all
),

judged as (
    select
        disclosures.disclosure_id,
        disclosures.disclosure_type,
        owed.owed_key,
        owed.content_kind,
        owed.title,
        owed.basis,
        case
            when found.rank is not null then ['data', 'zero', 'empty_noted', 'empty', 'unread'][found.rank]
            when disclosures.has_unread then 'unread'
            else 'missing'
        end as state,
        found.rank is not null as is_present
    from disclosures
    inner join {{ ref('required_content') }} as owed on disclosures.disclosure_type = owed.disclosure_type
    left join found
        on disclosures.disclosure_id = found.disclosure_id and owed.owed_key = found.owed_key
)

select
    disclosure_id,
    disclosure_type,
    owed_key,
    content_kind,
    title,
    basis,
    state,
    is_present
from judged
order by disclosure_id, owed_key
