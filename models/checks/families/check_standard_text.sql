-- PF-11-4: a standard (元 per person) in the text of a form = the cost indicator whose name stands in the same clause.
with standards as (
    select
        *,
        strpos(quote, amount_printed || '元') as place,
        case
            when place > 0
                then regexp_extract(left(quote, place - 1), '[^，。；：、]*$') || regexp_extract(substr(quote, place), '^[^，。；、]*')
            else ''
        end as clause
    from {{ ref('int_form_statement') }}
    where kind = 'standard'
),

indicators as (
    select
        *,
        regexp_replace(level3, '(补助|补贴|资金|发放|救助|缴纳|缴费|收费|服务)*标准$', '') as thing
    from {{ ref('stg_indicators') }}
    where
        coalesce(phase, '') <> 'term'
        and target_value is not null
        and regexp_matches(target_unit, '^元\s*[/／]')
        and regexp_matches(level3, '标准$')
),

matched as (
    select
        indicators.*,
        standards.amount,
        standards.field_label,
        standards.stated_amount_id,
        row_number() over (
            partition by indicators.indicator_id, standards.amount order by standards.position
        ) as repeat_seq,
        string_agg(standards.field_label, '、') over (
            partition by indicators.indicator_id, standards.amount order by standards.position
            rows between unbounded preceding and unbounded following
        ) as field_labels
    from indicators
    inner join standards
        on
            indicators.document_id = standards.document_id
            and indicators.form_seq = standards.form_seq
            and length(indicators.thing) >= 4
            and contains(standards.clause, indicators.thing)
),

raw as (
    select
        'PF-11-4:' || matched.indicator_id || ':' || {{ plain_figure('matched.amount') }} as check_id,
        'PF-11-4' as rule_id,
        matched.document_id,
        {{ form_scope() }} || '指标“' || matched.level3 || '”' as scope,
        case
            when matched.target_operator = '<=' then greatest(matched.amount, matched.target_value)
            when matched.target_operator = '>=' then least(matched.amount, matched.target_value)
            else matched.amount
        end as stated,
        matched.target_value as expected,
        0 as tolerance,
        0 as rounding_limit,
        '元' as unit,
        null as skip_reason,
        matched.field_labels || '所列标准' as stated_label,
        '指标值 ' || matched.target_printed as parts_text,
        [matched.indicator_id, matched.stated_amount_id] as evidence,
        {{ provenance('matched') }}
    from matched
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    where matched.repeat_seq = 1
)

{{ checks_from('raw') }}
