with staged as (
    {{ staged('tables') }}
)

select
    document_id,
    table_id,
    try_cast(table_seq as integer) as table_seq,
    table_type,
    table_title,
    printed_number,
    unit,
    header_paths,
    scope,
    empty_note,
    try_cast(row_count as integer) as row_count,
    {{ cast_provenance() }}
from staged
