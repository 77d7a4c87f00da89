-- PF-01-2: printed weight of a first-level indicator = weights of the indicators below it.
-- Not held for the last level printed of a form within which the document ends (no total, no satisfaction behind it).
-- Basis: whole-department self-evaluation forms print the weight of each first level.
with indicators as (
    select
        *,
        max(indicator_seq) over (partition by document_id, form_seq) as last_seq
    from {{ ref('stg_indicators') }}
),

forms as (
    select
        *,
        form_seq = max(form_seq) over (partition by document_id) and coalesce(total_weight, total_score) is null as is_open
    from {{ ref('int_evaluation') }}
),

levels as (
    select
        document_id,
        form_seq,
        level1,
        min(level1_weight) as stated,
        count(distinct level1_weight) as weight_count,
        sum(weight) as expected,
        count(*) filter (where weight is null) as blank_count,
        max(indicator_seq) = any_value(last_seq) as is_last,
        list(indicator_id order by indicator_seq) as evidence,
        arg_min(source_page, indicator_seq) as source_page,
        arg_min(source_line, indicator_seq) as source_line,
        arg_min(source_line_end, indicator_seq) as source_line_end,
        arg_min(source_text, indicator_seq) as source_text
    from indicators
    where coalesce(phase, '') <> 'term' and level1_weight is not null and level2_weight is null
    group by all
),

raw as (
    select
        'PF-01-2:' || levels.evidence[1] as check_id,
        'PF-01-2' as rule_id,
        levels.document_id,
        {{ form_scope() }} || levels.level1 as scope,
        levels.stated,
        levels.expected,
        0 as tolerance,
        0 as rounding_limit,
        '分' as unit,
        case
            when levels.weight_count > 1 then 'several_weights'
            when levels.blank_count > 0 then 'no_weight'
            when levels.expected < levels.stated and levels.is_last and levels.level1 not like '%满意%' and forms.is_open then 'form_cut_off'
        end as skip_reason,
        '一级指标权重' as stated_label,
        len(levels.evidence) || ' 项指标权重之和 ' || {{ figure('levels.expected') }} as parts_text,
        levels.evidence,
        {{ provenance('levels') }}
    from levels
    inner join forms using (document_id, form_seq)
)

{{ checks_from('raw') }}
