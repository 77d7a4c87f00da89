-- The semantic layer in one table: numerator and denominator are kept apart, so that a rate over several documents
-- is sum / sum and never an average of rates.
{{ config(alias='核心指标') }}
with budget as (
    select
        document_id as 文件编号,
        case any_value(stage) when 'final_account' then '决算' else '预算' end as stage,
        sum(amount_yuan) filter (where side = 'revenue') as revenue,
        sum(amount_yuan) filter (where side = 'expenditure') as expenditure,
        -- Only where every amount says whether it is basic or project expenditure.
        case
            when count(*) filter (where side = 'expenditure' and kind = 'amount' and basic_or_project is null) = 0
                then sum(amount_yuan) filter (where side = 'expenditure' and basic_or_project = 'project')
        end as project
    from {{ ref('fct_money') }}
    where is_counted
    group by document_id
),

three_public as (
    select
        document_id as 文件编号,
        total_yuan as total
    from {{ ref('int_three_public') }}
    where is_counted
),

forms as (
    select
        wide.文件编号,
        types.scope,
        sum(wide.全年预算_元) as adjusted_budget,
        sum(wide.全年执行_元) as executed,
        sum(wide.有得分指标数) as scored,
        sum(wide.满分指标数) as full_score
    from {{ ref('zh_form') }} as wide
    inner join {{ ref('fct_evaluation') }} as facts on wide.绩效表编号 = facts.evaluation_id
    left join {{ ref('form_type') }} as types on facts.form_type = types.form_type
    group by all
),

-- A form of the whole department contains the projects whose forms stand beside it.
execution as (
    select distinct on (文件编号)
        文件编号,
        executed,
        adjusted_budget
    from forms
    where executed is not null
    order by 文件编号, scope = 'department' desc, scope
),

measured as (
    select
        文件编号,
        stage || '收入' as metric,
        revenue as numerator,
        cast(null as decimal(38, 2)) as denominator,
        '元' as unit
    from budget
    union all
    select
        文件编号,
        stage || '支出' as metric,
        expenditure as numerator,
        null as denominator,
        '元' as unit
    from budget
    union all
    select
        文件编号,
        '项目支出占比' as metric,
        project as numerator,
        expenditure as denominator,
        '%' as unit
    from budget
    union all
    select
        文件编号,
        '“三公”经费' as metric,
        total as numerator,
        null as denominator,
        '元' as unit
    from three_public
    union all
    select
        文件编号,
        '预算执行率' as metric,
        executed as numerator,
        adjusted_budget as denominator,
        '%' as unit
    from execution
    union all
    select
        文件编号,
        '指标完成率' as metric,
        sum(full_score) as numerator,
        sum(scored) as denominator,
        '%' as unit
    from forms
    group by all
)

select
    documents.* exclude (document_id),
    measured.metric as 指标,
    cast(measured.numerator as decimal(20, 2)) as 分子,
    cast(measured.denominator as decimal(20, 2)) as 分母,
    case
        when measured.unit = '元' then cast(measured.numerator as decimal(20, 2))
        else {{ percent('measured.numerator', 'measured.denominator') }}
    end as 数值,
    measured.unit as 计量单位,
    measured.文件编号
from measured
inner join {{ ref('int_zh_document') }} as documents on measured.文件编号 = documents.document_id
where measured.numerator is not null and (measured.unit = '元' or measured.denominator > 0)
order by measured.文件编号, measured.metric
