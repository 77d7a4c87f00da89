-- A unit that was printed elsewhere in the document and not here is of the right size where an identity holds between an
-- amount of the table and a figure whose own unit is printed: of another table, of the text or of a form.
with borrowed as (
    select distinct
        document_id,
        table_seq
    from {{ ref('stg_budget_lines') }}
    where {{ has_effect('repair_code', 'borrowed') }}
),

held as (
    select
        document_id,
        check_id,
        unnest(evidence) as fact_id
    from {{ ref('fct_check') }}
    where status = 'pass' and stated is not null and stated <> 0
),

parts as (
    select
        held.document_id,
        held.check_id,
        lines.table_seq,
        coalesce({{ has_effect('lines.repair_code', 'borrowed') }}, false) as is_borrowed
    from held
    left join {{ ref('stg_budget_lines') }} as lines on held.fact_id = lines.budget_line_id
),

confirmed as (
    select distinct
        own.document_id,
        own.table_seq
    from parts as own
    inner join parts as others on own.check_id = others.check_id
    where own.is_borrowed and not others.is_borrowed
)

select
    borrowed.document_id,
    borrowed.table_seq,
    confirmed.document_id is not null as is_confirmed
from borrowed
left join confirmed on borrowed.document_id = confirmed.document_id and borrowed.table_seq = confirmed.table_seq
