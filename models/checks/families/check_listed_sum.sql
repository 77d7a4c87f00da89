-- NT-07-5: what a text lists of an amount behind 其中, in its sentence or the next one, adds up to it, where the document's other lists
-- do: three at least, and four of five. A list of less than half of the amount, or of twice as much, is no list of all its parts. Amounts
-- that NT-07 knows by name are left to it. One row per such amount.
{% set least_lists = 3 %}
{% set share = 4 %}
with listed as (
    select
        wholes.document_id,
        wholes.stated_amount_id,
        parts.stated_amount_id as part_id,
        parts.position,
        parts.subject_key,
        parts.subject_name,
        parts.amount,
        parts.amount_printed,
        parts.step
    from {{ ref('int_statement') }} as parts
    inner join {{ ref('int_statement') }} as wholes
        on
            parts.document_id = wholes.document_id
            and parts.part_of = wholes.subject_name
            and parts.unit = wholes.unit
            and wholes.position < parts.position
            and parts.sentence_seq <= wholes.sentence_seq + 1
    where
        parts.role = 'part' and parts.is_money and wholes.amount <> 0
        and coalesce(wholes.role, '') in ('', 'current', 'part')
    qualify row_number() over (partition by parts.stated_amount_id order by wholes.position desc) = 1
),

sums as (
    select
        document_id,
        stated_amount_id,
        sum(amount) as parts_amount,
        count(*) as part_count,
        min(step) as step,
        list(part_id order by position) as part_ids,
        {{ parts_text('subject_name', 'amount', 'position', printed='amount_printed') }} as list_text
    from listed
    group by all
    having count(*) > 1 and count(distinct subject_key) = count(*)
),

judged as (
    select
        wholes.*,
        sums.* exclude (document_id, stated_amount_id, step),
        least(wholes.step, sums.step) as least_step,
        abs(wholes.amount - sums.parts_amount) <= {{ rounding_envelope('sums.part_count', 'least(wholes.step, sums.step)') }} as is_held,
        count(*) filter (where is_held) over (partition by wholes.document_id) as held_count,
        count(*) over (partition by wholes.document_id) as list_count
    from sums
    inner join {{ ref('int_statement') }} as wholes using (document_id, stated_amount_id)
    where 2 * sums.parts_amount > wholes.amount and sums.parts_amount < 2 * wholes.amount
),

raw as (
    select
        'NT-07-5:' || judged.stated_amount_id as check_id,
        'NT-07-5' as rule_id,
        judged.document_id,
        coalesce(judged.section, '文字说明') || '“' || judged.subject_name || '”' as scope,
        judged.amount as stated,
        judged.amount_printed as stated_printed,
        judged.parts_amount as expected,
        {{ sum_tolerance('judged.unit', 'judged.part_count', 'judged.least_step') }} as tolerance,
        {{ rounding_envelope('judged.part_count', 'judged.least_step') }} as rounding_limit,
        judged.unit,
        null as skip_reason,
        judged.subject_name as stated_label,
        judged.list_text || ' ＝ ' || {{ figure('judged.parts_amount') }} as parts_text,
        list_prepend(judged.stated_amount_id, judged.part_ids) as evidence,
        {{ provenance('judged') }}
    from judged
    anti join (
        select evidence[1] as stated_amount_id
        from {{ ref('check_partition') }}
        where rule_id <> 'NT-07-3'
    ) as known on judged.stated_amount_id = known.stated_amount_id
    where judged.held_count >= {{ least_lists }} and 5 * judged.held_count >= {{ share }} * judged.list_count
)

{{ checks_from('raw', printed='judged.stated_printed') }}
