with staged as (
    {{ staged('evaluations') }}
)

select
    document_id,
    evaluation_id,
    try_cast(form_seq as integer) as form_seq,
    form_type,
    form_title,
    try_cast(fiscal_year as integer) as fiscal_year,
    subject_name,
    project_code,
    project_nature,
    project_category,
    project_attribute,
    project_term,
    try_cast(start_date as date) as start_date,
    try_cast(end_date as date) as end_date,
    supervising_department,
    implementing_unit,
    {{ decimal_of('total_weight', 'decimal(28, 6)') }} as total_weight,
    {{ decimal_of('total_score', 'decimal(28, 6)') }} as total_score,
    rating,
    filled_at,
    unit,
    repair,
    repair_code,
    source_box,
    source_cell,
    {{ cast_provenance() }}
from staged
