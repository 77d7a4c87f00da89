with staged as (
    {{ staged('indicators') }}
)

select
    document_id,
    indicator_id,
    try_cast(form_seq as integer) as form_seq,
    phase,
    try_cast(indicator_seq as integer) as indicator_seq,
    level1,
    level2,
    level3,
    {{ decimal_of('level1_weight', 'decimal(28, 6)') }} as level1_weight,
    {{ decimal_of('level2_weight', 'decimal(28, 6)') }} as level2_weight,
    target_printed,
    target_operator,
    {{ decimal_of('target_value', 'decimal(28, 6)') }} as target_value,
    target_unit,
    target_kind,
    actual_printed,
    {{ decimal_of('actual_value', 'decimal(28, 6)') }} as actual_value,
    actual_unit,
    {{ decimal_of('weight', 'decimal(28, 6)') }} as weight,
    {{ decimal_of('score', 'decimal(28, 6)') }} as score,
    deviation,
    criteria,
    repair,
    repair_code,
    source_box,
    source_cell,
    {{ cast_provenance() }}
from staged
