-- One row per document, side and breakdown: the table, column and rule whose amounts add up to the printed total.
-- Of several: the best split (basic and project, or sources), the table made for it, the most amounts.
with leaves as (
    select
        leaves.*,
        leaves.named_source is not null or parts.document_id is not null as is_split
    from {{ ref('int_money_leaf') }} as leaves
    left join (
        select distinct
            document_id,
            table_seq,
            lane,
            row_seq,
            column_seq
        from {{ ref('int_money_part') }}
    ) as parts using (document_id, table_seq, lane, row_seq, column_seq)
    where leaves.measure in ({{ whole_measures() }})
),

sums as (
    select
        document_id,
        money_side as side,
        table_seq,
        lane,
        column_seq,
        rules.rule,
        any_value(table_type) as table_type,
        count(*) as leaf_count,
        sum(amount_yuan) as sum_yuan,
        case
            when bool_and(unit = '元') then 0
            else cast((count(*) + 1) * min(step) / 2 as decimal(20, 2))
        end as tolerance_yuan,
        count(*) filter (where subject_system in ('function', 'revenue')) as coded_count,
        count(*) filter (where subject_system in ('department_economic', 'government_economic')) as economic_count,
        count(named_function_code) as function_name_count,
        count(named_economic_code) as economic_name_count,
        count(*) filter (where row_kind = 'unit') as unit_count,
        count(*) filter (where is_split) as split_count
    from leaves
    cross join unnest(leaves.rules) as rules (rule)
    group by all
    -- A total is no proof of itself, but its columns are.
    having rules.rule <> 'columns' or count(*) filter (where is_split) = count(*)
),

proved as (
    select
        sums.*,
        totals.total_yuan,
        case
            when sums.unit_count > 0 then 'unit'
            when sums.coded_count = sums.leaf_count then 'function'
            when sums.economic_count * 2 > sums.leaf_count or (sums.function_name_count = 0 and sums.economic_name_count > 0) then 'economic'
            else 'summary'
        end as breakdown
    from sums
    inner join {{ ref('int_money_total') }} as totals
        on
            sums.document_id = totals.document_id
            and sums.side = totals.side
            and abs(sums.sum_yuan - totals.total_yuan) <= sums.tolerance_yuan
),

best as (
    select distinct on (document_id, side, breakdown) *
    from proved
    order by
        document_id,
        side,
        breakdown,
        rule = 'columns',
        split_count = leaf_count desc,
        split_count > 0 desc,
        list_position(
            [
                'revenue_summary', 'expenditure_summary', 'revenue_expenditure_summary',
                'fiscal_appropriation_expenditure', 'general_budget_expenditure', 'fiscal_appropriation_summary'
            ],
            table_type
        ),
        leaf_count desc,
        table_seq,
        column_seq,
        rule
)

select
    document_id,
    side,
    breakdown,
    table_seq,
    lane,
    column_seq,
    rule,
    table_type,
    leaf_count,
    sum_yuan,
    total_yuan,
    tolerance_yuan,
    -- By function where it can be, for revenue by source.
    row_number() over (
        partition by document_id, side
        order by
            rule = 'columns',
            side = 'revenue' and split_count < leaf_count,
            list_position(['function', 'summary', 'unit', 'economic'], breakdown)
    ) = 1 as is_main
from best
