with amounts as (
    select
        document_id,
        table_seq,
        count(*) as amount_count
    from {{ ref('int_budget_line') }}
    where is_amount
    group by all
)

select
    tables.table_id,
    tables.document_id,
    tables.table_seq,
    tables.table_type,
    tables.table_title,
    tables.printed_number,
    tables.unit,
    tables.scope,
    tables.header_paths,
    tables.empty_note,
    coalesce(tables.row_count, 0) as row_count,
    cast(coalesce(amounts.amount_count, 0) as integer) as amount_count,
    {{ provenance('tables') }}
from {{ ref('stg_tables') }} as tables
left join amounts using (document_id, table_seq)
order by tables.document_id, tables.table_seq
