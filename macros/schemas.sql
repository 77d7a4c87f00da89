{#- Schemas carry their plain names (marts, reference, quality): the published file is read by people. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name if custom_schema_name is not none else target.schema }}
{%- endmacro %}
