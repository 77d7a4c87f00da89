-- Of the weights of a form that don't come to the whole, the one that is probably wrong: the only one as large as what is too much,
-- the only 0, the only one that is no multiple of what all others are multiples of (of five at least) and would be one, or the execution's where other
-- forms of the document, three at least, print for it what it would be. None where these name several. One row per failed PF-01 of which one
-- is told.
{% set least_others = 3 %}
{% set least_grain = 50 %}  -- tenths
with printed as (
    select
        document_id,
        indicator_id as fact_id,
        false as is_execution,
        weight
    from {{ ref('stg_indicators') }}
    where weight is not null

    union all

    select
        document_id,
        funding_id as fact_id,
        true as is_execution,
        weight
    from {{ ref('stg_funding') }}
    where weight is not null
),

weights as (
    select
        results.check_id,
        printed.*,
        results.difference,
        printed.weight + results.difference as corrected,
        list(printed.fact_id) over (partition by results.check_id) as fact_ids,
        -- Tenths, so that half points count.
        list(cast(10 * printed.weight as bigint)) over (partition by results.check_id) as every_weight
    from {{ ref('check_score') }} as results
    inner join printed on results.document_id = printed.document_id and list_contains(results.evidence, printed.fact_id)
    where results.status = 'fail' and results.rule_id = 'PF-01'
),

grained as (
    select
        *,
        list_reduce(
            list_transform(list_filter(list_zip(fact_ids, every_weight), x -> x[1] <> fact_id), x -> x[2]), (x, y) -> gcd(x, y)
        ) as grain
    from weights
    where len(every_weight) > {{ least_others }} and corrected >= 0
),

-- What the execution weighs in most forms.
habits as (
    select
        document_id,
        weight,
        count(*) as form_count
    from printed
    where is_execution
    group by document_id, weight
),

told as (
    select
        grained.check_id,
        grained.fact_id,
        grained.difference < 0 and grained.weight > -grained.difference as is_large,
        grained.weight = 0 as is_zero,
        case
            when
                grained.grain >= {{ least_grain }}
                and mod(cast(10 * grained.weight as bigint), grained.grain) <> 0
                and mod(cast(10 * grained.corrected as bigint), grained.grain) = 0 then grained.grain
        end as missed_grain,
        coalesce(missed_grain = max(missed_grain) over (partition by grained.check_id), false) as is_off,
        habits.form_count >= {{ least_others }} as is_unusual
    from grained
    left join habits
        on grained.document_id = habits.document_id and grained.is_execution and grained.corrected = habits.weight
),

-- Each hint that names one weight alone.
hinted as (
    {% for hint in ['is_large', 'is_zero', 'is_off', 'is_unusual'] -%}
        select
            check_id,
            any_value(fact_id) as fact_id
        from told
        where {{ hint }}
        group by check_id
        having count(*) = 1
        {%- if not loop.last %}

        union

    {% endif %}
    {% endfor %}
)

select
    check_id,
    any_value(fact_id) as fact_id
from hinted
group by check_id
having count(*) = 1
