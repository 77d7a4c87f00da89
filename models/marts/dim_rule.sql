select
    rule_id,
    family,
    title,
    formula,
    basis,
    tolerance,
    severity,
    cast(version as varchar) as version
from {{ ref('rule') }}
order by rule_id
