{#- How every model becomes a table. A build writes a fresh file (gongkai/warehouse/publication.py), so a table is created under
    its own name: dbt-duckdb would create it under another one, rename it, look for what it replaces and drop that. -#}
{% materialization table, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {%- if existing is not none -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {%- set response, _ = adapter.execute(create_table_as(False, target, compiled_code), auto_begin=False) -%}
    {%- do store_result('main', response=response) -%}
    {%- do persist_docs(target, model) -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{#- All comments of a table in one statement. dbt would ask which of the described columns exist and leave out the
    others; here such a description fails. -#}
{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- if for_relation and config.persist_relation_docs() and model.description -%}
        {%- call statement('comments') -%}
            comment on table {{ relation }} is {{ duckdb_escape_comment(model.description) }};
            {%- for name, column in model.columns.items() if for_columns and config.persist_column_docs() %}
            comment on column {{ relation }}.{{ adapter.quote(name) }} is {{ duckdb_escape_comment(column.description) }};
            {%- endfor %}
        {%- endcall -%}
    {%- endif -%}
{%- endmacro %}
