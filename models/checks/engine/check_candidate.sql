-- Where the fault of a failed check probably lies: of its figures the one that most failed checks and the fewest identities
-- that hold have in common, unless one failed and more hold; of several such the one whose correction the document prints
-- elsewhere, the only negative one, the part that is the difference, and of weights the one that their sum tells. Only where
-- that is one figure. Where a table's unit is wrong (unit_slip), what differs from its figures by about 10,000 times says so. One row
-- per failed check.
with facts as (
    select
        results.check_id,
        results.status,
        results.severity,
        rules.relation,
        len(results.facts) as fact_count,
        unnest(results.facts) as fact_id
    from (
        select
            *,
            list_distinct(evidence) as facts
        from {{ ref('check_result') }}
        where status <> 'not_applicable'
    ) as results
    inner join {{ ref('rule') }} as rules on results.rule_id = rules.rule_id
),

counted as (
    select
        fact_id,
        count(*) filter (where status = 'fail' and severity <> 'rounding') as failed_count,
        count(*) filter (where status = 'pass' and relation = '=') as held_count
    from facts
    group by all
),

-- Sums with their whole first among the evidence: what each figure would have to be, if it were the wrong one.
operands as (
    select
        results.check_id,
        results.document_id,
        funding.funding_id as fact_id,
        funding.amount_yuan,
        {{ exact('funding.amount_printed') }} as amount,
        results.difference,
        case when funding.funding_id = results.evidence[1] then -1 else 1 end as direction,
        coalesce({{ unit_factor('funding.unit') }}, 1) as factor
    from {{ ref('check_result') }} as results
    inner join {{ ref('int_funding') }} as funding
        on results.document_id = funding.document_id and list_contains(results.evidence, funding.funding_id)
    where results.status = 'fail' and results.rule_id in ('PF-04', 'PF-04-2', 'PF-04-4', 'PF-04-5', 'PF-04-6')

    union all

    select
        results.check_id,
        results.document_id,
        statements.stated_amount_id as fact_id,
        statements.amount_yuan,
        statements.amount,
        results.difference,
        case when statements.stated_amount_id = results.evidence[1] then -1 else 1 end as direction,
        coalesce({{ unit_factor('statements.unit') }}, 1) as factor
    from {{ ref('check_result') }} as results
    inner join {{ ref('int_statement') }} as statements
        on results.document_id = statements.document_id and list_contains(results.evidence, statements.stated_amount_id)
    where results.status = 'fail' and results.rule_id in ('NT-07', 'NT-07-2', 'BX-13', 'BX-14-3')
),

told as (
    select distinct
        operands.check_id,
        operands.fact_id
    from operands
    inner join {{ ref('printed_amount') }} as printed
        on
            operands.document_id = printed.document_id
            and {{ amount_key('operands.amount_yuan + operands.direction * operands.difference * operands.factor') }} = printed.amount_key
    anti join operands as own on operands.check_id = own.check_id and printed.fact_id = own.fact_id
),

hinted as (
    select
        check_id,
        fact_id,
        told.fact_id is not null as is_told,
        direction = 1 and -difference = amount as is_surplus,
        amount < 0 and count(*) filter (where amount < 0) over (partition by check_id) = 1 as is_odd
    from operands
    left join told using (check_id, fact_id)
),

-- A figure of a table in the wrong unit against one of another place.
units as (
    select
        results.check_id,
        any_value(slips.evidence[1]) as candidate_fact_id
    from {{ ref('check_result') }} as results
    inner join {{ ref('unit_slip') }} as slips on results.document_id = slips.document_id
    inner join {{ ref('int_amount_cell') }} as cells
        on
            slips.document_id = cells.document_id
            and slips.table_seq = cells.table_seq
            and list_contains(results.evidence, cells.cell_id)
    where
        results.status = 'fail'
        and (
            abs(results.stated) between 5000 * abs(results.expected) and 20000 * abs(results.expected)
            or abs(results.expected) between 5000 * abs(results.stated) and 20000 * abs(results.stated)
        )
        and results.stated <> 0
        and results.expected <> 0
    group by results.check_id
),

ranked as (
    select
        facts.check_id,
        facts.fact_id,
        rank() over (
            partition by facts.check_id
            order by
                counted.failed_count desc,
                counted.held_count,
                coalesce(hinted.is_odd, false) desc,
                coalesce(hinted.is_told, false) desc,
                coalesce(hinted.is_surplus, false) desc
        ) as place
    from facts
    inner join counted on facts.fact_id = counted.fact_id
    left join hinted on facts.check_id = hinted.check_id and facts.fact_id = hinted.fact_id
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
    'cell' as candidate_kind,
    any_value(fact_id) as candidate_fact_id
from ranked
anti join {{ ref('weight_candidate') }} using (check_id)
anti join units using (check_id)
where place = 1
group by all
having count(*) = 1

union all

select
    check_id,
    'cell' as candidate_kind,
    fact_id as candidate_fact_id
from {{ ref('weight_candidate') }}

union all

select
    check_id,
    'unit' as candidate_kind,
    candidate_fact_id
from units
