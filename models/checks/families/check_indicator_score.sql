-- PF-07: score of a quantitative indicator <= weight × degree of completion. Degree: actual / target where more is
-- better, target / actual where less is better (operator <=), at most 1. Basis: 财预〔2020〕10号.
-- PF-08: score of a qualitative indicator lies in the band of its grade (seeds/rules/qualitative_band.csv).
with scored as (
    select
        *,
        case
            when target_operator in ('<=', '<')
                then case when actual_value <= target_value then 1 else target_value / nullif(actual_value, 0) end
            when coalesce(target_value, 0) = 0 then case when actual_value = target_value then 1 else 0 end
            else least(1, actual_value / target_value)
        end as degree,
        coalesce(target_unit, '') = coalesce(actual_unit, '') or actual_unit is null as is_same_unit
    from {{ ref('stg_indicators') }}
    where score is not null and weight is not null and coalesce(phase, '') <> 'term'
),

graded as (
    select
        scored.*,
        bands.grade,
        scored.weight * bands.lower_pct / 100 as lower_score,
        scored.weight * bands.upper_pct / 100 as upper_score
    from scored
    inner join {{ ref('qualitative_band') }} as bands on regexp_matches(scored.actual_printed, bands.pattern)
    where scored.actual_value is null
    qualify row_number() over (partition by scored.indicator_id order by bands.priority) = 1
),

raw as (
    select
        'PF-07:' || scored.indicator_id as check_id,
        'PF-07' as rule_id,
        scored.document_id,
        {{ form_scope() }} || '指标“' || coalesce(scored.level3, scored.level2, '') || '”' as scope,
        scored.score as stated,
        cast(least(scored.score, scored.weight * scored.degree) as decimal(28, 6)) as expected,
        coalesce(steps.score_step, 0.01) as tolerance,
        coalesce(steps.score_step, 0.01) as rounding_limit,
        '分' as unit,
        case when not scored.is_same_unit then 'units_differ' end as skip_reason,
        '得分' as stated_label,
        '指标值 ' || scored.target_printed || '、完成值 ' || scored.actual_printed || '、分值 '
        || {{ figure('scored.weight') }} || ' 按完成比例的最高得分 '
        || {{ figure('scored.weight * scored.degree') }} as parts_text,
        [scored.indicator_id] as evidence,
        {{ provenance('scored') }}
    from scored
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    left join {{ ref('int_score_step') }} as steps using (document_id, form_seq)
    where scored.target_value is not null and scored.actual_value is not null

    union all

    select
        'PF-08:' || graded.indicator_id as check_id,
        'PF-08' as rule_id,
        graded.document_id,
        {{ form_scope() }} || '指标“' || coalesce(graded.level3, graded.level2, '') || '”' as scope,
        graded.score as stated,
        greatest(graded.lower_score, least(graded.score, graded.upper_score)) as expected,
        0 as tolerance,
        0 as rounding_limit,
        '分' as unit,
        null as skip_reason,
        '得分' as stated_label,
        '完成值“' || graded.actual_printed || '”、分值 ' || {{ figure('graded.weight') }} || ' 的得分区间 '
        || {{ figure('graded.lower_score') }} || '—' || {{ figure('graded.upper_score') }} as parts_text,
        [graded.indicator_id] as evidence,
        {{ provenance('graded') }}
    from graded
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
)

{{ checks_from('raw') }}
