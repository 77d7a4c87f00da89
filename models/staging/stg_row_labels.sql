with staged as (
    {{ staged('row_labels') }}
)

select
    document_id,
    row_label_id,
    try_cast(table_seq as integer) as table_seq,
    side,
    try_cast(row_seq as integer) as row_seq,
    subject_code,
    subject_name,
    try_cast(subject_level as integer) as subject_level,
    try_cast(amount_count as integer) as amount_count,
    {{ cast_provenance() }}
from staged
