with staged as (
    {{ staged('sentences') }}
)

select
    document_id,
    sentence_id,
    section,
    kind,
    try_cast(paragraph_seq as integer) as paragraph_seq,
    try_cast(sentence_seq as integer) as sentence_seq,
    label,
    name,
    cast(regexp_extract(sentence_id, '(\d+)$', 1) as integer) as position,
    {{ cast_provenance() }}
from staged
