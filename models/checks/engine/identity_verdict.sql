-- One row per check: pass, fail or not applicable, and why. What a form does not print or what was not read
-- completely is not applicable; so is an identity that this form evidently does not follow.
with spans as (
    select
        document_id,
        table_seq,
        min(source_line) as first_line,
        max(coalesce(source_line_end, source_line)) as last_line
    from {{ ref('int_amount_cell') }}
    group by all
),

unread as (
    select distinct
        spans.document_id,
        spans.table_seq
    from spans
    inner join {{ ref('stg_rejects') }} as rejects
        on
            spans.document_id = rejects.document_id
            and rejects.source_line between spans.first_line and spans.last_line
    where rejects.stage in ('table', 'numbers') and regexp_matches(coalesce(rejects.source_text, ''), '[0-9]')
),

touched as (
    select distinct operands.check_id
    from {{ ref('identity_operand') }} as operands
    inner join unread on operands.document_id = unread.document_id and operands.cell_table_seq = unread.table_seq
),

learnt as (
    select
        *,
        violation <= tolerance as holds,
        count(*) over form as form_count,
        count(*) filter (where violation <= greatest(tolerance, rounding_limit) and left_count > 0 and right_count > 0) over form
            as form_holds,
        count(*) filter (where right_count > 0) over form as form_with_parts,
        count(*) filter (where left_count > 0) over form as form_with_total,
        count(*) over place as place_count,
        count(*) filter (where violation <= greatest(tolerance, rounding_limit)) over place as place_holds
    from {{ ref('identity_tolerance') }}
    window
        form as (partition by rule_id, document_id, table_seq, lane, case when grouping = 'place' then column_seq end),
        place as (partition by rule_id, document_id, table_seq, lane)
),

reasoned as (
    select
        learnt.*,
        case
            when learnt.skip_reason is not null then learnt.skip_reason
            when unit_count > 1 and has_other_unit then '各项单位不同'
            when learnt.condition is not null and not coalesce(conditions.is_met, false)
                then case learnt.condition
                    when 'all_basic_is_general' then '基本支出不全由一般公共预算安排'
                    when 'pension_is_twice_annuity' then '不是2020年以后的预算'
                    else '支出不全是当年财政拨款'
                end
            when is_learnt and form_count < 3 then '可比的行不足三行，无法判断本表式是否遵循'
            when is_learnt and form_holds < 0.8 * form_count then '本表式不遵循这一关系（多数行不成立）'
            when holds then null
            when touched.check_id is not null then '表中有未读入的内容，差额可能由此造成'
            when
                grouping <> 'place' and least(left_count, right_count) = 0
                and learnt.document_id in (select document_id from unread)
                then '没有金额的一侧可能在未读入的行里'
            when has_mixed_scope then '两表口径不同（含与不含上年结转）'
            when grouping <> 'place' then null
            when right_count = 0 and (form_with_parts < 3 or form_with_parts < 0.8 * form_count)
                then case learnt.rule_id when 'row_sum' then '该行没有印出分栏金额' else '下级各行在该栏没有金额' end
            when right_count = 0 and learnt.rule_id = 'row_sum' and not is_item then '该行没有印出分栏金额'
            when left_count = 0 and (form_with_total < 3 or form_with_total < 0.8 * form_count) then '合计处没有金额'
            when learnt.rule_id = 'row_sum' and form_count >= 3 and form_holds < 0.5 * form_count
                then '表头的合计关系未能确定'
            when is_inferred and place_holds < 0.8 * place_count then '各行的层次没有印出，未能确定'
        end as reason
    from learnt
    left join {{ ref('document_condition') }} as conditions
        on learnt.scope_id = conditions.scope_id and learnt.condition = conditions.condition
    left join touched on learnt.check_id = touched.check_id
)

select
    * exclude (reason, skip_reason, holds, form_count, form_holds, form_with_parts, form_with_total, place_count, place_holds),
    reason as skip_reason,
    case when reason is not null then 'not_applicable' when holds then 'pass' else 'fail' end as status
from reasoned
