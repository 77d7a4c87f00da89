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

{#- Each of the values that a cell lists (parted by |) is one of `values`; an empty cell passes. `rows`: which rows are meant. -#}
{% test each_accepted(model, column_name, values, rows='true') %}
    select listed
    from (select unnest(string_split(cast({{ column_name }} as varchar), '|')) as listed from {{ model }} where {{ rows }}) as listed_values
    where listed not in ({% for value in values %}'{{ value }}'{{ ', ' if not loop.last }}{% endfor %})
{% endtest %}

{#- Each of the values that a cell lists is one of another table's, or one with one of `endings`, or one of `also`. -#}
{% test each_known(model, column_name, to, field, rows='true', among='true', endings=[], also=[]) %}
    with listed_values as (
        select distinct unnest(string_split(cast({{ column_name }} as varchar), '|')) as listed
        from {{ model }}
        where {{ rows }}
    ),

    known as (
        select cast({{ field }} as varchar) || unnest({{ [''] + endings }}) as word
        from {{ to }}
        where {{ among }} and {{ field }} is not null
    )

    select listed
    from listed_values
    where
        listed not in (select word from known)
        {% for word in also -%} and listed <> '{{ word }}' {% endfor %}
{% endtest %}

{#- Each alternative of a pattern meets a value of another table: one that meets none is misspelt. -#}
{% test each_meets(model, column_name, to, field, among='true') %}
    with alternatives as (
        select distinct unnest(string_split(regexp_replace({{ column_name }}, '^\^|\$$|[()]', '', 'g'), '|')) as listed
        from {{ model }}
    )

    select listed
    from alternatives
    where not exists (select 1 from {{ to }} where {{ among }} and regexp_matches({{ field }}, listed))
{% endtest %}
