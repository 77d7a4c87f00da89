-- The documents that this run builds: those of its shards, else all.
select *
from {{ ref('int_document_all') }}
{%- set documents = shard_documents() %}
{%- if documents is not none %}
where document_id in (select document_id from {{ shard_list() }})
{%- endif %}
