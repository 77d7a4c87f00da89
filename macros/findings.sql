{#- The ending of a model whose rules are stated in words rather than as two sides of an equation. `raw` has one
    row per rule instance with the columns
        check_id, rule_id, document_id, scope, is_broken, finding (the sentence without scope), stated, expected,
        unit (the last three may be null), skip_reason, evidence, provenance columns. -#}
{% macro findings_from(raw) -%}
    select
        judged.check_id,
        judged.rule_id,
        judged.document_id,
        judged.scope,
        cast(judged.stated as decimal(28, 6)) as stated,
        cast(judged.expected as decimal(28, 6)) as expected,
        cast(cast(judged.stated as decimal(28, 6)) - cast(judged.expected as decimal(28, 6)) as decimal(28, 6)) as difference,
        cast(0 as decimal(28, 6)) as tolerance,
        judged.unit,
        judged.status,
        {{ reason_code('judged.skip_reason') }} as reason_code,
        rules.severity,
        judged.scope || '：' || case judged.status
            when 'not_applicable' then '未核对，' || {{ reason_words('judged.skip_reason') }}
            when 'pass' then rules.title || '，相符'
            else judged.finding
        end || '。' as explanation,
        list_filter(judged.evidence, x -> x is not null) as evidence,
        {{ provenance('judged') }}
    from (
        select
            *,
            case
                when skip_reason is not null then 'not_applicable'
                when is_broken then 'fail'
                else 'pass'
            end as status
        from {{ raw }}
    ) as judged
    inner join {{ ref('rule') }} as rules on judged.rule_id = rules.rule_id
{%- endmacro %}

{#- Where a form stands, in words. -#}
{% macro form_scope(form='forms') -%}
    '绩效表' || {{ form }}.form_seq || '《' || coalesce({{ form }}.subject_name, '') || '》'
{%- endmacro %}

{#- The value that a system prints for an exact one, by its habit: 'truncate' or 'round'. -#}
{% macro printed_as(habit, value, step) -%}
    cast(
        case when {{ habit }} = 'truncate' then trunc({{ value }} / {{ step }}) else round({{ value }} / {{ step }}) end
        * {{ step }} as decimal(28, 6)
    )
{%- endmacro %}
