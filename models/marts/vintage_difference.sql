-- Cells of a vintage against those of the one before it, in the tables that both print.
with pairs as (
    select
        later.document_id,
        earlier.document_id as earlier_document_id,
        later.agency_id,
        later.fiscal_year,
        later.stage
    from {{ ref('document_vintage') }} as later
    inner join {{ ref('document_vintage') }} as earlier
        on
            later.agency_id = earlier.agency_id
            and later.fiscal_year is not distinct from earlier.fiscal_year
            and later.stage = earlier.stage
            and later.vintage_seq = earlier.vintage_seq + 1
),

cells as (
    select
        lines.document_id,
        lines.table_type,
        lines.side,
        lines.subject_code,
        lines.subject_name,
        lines.measure,
        lines.amount_yuan,
        lines.budget_line_id,
        coalesce(lines.subject_code, {{ name_key('lines.subject_name') }}) as row_key,
        row_number() over (
            partition by
                lines.document_id, lines.table_type, lines.side, lines.measure,
                coalesce(lines.subject_code, {{ name_key('lines.subject_name') }})
            order by lines.table_seq, lines.row_seq, lines.column_seq
        ) as repeat_seq
    from {{ ref('int_budget_line') }} as lines
    where
        lines.is_amount
        and lines.amount_yuan is not null
        and lines.document_id in (select document_id from {{ ref('document_vintage') }})
),

-- Both sides of every pair, so that what one of them leaves out is told too.
sides as (
    select
        pairs.*,
        'later' as which,
        cells.* exclude (document_id)
    from pairs
    inner join cells on pairs.document_id = cells.document_id
    union all
    select
        pairs.*,
        'earlier' as which,
        cells.* exclude (document_id)
    from pairs
    inner join cells on pairs.earlier_document_id = cells.document_id
),

compared as (
    select
        document_id,
        earlier_document_id,
        any_value(agency_id) as agency_id,
        any_value(fiscal_year) as fiscal_year,
        any_value(stage) as stage,
        table_type,
        side,
        coalesce(any_value(subject_code) filter (where which = 'later'), any_value(subject_code)) as subject_code,
        coalesce(any_value(subject_name) filter (where which = 'later'), any_value(subject_name)) as subject_name,
        measure,
        row_key,
        repeat_seq,
        any_value(amount_yuan) filter (where which = 'earlier') as earlier_amount_yuan,
        any_value(amount_yuan) filter (where which = 'later') as amount_yuan,
        any_value(budget_line_id) filter (where which = 'earlier') as earlier_budget_line_id,
        any_value(budget_line_id) filter (where which = 'later') as budget_line_id
    from sides
    group by all
    having
        count(*) = 1
        or any_value(amount_yuan) filter (where which = 'earlier') <> any_value(amount_yuan) filter (where which = 'later')
),

shared_tables as (
    select
        document_id,
        earlier_document_id,
        table_type
    from sides
    group by all
    having count(distinct which) = 2
)

select
    compared.document_id,
    compared.earlier_document_id,
    compared.agency_id,
    compared.fiscal_year,
    compared.stage,
    compared.table_type,
    compared.side,
    compared.subject_code,
    compared.subject_name,
    compared.measure,
    compared.earlier_amount_yuan,
    compared.amount_yuan,
    cast(
        coalesce(compared.amount_yuan, 0) - coalesce(compared.earlier_amount_yuan, 0) as decimal(20, 2)
    ) as difference_yuan,
    compared.earlier_budget_line_id,
    compared.budget_line_id
from compared
inner join shared_tables using (document_id, earlier_document_id, table_type)
order by compared.document_id, compared.table_type, compared.side, compared.row_key, compared.measure, compared.repeat_seq
