-- NT-03: 增加 goes with a positive change, 减少 with a negative one, 持平 with none.
-- NT-03-2: what came to more than 100 % of a budget is told to be more than it (大于预算数), less than 100 % less; 100 % neither,
-- where the sentence says by how much.
-- NT-04: no growth percentage against nothing (the change is the whole amount).
-- NT-05: change % = change / (amount − change) × 100.
-- NT-05-4: revenue and expenditure that are equal this year and were last year (seeds/rules/stated_twin.csv) changed equally.
-- NT-11: an increase or decrease is explained in its sentence, the next one or further on in its paragraph, or where its section
-- goes on to say why more or less was spent than last year; budgets and final accounts of departments owe that, reports of
-- whole governments and on performance don't.
-- Basis: 财预〔2016〕143号.
with reasons as (
    select
        document_id,
        paragraph_seq,
        max(sentence_seq) as last_seq,
        -- A sentence that opens with the reason may be a paragraph of its own.
        min(sentence_seq) filter (
            where is_first and regexp_matches(source_text, '^[^，。；0-9]{0,20}(原因|由于|主要是)')
        ) as opening_seq
    from (
        select
            *,
            row_number() over (partition by document_id, paragraph_seq order by sentence_seq) = 1 as is_first
        from {{ ref('stg_sentences') }}
        where kind in ('sentence', 'note')
    ) as told
    where regexp_matches(source_text, '原因|由于|因为|主要是|主要系|系因|[，；]因[^公此]')
    group by document_id, paragraph_seq
),

section_reasons as (
    select
        document_id,
        section,
        max(sentence_seq) as last_seq
    from {{ ref('stg_sentences') }}
    where
        kind in ('sentence', 'note')
        and regexp_matches(source_text, '(比|较|与|[大小高低多少]于)(上年|去年|上一年|[0-9]{4}年)[^，。；]{0,10}主要(原因|情况|因素)')
    group by document_id, section
),

changed as (
    select
        statements.* exclude (has_reason),
        reasons.document_id is not null or next_reasons.document_id is not null
        or coalesce(section_reasons.last_seq > statements.sentence_seq, false)
        -- The change of a total is explained with the part that it comes from: the same amount, further on.
        or bool_or(statements.has_reason) over (
            partition by statements.document_id, statements.section, statements.change, statements.change_unit
        ) as has_reason,
        case when coalesce(change_unit, unit) = unit then amount - change end as base,
        coalesce(change_pct, 0) <> 0 or coalesce(change, 0) <> 0 as has_change
    from {{ ref('int_statement') }} as statements
    left join {{ ref('stg_sentences') }} as sentences
        on
            statements.document_id = sentences.document_id
            and statements.sentence_seq = sentences.sentence_seq
    left join reasons
        on
            sentences.document_id = reasons.document_id
            and sentences.paragraph_seq = reasons.paragraph_seq
            and sentences.sentence_seq <= reasons.last_seq
    left join reasons as next_reasons
        on
            sentences.document_id = next_reasons.document_id
            and sentences.sentence_seq + 1 = next_reasons.opening_seq
    left join section_reasons
        on statements.document_id = section_reasons.document_id and statements.section = section_reasons.section
    where statements.is_money and statements.change_direction is not null
),

signs as (
    select
        direction_word,
        any_value(sign) as sign
    from {{ ref('direction_word') }}
    group by all
),

weighed as (
    select
        changed.*,
        coalesce(signs.sign, case when flat.flat_word is not null then 0 end) as sign,
        100 * changed.change / nullif(changed.base, 0) as exact_pct,
        -- What rounding of the amounts can move the percentage: the base is their difference.
        -- Shares first: the product of two amounts of a thousand million has more digits than a decimal holds.
        50 * (
            changed.change_step * (abs(changed.amount) / nullif(changed.base, 0))
            + changed.step * (abs(changed.change) / nullif(changed.base, 0))
        ) / changed.base as slack
    from changed
    left join signs on changed.change_direction = signs.direction_word
    left join {{ ref('flat_word') }} as flat on changed.change_direction = flat.flat_word
),

twins as (
    select
        lefts.*,
        rights.change as other_change,
        rights.subject_name as other_name,
        rights.stated_amount_id as other_id
    from {{ ref('stated_twin') }} as twins
    inner join weighed as lefts on regexp_matches(lefts.subject_key, twins.left_pattern)
    inner join weighed as rights
        on
            regexp_matches(rights.subject_key, twins.right_pattern)
            and lefts.document_id = rights.document_id
            and coalesce(lefts.section, '') = coalesce(rights.section, '')
            and lefts.position < rights.position
            and lefts.amount = rights.amount
            and lefts.unit = rights.unit
            and lefts.change_base is not distinct from rights.change_base
            and coalesce(lefts.change_unit, lefts.unit) = coalesce(rights.change_unit, rights.unit)
    where lefts.change is not null and rights.change is not null
    qualify row_number() over (partition by lefts.stated_amount_id order by rights.position) = 1
),

