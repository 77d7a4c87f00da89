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
    try_cast(level1_weight as decimal(28, 6)) as level1_weight,
    try_cast(level2_weight as decimal(28, 6)) as level2_weight,
    target_printed,
    target_operator,
    try_cast(target_value as decimal(28, 6)) as target_value,
    target_unit,
    target_kind,
    actual_printed,
    try_cast(actual_value as decimal(28, 6)) as actual_value,
    actual_unit,
    try_cast(weight as decimal(28, 6)) as weight,
    try_cast(score as decimal(28, 6)) as score,
    deviation,
    criteria,
    repair,
    repair_code,
    source_box,
    source_cell,
    {{ cast_provenance() }}
from staged
