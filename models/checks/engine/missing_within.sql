-- Sums of coded parts that lack something, and the one row that another table has more below the same subject: a table that
-- prints all the parts with no less (机关运行经费 within 基本支出), and of the subjects that are not listed here one alone with as
-- much as is lacking. Only where all such tables say the same subject. One row per sum of a column.
{% set least_parts = 2 %}
with lacking as (
    select
        verdicts.check_id,
        verdicts.document_id,
        verdicts.table_seq,
        verdicts.lane,
        verdicts.column_seq,
        verdicts.gap_in_yuan,
        rows.subject_code as head_code,
        rows.row_seq
    from {{ ref('identity_verdict') }} as verdicts
    inner join {{ ref('int_amount_row') }} as rows
        on
            verdicts.document_id = rows.document_id
            and verdicts.table_seq = rows.table_seq
            and verdicts.lane = rows.side
            and verdicts.row_seq = rows.row_seq
    where
        verdicts.status = 'fail' and verdicts.rule_id = 'hierarchy' and verdicts.gap_in_yuan > 0
        and rows.subject_code is not null
),

subjects as (
    select
        document_id,
        table_seq,
        subject_system,
        subject_code,
        min(cell_id) as cell_id,
        any_value(subject_name) as subject_name,
        any_value(table_title) as table_title,
        max(amount_in_yuan) as amount_in_yuan
    from {{ ref('int_amount_cell') }}
    where not is_rate and subject_code is not null
    group by all
),

parts as (
    select
        lacking.*,
        cells.subject_code,
        cells.subject_system,
        cells.amount_in_yuan
    from lacking
    inner join {{ ref('int_amount_row') }} as rows
        on
            lacking.document_id = rows.document_id
            and lacking.table_seq = rows.table_seq
            and lacking.lane = rows.side
            and lacking.row_seq = rows.parent_row_seq
    inner join {{ ref('int_amount_cell') }} as cells
        on
            rows.document_id = cells.document_id
            and rows.table_seq = cells.table_seq
            and rows.side = cells.lane
            and rows.row_seq = cells.row_seq
            and lacking.column_seq = cells.column_seq
),

-- Tables that print every part with no less.
wider as (
    select
        parts.check_id,
        parts.document_id,
        others.table_seq,
        any_value(parts.table_seq) as own_table_seq,
        any_value(parts.subject_system) as subject_system,
        any_value(parts.head_code) as head_code,
        any_value(length(parts.subject_code)) as code_length,
        any_value(parts.gap_in_yuan) as gap_in_yuan
    from parts
    inner join subjects as others
        on
            parts.document_id = others.document_id
            and parts.table_seq <> others.table_seq
            and parts.subject_system = others.subject_system
            and parts.subject_code = others.subject_code
            and parts.amount_in_yuan <= others.amount_in_yuan
    group by parts.check_id, parts.document_id, others.table_seq
    having
        count(distinct parts.subject_code) >= {{ least_parts }}
        and count(distinct parts.subject_code) = (
            select count(distinct own.subject_code) from parts as own
            where own.check_id = parts.check_id
        )
),

unlisted as (
    select
        wider.check_id,
        others.subject_code,
        others.cell_id,
        others.subject_name,
        others.table_title
    from wider
    inner join subjects as others
        on
            wider.document_id = others.document_id
            and wider.table_seq = others.table_seq
            and wider.subject_system = others.subject_system
            and starts_with(others.subject_code, wider.head_code)
            and wider.code_length = length(others.subject_code)
            and wider.gap_in_yuan <= others.amount_in_yuan
    anti join subjects as own
        on
            wider.document_id = own.document_id
            and wider.own_table_seq = own.table_seq
            and others.subject_code = own.subject_code
)

select
    check_id,
    min(cell_id) as candidate_fact_id,
    arg_min(subject_name, cell_id) as subject_name,
    arg_min(table_title, cell_id) as table_title
from unlisted
group by check_id
having count(distinct subject_code) = 1
