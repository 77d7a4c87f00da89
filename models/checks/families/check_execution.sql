-- PF-05: execution rate = executed / adjusted budget × 100, for each source of money.
-- PF-05-2: score of the execution = weight × rate, at most the weight.
-- A system rounds or truncates: the habit is the one that fits more rates of the document. Where it fits four in five
-- of at least three, a rate is as that habit prints it, else one last digit more or less is accepted.
with cells as (
    select
        document_id,
        form_seq,
        source,
        {{ exact('amount_printed') }} as amount,
        {{ printed_step('amount_printed') }} as step,
        phase,
        funding_id,
        unit,
        source_label,
        execution_rate,
        weight,
        score,
        {{ provenance() }}
    from {{ ref('int_funding') }}
    where is_amount
),

paired as (
    select
        executed.*,
        budgets.amount as budget,
        budgets.funding_id as budget_id,
        budgets.unit as budget_unit,
        100 * executed.amount / nullif(budgets.amount, 0) as exact_rate,
        -- What rounding of both amounts can move the rate.
        50 * greatest(executed.step, budgets.step) * (1 + executed.amount / nullif(budgets.amount, 0))
        / nullif(budgets.amount, 0) as slack,
        count(*) over (partition by executed.funding_id) as budget_count
    from cells as executed
    left join cells as budgets
        on
            executed.document_id = budgets.document_id
            and executed.form_seq = budgets.form_seq
            and executed.source = budgets.source
            and budgets.phase = 'adjusted_budget'
    where executed.phase = 'executed' and executed.execution_rate is not null
    qualify row_number() over (partition by executed.funding_id order by budgets.funding_id) = 1
),

habits as (
    select
        document_id,
        case
            when
                count(*) filter (where {{ printed_as("'truncate'", 'exact_rate', '0.01') }} = execution_rate)
                > count(*) filter (where {{ printed_as("'round'", 'exact_rate', '0.01') }} = execution_rate)
                then 'truncate'
            else 'round'
        end as habit,
        count(exact_rate) >= 3 and greatest(
            count(*) filter (where {{ printed_as("'truncate'", 'exact_rate', '0.01') }} = execution_rate),
            count(*) filter (where {{ printed_as("'round'", 'exact_rate', '0.01') }} = execution_rate)
        ) >= 0.8 * count(exact_rate) as is_firm
    from paired
    group by document_id
),

rates as (
    select
        paired.*,
        habits.habit,
        habits.is_firm,
        -- Nothing of nothing is printed as 0 or as 100.
        case
            when paired.budget = 0 and paired.amount = 0 then case when execution_rate = 100 then 100 else 0 end
            else {{ printed_as('habits.habit', 'exact_rate', '0.01') }}
        end as expected_rate,
        case habits.habit when 'truncate' then '（该文件截尾取两位）' else '（该文件四舍五入取两位）' end as habit_note
    from paired
    inner join habits using (document_id)
),

weighed as (
    select
        *,
        case
            when not is_firm then 0.01 + coalesce(slack, 0)
            when
                execution_rate
                between {{ printed_as('habit', 'exact_rate - slack', '0.01') }}
                and {{ printed_as('habit', 'exact_rate + slack', '0.01') }}
                then abs(execution_rate - expected_rate)
            else 0
        end as accepted
    from rates
),

raw as (
    select
        'PF-05:' || weighed.funding_id as check_id,
        'PF-05' as rule_id,
        weighed.document_id,
        {{ form_scope() }} || weighed.source_label as scope,
        weighed.execution_rate as stated,
        weighed.expected_rate as expected,
        weighed.accepted as tolerance,
        weighed.accepted as rounding_limit,
        '%' as unit,
        case
            when weighed.budget is null then 'no_annual_budget'
            when weighed.budget_count > 1 then 'several_annual_budgets'
            when weighed.budget = 0 and weighed.amount <> 0 then 'annual_budget_is_zero'
            when weighed.unit <> weighed.budget_unit then 'units_differ'
        end as skip_reason,
        '执行率' as stated_label,
        '全年执行数 ' || {{ figure('weighed.amount') }} || ' ÷ 全年预算数 ' || {{ figure('weighed.budget') }} || ' × 100'
        || ' ＝ ' || {{ figure('weighed.expected_rate') }} || weighed.habit_note as parts_text,
        [weighed.funding_id, weighed.budget_id] as evidence,
        {{ provenance('weighed') }}
    from weighed
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)

    union all

    select
        'PF-05-2:' || weighed.funding_id as check_id,
        'PF-05-2' as rule_id,
        weighed.document_id,
        {{ form_scope() }} || weighed.source_label as scope,
        weighed.score as stated,
        {{ printed_as('weighed.habit', 'least(weighed.weight, weighed.weight * weighed.execution_rate / 100)', '0.01') }}
            as expected,
        coalesce(steps.score_step, 0.01) as tolerance,
        coalesce(steps.score_step, 0.01) as rounding_limit,
        '分' as unit,
        case when weighed.weight is null then 'no_weight' when weighed.score is null then 'no_score' end as skip_reason,
        '预算执行得分' as stated_label,
        '分值 ' || {{ figure('weighed.weight') }} || ' × 执行率 ' || {{ figure('weighed.execution_rate') }} || '%'
        || weighed.habit_note as parts_text,
        [weighed.funding_id] as evidence,
        {{ provenance('weighed') }}
    from weighed
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    left join {{ ref('int_score_step') }} as steps using (document_id, form_seq)
    where coalesce(weighed.weight, weighed.score) is not null
)

{{ checks_from('raw') }}
