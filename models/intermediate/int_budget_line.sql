-- `is_amount` is false where the printed digits do not fit any amount: such a row becomes a reject, not a fact.
select
    lines.*,
    tables.table_type,
    tables.table_title,
    {{ exact('lines.amount_printed') }} is not null
    and ({{ unit_factor('lines.unit') }} is null or {{ yuan('lines.amount_printed', 'lines.unit') }} is not null)
        as is_amount,
    {{ yuan('lines.amount_printed', 'lines.unit') }} as amount_yuan,
    {{ is_rounded('lines.amount_printed', 'lines.unit') }} as is_rounded
from {{ ref('stg_budget_lines') }} as lines
left join (
    select distinct on (document_id, table_seq)
        document_id,
        table_seq,
        table_type,
        table_title
    from {{ ref('stg_tables') }}
    order by document_id, table_seq, table_id
) as tables on lines.document_id = tables.document_id and lines.table_seq = tables.table_seq
