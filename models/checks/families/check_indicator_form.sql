-- PF-13 … PF-13-5: how an indicator is written. Notices only; basis: 财预〔2021〕101号 (indicator catalogue).
{% set sign = '[≥≤＝=><]' %}
with indicators as (
    select
        *,
        coalesce(level3, level2, '') as label,
        coalesce(regexp_matches(level3, '(率|满意度)$'), false) as is_ratio,
        coalesce(regexp_matches(target_printed, '^\s*(≥|≤|＝|=|>|<|>=|<=)'), false) as has_operator,
        -- Two in a row (≥500人≥1000人), which no word joins.
        coalesce(regexp_matches(target_printed, '{{ sign }}[0-9.]+[^≥≤＝=><0-9且并，,、；;（(]{0,4}{{ sign }}[0-9]'), false) as is_double
    from {{ ref('stg_indicators') }}
    where coalesce(phase, '') <> 'term'
),

known as (
    select distinct label as level2
    from {{ ref('indicator_level') }}
    where level = '2'
),

lint as (
    select
        'PF-13' as rule_id,
        indicators.*,
        target_unit <> '%' as is_broken,
        '指标名称为比率，指标值“' || target_printed || '”的单位不是%' as finding
    from indicators
    where is_ratio and target_value is not null and target_unit is not null

    union all

    select
        'PF-13-2' as rule_id,
        indicators.*,
        target_operator in ('<=', '<') as is_broken,
        '产出数量指标值“' || target_printed || '”用了小于等于号' as finding
    from indicators
    where
        level2 = '数量指标'
        and target_value > 0
        and target_operator is not null
        -- Fewer is better for these.
        and not regexp_matches(label, '投诉|事故|差错|违规|违纪|失业|死亡|故障|逾期|退货|费用|成本|支出')

    union all

    select
        'PF-13-3' as rule_id,
        indicators.*,
        known.level2 is null as is_broken,
        '二级指标“' || indicators.level2 || '”不在规定的分类中' as finding
    from indicators
    -- Some catalogues number their categories: 11－数量指标.
    left join known on regexp_replace(indicators.level2, '^[0-9]+[－—–-]', '') = known.level2
    where indicators.level2 is not null

    union all

    select
        'PF-13-4' as rule_id,
        indicators.*,
        -- A date has digits and is no value.
        target_value is null and not regexp_matches(target_printed, '[0-9０-９]') or is_double as is_broken,
        '指标值“' || target_printed || '”'
        || case when is_double then '印有两个值，疑缺一个指标的名称' else '有运算符而没有数字' end as finding
    from indicators
    where has_operator
),

forms as (
    select
        *,
        max(form_seq) over (partition by document_id) as last_seq
    from {{ ref('int_evaluation') }}
),

satisfaction as (
    select
        document_id,
        form_seq,
        bool_or(regexp_matches(concat_ws('/', level1, level2, level3), '满意')) as has_satisfaction,
        -- Levels, and none of them of a benefit; weights that aren't full.
        not bool_or(regexp_matches(concat_ws('/', level1, level2), '效益|影响|效果')) and bool_or(coalesce(level1, level2) is not null)
        and coalesce(sum(weight), 0) < 90 as is_of_output
    from indicators
    group by all
),

raw as (
    select
        lint.rule_id || ':' || lint.indicator_id as check_id,
        lint.rule_id,
        lint.document_id,
        {{ form_scope() }} || '指标“' || lint.label || '”' as scope,
        lint.is_broken,
        lint.finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        [lint.indicator_id] as evidence,
        {{ provenance('lint') }}
    from lint
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)

    union all

    select
        'PF-13-5:' || forms.evaluation_id as check_id,
        'PF-13-5' as rule_id,
        forms.document_id,
        {{ form_scope() }} as scope,
        not satisfaction.has_satisfaction as is_broken,
        '没有满意度指标' as finding,
        null as stated,
        null as expected,
        null as unit,
        -- Its document ends within the form: behind the output nothing is printed, no total either.
        case
            when
                not satisfaction.has_satisfaction and satisfaction.is_of_output
                and forms.form_seq = forms.last_seq
                and coalesce(forms.total_weight, forms.total_score) is null
                then 'form_cut_off'
        end as skip_reason,
        [forms.evaluation_id] as evidence,
        {{ provenance('forms') }}
    from forms
    inner join satisfaction using (document_id, form_seq)
)

{{ findings_from('raw') }}
