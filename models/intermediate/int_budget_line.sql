-- `is_amount` is false where the printed digits do not fit any amount: such a row becomes a reject, not a fact.
-- `step`: what the last printed digit is worth, in the printed unit: 5.8 among amounts of two digits is 5.80, in a table that was
-- rounded to one digit it isn't. The finest that one cell in twenty prints: a single odd figure doesn't change that.
select
    lines.*,
    tables.table_type,
    tables.table_title,
    {{ exact('lines.amount_printed') }} is not null
    and ({{ unit_factor('lines.unit') }} is null or {{ yuan('lines.amount_printed', 'lines.unit') }} is not null)
        as is_amount,
    {{ yuan('lines.amount_printed', 'lines.unit') }} as amount_yuan,
    {{ is_rounded('lines.amount_printed', 'lines.unit') }} as is_rounded,
    quantile_disc({{ printed_step('lines.amount_printed') }}, 0.05)
        over (partition by lines.document_id, lines.table_seq, lines.unit)
        as step,
    step * {{ unit_factor('lines.unit') }} as step_yuan
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