measured as (
    select
        *,
        regexp_extract(
            source_text,
            '完成([^，,。；;：:0-9]{0,12}?)预算数?的?([0-9]+(?:[.][0-9]+)?)[%％][，,；;。]?[^，,。；;：:]{0,16}?(大于|高于|多于|小于|低于|少于)([^，,。；;：:0-9]{0,4})预算数?([0-9]?)',
            ['base', 'pct', 'word', 'other_base', 'digit']
        ) as said
    from {{ ref('stg_sentences') }}
    where kind = 'sentence' and contains(source_text, '完成')
),

raw as (
    select
        'NT-05-4:' || stated_amount_id as check_id,
        'NT-05-4' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”增减' as scope,
        change as stated,
        other_change as expected,
        0 as tolerance,
        0 as rounding_limit,
        coalesce(change_unit, unit) as unit,
        null as skip_reason,
        '收支两年都相等，' || subject_name || '比' || coalesce(change_base, '上年') || '增减' as stated_label,
        other_name || '的增减 ' || {{ figure('other_change') }} as parts_text,
        [stated_amount_id, other_id] as evidence,
        {{ provenance() }}
    from twins

    union all

    select
        'NT-05:' || stated_amount_id as check_id,
        'NT-05' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
        abs(change_pct) as stated,
        cast(round(abs(exact_pct), 6) as decimal(28, 6)) as expected,
        -- Rounded or cut off: a unit of the last digit printed.
        change_pct_step + coalesce(slack, 0) as tolerance,
        change_pct_step + coalesce(slack, 0) as rounding_limit,
        '%' as unit,
        case
            when base is null then 'units_differ'
            when base <= 0 then 'base_not_positive'
            -- The base was restated to be comparable: it isn't this amount less the change.
            when regexp_matches(source_text, '同口径|可比口径') then 'comparable_base'
        end as skip_reason,
        change_direction || '百分比' as stated_label,
        '变动 ' || {{ figure('change') }} || ' ÷ 基数 ' || {{ figure('base') }} || ' ＝ ' || {{ figure('round(abs(exact_pct), 2)') }}
        || '%' as parts_text,
        [stated_amount_id] as evidence,
        {{ provenance() }}
    from weighed
    where change is not null and change_pct is not null
),

worded as (
    {% for rule in ['NT-03', 'NT-04', 'NT-11'] -%}
        select
            '{{ rule }}:' || stated_amount_id as check_id,
            '{{ rule }}' as rule_id,
            document_id,
            coalesce(section, '文字说明') || '“' || subject_name || '”' as scope,
            {% if rule == 'NT-03' -%}
                case
                    when sign = 0 then has_change
                    else coalesce(sign * change < 0, false) or coalesce(sign * change_pct < 0, false)
                end as is_broken,
                '写“' || change_direction || '”，变动数为 ' || coalesce({{ figure('change') }} || ' ' || coalesce(change_unit, unit), {{ figure('change_pct') }} || '%')
                    as finding,
                case when sign is null then 'unknown_direction_word' end as skip_reason,
            {% elif rule == 'NT-04' -%}
                coalesce(base = 0 and change <> 0 and change_pct is not null, false) as is_broken,
                '变动数 ' || {{ figure('change') }} || {{ behind('coalesce(change_unit, unit)') }} || '等于全部金额，基数为0，不应写增长 ' || {{ figure('change_pct') }} || '%'
                    as finding,
                cast(null as varchar) as skip_reason,
            {% else -%}
                not has_reason as is_broken,
                '写“' || change_direction || ' '
                || coalesce({{ figure('abs(change)') }} || ' ' || coalesce(change_unit, unit), {{ figure('abs(change_pct)') }} || '%')
                || '”，本句及其后的同段文字没有说明原因' as finding,
                cast(null as varchar) as skip_reason,
            {% endif -%}
            change as stated,
            cast(null as decimal(28, 6)) as expected,
            coalesce(change_unit, unit) as unit,
            [stated_amount_id] as evidence,
            {{ provenance() }}
        from weighed
        {% if rule == 'NT-11' %}
            left join {{ ref('int_document') }} as documents using (document_id)
            where sign <> 0 and has_change
                and not coalesce(regexp_matches(documents.disclosure_type, '^(government|debt|performance)_'), false)
        {% endif %}
        {% if rule == 'NT-04' %}where change is not null{% endif %}
        union all
    {% endfor %}

    select
        'NT-03-2:' || sentence_id as check_id,
        'NT-03-2' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“完成' || said['base'] || '预算”' as scope,
        case
            when cast(said['pct'] as double) = 100 then said['digit'] <> ''
            else (cast(said['pct'] as double) > 100) <> (said['word'] in ('大于', '高于', '多于'))
        end as is_broken,
        '写“完成' || said['base'] || '预算 ' || said['pct'] || '%”，又写“' || said['word'] || said['other_base'] || '预算数”，二者不能同时成立'
            as finding,
        case when said['base'] <> said['other_base'] and '' not in (said['base'], said['other_base']) then 'other_base' end as skip_reason,
        cast(said['pct'] as decimal(28, 6)) as stated,
        cast(null as decimal(28, 6)) as expected,
        '%' as unit,
        cast([] as varchar[]) as evidence,
        {{ provenance() }}
    from measured
    where said['word'] <> ''
)

select * from ({{ checks_from('raw') }})
union all by name
select * from ({{ findings_from('worded') }})
