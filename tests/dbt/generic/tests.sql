{#- Our own generic tests: no package is needed. -#}

{#- Every value lies between min_value and max_value (inclusive); null passes. -#}
{% test accepted_range(model, column_name, min_value=none, max_value=none) %}
    select {{ column_name }}
    from {{ model }}
    where
        false
        {% if min_value is not none %} or {{ column_name }} < {{ min_value }} {% endif %}
        {% if max_value is not none %} or {{ column_name }} > {{ max_value }} {% endif %}
{% endtest %}

{#- The column alone identifies a row: never null, never twice. One query instead of two. -#}
{% test identifies_row(model, column_name) %}
    select
        {{ column_name }},
        count(*) as copies
    from {{ model }}
    group by all
    having count(*) > 1 or {{ column_name }} is null
{% endtest %}

{#- The columns together identify a row. -#}
{% test unique_combination(model, columns) %}
    select
        {{ columns | join(', ') }},
        count(*) as copies
    from {{ model }}
    group by all
    having count(*) > 1
{% endtest %}

{#- Both relations have as many rows. -#}
{% test same_row_count(model, compare_to) %}
    select
        (select count(*) from {{ model }}) as own_count,
        (select count(*) from {{ compare_to }}) as other_count
    where own_count <> other_count
{% endtest %}
