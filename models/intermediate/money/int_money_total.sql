-- One row per document and side: the total that the document prints, and why there is none.
-- Expenditure, and the revenue of a final account: the total of the table of that side (支出总表), which the table of
-- both (收支总表) has to print too (or with what is carried over, in rows of its own), else the latter's total of the year (本年…合计). The revenue of a budget is all that
-- there is to spend (收入总计), money carried over included.
with totals as (
    select
        cells.document_id,
        cells.money_side as side,
        cells.table_seq,
        cells.table_type = 'revenue_expenditure_summary' as is_of_both,
        regexp_matches(cells.subject_name, '本年|当年') or cells.row_kind = 'subtotal' as is_current,
        max(cells.amount_yuan) as amount_yuan,
        max(cells.step) as step
    from {{ ref('int_money_cell') }} as cells
    where
        cells.row_kind in ('total', 'subtotal')
        and cells.measure in ({{ whole_measures() }})
        and cells.table_type in ('revenue_summary', 'expenditure_summary', 'revenue_expenditure_summary')
        and cells.money_side is not null
    group by all
),

carried as (
    select
        document_id,
        money_side as side,
        table_seq,
        sum(amount_yuan) as amount_yuan
    from {{ ref('int_money_cell') }}
    where
        row_kind = 'carryover'
        and measure in ({{ whole_measures() }})
        and table_type = 'revenue_expenditure_summary'
        and money_side is not null
    group by all
),

with_carried as (
    select
        totals.*,
        coalesce(carried.amount_yuan, 0) as carried_yuan
    from totals
    left join carried
        on
            totals.document_id = carried.document_id
            and totals.side = carried.side
            and totals.table_seq = carried.table_seq
    where totals.is_of_both
),

own as (
    select
        own_totals.document_id,
        own_totals.side,
        own_totals.table_seq,
        max(own_totals.amount_yuan) as amount_yuan,
        max(own_totals.step) as step,
        count(distinct with_carried.table_seq) as agreeing_count
    from totals as own_totals
    left join with_carried
        on
            own_totals.document_id = with_carried.document_id
            and own_totals.side = with_carried.side
            and (
                abs(own_totals.amount_yuan - with_carried.amount_yuan) <= greatest(own_totals.step, with_carried.step) / 2
                or abs(own_totals.amount_yuan - with_carried.amount_yuan + with_carried.carried_yuan)
                <= greatest(own_totals.step, with_carried.step) / 2
            )
    where not own_totals.is_of_both
    group by all
),

-- Tables of one kind that print different totals, none of them all the others together: of several bodies, and
-- the largest isn't the document's.
own_totals as (
    select
        document_id,
        side,
        max(amount_yuan) as amount_yuan,
        max(amount_yuan) filter (where agreeing_count > 0) as agreed_yuan,
        max(agreeing_count) as agreeing_count,
        coalesce(
            sum(amount_yuan) filter (where amount_yuan < largest_yuan - step) not in (0, max(largest_yuan)), false
        ) as is_of_several
    from (
        select
            *,
            max(amount_yuan) over (partition by document_id, side) as largest_yuan,
            max(agreeing_count) over (partition by document_id, side) as most_agreeing_count
        from own
    ) as compared
    where (agreeing_count > 0) = (most_agreeing_count > 0)
    group by all
),

both_totals as (
    select
        document_id,
        side,
        max(amount_yuan) filter (where is_current) as current_yuan,
        max(amount_yuan) filter (where not is_current) as grand_yuan,
        count(distinct table_seq) > 1 as is_several
    from totals
    where is_of_both
    group by all
),

sides as (
    select
        documents.document_id,
        sides.side,
        documents.disclosure_type = 'final_account' as is_final
    from {{ ref('int_document') }} as documents
    cross join (values ('revenue'), ('expenditure')) as sides (side)
    where
        documents.document_id in (
            select document_id from {{ ref('int_money_table') }}
            where is_summary
        )
        -- A whole government has a total per budget (int_government_proof).
        and not coalesce(starts_with(documents.disclosure_type, 'government_'), false)
)

select
    sides.document_id,
    sides.side,
    case
        when coalesce(own_totals.is_of_several, false) then null
        when sides.side = 'revenue' and not sides.is_final and own_totals.agreed_yuan is not null and not both_totals.is_several
            then coalesce(both_totals.grand_yuan, own_totals.agreed_yuan)
        when own_totals.agreed_yuan is not null then own_totals.agreed_yuan
        -- Tables that print different totals: none of them is known to be the document's.
        when own_totals.amount_yuan is not null and both_totals.document_id is not null then null
        when own_totals.amount_yuan is not null then own_totals.amount_yuan
        when both_totals.is_several then null
        when sides.side = 'revenue' and not sides.is_final
            then coalesce(both_totals.grand_yuan, both_totals.current_yuan)
        else coalesce(both_totals.current_yuan, both_totals.grand_yuan)
    end as total_yuan,
    case
        when own_totals.amount_yuan is null and both_totals.document_id is null then 'no_total'
        when coalesce(own_totals.is_of_several, false) then 'several_bodies'
        when
            own_totals.agreed_yuan is null
            and both_totals.document_id is not null
            and (own_totals.amount_yuan is not null or both_totals.is_several)
            then 'totals_disagree'
    end as no_total_reason,
    coalesce(own_totals.agreeing_count > 0, false) as is_agreed
from sides
left join own_totals using (document_id, side)
left join both_totals using (document_id, side)
