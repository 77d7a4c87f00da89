{#- Printed digits as an exact decimal; null where the text is not a number that fits. -#}
{% macro exact(column) -%}
    try_cast({{ column }} as decimal(38, 10))
{%- endmacro %}

{#- 元 per printed unit; null for anything that is not money. -#}
{% macro unit_factor(unit) -%}
    case {{ unit }} when '元' then 1 when '万元' then 10000 when '亿元' then 100000000 end
{%- endmacro %}

{#- An amount in 元 with two decimals, computed in decimals only. Digits beyond the cent are rounded half away
    from zero, and `is_rounded` says so; an amount that does not fit is null. -#}
{% macro yuan(amount, unit) -%}
    try_cast(try({{ exact(amount) }} * {{ unit_factor(unit) }}) as decimal(20, 2))
{%- endmacro %}

{#- True where `yuan` lost digits of the printed amount. -#}
{% macro is_rounded(amount, unit) -%}
    coalesce({{ yuan(amount, unit) }} <> try({{ exact(amount) }} * {{ unit_factor(unit) }}), false)
{%- endmacro %}

{#- The step of the last printed digit: '12.30' gives 0.01, '1200' gives 1. -#}
{% macro printed_step(column) -%}
    cast(power(10, -coalesce(length(split_part({{ column }}, '.', 2)), 0)) as decimal(28, 6))
{%- endmacro %}
