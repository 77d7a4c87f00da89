-- The three publics as rows, with or without amounts, and whether a sum of them is printed. One row per side of a table that has them.
select
    document_id,
    table_seq,
    coalesce(side, '') as side,
    not bool_or(regexp_matches(subject_name, '[合总小]\s*计|三公')) as lacks_sum
from {{ ref('stg_row_labels') }}
group by all
having bool_or(contains(subject_name, '接待')) and bool_or(regexp_matches(subject_name, '因公出国|车'))
