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
    {{ decimal_of('weight', 'decimal(28, 6)') }} as weight,
    {{ decimal_of('execution_rate', 'decimal(28, 6)') }} as execution_rate,
    {{ decimal_of('score', 'decimal(28, 6)') }} as score,
    repair,
    repair_code,
    source_box,
    source_cell,
    {{ cast_provenance() }}
from staged
