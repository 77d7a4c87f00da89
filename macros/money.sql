{#- A text as a decimal, null where it is none that fits. DuckDB reads text into decimals of 128 bits a hundred times more slowly than
    into those of 64, so what fits these goes by them. -#}
{% macro decimal_of(column, type) -%}
    coalesce(cast({{ short_decimal(column) }} as {{ type }}), try_cast({{ column }} as {{ type }}))
{%- endmacro %}

{#- A text as a decimal of 64 bits, null where digits of it would be lost. -#}
{% macro short_decimal(column) -%}
    case when regexp_full_match({{ column }}, '-?[0-9]{1,11}([.][0-9]{1,6})?') then try_cast({{ column }} as decimal(18, 6)) end
{%- endmacro %}

{#- Printed digits as an exact decimal; null where the text is not a number that fits: of eighteen digits before the point at most, so
    that sums of many and products with units have room. -#}
{% macro exact(column) -%}
    cast({{ decimal_of(column, 'decimal(28, 10)') }} as decimal(38, 10))
{%- endmacro %}

{#- 元 per printed unit; null for anything that is not money in yuan. The same factors as loaders/grammar/units.py. -#}
{% macro unit_factor(unit) -%}
    {%- set factors = {
        '元': 1, '百元': 100, '千元': 1000, '万元': 10000, '十万元': 100000, '百万元': 1000000, '千万元': 10000000,
        '亿元': 100000000
    } -%}
    case {{ unit }}
    {%- for name, factor in factors.items() %} when '{{ name }}' then {{ factor }}{% endfor %} end
{%- endmacro %}

{#- An amount in 元 with two decimals, computed in decimals only. Digits beyond the cent are rounded half away
    from zero, and `is_rounded` says so; an amount that does not fit is null. In 64 bits where it fits these. -#}
{% macro yuan(amount, unit) -%}
    coalesce(
        cast(cast(try({{ short_decimal(amount) }} * {{ unit_factor(unit) }}) as decimal(18, 2)) as decimal(20, 2)),
        try_cast(try({{ exact(amount) }} * {{ unit_factor(unit) }}) as decimal(20, 2))
    )
{%- endmacro %}

{#- True where `yuan` lost digits of the printed amount. -#}
{% macro is_rounded(amount, unit) -%}
    coalesce({{ yuan(amount, unit) }} <> try({{ exact(amount) }} * {{ unit_factor(unit) }}), false)
{%- endmacro %}

{#- The step of the last printed digit: '12.30' gives 0.01, '1200' gives 1; of the six digits that are kept at most. -#}
{% macro printed_step(column) -%}
    cast(power(10, -least(coalesce(length(split_part({{ column }}, '.', 2)), 0), 6)) as decimal(28, 6))
{%- endmacro %}

{#- What a row of a table of amounts is: a total, a subtotal, a unit, carried-over money, a part of the row above it
    (其中), or an item. -#}
{% macro row_kind() -%}
    case
        when row_role in ('total', 'subtotal', 'unit', 'carryover', 'of_which') then row_role
        -- 其中 below a row that its parts don't leave incomplete is one of the parts.
        when regexp_matches(subject_name, '^(其中|#)') and (subject_level = 1 or subject_level is null or subject_code is not null) then 'of_which'
        when subject_level = 0 then 'total'
        else 'item'
    end
{%- endmacro %}

{#- The measures of columns that hold a row's whole amount. -#}
{% macro whole_measures() -%}
    'total', 'revenue_current_year', 'expenditure_current_year'
{%- endmacro %}

{#- The name of an agency as it is compared: without spaces, a leading code, and what says which of its budgets it is. -#}
{% macro agency_spelling(name) -%}
    regexp_replace(
        regexp_replace(translate({{ name }}, '()', '（）'), '[\s　]|^[0-9]{2,9}[-—_]?', '', 'g'),
        '（(本级|汇总|部门|机关|单位)）$', ''
    )
{%- endmacro %}

{#- What a government's title or header covers, as the branches of a case: 本级财力 is where money comes from. -#}
{% macro coverage(words) -%}
    when regexp_matches(regexp_replace({{ words }}, '[省市县区州盟旗乡镇]?本?级(财力|资金)', '', 'g'), '本级|[省市县区州盟旗乡镇]级|中央') then 'own_level'
    when regexp_matches({{ words }}, '全(国|省|市|县|区|州|盟|旗|自治)') then 'whole_area'
{%- endmacro %}

{#- A measure without the period of its column: ``conference`` of ``conference_last_year_budget`` (loaders/tables/measures.py). -#}
{% macro without_period(measure) -%}
    regexp_replace({{ measure }}, '(_(budget|final|last_year|executed|change|change_pct))+$', '')
{%- endmacro %}
