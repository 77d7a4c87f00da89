-- Amounts of tables, forms and text by what they come to, for asking whether a figure is printed elsewhere: three digits at least,
-- to the nearest 100 元, as tables in 元 and text in 万元 print one amount. One row per fact.
with facts as (
    select
        budget_line_id as fact_id,
        document_id,
        amount_yuan
    from {{ ref('int_budget_line') }}
    where is_amount
    union all
    select
        funding_id as fact_id,
        document_id,
        amount_yuan
    from {{ ref('int_funding') }}
    where is_amount
    union all
    select
        stated_amount_id as fact_id,
        document_id,
        amount_yuan
    from {{ ref('int_stated_amount') }}
)

select
    fact_id,
    document_id,
    {{ amount_key('amount_yuan') }} as amount_key
from facts
where {{ amount_key('amount_yuan') }} is not null
