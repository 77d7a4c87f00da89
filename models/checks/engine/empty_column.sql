-- A column of totals in which nothing is printed, though the columns beside it print amounts: two at least. One row per table.
{% set least_columns = 2 %}
with headed as (
    select
        document_id,
        table_seq,
        trim(unnest(string_split(header_paths, '|'))) as path,
        regexp_extract(path, '^(.*/)?([合总]计|小计)$', 1) as above
    from {{ ref('stg_tables') }}
    where header_paths is not null
),

labelled as (
    select
        document_id,
        table_seq,
        measure_label,
        max(abs({{ decimal_of('amount_printed', 'decimal(28, 6)') }})) as largest
    from {{ ref('int_budget_line') }}
    where is_amount and measure_label is not null
    group by all
)

select
    headed.document_id,
    headed.table_seq,
    min(headed.path) as path
from headed
anti join labelled as own
    on headed.document_id = own.document_id and headed.table_seq = own.table_seq and headed.path = own.measure_label
inner join labelled as beside
    on
        headed.document_id = beside.document_id
        and headed.table_seq = beside.table_seq
        and starts_with(beside.measure_label, headed.above)
        and beside.largest > 0
where regexp_matches(headed.path, '(^|/)([合总]计|小计)$')
group by headed.document_id, headed.table_seq
having count(distinct beside.measure_label) >= {{ least_columns }}
