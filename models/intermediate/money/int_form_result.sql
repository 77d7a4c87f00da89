-- One row per performance form: its money by phase, and how many of its indicators got their full score.
with indicators as (
    select
        evaluation_id,
        count(*) as indicator_count,
        count(*) filter (where score is not null and weight is not null) as scored_count,
        count(*) filter (where score >= weight) as full_count
    from {{ ref('fct_indicator') }}
    group by all
),

money as (
    select
        funding.evaluation_id,
        sum(funding.amount_yuan) filter (where funding.phase = 'annual') as annual,
        sum(funding.amount_yuan) filter (where funding.phase = 'initial_budget') as initial_budget,
        sum(funding.amount_yuan) filter (where funding.phase = 'adjusted_budget') as adjusted_budget,
        sum(funding.amount_yuan) filter (where funding.phase = 'executed') as executed
    from {{ ref('fct_funding') }} as funding
    inner join {{ ref('int_funding_leaf') }} as leaves on funding.funding_id = leaves.funding_id
    where leaves.is_leaf
    group by all
)

select
    forms.evaluation_id,
    forms.document_id,
    forms.form_type,
    money.annual,
    money.initial_budget,
    money.adjusted_budget,
    money.executed,
    coalesce(indicators.indicator_count, 0) as indicator_count,
    coalesce(indicators.scored_count, 0) as scored_count,
    coalesce(indicators.full_count, 0) as full_count
from {{ ref('fct_evaluation') }} as forms
left join indicators on forms.evaluation_id = indicators.evaluation_id
left join money on forms.evaluation_id = money.evaluation_id
