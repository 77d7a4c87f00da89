-- Identities are the checks that compare two figures. One holds also where only rounding parts them; one fails where its
-- finding is an error: a notice neither confirms nor contradicts.
with parts as (
    select
        unnest(evidence) as fact_id,
        status = 'pass' or severity = 'rounding' as is_held,
        status = 'fail' and severity = 'error' as is_failed
    from {{ ref('fct_check') }}
    where status in ('pass', 'fail') and stated is not null and expected is not null
)

select
    fact_id,
    count(*) filter (where is_held) as held_count,
    count(*) filter (where is_failed) as failed_count
from parts
group by fact_id
