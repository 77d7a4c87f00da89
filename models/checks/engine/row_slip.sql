-- Lists whose amounts have slipped past their labels: rows that print what another table of the document prints for another
-- subject of the same classification, and not what it prints for theirs. Above or below its own subject an amount may stand alike;
-- from three such rows on with different amounts (three digits each), and twice as many as rows in place between the first and the
-- last of them, labels and amounts were put together apart (a row taken out on one side). Of two tables that say this of each other it is
-- the one that says it of more tables, then the one whose own sums fail, then the later. One row per table and side, from the first
-- such row to where amounts stand in place again.
{% set least_rows = 3 %}
with rows as (
    select
        document_id,
        table_seq,
        lane,
        row_seq,
        subject_code,
        any_value(subject_name) as subject_name,
        any_value(table_title) as table_title,
        any_value(cell_id) as cell_id,
        any_value(amount_in_yuan) as amount_in_yuan
    from {{ ref('int_amount_cell') }}
    where subject_code is not null and measure in ('total', 'expenditure_current_year') and not is_other_phase
    group by all
    having count(*) = 1
),

failed as (
    select
        operands.document_id,
        operands.cell_table_seq as table_seq,
        count(distinct operands.check_id) filter (where operands.grouping = 'place') as own_count
    from {{ ref('identity_operand') }} as operands
    semi join (
        select check_id
        from {{ ref('identity_verdict') }}
        where status = 'fail'
    ) as failed using (check_id)
    group by all
),

compared as (
    select
        rows.document_id,
        rows.table_seq,
        rows.lane,
        rows.row_seq,
        rows.cell_id,
        rows.subject_code,
        rows.subject_name,
        rows.amount_in_yuan,
        failed.own_count,
        others.table_seq as other_seq,
        any_value(others.table_title) as other_title,
        bool_or(others.subject_code = rows.subject_code) as is_in_place,
        -- The only part of a subject has its amount.
        bool_or(starts_with(others.subject_code, rows.subject_code) or starts_with(rows.subject_code, others.subject_code)) as is_beside
    from rows
    inner join failed on rows.document_id = failed.document_id and rows.table_seq = failed.table_seq
    inner join rows as others
        on
            rows.document_id = others.document_id
            and rows.table_seq <> others.table_seq
            and rows.amount_in_yuan = others.amount_in_yuan
            and left(rows.subject_code, 1) = left(others.subject_code, 1)
    -- A subject that the other table doesn't have proves nothing.
    semi join rows as same
        on rows.document_id = same.document_id and others.table_seq = same.table_seq and rows.subject_code = same.subject_code
    where length(trim(replace({{ plain_figure('abs(rows.amount_in_yuan)') }}, '.', ''), '0')) >= 3
    group by all
),

stretches as (
    select
        document_id,
        table_seq,
        lane,
        other_seq,
        any_value(own_count) as own_count,
        min(row_seq) filter (where not is_beside) as first_row_seq,
        max(row_seq) filter (where not is_beside) as last_row_seq
    from compared
    group by all
    having count(distinct amount_in_yuan) filter (where not is_beside) >= {{ least_rows }}
),

counted as (
    select
        stretches.*,
        count(*) filter (where not compared.is_beside) as row_count,
        arg_min(compared.cell_id, compared.row_seq) as candidate_fact_id,
        arg_min(concat_ws(' ', compared.subject_code, compared.subject_name), compared.row_seq) as subject_name,
        any_value(compared.other_title) as other_title
    from stretches
    inner join compared
        on
            stretches.document_id = compared.document_id
            and stretches.table_seq = compared.table_seq
            and stretches.lane = compared.lane
            and stretches.other_seq = compared.other_seq
            and compared.row_seq between stretches.first_row_seq and stretches.last_row_seq
    group by all
    having count(*) filter (where not compared.is_beside) > 2 * count(*) filter (where compared.is_in_place)
),

told as (
    select
        *,
        count(*) over (partition by document_id, table_seq) as told_count
    from counted
),

slipped as (
    select told.*
    from told
    anti join told as mirror
        on
            told.document_id = mirror.document_id
            and told.table_seq = mirror.other_seq
            and told.other_seq = mirror.table_seq
            and (mirror.told_count, mirror.own_count, mirror.table_seq) > (told.told_count, told.own_count, told.table_seq)
    qualify
        row_number() over (
            partition by told.document_id, told.table_seq, told.lane order by told.row_count desc, told.other_seq
        ) = 1
)

select
    slipped.document_id,
    slipped.table_seq,
    slipped.lane,
    slipped.first_row_seq,
    min(compared.row_seq) as in_place_row_seq,
    slipped.row_count,
    slipped.candidate_fact_id,
    slipped.subject_name,
    slipped.other_title
from slipped
left join compared
    on
        slipped.document_id = compared.document_id
        and slipped.table_seq = compared.table_seq
        and slipped.lane = compared.lane
        and slipped.last_row_seq < compared.row_seq
        and compared.is_in_place
group by all
