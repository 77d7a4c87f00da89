with staged as (
    {{ staged('stated_amounts') }}
)

select
    document_id,
    stated_amount_id,
    section,
    try_cast(form_seq as integer) as form_seq,
    field_label,
    try_cast(sentence_seq as integer) as sentence_seq,
    subject_name,
    subject_code,
    try_cast(stated_year as integer) as stated_year,
    part_of,
    role,
    amount_printed,
    unit,
    change_printed,
    change_unit,
    {{ decimal_of('change_pct', 'decimal(28, 6)') }} as change_pct,
    {{ printed_step('change_pct') }} as change_pct_step,
    change_direction,
    change_base,
    coalesce(has_reason, '') = 'true' as has_reason,
    {{ decimal_of('share_pct', 'decimal(28, 6)') }} as share_pct,
    {{ printed_step('share_pct') }} as share_pct_step,
    share_of,
    quote,
    source_box,
    source_cell,
    {{ cast_provenance() }}
from staged
