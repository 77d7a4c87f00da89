-- PF-11-6: in one sentence of a form's text, the amounts listed before a 共计 add up to it; where a sentence begins with
-- it (以上三项共计 …), those of the field since the 共计 before. Where two or more of them are totals of their own
-- (计 60000 元；… 计 72000 元；共计 132000 元), these are the parts.
-- PF-11-9: the amounts listed behind an amount that they divide (经费 240000 元，具体如下：…) add up to it. A listed
-- amount may be divided itself by those that follow it.
with totals as (
    select
        *,
        regexp_matches(quote, '^[^，。；]{0,8}(共计|合计|总计)') as is_opening,
        coalesce(lag(position) over (partition by document_id, form_seq, field_label order by position), 0)
            as previous_position
    from {{ ref('int_form_statement') }}
    where
        kind = 'total'
        and regexp_matches(quote, '(共计|合计|总计)[^，。；]{0,6}' || regexp_escape(amount_printed))
        and not regexp_matches(quote, '等[，,；;]?\s*(共计|合计|总计)')
        -- 832人，2000元/年，合计…: what a count and a standard come to, no sum of the amounts before.
        and coalesce(kind_before, '') <> 'standard'
    qualify row_number() over (partition by document_id, form_seq, sentence_seq order by position desc) = 1
),

listed as (
    select
        totals.stated_amount_id as total_id,
        count(*) filter (where parts.kind = 'total') as total_count,
        count(*) filter (where parts.kind = 'money') as money_count,
        sum(parts.amount) filter (where parts.kind = 'total') as total_sum,
        sum(parts.amount) filter (where parts.kind = 'money') as money_sum,
        list(parts.stated_amount_id order by parts.position) as part_ids,
        string_agg({{ separated('parts.amount_printed') }} || parts.unit, ' + ' order by parts.position) as parts_text,
        max({{ printed_step('parts.amount_printed') }} * {{ unit_factor('parts.unit') }}) as step
    from totals
    inner join {{ ref('int_form_statement') }} as parts
        on
            totals.document_id = parts.document_id
            and totals.form_seq = parts.form_seq
            and (
                totals.sentence_seq = parts.sentence_seq
                or totals.is_opening
                and totals.field_label = parts.field_label
                and parts.position > totals.previous_position
            )
            and parts.position < totals.position
            and parts.kind in ('money', 'total')
    group by all
),

sums as (
    select
        totals.*,
        case when listed.money_count = 0 then listed.total_sum else listed.money_sum end as expected,
        listed.parts_text,
        listed.part_ids,
        listed.step,
        len(listed.part_ids) as part_count
    from totals
    inner join listed on totals.stated_amount_id = listed.total_id
    where greatest(listed.total_count, listed.money_count) >= 2 and least(listed.total_count, listed.money_count) = 0
),

-- The same list in several fields is one instance.
instances as (
    select
        *,
        count(*) over repeated as place_count
    from sums
    window repeated as (partition by document_id, form_seq, amount_printed, unit, parts_text)
    qualify row_number() over (
        partition by document_id, form_seq, amount_printed, unit, parts_text order by position
    ) = 1
),

others as (
    select distinct instances.stated_amount_id as total_id
    from instances
    inner join {{ ref('int_form_statement') }} as statements
        on
            instances.document_id = statements.document_id
            and instances.form_seq = statements.form_seq
            and instances.field_label = statements.field_label
            and not list_contains(instances.part_ids, statements.stated_amount_id)
            and instances.expected <> instances.amount
            and abs(instances.amount - instances.expected - statements.amount) <= instances.step
),

divided as (
    select
        *,
        lead(position) over (partition by document_id, form_seq, field_label order by position) as next_position
    from {{ ref('int_form_statement') }}
    where
        kind in ('money', 'total')
        and regexp_matches(quote, amount_printed || unit || '[，,：:]?(具体|分项|明细|其构成)?(如下|包括|分别)')
),

