{#- All rows of one kind of staging CSV, every documented column as text, "" as null.
    The columns are those of source('staging', name), found by their header names in any order.
    No such file gives no rows. Facts of a document that repeats another's bytes are left out, and
    those of a document in quarantine. -#}
{% macro staged(name) -%}
    {%- set documents = ref('stg_documents') if name != 'documents' -%}
    {%- set ns = namespace(columns=[]) -%}
    {%- if execute -%}
        {%- for node in graph.sources.values() if node.name == name and node.source_name == 'staging' -%}
            {%- set ns.columns = node.columns.keys() | list -%}
        {%- endfor -%}
        {%- set files = staged_files(name) -%}
        {%- set is_empty = files | length == 0 -%}
        select
        {%- for column in ns.columns %}
            {% if is_empty %}cast(null as varchar){% else %}nullif({{ column }}, ''){% endif %} as {{ column }}
            {%- if not loop.last %},{% endif %}
        {%- endfor %}
        {%- if is_empty %}
        where false
        {%- else %}
        from read_csv(
            [{% for file in files %}'{{ file | replace("'", "''") }}'{{ ', ' if not loop.last }}{% endfor %}],
            header = true, all_varchar = true, union_by_name = true,
            delim = ',', quote = '"', escape = '"'
        )
        {%- if documents %}
        where document_id not in (select document_id from {{ documents }} where duplicate_of is not null or is_quarantined)
        {%- endif %}
        {%- endif -%}
    {%- else -%}
        select 1
    {%- endif -%}
    {#- Known to the graph as a dependency, without reading a table. -#}
    {%- do source('staging', name) -%}
{%- endmacro %}

{#- The staged files of one kind, those of this run's documents; of documents always all. -#}
{% macro staged_files(name) -%}
    {%- set folder = var('staging_dir') -%}
    {%- set documents = shard_documents() if name != 'documents' else none -%}
    {%- if name == 'documents' and var('documents_file') -%}
        {{ return([var('documents_file')]) }}
    {%- elif documents is none -%}
        {%- set pattern = folder ~ '/[!.]*/' ~ name ~ '.csv' -%}
        {{ return([pattern] if run_query("select count(*) from glob('" ~ pattern | replace("'", "''") ~ "')").rows[0][0] else []) }}
    {%- else -%}
        {%- set listed = [] -%}
        {%- for document in documents -%}
            {%- do listed.append("'" ~ (folder ~ '/' ~ document ~ '/' ~ name ~ '.csv') | replace("'", "''") ~ "'") -%}
        {%- endfor -%}
        {{ return(run_query('select file from glob([' ~ listed | join(', ') ~ '])').rows | map(attribute=0) | list) }}
    {%- endif -%}
{%- endmacro %}

{#- The documents that this run builds, a relation with the column document_id; and as a list, none where it builds all. -#}
{% macro shard_list() -%}
    read_csv('{{ var('shard_file') | replace("'", "''") }}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
{%- endmacro %}

{% macro shard_documents() -%}
    {%- set file = var('shard_file') -%}
    {%- if execute and file and run_query("select count(*) from glob('" ~ file | replace("'", "''") ~ "')").rows[0][0] -%}
        {{ return(run_query('select document_id from ' ~ shard_list()).rows | map(attribute=0) | list) }}
    {%- else -%}
        {{ return(none) }}
    {%- endif -%}
{%- endmacro %}

{#- Documents in quarantine: (document_id, reason), written by a build that found their rows to break what it must not
    publish. -#}
{% macro quarantined() -%}
    {%- set file = var('quarantine_file') -%}
    {%- if execute and file and run_query("select count(*) from glob('" ~ file | replace("'", "''") ~ "')").rows[0][0] -%}
        select
            document_id,
            reason
        from read_csv('{{ file | replace("'", "''") }}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
    {%- else -%}
        select
            cast(null as varchar) as document_id,
            cast(null as varchar) as reason
        where false
    {%- endif -%}
{%- endmacro %}

{#- Provenance columns, last in every table and always in this order. -#}
{% macro provenance(alias='') -%}
    {%- set prefix = alias ~ '.' if alias else '' -%}
    {{ prefix }}source_page,
    {{ prefix }}source_line,
    {{ prefix }}source_line_end,
    {{ prefix }}source_text
{%- endmacro %}

{#- The provenance of the first of several rows by `position`. -#}
{% macro earliest(position) -%}
    {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
        arg_min({{ column }}, {{ position }}) as {{ column }}{{ ',' if not loop.last }}
    {% endfor %}
{%- endmacro %}

{#- The same columns as staged text, cast. -#}
{% macro cast_provenance() -%}
    try_cast(source_page as integer) as source_page,
    try_cast(source_line as integer) as source_line,
    try_cast(source_line_end as integer) as source_line_end,
    source_text
{%- endmacro %}

{#- The values of a column of a seed as text for a query's own constants: a pattern that stands in the query is
    compiled once, one that is read from a column anew for every row. -#}
{% macro seed_values(seed, column) -%}
    {%- set values = [] -%}
    {%- if execute -%}
        {%- for row in run_query('select ' ~ column ~ ' from ' ~ seed).rows -%}
            {%- do values.append(row[0] | replace("'", "''")) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(values) }}
{%- endmacro %}
