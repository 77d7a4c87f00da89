with staged as (
    {{ staged('rejects') }}
)

select
    document_id,
    reject_id,
    stage,
    reason,
    {{ cast_provenance() }}
from staged
