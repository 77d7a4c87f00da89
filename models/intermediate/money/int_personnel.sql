-- One row per document: its staff costs (人员经费), from proved amounts: the split of its expenditure where that tells
-- them everywhere, else the table of basic expenditure whose amounts add up to its printed total.
with split as (
    select
        document_id,
        sum(amount_yuan) filter (where measure = 'personnel') as amount_yuan
    from {{ ref('int_money_amount') }}
    where is_main and side = 'expenditure' and basic_or_project = 'basic'
    group by all
    having count(*) filter (where measure = 'basic') = 0
),

tables as (
    select
        lines.document_id,
        lines.table_seq,
        any_value(lines.table_type) as table_type,
        sum(lines.amount_yuan) filter (where lines.measure = 'personnel') as amount_yuan
    from {{ ref('int_budget_line') }} as lines
    inner join {{ ref('int_amount_leaf') }} as leaves on lines.budget_line_id = leaves.budget_line_id
    where
        leaves.is_addable
        and lines.table_type in ('basic_expenditure', 'fiscal_basic_expenditure', 'general_basic_expenditure')
    group by all
    having count(*) filter (where lines.measure = 'personnel') > 0
)

select
    document_id,
    amount_yuan
from split
where amount_yuan is not null
union all
select
    document_id,
    amount_yuan
from (
    select distinct on (document_id)
        document_id,
        amount_yuan
    from tables
    where document_id not in (
        select document_id from split
        where amount_yuan is not null
    )
    order by
        document_id,
        list_position(['basic_expenditure', 'fiscal_basic_expenditure', 'general_basic_expenditure'], table_type),
        table_seq
) as best
