with staged as (
    {{ staged('form_fields') }}
)

select
    document_id,
    form_field_id,
    try_cast(form_seq as integer) as form_seq,
    label,
    phase,
    value,
    source_box,
    source_cell,
    {{ cast_provenance() }}
from staged
