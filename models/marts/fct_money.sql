with counting as (
    select
        amounts.*,
        documents.fiscal_year,
        counting.stage,
        coalesce(counting.not_counted_reason, case when not amounts.is_main then 'second_breakdown' end)
            as not_counted_reason
    from {{ ref('int_money_amount') }} as amounts
    inner join {{ ref('int_money_counting') }} as counting
        on amounts.document_id = counting.document_id and amounts.side = counting.side
    inner join {{ ref('int_document') }} as documents on amounts.document_id = documents.document_id
    union all by name
    select
        *,
        true as is_main,
        'whole_government' as not_counted_reason
    from {{ ref('int_government_amount') }}
)

select
    counting.document_id || ':money:' || row_number() over (
        partition by counting.document_id
        order by
            counting.budget, counting.coverage, counting.side, counting.is_main desc, counting.kind, counting.table_seq,
            counting.row_seq, counting.budget_line_id
    ) as money_id,
    counting.document_id,
    documents.agency_id,
    counting.fiscal_year,
    counting.stage,
    counting.side,
    counting.budget,
    counting.coverage,
    counting.breakdown,
    counting.subject_system,
    counting.subject_code,
    counting.subject_name,
    classes.subject_code as class_code,
    coalesce(
        classes.subject_name,
        case when coalesce(length(counting.subject_code), 3) = 3 then {{ plain_name('counting.subject_name') }} end
    ) as class_name,
    counting.basic_or_project,
    counting.source,
    counting.measure,
    counting.measure_label,
    counting.kind,
    counting.amount_yuan,
    counting.not_counted_reason is null as is_counted,
    counting.not_counted_reason,
    counting.table_type,
    counting.table_seq,
    counting.budget_line_id,
    {{ provenance('counting') }}
from counting
inner join {{ ref('int_document') }} as documents on counting.document_id = documents.document_id
left join {{ ref('int_subject_official') }} as classes
    on counting.subject_system = classes.subject_system and left(counting.subject_code, 3) = classes.subject_code
order by counting.document_id, counting.budget, counting.coverage, counting.side, counting.is_main desc, counting.kind, counting.table_seq, counting.row_seq
