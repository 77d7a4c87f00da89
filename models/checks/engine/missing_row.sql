-- A failed sum whose difference is (but for rounding) the amount that another table prints for a subject that belongs under the
-- total and that this table doesn't list, or lists less often: the row is missing here. So is a subject that one of two
-- tables lists and the other doesn't; where a name there is one character off, the row has another name. Last, what a list of the same
-- things has more. One row per failed check.
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
    select
        document_id,
        table_seq,
        subject_code,
        count(distinct row_seq) as row_count
    from {{ ref('int_amount_cell') }}
    where subject_code is not null
    group by all
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
    {{ tables_asked() }}
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

slips as (
    select
        scopes.scope_id,
        slips.*
    from {{ ref('label_slip') }} as slips
    inner join {{ ref('document_scope') }} as scopes on slips.document_id = scopes.document_id
),

unlisted as (
    select
        present.check_id,
        coalesce(slips.cell_id, present.cell_id) as candidate_fact_id,
        coalesce(slips.subject_name, present.subject_name) as subject_name,
        coalesce(slips.table_title, present.table_title) as table_title,
        case when slips.cell_id is null then 'missing_row' else 'label' end as kind
    from present
    left join slips
        on
            present.scope_id = slips.scope_id
            and {{ name_key('present.subject_name') }} = slips.known_key
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
        siblings.table_title,
        'missing_row' as kind
    from failed
    inner join {{ ref('int_amount_cell') }} as siblings
        on
            failed.document_id = siblings.document_id
            and failed.table_seq <> siblings.table_seq
            and abs(failed.gap_in_yuan - siblings.amount_in_yuan) <= case when siblings.unit = '元' then 0 else 2 * siblings.step_in_yuan end
            -- Two digits in 亿元 are any amount in 万元.
            and (failed.gap_in_yuan = siblings.amount_in_yuan or siblings.unit = '元' or 100 * siblings.step_in_yuan <= abs(siblings.amount_in_yuan))
            and starts_with(siblings.subject_code, coalesce(failed.subject_code, ''))
            and siblings.subject_code <> coalesce(failed.subject_code, '')
    inner join listed as there
        on
            siblings.document_id = there.document_id
            and siblings.table_seq = there.table_seq
            and siblings.subject_code = there.subject_code
    left join listed as here
        on
            failed.document_id = here.document_id
            and failed.table_seq = here.table_seq
            and siblings.subject_code = here.subject_code
    where
        coalesce(here.row_count, 0) < there.row_count
        -- A row of that name without a code is there: its figure is wrong, not the list.
        and not exists (
            select 1
            from {{ ref('int_amount_row') }} as rows
            where
                rows.document_id = failed.document_id and rows.table_seq = failed.table_seq
                and rows.name_key = siblings.name_key and rows.subject_code is null
        )
        -- Below a total any amount of the document may chance to be the difference, unless three digits tell it.
        and (
            failed.subject_code is not null
            or length(trim(replace({{ plain_figure('abs(failed.gap_in_yuan)') }}, '.', ''), '0')) >= 3
        )
    qualify
        row_number() over (
            partition by failed.check_id
            order by
                abs(failed.gap_in_yuan - siblings.amount_in_yuan), siblings.measure <> failed.measure, length(siblings.subject_code), siblings.table_seq, siblings.cell_id
        ) = 1
),

named as (
    select * from {{ ref('missing_name') }}
    union all
    select * from {{ ref('missing_listed') }}
    union all
    select within.*
    from {{ ref('missing_within') }} as within
    anti join {{ ref('missing_name') }} using (check_id)
    anti join {{ ref('missing_listed') }} using (check_id)
)

select * from sums
union all
select * from unlisted
union all
select
    named.*,
    'missing_row' as kind
from named
semi join failed using (check_id)
anti join sums using (check_id)
