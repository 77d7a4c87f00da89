with staged as (
    {{ staged('budget_lines') }}
)

select
    document_id,
    budget_line_id,
    try_cast(table_seq as integer) as table_seq,
    side,
    try_cast(row_seq as integer) as row_seq,
    subject_system,
    subject_code,
    subject_name,
    second_subject_name,
    try_cast(subject_level as integer) as subject_level,
    row_role,
    measure,
    measure_label,
    try_cast(column_seq as integer) as column_seq,
    amount_printed,
    unit,
    repair,
    repair_code,
    source_box,
    source_cell,
    {{ cast_provenance() }}
from staged
