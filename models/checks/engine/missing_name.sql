-- Total rows that lack what another table prints under a name that this side of the table doesn't list: the row is missing here.
-- Only amounts that no other table prints under two such names, of three digits at least. One row per sum of a column.
with lacking as (
    select
        check_id,
        document_id,
        table_seq,
        lane,
        unit,
        gap_in_yuan
    from {{ ref('identity_tolerance') }}
    where
        rule_id in ('column_total', 'hierarchy') and gap_in_yuan > greatest(tolerance, rounding_limit) and right_count > 0
        and length(trim(replace({{ plain_figure('gap_in_yuan') }}, '.', ''), '0')) >= 3
),

cells as (
    select
        document_id,
        table_seq,
        lane,
        cell_id,
        name_key,
        subject_name,
        table_title,
        amount_in_yuan,
        unit,
        case when unit = '元' then 0 else 2 * step_in_yuan end as slack
    from {{ ref('int_amount_cell') }}
    where row_kind <> 'total' and name_key <> ''
)

select
    lacking.check_id,
    min(cells.cell_id) as candidate_fact_id,
    arg_min(cells.subject_name, cells.cell_id) as subject_name,
    arg_min(cells.table_title, cells.cell_id) as table_title
from lacking
inner join cells
    on
        lacking.document_id = cells.document_id
        and lacking.table_seq <> cells.table_seq
        and abs(lacking.gap_in_yuan - cells.amount_in_yuan) <= cells.slack
        -- Two digits in 亿元 are any amount in 万元, three of them many.
        and case when lacking.unit = cells.unit then 50 else 500 end * cells.slack <= abs(cells.amount_in_yuan)
where not exists (
    select 1
    from cells as listed
    where
        listed.document_id = lacking.document_id and listed.table_seq = lacking.table_seq and listed.lane = lacking.lane
        and listed.name_key = cells.name_key
)
group by lacking.check_id
having count(distinct cells.name_key) = 1