listed_after as (
    select
        divided.stated_amount_id as whole_id,
        divided.amount as whole,
        parts.amount,
        parts.position,
        parts.stated_amount_id,
        sum(parts.amount) over (partition by divided.stated_amount_id order by parts.position) as running
    from divided
    inner join {{ ref('int_form_statement') }} as parts
        on
            divided.document_id = parts.document_id
            and divided.form_seq = parts.form_seq
            and divided.field_label = parts.field_label
            and parts.position > divided.position
            and parts.position < coalesce(divided.next_position, 1000000000)
            and parts.kind in ('money', 'total')
),

-- Listed amounts that the next ones add up to.
redivided as (
    select distinct
        wholes.whole_id,
        wholes.stated_amount_id,
        wholes.amount
    from listed_after as wholes
    inner join listed_after as ends
        on
            wholes.whole_id = ends.whole_id
            and ends.position > wholes.position + 1
            and ends.running - wholes.running = wholes.amount
),

lists as (
    select
        listed_after.whole_id,
        any_value(listed_after.whole) as whole,
        count(*) as part_count,
        sum(listed_after.amount) as flat_sum,
        sum(listed_after.amount) - coalesce(sum(redivided.amount), 0) as nested_sum,
        list(listed_after.stated_amount_id order by listed_after.position) as part_ids
    from listed_after
    left join redivided
        on
            listed_after.whole_id = redivided.whole_id
            and listed_after.stated_amount_id = redivided.stated_amount_id
    group by listed_after.whole_id
    having count(*) >= 3
),

raw as (
    select
        'PF-11-9:' || divided.stated_amount_id as check_id,
        'PF-11-9' as rule_id,
        divided.document_id,
        {{ form_scope() }} || coalesce(divided.field_label, '') as scope,
        divided.amount as stated,
        case when lists.flat_sum = lists.whole then lists.flat_sum else lists.nested_sum end as expected,
        0 as tolerance,
        0 as rounding_limit,
        '元' as unit,
        null as skip_reason,
        '所列金额' as stated_label,
        '随后所列 ' || lists.part_count || ' 项（细分的不重复计）之和 '
        || {{ figure('case when lists.flat_sum = lists.whole then lists.flat_sum else lists.nested_sum end') }}
            as parts_text,
        list_prepend(divided.stated_amount_id, lists.part_ids) as evidence,
        {{ provenance('divided') }}
    from divided
    inner join lists on divided.stated_amount_id = lists.whole_id
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)

    union all

    select
        'PF-11-6:' || instances.stated_amount_id as check_id,
        'PF-11-6' as rule_id,
        instances.document_id,
        {{ form_scope() }} || coalesce(instances.field_label, '')
        || case when instances.place_count > 1 then '等' || instances.place_count || '处' else '' end as scope,
        instances.amount / {{ unit_factor('instances.unit') }} as stated,
        instances.expected / {{ unit_factor('instances.unit') }} as expected,
        {{ sum_tolerance('instances.unit', 'instances.part_count', "instances.step / " ~ unit_factor('instances.unit')) }}
            as tolerance,
        {{ sum_tolerance('instances.unit', 'instances.part_count', "instances.step / " ~ unit_factor('instances.unit')) }}
            as rounding_limit,
        instances.unit,
        -- What is missing stands elsewhere in the field: it adds up more than one sentence.
        case when others.total_id is not null then 'not_all_parts|' || '共计' end as skip_reason,
        '共计' as stated_label,
        instances.parts_text || ' ＝ ' || {{ figure("instances.expected / " ~ unit_factor('instances.unit')) }}
            as parts_text,
        list_prepend(instances.stated_amount_id, instances.part_ids) as evidence,
        {{ provenance('instances') }}
    from instances
    left join others on instances.stated_amount_id = others.total_id
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
)

{{ checks_from('raw') }}
