-- One row per budget of a government, side, year, stage and coverage (the whole area or the level's own): the total that its
-- rows add up to, if it can be one without money that moves between budgets, levels and years. Of one row the total is no
-- proof unless it is the table's only one. Proofs that leave different amounts of the year's own leave none.
with sums as (
    select
        blocks.document_id,
        blocks.budget,
        blocks.coverage,
        blocks.account_side as side,
        blocks.fiscal_year,
        blocks.stage,
        blocks.table_seq,
        blocks.total_line_id,
        blocks.total_yuan,
        blocks.block,
        rules.rule,
        any_value(blocks.table_type) as table_type,
        count(*) as leaf_count,
        count(*) filter (where blocks.subject_system = 'function') = count(*) as is_coded,
        sum(blocks.amount_yuan) as sum_yuan,
        coalesce(sum(blocks.amount_yuan) filter (where not blocks.is_between_budgets), 0) as own_yuan,
        bool_or(blocks.is_between_budgets) as has_between,
        max(blocks.step) as step,
        case
            when bool_and(blocks.unit = '元') then 0
            else cast((count(*) + 1) * min(blocks.step) / 2 as decimal(20, 2))
        end as tolerance_yuan
    from {{ ref('int_government_block') }} as blocks
    cross join unnest(blocks.rules) as rules (rule)
    group by all
    having count(*) > 1 or bool_and(blocks.is_only)
),

accounts as (
    select distinct
        document_id,
        budget,
        coverage,
        account_side as side,
        fiscal_year,
        stage
    from {{ ref('int_government_block') }}
),

proved as (
    select
        *,
        max(own_yuan) over account - min(own_yuan) over account <= max(step) over account as is_agreed
    from sums
    where abs(sum_yuan - total_yuan) <= tolerance_yuan
    window account as (partition by document_id, budget, coverage, side, fiscal_year, stage)
),

best as (
    select distinct on (document_id, budget, coverage, side, fiscal_year, stage) *
    from proved
    order by
        document_id, budget, coverage, side, fiscal_year, stage, has_between, is_coded desc, leaf_count desc, table_seq, total_line_id, block, rule
)

select
    accounts.*,
    case
        when accounts.stage is null then 'stage_undecided'
        when best.document_id is null then 'parts_disagree'
        when not best.is_agreed then 'totals_disagree'
        else 'proved'
    end as money_status,
    best.total_line_id,
    best.total_yuan,
    best.table_seq,
    best.table_type,
    best.block,
    best.rule,
    best.leaf_count,
    best.sum_yuan,
    best.own_yuan,
    best.tolerance_yuan,
    case when best.is_coded then 'function' else 'summary' end as breakdown
from accounts
left join best
    on
        accounts.document_id = best.document_id
        and accounts.budget = best.budget
        and accounts.coverage is not distinct from best.coverage
        and accounts.side = best.side
        and accounts.fiscal_year is not distinct from best.fiscal_year
        and accounts.stage is not distinct from best.stage
