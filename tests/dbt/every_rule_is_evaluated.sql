-- Every rule gives at least one verdict on every document that it applies to.
with tables as (
    select
        document_id,
        unnest(['tables', case when is_final then 'final' else 'budget' end]) as applies_to
    from {{ ref('int_amount_cell') }}
),

forms as (
    select
        document_id,
        unnest(['forms', case when form_type like '%self_evaluation' then 'self_evaluations' else 'targets' end])
            as applies_to
    from {{ ref('fct_evaluation') }}
),

features as (
    select * from tables
    union
    select * from forms
)

select
    rules.rule_id,
    features.document_id
from features
inner join {{ ref('dim_rule') }} as rules on features.applies_to = rules.applies_to
anti join {{ ref('fct_check') }} as checks
    on rules.rule_id = checks.rule_id and features.document_id = checks.document_id
