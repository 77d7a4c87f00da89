-- Every family of checks, one under the other. What prints no name has none to quote; a quotation within one has ‘ ’, two of
-- them at most.
{% set told = quoted(quoted("regexp_replace(explanation, '“”|《》', '', 'g')")) %}
{% for family in check_families() -%}
    select * replace (regexp_replace(scope, '“”|《》', '', 'g') as scope, {{ told }} as explanation) from {{ ref(family) }}
    {%- if not loop.last %}
        union all by name
    {% endif %}
{% endfor %}
