-- A failed sum whose difference is exactly the amount that another table prints for a subject that belongs under the
-- total and that this table doesn't list: the row is missing here. One row per failed check.
with failed as (
    select
        verdicts.check_id,
        verdicts.scope_id,
        verdicts.document_id,
        verdicts.table_seq,
        verdicts.gap_in_yuan,
        anchors.subject_code,
        anchors.measure
    from {{ ref('identity_verdict') }} as verdicts
    inner join {{ ref('int_amount_cell') }} as anchors
        on
            verdicts.document_id = anchors.document_id
            and verdicts.table_seq = anchors.table_seq
            and verdicts.lane = anchors.lane
            and verdicts.row_seq = anchors.row_seq
            and verdicts.column_seq = anchors.column_seq
    where verdicts.status = 'fail' and verdicts.rule_id in ('hierarchy', 'column_total') and verdicts.gap_in_yuan <> 0
),

listed as (
    select distinct
        document_id,
        table_seq,
        subject_code
    from {{ ref('int_amount_cell') }}
    where subject_code is not null
)

select
    failed.check_id,
    siblings.cell_id as candidate_fact_id,
    siblings.subject_name,
    siblings.table_title
from failed
inner join {{ ref('int_amount_cell') }} as siblings
    on
        failed.document_id = siblings.document_id
        and failed.table_seq <> siblings.table_seq
        and failed.gap_in_yuan = siblings.amount_in_yuan
        and starts_with(siblings.subject_code, coalesce(failed.subject_code, ''))
        and siblings.subject_code <> coalesce(failed.subject_code, '')
anti join listed
    on
        failed.document_id = listed.document_id
        and failed.table_seq = listed.table_seq
        and siblings.subject_code = listed.subject_code
qualify
    row_number() over (
        partition by failed.check_id
        order by siblings.measure <> failed.measure, length(siblings.subject_code), siblings.table_seq, siblings.cell_id
    ) = 1
