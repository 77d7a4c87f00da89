-- NT-03: 增加 goes with a positive change, 减少 with a negative one, 持平 with none.
-- NT-04: no growth percentage against nothing (the change is the whole amount).
-- NT-05: change % = change / (amount − change) × 100.
-- NT-11: an increase or decrease is explained. Basis: 财预〔2016〕143号. Never failed: see below.
with changed as (
    select
        *,
        case when coalesce(change_unit, unit) = unit then amount - change end as base,
        coalesce(change_pct, 0) <> 0 or coalesce(change, 0) <> 0 as has_change
    from {{ ref('int_statement') }}
    where is_money and change_direction is not null
),

signs as (
    select
        direction_word,
        any_value(sign) as sign
    from {{ ref('direction_word') }}
    group by all
),

weighed as (
    select
        changed.*,
        coalesce(signs.sign, case when flat.flat_word is not null then 0 end) as sign,
        100 * changed.change / nullif(changed.base, 0) as exact_pct,
        -- Half a step of the percentage, and what rounding of the amounts can move it.
        cast(power(10, -greatest(
            1, length(rtrim(split_part(cast(abs(changed.change_pct) as varchar), '.', 2), '0'))
        )) as decimal(28, 6)) as pct_step,
        100 * (changed.change_step / 2) * (1 + abs(changed.change) / nullif(abs(changed.base), 0))
        / nullif(abs(changed.base), 0) as slack
    from changed
    left join signs on changed.change_direction = signs.direction_word
    left join {{ ref('flat_word') }} as flat on changed.change_direction = flat.flat_word
),

raw as (
    select
        'NT-05:' || stated_amount_id as check_id,
        'NT-05' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        abs(change_pct) as stated,
        cast(round(abs(exact_pct), 6) as decimal(28, 6)) as expected,
        least(pct_step, 0.01) + coalesce(slack, 0) as tolerance,
        pct_step + coalesce(slack, 0) as rounding_limit,
        '%' as unit,
        case
            when base is null then '变动数与金额单位不同'
            when base <= 0 then '基数不为正数'
        end as skip_reason,
        change_direction || '百分比' as stated_label,
        '变动 ' || {{ figure('change') }} || ' ÷ 基数 ' || {{ figure('base') }} || ' ＝ ' || {{ figure('round(abs(exact_pct), 2)') }}
        || '%' as parts_text,
        [stated_amount_id] as evidence,
        {{ provenance() }}
    from weighed
    where change is not null and change_pct is not null
),

worded as (
    {% for rule in ['NT-03', 'NT-04', 'NT-11'] -%}
        select
            '{{ rule }}:' || stated_amount_id as check_id,
            '{{ rule }}' as rule_id,
            document_id,
            coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
            {% if rule == 'NT-03' -%}
                case
                    when sign = 0 then has_change
                    else coalesce(sign * change < 0, false) or coalesce(sign * change_pct < 0, false)
                end as is_broken,
                '写“' || change_direction || '”，变动数为 ' || coalesce({{ figure('change') }} || ' ' || coalesce(change_unit, unit), {{ figure('change_pct') }} || '%')
                    as finding,
                case when sign is null then '增减用词不在词表中' end as skip_reason,
            {% elif rule == 'NT-04' -%}
                coalesce(base = 0 and change <> 0 and change_pct is not null, false) as is_broken,
                '变动数 ' || {{ figure('change') }} || ' 等于全部金额，基数为0，不应写增长 ' || {{ figure('change_pct') }} || '%'
                    as finding,
                cast(null as varchar) as skip_reason,
            {% else -%}
                false as is_broken,
                '没有说明原因' as finding,
                -- A sentence without an amount is not staged, so a reason may stand in the next one.
                case when not has_reason then '本句没有写原因，是否另句说明需人工查看' end as skip_reason,
            {% endif -%}
            change as stated,
            cast(null as decimal(28, 6)) as expected,
            coalesce(change_unit, unit) as unit,
            [stated_amount_id] as evidence,
            {{ provenance() }}
        from weighed
        {% if rule == 'NT-11' %}where sign <> 0 and has_change{% endif %}
        {% if rule == 'NT-04' %}where change is not null{% endif %}
        {% if not loop.last %} union all {% endif %}
    {% endfor %}
)

select * from ({{ checks_from('raw') }})
union all by name
select * from ({{ findings_from('worded') }})
