-- Why a document is no `reconciled` one, as codes; `is_wrong` tells what the publisher printed from what was not read.
with reasons as (
    select
        document_id,
        'nothing_read' as reason,
        false as is_wrong
    from {{ ref('int_document') }}
    where status = 'unread'

    union all

    select
        document_id,
        'numbers_unused' as reason,
        false as is_wrong
    from {{ ref('int_document') }}
    where numbers_used < numbers_total - numbers_ignored

    union all

    select
        documents.document_id,
        'no_content' as reason,
        false as is_wrong
    from {{ ref('int_document') }} as documents
    where
        documents.disclosure_id not in (
            select contents.disclosure_id
            from {{ ref('int_document') }} as contents
            where
                contents.document_id in (select document_id from {{ ref('stg_tables') }})
                or contents.document_id in (select document_id from {{ ref('stg_evaluations') }})
                -- A text whose sentences state money says all that it says there.
                or contents.document_id in (
                    select document_id from {{ ref('stg_stated_amounts') }}
                    where suffix(unit, '元')
                )
        )

    union all

    {% for fact in ['fct_budget_line', 'fct_funding', 'fct_indicator'] -%}
        select
            document_id,
            'undecided' as reason,
            false as is_wrong
        from {{ ref(fact) }}
        where confirmation = 'undecided'

        union all

        select
            document_id,
            'misread' as reason,
            false as is_wrong
        from {{ ref(fact) }}
        where {{ has_effect('repair_code', 'incomplete') }}

        union all

    {% endfor -%}
    select
        document_id,
        'without_place' as reason,
        false as is_wrong
    from {{ ref('fct_budget_line') }}
    where source_line is null and source_page is null

    union all

    select
        document_id,
        'unit_borrowed' as reason,
        false as is_wrong
    from {{ ref('int_borrowed_unit') }}
    where not is_confirmed

    union all

    select
        rejects.document_id,
        notes.code as reason,
        notes.effect = 'discrepant' as is_wrong
    from {{ ref('fct_reject') }} as rejects
    inner join {{ ref('note') }} as notes on rejects.code = notes.code
    where notes.effect in ('incomplete', 'discrepant', 'undecided')

    union all

    -- The text counts targets, no file of the disclosure prints one, and the file ends before any table or glossary follows.
    select
        rejects.document_id,
        rejects.code as reason,
        false as is_wrong
    from {{ ref('fct_reject') }} as rejects
    inner join {{ ref('int_document') }} as documents on rejects.document_id = documents.document_id
    where
        rejects.code = 'targets_not_here'
        and documents.disclosure_id not in (
            select others.disclosure_id
            from {{ ref('stg_evaluations') }} as forms
            inner join {{ ref('int_document') }} as others on forms.document_id = others.document_id
        )
        and not exists (
            select 1
            from {{ ref('stg_tables') }} as tables
            where rejects.document_id = tables.document_id and tables.source_line > rejects.source_line
        )
        and not exists (
            select 1
            from {{ ref('stg_sentences') }} as sentences
            where
                rejects.document_id = sentences.document_id
                and sentences.source_line > rejects.source_line
                and contains(coalesce(sentences.section, '') || sentences.source_text, '名词解释')
        )

    union all

    select
        document_id,
        case when attribution = 'extraction' then 'finding_of_reading' else 'finding' end as reason,
        coalesce(attribution, '') <> 'extraction' as is_wrong
    from {{ ref('fct_check') }}
    where status = 'fail' and (severity = 'error' or attribution = 'extraction')
)

select
    documents.document_id,
    case
        when documents.status = 'unread' then 'unread'
        when bool_or(not reasons.is_wrong) then 'incomplete'
        when bool_or(reasons.is_wrong) then 'discrepant'
        else 'reconciled'
    end as quality,
    string_agg(distinct reasons.reason, '|' order by reasons.reason) as quality_reason
from {{ ref('int_document') }} as documents
left join reasons on documents.document_id = reasons.document_id
group by documents.document_id, documents.status
