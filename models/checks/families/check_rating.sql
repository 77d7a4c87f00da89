-- PF-06: the total score lies in a band of the printed rating. Schemes differ in their thresholds
-- (seeds/rules/rating_band.csv); a rating fails only where no scheme that has it accepts the score.
with bands as (
    select
        evaluations.*,
        bands.rating is not null as is_known,
        cast(bands.lower_score as decimal(28, 6)) as lower_score,
        cast(bands.upper_score as decimal(28, 6)) as upper_score
    from {{ ref('int_evaluation') }} as evaluations
    left join {{ ref('rating_band') }} as bands on evaluations.rating = bands.rating
    where evaluations.form_type like '%self_evaluation'
),

nearest as (
    select
        *,
        -- The nearest score that the band allows: the score itself where it lies inside.
        greatest(lower_score, least(total_score, upper_score - case when upper_score < 100 then 0.01 else 0 end))
            as allowed
    from bands
    qualify
        row_number() over (
            partition by evaluation_id
            order by abs(total_score - greatest(lower_score, least(total_score, upper_score))), lower_score
        ) = 1
),

raw as (
    select
        'PF-06:' || evaluation_id as check_id,
        'PF-06' as rule_id,
        document_id,
        '绩效表' || form_seq || '《' || coalesce(subject_name, '') || '》' as scope,
        total_score as stated,
        allowed as expected,
        0 as tolerance,
        0 as rounding_limit,
        '分' as unit,
        case
            when total_score is null then 'no_total_score'
            when rating is null then 'no_rating'
            when not is_known then 'unknown_rating|' || rating
        end as skip_reason,
        '总得分' as stated_label,
        '“' || rating || '”的分数段 ' || {{ figure('lower_score') }} || '—' || {{ figure('upper_score') }} as parts_text,
        [evaluation_id] as evidence,
        {{ provenance() }}
    from nearest
)

{{ checks_from('raw') }}
