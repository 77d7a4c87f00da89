-- All linear identities in one layout: one row per check, reading and operand cell. A check's id names the rule and
-- the place that it is evaluated on; `reading` numbers the ways in which forms print the same identity.
with structural as (
    select * from {{ ref('operand_row') }}
    union all by name
    select * from {{ ref('operand_column') }}
),

placed as (
    select
        rule_id || ':' || document_id || ':' || table_seq || case lane when '' then '' else ':' || lane end
        || ':r' || row_seq || ':c' || column_seq || case when reading > 0 then ':' || reading else '' end as check_id,
        rule_id,
        0 as reading,
        document_id as scope_id,
        operand_side,
        factor,
        null as position,
        null as label,
        cell_id,
        null as group_key,
        'place' as grouping,
        table_seq,
        lane,
        row_seq,
        column_seq,
        false as is_scope_asked,
        false as is_open,
        null as skip_reason
    from structural
),

registered as (
    select
        rule_id || ':' || scope_id || case when group_key <> '' then ':' || group_key else '' end as check_id,
        rule_id,
        reading,
        scope_id,
        operand_side,
        factor,
        position,
        label,
        cell_id,
        group_key,
        grouping,
        null as table_seq,
        null as lane,
        null as row_seq,
        null as column_seq,
        is_scope_asked,
        is_open,
        skip_reason
    from {{ ref('operand_registry') }}
),

every as (
    select * from placed
    union all by name
    select * from registered
)

select
    every.* exclude (position),
    coalesce(every.position, case when every.rule_id = 'row_sum' then cells.column_seq else cells.row_seq end) as position,
    cells.document_id,
    cells.table_seq as cell_table_seq,
    cells.lane as cell_lane,
    cells.row_seq as cell_row_seq,
    cells.column_seq as cell_column_seq,
    cells.row_kind as cell_row_kind,
    cells.is_leaf,
    cells.subject_code,
    cells.measure,
    cells.table_title,
    cells.table_scope,
    cells.subject_name,
    cells.measure_label,
    cells.amount,
    cells.amount_in_yuan,
    cells.step,
    cells.step_in_yuan,
    cells.unit,
    cells.amount_printed,
    cells.repair,
    {{ provenance('cells') }}
from every
inner join {{ ref('int_amount_cell') }} as cells on every.cell_id = cells.cell_id
