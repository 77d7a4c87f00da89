-- Rows numbered （一） that stand before the first 一、 of their side, where those of the other side stand behind theirs. One row per such side.
with numbered as (
    select
        document_id,
        table_seq,
        side,
        min(row_seq) filter (where numbering = 2) as row_seq,
        coalesce(min(row_seq) filter (where numbering = 1), max(row_seq) + 1) as head_seq,
        arg_min(subject_name, row_seq) filter (where numbering = 2) as subject_name
    from {{ ref('int_amount_row') }}
    group by all
)

select
    numbered.document_id,
    numbered.table_seq,
    numbered.side,
    numbered.row_seq,
    list(below.row_seq order by below.row_seq) as row_seqs,
    any_value(numbered.subject_name) as subject_name
from numbered
inner join {{ ref('int_amount_row') }} as below
    on
        numbered.document_id = below.document_id
        and numbered.table_seq = below.table_seq
        and numbered.side = below.side
        and below.numbering = 2
        and below.row_seq < numbered.head_seq
where exists (
    select 1 from numbered as others
    where
        others.document_id = numbered.document_id and others.table_seq = numbered.table_seq
        and others.side <> numbered.side and others.head_seq < others.row_seq
)
group by numbered.document_id, numbered.table_seq, numbered.side, numbered.row_seq
