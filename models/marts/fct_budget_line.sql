select
    lines.budget_line_id,
    lines.document_id,
    documents.agency_id,
    documents.fiscal_year,
    lines.table_seq,
    lines.table_type,
    lines.table_title,
    lines.side,
    lines.row_seq,
    lines.row_role,
    lines.subject_system,
    lines.subject_code,
    lines.subject_name,
    lines.second_subject_name,
    lines.subject_level,
    lines.column_seq,
    lines.measure,
    lines.measure_label,
    lines.amount_yuan,
    lines.amount_printed,
    lines.unit,
    lines.is_rounded,
    lines.repair,
    lines.repair_code,
    {{ confirmation('lines.repair_code') }} as confirmation,
    lines.source_box,
    lines.source_cell,
    {{ provenance('lines') }}
from {{ ref('int_budget_line') }} as lines
inner join {{ ref('int_document') }} as documents on lines.document_id = documents.document_id
left join {{ ref('int_confirmation') }} as confirmations on lines.budget_line_id = confirmations.fact_id
where lines.is_amount
order by lines.document_id, lines.table_seq, lines.side, lines.row_seq, lines.column_seq
