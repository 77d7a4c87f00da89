-- Every family of checks, one under the other.
{% for family in check_families() -%}
    select * from {{ ref(family) }}
    {%- if not loop.last %}
        union all by name
    {% endif %}
{% endfor %}
