-- Where the fault of a failed check probably lies, by the other checks alone: of its figures the one that most failed
-- checks and the fewest identities that hold have in common, unless one failed and more hold. Only where that is one figure.
-- One row per failed check.
with facts as (
    select
        results.check_id,
        results.status,
        results.severity,
        rules.relation,
        len(list_distinct(results.evidence)) as fact_count,
        unnest(list_distinct(results.evidence)) as fact_id
    from {{ ref('check_result') }} as results
    inner join {{ ref('rule') }} as rules on results.rule_id = rules.rule_id
    where results.status <> 'not_applicable'
),

counted as (
    select
        fact_id,
        count(*) filter (where status = 'fail' and severity <> 'rounding') as failed_count,
        count(*) filter (where status = 'pass' and relation = '=') as held_count
    from facts
    group by all
),

-- The part of a sum that by itself is the difference: without it the sum holds.
surplus as (
    select
        results.check_id,
        funding.funding_id as fact_id
    from {{ ref('check_result') }} as results
    inner join {{ ref('int_funding') }} as funding
        on results.document_id = funding.document_id and list_contains(results.evidence, funding.funding_id)
    where
        results.status = 'fail' and results.rule_id in ('PF-04', 'PF-04-2')
        and -results.difference = {{ exact('funding.amount_printed') }}

    union all

    select
        results.check_id,
        statements.stated_amount_id as fact_id
    from {{ ref('check_result') }} as results
    inner join {{ ref('int_statement') }} as statements
        on results.document_id = statements.document_id and list_contains(results.evidence, statements.stated_amount_id)
    where
        results.status = 'fail' and results.rule_id in ('NT-07', 'NT-07-2', 'BX-13', 'BX-14-3')
        and -results.difference = statements.amount
),

ranked as (
    select
        facts.check_id,
        facts.fact_id,
        rank() over (
            partition by facts.check_id order by counted.failed_count desc, counted.held_count, surplus.fact_id is null
        ) as place
    from facts
    inner join counted on facts.fact_id = counted.fact_id
    left join surplus on facts.check_id = surplus.check_id and facts.fact_id = surplus.fact_id
    where
        facts.status = 'fail'
        and (
            counted.failed_count >= counted.held_count
            -- A figure against a blank is alone, and no worse for it.
            or counted.failed_count > 1 and facts.fact_count > 1
        )
)

select
    check_id,
    any_value(fact_id) as candidate_fact_id
from ranked
where place = 1
group by all
having count(*) = 1
