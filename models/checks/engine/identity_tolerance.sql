-- One row per check: the reading that fits best, with the interval that printing leaves open and its reason.
--   元 tables add up exactly; what half an 元 per part would explain is called rounding.
--   n parts of step u, each rounded: 3.5 standard deviations u·√((n+1)/12), at most the envelope (n+1)·u/2.
--   One quantity printed twice: equal, or one step apart where one of the two is a total of rounded rows.
--   Figures of different units, or of tables that print other numbers of digits: half a step of each.
--   What follows from one base (8 % and 16 % of wages) is near: within 2 %.
with bounds as (
    select
        sums.*,
        rules.relation,
        rules.tolerance_class,
        rules.is_learnt,
        rules.condition,
        rules.severity,
        rounding.habit,
        greatest(left_count + right_count - 1, 1) as part_count,
        case rules.relation
            when '<=' then greatest(sums.gap, 0)
            when '>=' then greatest(-sums.gap, 0)
            else abs(sums.gap)
        end as violation
    from {{ ref('identity_sum') }} as sums
    inner join {{ ref('rule') }} as rules on sums.rule_id = rules.rule_id
    left join {{ ref('document_rounding') }} as rounding on sums.document_id = rounding.document_id
),

measured as (
    select
        *,
        case
            when is_converted or is_rounded_apart or tolerance_class = 'bound' then half_steps
            when tolerance_class = 'near' then greatest((left_count + right_count + 1) * step, cast(abs(expected) / 50 as decimal(28, 6)))
            when unit = '元' then 0
            when tolerance_class = 'equal' and left_count <= 1 and right_count <= 1
                then case when is_leaf then 0 else step end
            when part_count = 1 then 0
            when habit = 'cut' and gap > 0 then (part_count - 1) * step
            else least(floor((part_count + 1) / 2), greatest(1, floor(3.5 * sqrt((part_count + 1) / 12.0)))) * step
        end as tolerance,
        (part_count + 1) * step / 2 as rounding_limit
    from bounds
),

explained as (
    select
        *,
        case
            when is_converted then '单位不同：各数末位的一半'
            when is_rounded_apart then '两表所印位数不同：各数末位的一半'
            when tolerance_class = 'bound' then '比较大小：各数末位的一半'
            when tolerance_class = 'near' then '由同一基数推算，年中有进出：容许 2%'
            when unit = '元' then '以元列示，逐项相加应完全相等'
            when tolerance_class = 'equal' and left_count <= 1 and right_count <= 1 and is_leaf then '同一数字两处列示，应完全相等'
            when tolerance_class = 'equal' and left_count <= 1 and right_count <= 1 then '同一合计两处列示，容许末位差 1'
            when part_count = 1 then '只有一个分项，应完全相等'
            when habit = 'cut' and gap > 0 then '本文件按截尾取数：' || part_count || ' 项最多少 ' || (part_count - 1) || ' 个末位'
            else part_count || ' 项各自四舍五入：3.5 倍标准差，不超过 (n+1)/2 个末位'
        end as tolerance_reason
    from measured
)

select *
from explained
qualify
    row_number() over (
        partition by check_id
        order by skip_reason is not null, violation > tolerance, violation, reading
    ) = 1
