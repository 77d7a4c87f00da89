with staged as (
    {{ staged('rejects') }}
)

select
    document_id,
    reject_id,
    stage,
    code,
    reason,
    {{ cast_provenance() }}
from staged
