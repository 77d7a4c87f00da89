-- A failed sum whose difference is exactly the amount that another table prints for a subject that belongs under the
-- total and that this table doesn't list: the row is missing here. So is a subject that one of two tables lists and
-- the other doesn't. One row per failed check.
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
),

-- A subject that one table prints and the table of the other side doesn't list.
one_sided as (
    select
        check_id,
        rule_id,
        reading,
        scope_id,
        grouping,
        case when left_count = 0 then 'left' else 'right' end as empty_side
    from {{ ref('identity_verdict') }}
    where status = 'fail' and grouping in ('class', 'subject', 'subject_measure') and left_count * right_count = 0
),

asked as (
    select distinct
        rule_id,
        reading,
        side,
        unnest(string_split(table_type, '|')) as table_type
    from {{ ref('rule_operand') }}
),

printed as (
    select distinct
        scopes.scope_id,
        cells.table_type,
        cells.subject_code,
        cells.class_code
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('document_scope') }} as scopes on cells.document_id = scopes.document_id
),

present as (
    select
        one_sided.*,
        cells.cell_id,
        cells.subject_name,
        cells.table_title,
        cells.subject_code,
        cells.class_code
    from one_sided
    inner join {{ ref('identity_operand') }} as operands
        on one_sided.check_id = operands.check_id and one_sided.reading = operands.reading
    inner join {{ ref('int_amount_cell') }} as cells on operands.cell_id = cells.cell_id
    where cells.subject_code is not null or cells.class_code is not null
),

unlisted as (
    select
        present.check_id,
        present.cell_id as candidate_fact_id,
        present.subject_name,
        present.table_title
    from present
    where not exists (
        select 1
        from asked
        inner join printed on asked.table_type = printed.table_type
        where
            asked.rule_id = present.rule_id
            and asked.reading = present.reading
            and asked.side = present.empty_side
            and printed.scope_id = present.scope_id
            and case present.grouping
                when 'class' then printed.class_code = present.class_code
                else printed.subject_code = present.subject_code
            end
    )
    qualify row_number() over (partition by present.check_id order by present.cell_id) = 1
),

sums as (
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
)

select * from sums
union all
select * from unlisted
union all
select named.*
from {{ ref('missing_name') }} as named
semi join failed using (check_id)
anti join sums using (check_id)
