-- PF-09: an indicator that scores below its weight says why.
-- PF-09-2: where an indicator is said to be reached and the remark prints a count in the unit of the target's count,
-- that count is not lower than the target's. Basis: 偏差原因分析 of the self-evaluation form.
with scored as (
    select
        *,
        regexp_extract(target_printed, '[(（](\d+(?:\.\d+)?)([^\d\s,，、()（）]+)', ['amount', 'unit']) as aimed
    from {{ ref('stg_indicators') }}
    where score is not null and weight is not null and coalesce(phase, '') <> 'term'
),

counted as (
    select
        *,
        try_cast(aimed.amount as decimal(28, 6)) as aimed_count,
        try_cast(
            regexp_extract(deviation, '^(\d+(?:\.\d+)?)' || regexp_escape(aimed.unit), 1) as decimal(28, 6)
        ) as remarked_count
    from scored
),

raw as (
    select
        'PF-09:' || counted.indicator_id as check_id,
        'PF-09' as rule_id,
        counted.document_id,
        {{ form_scope() }} || '指标“' || coalesce(counted.level3, counted.level2, '') || '”' as scope,
        counted.score < counted.weight and counted.deviation is null as is_broken,
        '得分 ' || {{ figure('counted.score') }} || ' 低于分值 ' || {{ figure('counted.weight') }} || '，没有填写偏差原因'
            as finding,
        counted.score as stated,
        counted.weight as expected,
        '分' as unit,
        null as skip_reason,
        [counted.indicator_id] as evidence,
        {{ provenance('counted') }}
    from counted
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)

    union all

    select
        'PF-09-2:' || counted.indicator_id as check_id,
        'PF-09-2' as rule_id,
        counted.document_id,
        {{ form_scope() }} || '指标“' || coalesce(counted.level3, counted.level2, '') || '”' as scope,
        counted.remarked_count < counted.aimed_count as is_broken,
        '完成值填“' || counted.actual_printed || '”，偏差原因所列 ' || {{ figure('counted.remarked_count') }}
        || counted.aimed.unit || ' 低于指标值 ' || counted.target_printed || '，相差 '
        || {{ figure('counted.aimed_count - counted.remarked_count') }} || counted.aimed.unit as finding,
        counted.remarked_count as stated,
        counted.aimed_count as expected,
        counted.aimed.unit as unit,
        null as skip_reason,
        [counted.indicator_id] as evidence,
        {{ provenance('counted') }}
    from counted
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    where
        starts_with(counted.actual_printed, '达成')
        and counted.aimed_count is not null
        and counted.remarked_count is not null
)

{{ findings_from('raw') }}
