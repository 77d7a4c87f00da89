select
    row_label_id,
    document_id,
    table_seq,
    side,
    row_seq,
    subject_code,
    subject_name,
    subject_level,
    coalesce(amount_count, 0) as amount_count,
    {{ provenance() }}
from {{ ref('stg_row_labels') }}
order by document_id, table_seq, side, row_seq
