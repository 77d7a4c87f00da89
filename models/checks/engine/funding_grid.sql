-- Money of a form that stands in rows of tasks and columns of sources (年度主要任务, 预算金额: 总额, 财政拨款, 其他资金; 金额合计 below):
-- the column is printed where phases are elsewhere. One row per amount of such a block.
select
    *,
    regexp_matches(phase_label, '^(总额|合计|小计)$') as is_whole,
    coalesce(source = 'total', false) as is_total_row
from (
    select
        *,
        {{ exact('amount_printed') }} as amount,
        {{ printed_step('amount_printed') }} as step,
        bool_or(regexp_matches(phase_label, '^(总额|合计|小计)$')) over form
        and bool_or(regexp_matches(phase_label, '财政|资金$')) over form
        and bool_and(phase_label is not null or not is_amount) over form as is_grid
    from {{ ref('int_funding') }}
    window form as (partition by document_id, form_seq)
)
where is_grid and is_amount and (is_whole or regexp_matches(phase_label, '财政|资金$'))
