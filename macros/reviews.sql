{#- The user's own file of reviews (GONGKAI_REVIEWS, columns as in seeds/reviews/finding_review.csv); no rows without one. -#}
{% macro user_reviews() -%}
    {%- set path = var('reviews_file') -%}
    {%- if path and execute -%}
        select
            sha256,
            rule_id,
            scope,
            try_cast(difference as decimal(28, 6)) as difference,
            attribution
        from read_csv('{{ path | replace("'", "''") }}', header = true, all_varchar = true)
    {%- else -%}
        select
            cast(null as varchar) as sha256,
            cast(null as varchar) as rule_id,
            cast(null as varchar) as scope,
            cast(null as decimal(28, 6)) as difference,
            cast(null as varchar) as attribution
        where false
    {%- endif -%}
{%- endmacro %}
