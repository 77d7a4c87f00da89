{#- How every model becomes a table: in one statement, with its comments. A build writes a fresh file
    (gongkai/warehouse/publication.py), so there is nothing to look for, to rename or to drop. The contract decides columns and
    their order in every build; that types are those of the contract, which no data change, is looked at where data tests run. -#}
{% materialization table, adapter='duckdb' %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set names = model.columns.values() | map(attribute='name') | join('", "') if config.get('contract').enforced -%}
    {%- if names and env_var('GONGKAI_DBT_TESTS', '') -%}
        {%- do get_assert_columns_equivalent(compiled_code) -%}
    {%- endif -%}
    {%- set statements -%}
        create table {{ target }} as
        {% if names %}select "{{ names }}" from (
        {% endif %}{{ compiled_code }}
        {% if names %}){% endif %};
        {{ table_comments(target) }}
    {%- endset -%}
    {%- do adapter.add_query(statements, auto_begin=False, abridge_sql_log=True) -%}
    {%- do store_result('main', response='OK') -%}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{#- All comments of a table in one transaction; the description of a column that isn't there fails. -#}
{% macro table_comments(relation) -%}
    {%- if config.persist_relation_docs() and model.description -%}
        begin;
        comment on table {{ relation }} is {{ duckdb_escape_comment(model.description) }};
        {%- for name, column in model.columns.items() if config.persist_column_docs() %}
        comment on column {{ relation }}.{{ adapter.quote(name) }} is {{ duckdb_escape_comment(column.description) }};
        {%- endfor %}
        commit;
    {%- endif -%}
{%- endmacro %}
