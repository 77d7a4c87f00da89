with staged as (
    {{ staged('funding') }}
)

select
    document_id,
    funding_id,
    try_cast(form_seq as integer) as form_seq,
    source_label,
    source,
    phase,
    phase_label,
    amount_printed,
    unit,
    try_cast(weight as decimal(28, 6)) as weight,
    try_cast(execution_rate as decimal(28, 6)) as execution_rate,
    try_cast(score as decimal(28, 6)) as score,
    repair,
    repair_code,
    source_box,
    source_cell,
    {{ cast_provenance() }}
from staged
