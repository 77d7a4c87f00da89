-- Every family of models/checks, one under the other.
{% for family in [
    'check_row_sum', 'check_hierarchy', 'check_column_total', 'check_funding_sum', 'check_score', 'check_rating',
] -%}
    select * from {{ ref(family) }}
    {%- if not loop.last %} union all by name {% endif %}
{% endfor %}
order by document_id, rule_id, source_line, check_id
