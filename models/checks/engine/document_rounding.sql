-- How the issuing system rounds, learnt from the document's own sums: a total that is never below the sum of its
-- parts but often a few steps above it was computed from figures cut off, not rounded.
with gaps as (
    select
        document_id,
        gap / step as steps,
        left_count + right_count - 1 as part_count
    from {{ ref('identity_sum') }}
    where grouping = 'place' and left_count = 1 and right_count > 1 and unit <> '元' and not is_converted
)

select
    document_id,
    count(*) filter (where steps > 0 and steps <= part_count) as above_count,
    count(*) filter (where steps < 0 and -steps <= part_count) as below_count,
    case
        when count(*) filter (where steps > 0 and steps <= part_count) >= 5
            and count(*) filter (where steps < 0 and -steps <= part_count) = 0 then 'cut'
        when count(*) filter (where steps <> 0 and abs(steps) <= part_count) = 0 then 'exact'
        else 'rounded'
    end as habit
from gaps
group by all
