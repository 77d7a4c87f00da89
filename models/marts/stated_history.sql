-- From a column of last year in the row of the document's own total (or of the three publics), and from a sentence that
-- states an amount and its change against last year. Where these differ for one thing all are kept.
with stages as (
    select
        document_id,
        agency_id,
        fiscal_year,
        case when contains(disclosure_type, 'final_account') then 'final_account' else 'budget' end as stage
    from {{ ref('int_document') }}
    where agency_id is not null and fiscal_year is not null and duplicate_of is null
),

own_totals as (
    select
        totals.document_id,
        totals.side,
        cells.table_seq,
        cells.lane,
        cells.row_seq
    from {{ ref('int_money_total') }} as totals
    inner join {{ ref('int_money_cell') }} as cells
        on
            totals.document_id = cells.document_id
            and totals.side = cells.money_side
            and totals.total_yuan = cells.amount_yuan
            and cells.row_kind in ('total', 'subtotal')
            and cells.measure in ({{ whole_measures() }})
),

columns_of_last_year as (
    select
        lines.*,
        coalesce(lines.side, '') as lane,
        regexp_replace(lines.measure, '_?last_year(_budget|_final)?$', '') as thing,
        case
            when suffix(lines.measure, '_final') or regexp_matches(lines.measure_label, '决算|执行|完成') then 'final_account'
            when suffix(lines.measure, '_budget') or regexp_matches(lines.measure_label, '预算数|预算$|年预算') then 'budget'
        end as column_stage
    from {{ ref('int_budget_line') }} as lines
    inner join {{ ref('int_amount_phase') }} as phases
        on
            lines.document_id = phases.document_id
            and lines.table_seq = phases.table_seq
            and coalesce(lines.side, '') = phases.side
            and lines.column_seq = phases.column_seq
    where lines.is_amount and lines.amount_yuan is not null and phases.column_phase = 'last_year'
),

printed as (
    select
        lines.document_id,
        totals.side as thing,
        lines.column_stage,
        'column' as ground,
        lines.amount_yuan,
        lines.budget_line_id as fact_id,
        {{ provenance('lines') }}
    from columns_of_last_year as lines
    inner join own_totals as totals
        on
            lines.document_id = totals.document_id
            and lines.table_seq = totals.table_seq
            and lines.lane = totals.lane
            and lines.row_seq = totals.row_seq
    where lines.thing in ('', 'total')
    union all by name
    select
        document_id,
        thing,
        column_stage,
        'column' as ground,
        amount_yuan,
        budget_line_id as fact_id,
        {{ provenance('columns_of_last_year') }}
    from columns_of_last_year
    where
        table_type = 'three_public'
        and (row_role in ('total', 'subtotal') or subject_name is null)
        and thing in ('three_public', 'overseas_travel', 'official_reception', 'official_vehicle')
),

named as (
    select
        names.subject_key,
        min(case subjects.stated_key
            when 'revenue_total' then 'revenue'
            when 'expenditure_total' then 'expenditure'
            when 'overseas' then 'overseas_travel'
            when 'vehicle' then 'official_vehicle'
            when 'reception' then 'official_reception'
            else subjects.stated_key
        end) as thing
    from (select distinct subject_key from {{ ref('int_statement') }}) as names
    inner join {{ ref('stated_subject') }} as subjects on regexp_matches(names.subject_key, subjects.subject_pattern)
    where
        subjects.stated_key in (
            'revenue_total', 'expenditure_total', 'three_public', 'overseas', 'vehicle', 'reception'
        )
    group by all
    having count(distinct subjects.stated_key) = 1
),

said as (
    select
        statements.document_id,
        named.thing,
        case
            when contains(statements.change_base, '预算') then 'budget'
            when regexp_matches(statements.change_base, '决算|执行') then 'final_account'
        end as column_stage,
        'sentence' as ground,
        cast(
            statements.amount_yuan
            - {{ yuan('statements.change_printed', 'coalesce(statements.change_unit, statements.unit)') }}
            as decimal(20, 2)
        ) as amount_yuan,
        statements.stated_amount_id as fact_id,
        {{ provenance('statements') }}
    from {{ ref('int_statement') }} as statements
    inner join named on statements.subject_key = named.subject_key
    where
        statements.is_money
        and statements.role in ('current', 'total')
        and regexp_matches(statements.change_base, '上年|去年|上一年')
        and statements.change_printed is not null
        and statements.part_of is null
)

select
    stages.agency_id,
    stages.fiscal_year - 1 as fiscal_year,
    coalesce(stated.column_stage, stages.stage) as stage,
    stated.thing,
    stated.amount_yuan,
    stated.ground,
    stages.document_id,
    stages.fiscal_year as stated_in_year,
    stated.fact_id,
    {{ provenance('stated') }}
from (
    select * from printed
    union all by name
    select * from said
) as stated
inner join stages on stated.document_id = stages.document_id
where stated.amount_yuan is not null
order by stages.agency_id, fiscal_year, stage, stated.thing, stages.document_id, stated.ground, stated.fact_id
