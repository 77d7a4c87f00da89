{#- The Chinese word for a code (seed code_label); null for a code without one. -#}
{% macro known_label(domain, code) -%}
    (
        select map(list(words.code), list(words.label)) from {{ ref('code_label') }} as words
        where words.domain = '{{ domain }}'
    )[{{ code }}]
{%- endmacro %}

{#- The Chinese word for a code (seed code_label); a code without one stays as it is. -#}
{% macro label(domain, code) -%}
    coalesce({{ known_label(domain, code) }}, {{ code }})
{%- endmacro %}

{#- A subject's name without the ordinal that some tables print before it: "八、" or "1." -#}
{% macro plain_name(name) -%}
    regexp_replace({{ name }}, '^([一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|[0-9]+[.、])', '')
{%- endmacro %}

{#- The name of a class of expenditure as it is compared: 1、资源勘探信息等 and 资源勘探信息等支出 are one. -#}
{% macro class_key(name) -%}
    regexp_replace({{ name_key(name) }}, '等?(支出)?$', '')
{%- endmacro %}

{#- Provenance, last in every table of the schema zh. -#}
{% macro chinese_provenance(alias) -%}
    {{ alias }}.source_page as 页码,
    {{ alias }}.source_line as 行号,
    {{ alias }}.source_text as 原文
{%- endmacro %}

{#- A share in percent with two decimals, in integers only (DuckDB divides decimals as doubles); half a step is
    rounded up. Null where the whole is zero or unknown. -#}
{% macro percent(part, whole) -%}
    cast(
        case
            when {{ whole }} > 0
                then
                    (cast({{ part }} * 100 as hugeint) * 20000 + cast({{ whole }} * 100 as hugeint))
                    // (cast({{ whole }} * 100 as hugeint) * 2)
        end as decimal(14, 0)
    ) * 0.01
{%- endmacro %}
