-- Rows with amounts and their place among each other: a coded row belongs to the nearest row above it whose code
-- its own begins with. Lists without codes nest by level only.
with amount_rows as (
    select
        document_id,
        table_seq,
        coalesce(side, '') as side,
        row_seq,
        any_value(subject_system) as subject_system,
        any_value(subject_code) as subject_code,
        any_value(subject_name) as subject_name,
        any_value(subject_level) as subject_level,
        any_value(row_role) as row_role
    from {{ ref('int_budget_line') }}
    where is_amount
    group by all
),

parents as (
    select
        children.document_id,
        children.table_seq,
        children.side,
        children.row_seq,
        max(above.row_seq) as parent_row_seq
    from amount_rows as children
    inner join amount_rows as above
        on
            children.document_id = above.document_id
            and children.table_seq = above.table_seq
            and children.side = above.side
            and left(children.subject_code, 3) = left(above.subject_code, 3)
            and above.row_seq < children.row_seq
            and length(above.subject_code) < length(children.subject_code)
            and starts_with(children.subject_code, above.subject_code)
    where children.subject_system is not null and above.subject_system is not null
    group by all
)

select
    amount_rows.*,
    parents.parent_row_seq
from amount_rows
left join parents using (document_id, table_seq, side, row_seq)
