-- A percentage is rounded or truncated: both are accepted, within one step (RULES 4.0).
-- NT-05-3: 占 p % of a total: p = amount / total × 100, the total being the nearest earlier statement of that name; 0元 are 0 % of any.
--   预算执行率 p %: the whole is the budget stated before the expenditure in its sentence, where the document's other rates hold so.
-- NT-02: 完成年初预算的 p %: p = final / initial budget of the same sentence × 100.
-- NT-05-5: shares of one total in one sentence, whose amounts add up to it, add up to 100 %.
-- NT-05-6: shares of a total that is not stated, in one section, tell one total: p = amount ÷ (another's amount ÷ its share).
-- NT-05-2: 比上年增加 p %, with last year's amount stated just before: p = (amount − last) / last × 100.
-- NT-05-7: last year's amount stated just before, or in the comparison itself (比上年预算数 … 增加 …): change = amount − last; 持平 is a change of 0.
with statements as (
    select
        * exclude (share_pct_step),
        -- 支出预算为3万元，支出决算为1.71万元，完成预算的57%: budget and final amount of one thing.
        role = 'current' and regexp_matches(subject_key, '[^初整年]预算数?$') as is_budget,
        regexp_replace(subject_key, '(收入|支出)?预算数?$', '') as budget_of,
        regexp_replace(subject_key, '(收入|支出)?决算数?$', '') as final_of,
        -- 0 % is told as exactly as the shares beside it.
        case when share_pct = 0 then min(share_pct_step) over (partition by document_id, section) else share_pct_step end as share_pct_step,
        -- How many final amounts its sentence has told up to it.
        count(*) filter (where role = 'final') over (partition by document_id, sentence_seq order by position) as finals
    from {{ ref('int_statement') }}
    where is_money
),

shares as (
    select
        parts.*,
        totals.amount as total_amount,
        totals.amount_printed as total_printed,
        totals.unit as total_unit,
        totals.subject_name as total_name,
        totals.step as total_step,
        totals.stated_amount_id as total_id
    from statements as parts
    left join statements as totals
        on
            parts.document_id = totals.document_id
            and (
                totals.position < parts.position
                -- 支出决算6万元，完成年初预算8万元的75%
                or totals.position = parts.position + 1
                and regexp_matches(
                    parts.source_text,
                    '完成' || regexp_escape(parts.share_of) || '[^，。；0-9]{0,4}' || regexp_escape(totals.amount_printed)
                )
            )
            and (
                totals.subject_key = regexp_replace(parts.share_of, '[\s“”"‘’]', '', 'g')
                or (
                    regexp_matches(parts.share_of, '(执行|支出|支付|使用|完成)率$')
                    and totals.sentence_seq = parts.sentence_seq
                    and totals.position = parts.position - 1
                    and regexp_matches(totals.subject_key, '(预算|安排|批复|下达|到位|资金|经费)(金额|数|总额)?$')
                )
                or (
                    parts.role = 'final'
                    and (totals.role = 'initial_budget' or totals.is_budget and totals.budget_of = parts.final_of)
                    and parts.sentence_seq = totals.sentence_seq
                    and regexp_matches(parts.share_of, '^(年初)?预算数?$')
                    -- The budget of the amount told next to it, not of those listed behind that.
                    and parts.finals <= totals.finals + 1
                )
            )
    where parts.share_pct is not null and parts.share_of is not null
    qualify row_number() over (partition by parts.stated_amount_id order by totals.position desc nulls last) = 1
),

lasts as (
    select
        now.*,
        before.amount as last_amount,
        before.stated_amount_id as last_id,
        before.step as last_step
    from statements as now
    inner join statements as before
        on
            now.document_id = before.document_id
            and now.sentence_seq = before.sentence_seq
            and (
                before.position = now.position - 1
                -- 收入31751万元，完成预算31220万元的101.7%，较上年28899万元增长9.9%
                or before.position between now.position + 1 and now.position + 2 and before.subject_key = now.subject_key || '上年'
            )
            and before.role = 'last_year'
            and before.unit = now.unit
    where
        now.change_pct is not null and now.change is null and before.amount > 0
        -- 比上年1.43万元，增加0.68%: what fits as the change lacks its word, and is no amount of last year.
        and abs(abs(100 * before.amount / nullif(now.amount - before.amount, 0)) - abs(now.change_pct)) > now.change_pct_step
),

compared as (
    select
        now.*,
        before.amount as last_amount,
        before.stated_amount_id as last_id,
        now.step + before.step + case when now.change = 0 then 0 else now.change_step end as steps
    from statements as now
    inner join statements as before
        on
            now.document_id = before.document_id
            and now.sentence_seq = before.sentence_seq
            and now.unit = before.unit
            and now.role <> 'last_year'
            and before.role = 'last_year'
            and case before.position - now.position
                when -1 then contains(before.subject_key, now.subject_key) or regexp_matches(now.subject_key, '^(本年|今年|当年|[0-9]{4}年)')
                when 1 then regexp_matches(before.subject_key, '^([0-9]{4}年度?|上年|去年)(预算|决算|执行)?数?$') or regexp_matches(
                    regexp_replace(before.quote, '[\s,]', '', 'g'),
                    '(比|较|与|同|和)[^，。；]*' || regexp_escape(before.amount_printed || before.unit) || '[^，。；0-9]{0,4}' || regexp_escape(now.change_direction)
                )
            end
    where now.change is not null and coalesce(now.change_unit, now.unit) = now.unit and not starts_with(now.change_direction, '基本')
),

wholes as (
    select
        document_id,
        sentence_seq,
        share_of,
        any_value(section) as section,
        any_value(total_amount) as total_amount,
        sum(amount) as amount,
        sum(share_pct) as share_pct,
        count(*) as part_count,
        max(step) as step,
        list(stated_amount_id order by position) as ids,
        string_agg({{ figure('share_pct') }} || '%', ' + ' order by position) as shares_text,
        {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
            arg_min({{ column }}, position) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from shares
    where not regexp_matches(share_of, '预算数?$') or regexp_matches(share_of, '收入|支出')
    group by document_id, sentence_seq, share_of
    having count(*) > 1
),

-- Shares of which none fits the whole found for them are shares of another; so is a part above its whole, and where no
-- whole is named (占比 p %) one that no other share confirms.
weighed as (
    select
        *,
        amount > total_amount and share_pct <= 100
        or is_rate and count(*) filter (where is_fitting) over habit < greatest(2, 3 * count(*) filter (where not is_fitting) over habit)
        or not is_rate and (count(*) over one_whole > 1 or not is_named)
        -- What adds up to the whole found for it is all of it.
        and coalesce(sum(amount) over one_whole <> total_amount, true)
        and not bool_or(abs(share_pct - 100 * amount / nullif(total_amount, 0)) <= 2 * share_pct_step) over one_whole as is_other_whole
    from (
        select
            *,
            contains(regexp_replace(concat(quote, source_text), '[\s“”"‘’]', '', 'g'), '占' || regexp_replace(share_of, '[\s“”"‘’]', '', 'g'))
            or role = 'final' as is_named,
            -- 100 % of what there was not is said of 0元, too.
            amount = 0 and share_pct <> 100 as is_nothing,
            ends_with(share_of, '率') as is_rate,
            coalesce(abs(share_pct - 100 * amount / nullif(total_amount, 0)) <= 2 * share_pct_step, false) as is_fitting,
            -- 6万元 of 8万元 are no figures rounded to whole 万元.
            case when step = 1 and greatest(amount, total_amount) < 100 then 0.01 else step end as told_step
        from shares
    ) as stepped
    window one_whole as (partition by document_id, section, share_of, total_id), habit as (partition by document_id, share_of)
),

-- The largest of them tells the total best.
implied as (
    select
        *,
        last_value(stated_amount_id) over whole as other_id,
        last_value(subject_name) over whole as other_name,
        last_value(subject_key) over whole as other_key,
        last_value(amount) over whole as other_amount,
        last_value(step) over whole as other_step,
        last_value(share_pct) over whole as other_pct,
        last_value(share_pct_step) over whole as other_pct_step
    from weighed
    where
        total_id is null and is_named and not is_rate and not regexp_matches(share_of, '预算数?$')
        and amount > 0 and share_pct > 0 and share_pct < 100
    window whole as (
        partition by document_id, section, share_of, unit
        order by amount, position desc rows between unbounded preceding and unbounded following
    )
),

raw as (
    select
        case when total_name is not null and role = 'final' and regexp_matches(share_of, '^(年初)?预算数?$')
            then 'NT-02:' else 'NT-05-3:' end || stated_amount_id as check_id,
        case when total_name is not null and role = 'final' and regexp_matches(share_of, '^(年初)?预算数?$')
            then 'NT-02' else 'NT-05-3' end as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        share_pct as stated,
        case when is_nothing then 0 else cast(round(100 * amount / nullif(total_amount, 0), 6) as decimal(28, 6)) end as expected,
        case when is_nothing then share_pct_step else share_pct_step + 50 * told_step * (1 + amount / nullif(total_amount, 0)) / nullif(total_amount, 0) end
            as tolerance,
        tolerance as rounding_limit,
        '%' as unit,
        case
            when is_nothing then null
            when total_amount is null then 'no_whole|' || share_of
            when total_unit <> unit then 'units_differ'
            when total_amount = 0 then 'whole_is_zero|' || share_of
            when is_other_whole then 'no_whole|' || share_of
        end as skip_reason,
        case when is_rate then '' else '占' end || share_of as stated_label,
        case
            when is_nothing then '所列金额 0 ＝ 0%'
            else {{ separated('amount_printed') }} || ' ÷ ' || total_name || ' ' || {{ separated('total_printed') }} || ' ＝ '
                || {{ figure('round(100 * amount / nullif(total_amount, 0), 2)') }} || '%'
        end as parts_text,
        case when is_nothing then [stated_amount_id] else [stated_amount_id, total_id] end as evidence,
        {{ provenance() }}
    from weighed

    union all

    select
        'NT-05-2:' || stated_amount_id as check_id,
        'NT-05-2' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        change_pct as stated,
        cast(round(100 * (amount - last_amount) / last_amount, 6) as decimal(28, 6)) as expected,
        change_pct_step + 50 * greatest(step, last_step) * (1 + amount / last_amount) / last_amount as tolerance,
        change_pct_step + 50 * greatest(step, last_step) * (1 + amount / last_amount) / last_amount as rounding_limit,
        '%' as unit,
        null as skip_reason,
        '比上年' || change_direction as stated_label,
        '（' || {{ figure('amount') }} || ' − ' || {{ figure('last_amount') }} || '）÷ ' || {{ figure('last_amount') }} || ' ＝ '
        || {{ figure('round(100 * (amount - last_amount) / last_amount, 2)') }} || '%' as parts_text,
        [stated_amount_id, last_id] as evidence,
        {{ provenance() }}
    from lasts

    union all

    select
        'NT-05-7:' || stated_amount_id as check_id,
        'NT-05-7' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        change as stated,
        amount - last_amount as expected,
        steps / 2 as tolerance,
        steps / 2 as rounding_limit,
        unit,
        null as skip_reason,
        '所写与上年比的增减' as stated_label,
        {{ separated('amount_printed') }} || ' − 上年 ' || {{ figure('last_amount') }} as parts_text,
        [stated_amount_id, last_id] as evidence,
        {{ provenance() }}
    from compared

    union all

    select
        'NT-05-6:' || stated_amount_id as check_id,
        'NT-05-6' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        share_pct as stated,
        cast(round(other_pct * amount / other_amount, 6) as decimal(28, 6)) as expected,
        share_pct_step + other_pct * amount / other_amount * (other_pct_step / other_pct + step / amount + other_step / other_amount) as tolerance,
        share_pct_step + other_pct * amount / other_amount * (other_pct_step / other_pct + step / amount + other_step / other_amount) as rounding_limit,
        '%' as unit,
        null as skip_reason,
        '占' || share_of as stated_label,
        {{ separated('amount_printed') }} || ' ÷ ' || share_of || '（按“' || other_name || '”占 ' || {{ figure('other_pct') }} || '% 推算）＝ '
        || {{ figure('round(other_pct * amount / other_amount, 2)') }} || '%' as parts_text,
        [stated_amount_id, other_id] as evidence,
        {{ provenance() }}
    from implied
    where subject_key <> other_key

    union all

    select
        'NT-05-5:' || ids[1] as check_id,
        'NT-05-5' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '占' || share_of as scope,
        share_pct as stated,
        100 as expected,
        -- Every share is rounded or truncated at its second decimal.
        part_count * 0.01 as tolerance,
        part_count * 0.01 as rounding_limit,
        '%' as unit,
        case
            when total_amount is null then 'no_whole|' || share_of
            when abs(amount - total_amount) > (part_count + 1) * step / 2 then 'not_all_parts|' || share_of
        end as skip_reason,
        '占比合计 ' || shares_text || ' ＝' as stated_label,
        '100' as parts_text,
        ids as evidence,
        {{ provenance() }}
    from wholes
)

{{ checks_from('raw') }}
