-- A subject that one side of an identity prints in a column that the other side's tables fill on other levels only: what they list
-- by 项 alone is not missing from them. One row per check.
with asked as (
    {{ tables_asked() }}
),

levels as (
    select distinct
        scopes.scope_id,
        cells.table_type,
        cells.measure,
        length(cells.subject_code) as code_length
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('document_scope') }} as scopes on cells.document_id = scopes.document_id
    where cells.subject_code is not null
),

one_sided as (
    select distinct
        checks.check_id,
        checks.rule_id,
        checks.reading,
        checks.scope_id,
        case when checks.left_count = 0 then 'left' else 'right' end as empty_side,
        cells.measure,
        length(cells.subject_code) as code_length
    from {{ ref('identity_tolerance') }} as checks
    inner join {{ ref('identity_operand') }} as operands
        on checks.check_id = operands.check_id and checks.reading = operands.reading
    inner join {{ ref('int_amount_cell') }} as cells on operands.cell_id = cells.cell_id
    where checks.grouping in ('subject', 'subject_measure') and least(checks.left_count, checks.right_count) = 0
)

select one_sided.check_id
from one_sided
inner join asked
    on one_sided.rule_id = asked.rule_id and one_sided.reading = asked.reading and one_sided.empty_side = asked.side
inner join levels
    on
        asked.table_type = levels.table_type
        and one_sided.scope_id = levels.scope_id
        and one_sided.measure = levels.measure
group by one_sided.check_id
having not bool_or(levels.code_length = one_sided.code_length)
