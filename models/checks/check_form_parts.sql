-- PF-11-6: in one sentence of a form's text, the amounts listed before a 共计 add up to it. Where two or more of them
-- are totals of their own (计 60000 元；… 计 72000 元；共计 132000 元), these are the parts.
with totals as (
    select *
    from {{ ref('int_form_statement') }}
    where
        kind = 'total'
        and regexp_matches(quote, '(共计|合计|总计)[^，。；]{0,6}' || amount_printed)
        and not regexp_matches(quote, '等[，,；;]?\s*(共计|合计|总计)')
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
            and totals.sentence_seq = parts.sentence_seq
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

raw as (
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
        null as skip_reason,
        '共计' as stated_label,
        instances.parts_text || ' ＝ ' || {{ figure("instances.expected / " ~ unit_factor('instances.unit')) }}
            as parts_text,
        list_prepend(instances.stated_amount_id, instances.part_ids) as evidence,
        {{ provenance('instances') }}
    from instances
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
)

{{ checks_from('raw') }}
