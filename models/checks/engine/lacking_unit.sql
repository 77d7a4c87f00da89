-- Lists by agencies whose total is made up by their items, and not by the agencies: one that stands above some of the items isn't printed.
-- Three agencies at least, and less in them than in the total: agencies above agencies come to more. One row per side of a table.
{% set least_units = 3 %}
with totals as (
    select
        totals.document_id,
        totals.table_seq,
        totals.lane,
        totals.row_seq,
        totals.column_seq,
        totals.stated,
        totals.unit
    from (
        select
            *,
            unnest(evidence[2:]) as part_id
        from {{ ref('identity_verdict') }}
        where rule_id = 'column_total' and status = 'pass' and stated > 0
    ) as totals
    inner join {{ ref('int_amount_cell') }} as parts on totals.part_id = parts.cell_id and parts.amount <> 0
    inner join {{ ref('int_amount_cell') }} as wholes on totals.evidence[1] = wholes.cell_id and wholes.row_kind = 'total'
    group by all
    having bool_and(parts.row_kind = 'item')
),

compared as (
    select
        totals.document_id,
        totals.table_seq,
        totals.lane as side,
        totals.row_seq,
        totals.column_seq,
        totals.unit,
        totals.stated - sum(units.amount) as gap
    from totals
    inner join {{ ref('int_amount_cell') }} as units
        on
            totals.document_id = units.document_id
            and totals.table_seq = units.table_seq
            and totals.lane = units.lane
            and totals.column_seq = units.column_seq
            and units.row_kind = 'unit'
            and units.amount > 0
    group by totals.document_id, totals.table_seq, totals.lane, totals.row_seq, totals.column_seq, totals.unit, totals.stated
    having count(*) >= {{ least_units }} and gap > 0
)

select
    document_id,
    table_seq,
    side,
    min(row_seq) as row_seq,
    max(gap) as gap,
    any_value(unit) as unit
from compared
group by all
