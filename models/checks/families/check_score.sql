-- PF-01: weight of the budget execution + weights of the indicators = the printed total weight, else 100, of which 10 are
-- the execution's where the form gives it no row (财预〔2020〕10号: 预算执行率 10, indicators 90), and a weight to each indicator. Where most forms of a
-- document miss it, its weights are no parts of one whole: the relation is not adopted there. Nor is it held where the document ends
-- within the form: its last form prints neither a total nor a weight of satisfaction, the last level of all.
-- PF-02: score of the budget execution + scores of the indicators = the printed total score; without its row the execution's
-- may be up to 10. Only a score with digits
-- beyond the tenth may have been rounded; where four in five of at least three forms add up exactly, none is.
-- PF-03: 0 <= score <= weight, for every scored indicator.
with scored as (
    select
        document_id,
        form_seq,
        indicator_id as part_id,
        level3 as label,
        weight,
        score,
        coalesce(level1, '') like '%满意%' as is_last_level,
        false as is_funding,
        {{ provenance() }}
    from {{ ref('stg_indicators') }}
    where coalesce(phase, '') <> 'term'

    union all

    select
        document_id,
        form_seq,
        funding_id as part_id,
        '预算执行' as label,
        weight,
        score,
        false as is_last_level,
        true as is_funding,
        {{ provenance() }}
    from {{ ref('stg_funding') }}
    where coalesce(weight, score) is not null
),

sums as (
    select
        document_id,
        form_seq,
        sum(weight) as weight_sum,
        count(weight) as weight_count,
        count(weight) filter (where is_funding) as funding_weight_count,
        count(weight) filter (where is_last_level) as last_level_count,
        count(*) filter (where weight is null and not is_funding) as unweighted_count,
        list(part_id order by part_id) filter (where weight is not null) as weight_ids,
        sum(score) as score_sum,
        count(score) as score_count,
        count(*) filter (where score * 10 <> round(score * 10)) as fine_count,
        list(part_id order by part_id) filter (where score is not null) as score_ids
    from scored
    group by all
),

forms as (
    select
        evaluations.*,
        '绩效表' || evaluations.form_seq || '《' || coalesce(evaluations.subject_name, '') || '》' as scope,
        sums.* exclude (document_id, form_seq),
        evaluations.form_seq = max(evaluations.form_seq) over habit as is_last_form,
        count(*) filter (where evaluations.total_score is not null and sums.score_count > 0) over habit >= 3
        and count(*) filter (where evaluations.total_score = sums.score_sum) over habit
        >= 0.8 * count(*) filter (where evaluations.total_score is not null and sums.score_count > 0) over habit
            as is_exact
    from {{ ref('int_evaluation') }} as evaluations
    left join sums using (document_id, form_seq)
    window habit as (partition by evaluations.document_id)
),

-- Without a row of its own the execution's 10 are outside where this form's weights say so, or most others' do.
weighed as (
    select
        *,
        coalesce(total_weight, 100) - case when is_without_execution then 10 else 0 end as whole
    from (
        select
            *,
            coalesce(
                funding_weight_count = 0
                and weight_sum <> coalesce(total_weight, 100)
                -- A list of indicators that prints the total of its weights, no score and no money executes nothing.
                and (total_weight is null or total_score is not null or (document_id, form_seq) in (select (document_id, form_seq) from {{ ref('stg_funding') }}))
                and (
                    weight_sum = coalesce(total_weight, 100) - 10 and unweighted_count = 0
                    or 2 * count(*) filter (where weight_sum = coalesce(total_weight, 100) - 10 and unweighted_count = 0) over habit
                    > count(*) filter (where funding_weight_count = 0 and weight_sum is not null) over habit
                    -- The document's other forms print the execution's weight.
                    or 2 * count(*) filter (where funding_weight_count > 0) over habit > count(*) over habit
                ), false
            ) as is_without_execution
        from forms
        window habit as (partition by document_id)
    ) as told
),

supported as (
    select
        *,
        count(weight_sum) over document < 3
        or 2 * count(*) filter (where weight_sum = whole) over document > count(weight_sum) over document as is_supported
    from weighed
    window document as (partition by document_id)
),

raw as (
    select
        'PF-01:' || evaluation_id as check_id,
        'PF-01' as rule_id,
        document_id,
        scope,
        whole as stated,
        weight_sum as expected,
        0 as tolerance,
        0 as rounding_limit,
        '分' as unit,
        case
            when coalesce(weight_count, 0) = 0 then 'no_weight'
            when not is_supported then 'relation_not_adopted'
            when weight_sum < whole and coalesce(total_weight, total_score) is null and last_level_count = 0 and is_last_form then 'form_cut_off'
        end as skip_reason,
        case when total_weight is null then '指标分值应合计' else '总分值' end
        || case when is_without_execution then '（预算执行率 10 分另计）' else '' end as stated_label,
        weight_count || ' 项权重之和 ' || {{ figure('weight_sum') }} as parts_text,
        list_prepend(evaluation_id, weight_ids) as evidence,
        {{ provenance() }}
    from supported

    union all

    select
        'PF-02:' || evaluation_id as check_id,
        'PF-02' as rule_id,
        document_id,
        scope,
        total_score as stated,
        score_sum as expected,
        case
            when is_exact or fine_count = 0 then 0 else {{ rounding_envelope('fine_count', '0.01') }}
        end as tolerance,
        case
            when is_exact or fine_count = 0 then 0 else {{ rounding_envelope('fine_count', '0.01') }}
        end as rounding_limit,
        '分' as unit,
        case
            when coalesce(score_count, 0) = 0 then 'no_score'
            when total_score is null then 'no_total_score'
            when is_without_execution and total_score > score_sum and total_score <= score_sum + 10 then 'no_execution_score'
        end as skip_reason,
        '总得分' as stated_label,
        score_count || ' 项得分之和 ' || {{ figure('score_sum') }} as parts_text,
        list_prepend(evaluation_id, score_ids) as evidence,
        {{ provenance() }}
    from weighed

    union all

    select
        'PF-03:' || scored.part_id as check_id,
        'PF-03' as rule_id,
        scored.document_id,
        forms.scope || '指标“' || coalesce(scored.label, '') || '”' as scope,
        scored.score as stated,
        greatest(0, least(scored.score, scored.weight)) as expected,
        0 as tolerance,
        0 as rounding_limit,
        '分' as unit,
        case when scored.weight is null then 'no_weight' end as skip_reason,
        '得分' as stated_label,
        '0 至权重 ' || {{ figure('scored.weight') }} || ' 之间' as parts_text,
        [scored.part_id] as evidence,
        {{ provenance('scored') }}
    from scored
    inner join forms using (document_id, form_seq)
    where scored.score is not null
)

{{ checks_from('raw') }}
