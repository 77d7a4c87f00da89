-- The facts of failed checks, with what else is known of each: how many other checks it fails and holds in, whether its
-- figure stands in its printed row, whether something was inferred in it. One row per failed check and fact.
with facts as (
    select
        results.check_id,
        results.document_id,
        results.status,
        results.severity,
        rules.relation,
        unnest(list_distinct(results.evidence)) as fact_id
    from {{ ref('check_result') }} as results
    inner join {{ ref('rule') }} as rules on results.rule_id = rules.rule_id
    where results.status <> 'not_applicable'
),

counted as (
    select
        fact_id,
        count(*) filter (where status = 'fail' and severity = 'error') as failed_count,
        count(*) filter (where status = 'pass' and relation = '=') as held_count
    from facts
    group by all
),

printed as (
    select
        budget_line_id as fact_id,
        amount_printed,
        source_text,
        repair is not null as is_repaired
    from {{ ref('int_budget_line') }}
    union all
    select
        funding_id as fact_id,
        amount_printed,
        source_text,
        false as is_repaired
    from {{ ref('int_funding') }}
    union all
    select
        stated_amount_id as fact_id,
        amount_printed,
        source_text,
        false as is_repaired
    from {{ ref('int_stated_amount') }}
    union all
    select
        indicator_id as fact_id,
        null as amount_printed,
        source_text,
        repair is not null as is_repaired
    from {{ ref('stg_indicators') }}
)

select
    facts.check_id,
    facts.document_id,
    facts.fact_id,
    counted.failed_count,
    counted.held_count,
    coalesce(printed.is_repaired, false) as is_repaired,
    -- An amount that its own printed row doesn't show was put together by the reading.
    coalesce(
        not contains(
            regexp_replace(printed.source_text, '[,，\s]', '', 'g'), regexp_replace(printed.amount_printed, '^-|[,，\s]', '', 'g')
        ), false
    ) as is_unseen
from facts
inner join counted on facts.fact_id = counted.fact_id
left join printed on facts.fact_id = printed.fact_id
where facts.status = 'fail'
