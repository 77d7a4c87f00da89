-- Every family of checks, one under the other. What prints no name has none to quote.
{% set named = "regexp_replace(scope, '“”|《》', '', 'g') as scope, regexp_replace(explanation, '“”|《》', '', 'g') as explanation" %}
{% for family in check_families() -%}
    select * replace ({{ named }}) from {{ ref(family) }}
    {%- if not loop.last %}
        union all by name
    {% endif %}
{% endfor %}
