-- Rows of the budgets of a whole government (一般公共预算, 政府性基金, 国有资本经营, 社会保险基金) in the columns of the
-- table's own stage; `is_account_total`: it prints what the budget comes to, by its kind or because it bears its name.
with tables as (
    select distinct
        lines.document_id,
        lines.table_seq,
        lines.table_type,
        documents.fiscal_year,
        documents.disclosure_type = 'government_final_account' as is_final_account,
        case
            when lines.table_type <> 'revenue_expenditure_summary'
                then regexp_extract(lines.table_type, '^(.*)_(revenue|expenditure|balance)$', 1)
            when contains(lines.table_title, '一般公共预算') then 'general_budget'
            when contains(lines.table_title, '政府性基金') then 'government_fund'
            when contains(lines.table_title, '国有资本经营') then 'state_capital'
            when regexp_matches(lines.table_title, '社会保险基金|社保基金') then 'social_insurance'
        end as budget,
        nullif(regexp_extract(lines.table_type, '^.*_(revenue|expenditure)$', 1), '') as table_side,
        case {{ coverage('lines.table_title') }} end as coverage
    from {{ ref('int_budget_line') }} as lines
    inner join {{ ref('int_document') }} as documents on lines.document_id = documents.document_id
    where
        starts_with(documents.disclosure_type, 'government_')
        and documents.duplicate_of is null
        and regexp_matches(
            lines.table_type,
            '^(general_budget|government_fund|state_capital|social_insurance)_(revenue|expenditure|balance)$|^revenue_expenditure_summary$'
        )
),

columns as (
    select distinct on (phases.document_id, phases.table_seq, phases.side, phases.column_seq)
        phases.document_id,
        phases.table_seq,
        phases.side,
        phases.column_seq,
        tables.fiscal_year,
        try_cast(regexp_extract(lines.measure_label, '(20[0-9]{2})年', 1) as integer) as printed_year,
        case {{ coverage('lines.measure_label') }} end as coverage,
        case
            when phases.column_phase <> 'final' then 'budget'
            when tables.is_final_account or contains(lines.measure_label, '决算') then 'final_account'
            else 'execution'
        end as stage,
        lines.measure = 'executed'
        or coalesce(regexp_matches(lines.measure_label, '预算|决算|执行|完成|预计'), false) as is_staged
    from {{ ref('int_amount_phase') }} as phases
    inner join tables on phases.document_id = tables.document_id and phases.table_seq = tables.table_seq
    inner join {{ ref('int_budget_line') }} as lines
        on
            phases.document_id = lines.document_id
            and phases.table_seq = lines.table_seq
            and phases.side = coalesce(lines.side, '')
            and phases.column_seq = lines.column_seq
    where phases.is_main and tables.budget is not null
    order by phases.document_id, phases.table_seq, phases.side, phases.column_seq, lines.measure_label
),

-- A header that prints no year or stage has that of the document's others, if those are one.
staged as (
    select
        columns.* exclude (fiscal_year, stage, is_staged, printed_year),
        coalesce(
            columns.printed_year,
            case when count(distinct columns.printed_year) over same_stage = 1 then max(columns.printed_year) over same_stage end,
            columns.fiscal_year
        ) as fiscal_year,
        case
            when columns.is_staged or count(distinct stages.stage) over (partition by columns.document_id) <= 1 then columns.stage
        end as stage
    from columns
    left join columns as stages
        on
            columns.document_id = stages.document_id
            and columns.table_seq = stages.table_seq
            and columns.side = stages.side
            and columns.column_seq = stages.column_seq
            and stages.is_staged
    window same_stage as (partition by columns.document_id, columns.stage)
),

cells as (
    select
        tables.budget,
        tables.table_side,
        coalesce(staged.coverage, tables.coverage) as coverage,
        staged.fiscal_year,
        staged.stage,
        lines.* exclude (step, step_yuan),
        coalesce(lines.side, '') as lane,
        greatest(lines.subject_level, 1) as depth,
        {{ row_kind() }} as row_kind,
        cast({{ unit_factor('lines.unit') }} * {{ printed_step('lines.amount_printed') }} as decimal(20, 2)) as step
    from {{ ref('int_budget_line') }} as lines
    inner join tables on lines.document_id = tables.document_id and lines.table_seq = tables.table_seq
    inner join staged
        on
            lines.document_id = staged.document_id
            and lines.table_seq = staged.table_seq
            and coalesce(lines.side, '') = staged.side
            and lines.column_seq = staged.column_seq
    where
        lines.is_amount
        and lines.amount_yuan is not null
        and (
            lines.measure in ({{ whole_measures() }}, 'executed')
            or (lines.measure = 'labelled' and staged.coverage is not null)
        )
),

marked as (
    select
        cells.* exclude (is_rounded, is_amount),
        row_kind in ('total', 'subtotal')
        or coalesce(
            regexp_matches(
                subject_name,
                case budget
                    when 'general_budget' then '一般公共预算'
                    when 'government_fund' then '政府性基金(预算)?'
                    when 'state_capital' then '国有资本(经营)?(预算)?'
                    when 'social_insurance' then '社会保险基金(预算)?'
                end || '(本级)?(收入|支出)(小计|合计|总计)?$'
            )
            and not contains(subject_name, '其他'),
            false
        ) as is_account_total,
        coalesce(table_side, nullif(lane, '')) as printed_side
    from cells
)

select
    * exclude (table_side, printed_side),
    coalesce(
        printed_side,
        case
            when not is_account_total then null
            when contains(subject_name, '收入') then 'revenue'
            when contains(subject_name, '支出') then 'expenditure'
        end
    ) as money_side,
    lead(subject_code) over (
        partition by document_id, table_seq, lane, column_seq, subject_code is not null order by row_seq
    ) as next_code
from marked
