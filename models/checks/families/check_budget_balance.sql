-- NT-14: 收入37亿元，加上级补助收入74亿元、调入资金1亿元，收入总计112亿元: what a sentence adds to a budget's own money up to
-- its total adds up to that. What the sentence tells the parts of (其中) is none of it.
-- NT-14-2: 收支相抵，年终结余27亿元: total revenue less total expenditure, as told last before it in its section.
-- Either is taken for a relation of the document where at least half of its sentences hold it (relation_not_adopted); a list
-- that ends in 等 without an amount is not whole (not_all_parts). Basis: 预算法第十二条 (收支平衡).
with told as (
    select
        statements.*,
        sentences.source_text as sentence,
        regexp_matches(statements.subject_key, '(总计|合计|总量)$') as is_total,
        case
            when regexp_matches(statements.subject_key, '(收入(总计|合计|总量)|总收入)$') then 'revenue'
            when regexp_matches(statements.subject_key, '(支出(总计|合计|总量)|总支出)$') then 'expenditure'
            when regexp_matches(statements.subject_key, '^(年终|年末|年度|本年|当年|收支)*结余$') then 'balance'
        end as side
    from {{ ref('int_statement') }} as statements
    inner join {{ ref('stg_sentences') }} as sentences using (document_id, sentence_seq)
    where
        statements.is_money
        and sentences.kind in ('sentence', 'note')
        and coalesce(statements.role, '') not in ('last_year', 'initial_budget', 'other', 'standard')
),

added as (
    select
        totals.document_id,
        totals.stated_amount_id,
        count(*) as part_count,
        sum(items.amount) as amount,
        min(items.step) as step,
        count(distinct items.unit) = 1 and min(items.unit) = totals.unit as is_alike,
        count(distinct items.subject_key) as name_count,
        list(items.stated_amount_id order by items.position) as ids,
        {{ parts_text('items.subject_name', 'items.amount', 'items.position', printed='items.amount_printed') }} as parts_text
    from told as totals
    inner join told as items
        on
            totals.document_id = items.document_id
            and totals.sentence_seq = items.sentence_seq
            and totals.position > items.position
            and not items.is_total
            and items.part_of is null
    where totals.is_total and regexp_matches(totals.sentence, '[，；,;]再?加[^强快大密固班]')
    group by totals.document_id, totals.stated_amount_id, totals.unit
    having count(*) >= 2 and is_alike and name_count = part_count
),

-- The totals told last before a balance, within the few sentences of its own budget.
balanced as (
    select
        balances.stated_amount_id,
        arg_max(totals.stated_amount_id, totals.position) filter (where totals.side = 'revenue') as revenue_id,
        arg_max(totals.stated_amount_id, totals.position) filter (where totals.side = 'expenditure') as expenditure_id
    from (
        select
            *,
            lag(position) over (partition by document_id, section order by position) as last_balance
        from told
        where side = 'balance'
    ) as balances
    inner join told as totals
        on
            balances.document_id = totals.document_id
            and coalesce(balances.section, '') = coalesce(totals.section, '')
            and balances.position > totals.position
            and coalesce(balances.last_balance, 0) < totals.position
            and balances.sentence_seq <= totals.sentence_seq + 2
            and balances.unit = totals.unit
    where totals.side in ('revenue', 'expenditure') and totals.part_of is null
    group by balances.stated_amount_id
),

sums as (
    select
        'NT-14' as rule_id,
        totals.*,
        added.amount as expected,
        added.part_count,
        least(totals.step, added.step) as least_step,
        case when regexp_matches(totals.sentence, '[一-鿿]等[，,；;]') then 'not_all_parts|' || totals.subject_name end as reason,
        added.parts_text || ' ＝ ' || {{ figure('added.amount') }} as parts_text,
        added.ids
    from told as totals
    inner join added using (document_id, stated_amount_id)

    union all

    select
        'NT-14-2' as rule_id,
        balances.*,
        revenue.amount - expenditure.amount as expected,
        2 as part_count,
        least(balances.step, revenue.step, expenditure.step) as least_step,
        null as reason,
        revenue.subject_name || ' ' || {{ figure('revenue.amount') }} || ' － ' || expenditure.subject_name || ' '
        || {{ figure('expenditure.amount') }} || ' ＝ ' || {{ figure('revenue.amount - expenditure.amount') }} as parts_text,
        [revenue.stated_amount_id, expenditure.stated_amount_id] as ids
    from told as balances
    inner join balanced using (stated_amount_id)
    inner join told as revenue on balanced.revenue_id = revenue.stated_amount_id
    inner join told as expenditure on balanced.expenditure_id = expenditure.stated_amount_id
),

weighed as (
    select
        *,
        {{ rounding_envelope('part_count', 'least_step') }} as envelope,
        avg(case when abs(amount - expected) <= envelope then 1 else 0 end) over (partition by document_id, rule_id) as support
    from sums
),

raw as (
    select
        rule_id || ':' || stated_amount_id as check_id,
        rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        amount as stated,
        amount_printed as stated_printed,
        expected,
        envelope as tolerance,
        envelope as rounding_limit,
        unit,
        coalesce(reason, case when support < 0.5 then 'relation_not_adopted' end) as skip_reason,
        subject_name as stated_label,
        parts_text,
        list_prepend(stated_amount_id, ids) as evidence,
        {{ provenance() }}
    from weighed
)

{{ checks_from('raw', printed='judged.stated_printed') }}
