-- Subjects with their parents: coded rows by code, others by the rows above them in the table.
{{ config(alias='预算明细') }}
with names as (
    select
        subject_system,
        subject_code,
        subject_name
    from {{ ref('int_subject_official') }}
),

lines as (
    select
        facts.*,
        leaves.row_kind,
        leaves.column_phase,
        leaves.is_leaf_row,
        leaves.is_leaf_column,
        leaves.is_leaf,
        leaves.is_addable,
        {{ without_period('facts.measure') }} as plain_measure,
        case when leaves.row_kind in ('item', 'carryover', 'of_which') then coalesce(nullif(facts.subject_level, 0), 1) end
            as depth
    from {{ ref('fct_budget_line') }} as facts
    inner join {{ ref('int_amount_leaf') }} as leaves on facts.budget_line_id = leaves.budget_line_id
),

nested as (
    select
        *,
        last_value(case when depth = 1 then {{ plain_name('subject_name') }} end ignore nulls) over above as above_1,
        last_value(case when depth = 2 then {{ plain_name('subject_name') }} end ignore nulls) over above as above_2,
        last_value(case when depth = 1 then row_seq end ignore nulls) over above as above_1_seq,
        last_value(case when depth = 2 then row_seq end ignore nulls) over above as above_2_seq
    from lines
    window above as (
        partition by document_id, table_seq, side
        order by row_seq
        rows between unbounded preceding and current row
    )
),

-- The proved amounts of a document's revenue and expenditure: of several tables that show the same money one.
money as (
    select
        budget_line_id,
        any_value(side) as side,
        any_value(stage) as stage,
        sum(amount_yuan) as amount_yuan
    from {{ ref('fct_money') }}
    where is_counted
    group by budget_line_id
)

select
    documents.* exclude (document_id),
    nested.table_seq as 表序,
    {{ label('table_type', 'nested.table_type') }} as 表类型,
    nested.table_title as 表题,
    {{ label('side', 'nested.side') }} as 收支,
    case money.side when 'revenue' then '总收入' when 'expenditure' then '总支出' end as 主表,
    nested.row_seq as 行序,
    {{ label('row_kind', 'nested.row_kind') }} as 行类别,
    case
        when nested.row_kind in ('total', 'subtotal', 'unit', 'of_which') then {{ label('row_kind', 'nested.row_kind') }}
        when nested.subject_code is not null and nested.subject_system in ('function', 'revenue')
            then ['类', '款', '项', '目'][nested.depth]
        when nested.subject_code is not null then ['类', '款'][nested.depth]
        else '第' || nested.depth || '级'
    end as 汇总层级,
    {{ label('subject_system', 'nested.subject_system') }} as 科目体系,
    case
        when nested.depth is null then null
        when nested.subject_code is not null then coalesce(first_names.subject_name, {{ plain_name('nested.above_1') }})
        else nested.above_1
    end as 一级科目,
    case
        when nested.depth is null or nested.depth < 2 then null
        when nested.subject_code is not null then coalesce(second_names.subject_name, nested.above_2)
        when nested.above_2_seq > nested.above_1_seq then nested.above_2
    end as 二级科目,
    case when nested.depth >= 3 then {{ plain_name('nested.subject_name') }} end as 三级科目,
    nested.subject_code as 科目编码,
    nested.subject_name as 科目名称,
    nested.second_subject_name as 第二科目名称,
    nested.subject_level as 科目级次,
    nested.column_seq as 栏序,
    nested.measure_label as 栏目,
    coalesce({{ known_label('measure', 'nested.measure') }}, {{ label('measure', 'nested.plain_measure') }}) as 口径,
    {{ label('column_phase', 'nested.column_phase') }} as 数据阶段,
    nested.amount_yuan as 金额_元,
    cast(cast(nested.amount_yuan as decimal(28, 6)) * 0.0001 as decimal(24, 6)) as 金额_万元,
    nested.amount_printed as 印出金额,
    nested.unit as 印出单位,
    nested.is_leaf_row as 行是否明细,
    nested.is_leaf_column as 栏是否明细,
    nested.is_leaf as 是否明细,
    case when nested.is_addable then nested.amount_yuan end as 可加金额_元,
    cast(case when money.side = 'revenue' and money.stage = 'budget' then money.amount_yuan end as decimal(20, 2)) as 总收入_元,
    cast(case when money.side = 'expenditure' and money.stage = 'budget' then money.amount_yuan end as decimal(20, 2)) as 总支出_元,
    cast(case when money.side = 'revenue' and money.stage = 'final_account' then money.amount_yuan end as decimal(20, 2)) as 决算总收入_元,
    cast(case when money.side = 'expenditure' and money.stage = 'final_account' then money.amount_yuan end as decimal(20, 2)) as 决算总支出_元,
    nested.repair as 修复说明,
    {{ label('confirmation', 'nested.confirmation') }} as 印证,
    nested.budget_line_id as 预算数据编号,
    nested.document_id as 文件编号,
    {{ chinese_provenance('nested') }}
from nested
inner join {{ ref('int_zh_document') }} as documents on nested.document_id = documents.document_id
left join names as first_names
    on
        nested.subject_system = first_names.subject_system
        and left(nested.subject_code, 3) = first_names.subject_code
left join names as second_names
    on
        nested.subject_system = second_names.subject_system
        and case when length(nested.subject_code) >= 5 then left(nested.subject_code, 5) end = second_names.subject_code
left join money on nested.budget_line_id = money.budget_line_id
order by nested.document_id, nested.table_seq, nested.side, nested.row_seq, nested.column_seq
