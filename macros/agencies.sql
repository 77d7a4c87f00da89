{#- The name of an agency with the words of seeds/agencies/agency_word.csv put in one form, in their order. -#}
{% macro agency_words(name) -%}
    {%- set ns = namespace(text=name) -%}
    {%- set words = ref('agency_word') -%}
    {%- if execute -%}
        {%- for row in run_query('select pattern, replacement from ' ~ words ~ ' order by position').rows -%}
            {%- set ns.text = "regexp_replace(" ~ ns.text ~ ", '" ~ row[0] ~ "', '" ~ (row[1] or '') ~ "')" -%}
        {%- endfor -%}
    {%- endif -%}
    {{ ns.text }}
{%- endmacro %}

{#- Whether a name says of which place it is (杜集经济开发区管委会; 开发区管委会 doesn't), or is one of a kind. -#}
{% macro names_its_place(name) -%}
    (
        (
            regexp_matches({{ name }}, '^[^省市县区州盟旗乡镇]{2,}[省市县区州盟旗乡镇]')
            and not regexp_matches({{ name }}, '^(经济|技术|高新|开发|工业|保税|旅游|风景|自然保护|行政|社)')
        )
        or regexp_matches({{ name }}, '^(国家|中国|全国|中央|最高人民)')
        or regexp_matches({{ name }}, '(大学|学院|公司|集团)$')
    )
{%- endmacro %}

{#- The user's own file of agencies (GONGKAI_AGENCIES, a CSV with the columns name and same_as); no rows without one. -#}
{% macro user_agencies() -%}
    {%- set path = var('agencies_file') -%}
    {%- if path and execute -%}
        select
            name,
            same_as
        from read_csv('{{ path | replace("'", "''") }}', header = true, all_varchar = true)
        where name is not null and same_as is not null
    {%- else -%}
        select
            cast(null as varchar) as name,
            cast(null as varchar) as same_as
        where false
    {%- endif -%}
{%- endmacro %}

{#- The user's own roster (GONGKAI_ROSTER, a CSV with the columns name, fiscal_year, kind): who owes what; an empty
    kind is the budget and the final account. No rows without one. -#}
{% macro user_roster() -%}
    {%- set path = var('roster_file') -%}
    {%- if path and execute -%}
        select
            name,
            cast(fiscal_year as integer) as fiscal_year,
            unnest(case when coalesce(trim(kind), '') = '' then ['budget', 'final_account'] else [trim(kind)] end) as kind
        from read_csv('{{ path | replace("'", "''") }}', header = true, all_varchar = true)
    {%- else -%}
        select
            cast(null as varchar) as name,
            cast(null as integer) as fiscal_year,
            cast(null as varchar) as kind
        where false
    {%- endif -%}
{%- endmacro %}

{#- What kind of disclosure a document is, as it is owed: budgets of departments and of units are one kind. -#}
{% macro owed_kind(disclosure_type) -%}
    case when {{ disclosure_type }} in ('unit_budget', 'department_budget') then 'budget' else {{ disclosure_type }} end
{%- endmacro %}
