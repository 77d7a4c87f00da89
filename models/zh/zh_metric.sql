-- The semantic layer in one table: numerator and denominator are kept apart, so that a rate over several documents
-- is sum / sum and never an average of rates.
{{ config(alias='核心指标') }}
with total_rows as (
    select
        *,
        行序 = max(行序) filter (where 行类别 = '合计') over (partition by 文件编号, 主表) as is_printed_total
    from {{ ref('zh_budget_line') }}
    where 主表 is not null and 栏是否明细
),

-- The printed total, which printed parts in 万元 may miss by their rounding; their sum where no total is printed.
sides as (
    select
        文件编号,
        主表,
        any_value(if(数据阶段 = '决算（执行）', '决算', '预算')) as stage,
        coalesce(sum(金额_元) filter (where is_printed_total), sum(可加金额_元)) as total,
        coalesce(
            sum(金额_元) filter (where is_printed_total and 口径 = '项目支出'),
            sum(可加金额_元) filter (where 口径 = '项目支出')
        ) as project
    from total_rows
    group by all
),

budget as (
    select
        文件编号,
        max(stage) as stage,
        any_value(total) filter (where 主表 = '总收入') as revenue,
        any_value(total) filter (where 主表 = '总支出') as expenditure,
        any_value(project) filter (where 主表 = '总支出') as project
    from sides
    group by all
),

three_public as (
    select
        文件编号,
        sum(可加金额_元) as total
    from {{ ref('zh_budget_line') }}
    where
        表类型 = '“三公”经费表'
        and not regexp_matches(concat(口径, 科目名称), '机关运行|会议费|培训费')
    group by all
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
