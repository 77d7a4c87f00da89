-- NT-07, BX-13, BX-14-3, XY-06 (projects by rating), XY-08 (vehicles by use): parts that the text lists after a whole
-- add up to it. Which names are all the parts of which whole: seeds/rules/stated_partition.csv. The parts follow their whole
-- within a few sentences of the same section. Without a pattern every other amount listed there is a part.
-- What the sentence lists of the whole beside them (其他交通费用) is one of its parts if that brings their sum nearer to it.
-- NT-07-3: the changes of such parts from last year add up to that of the whole. A part of 0 may leave its out.
-- NT-07-4: 甲10万元、乙20万元，共计30万元: what a sentence lists before its 共计 adds up to it.
-- Names repeat over documents, so each is held against each pattern once. What is listed and then told one by one (公务接待费预算，公务接待费支出)
-- is one part. A part that is told with two amounts is held against the whole with the one that parts from it, where it adds up with the
-- other.
-- A few digits without decimals may be all that there is (30万元), many are rounded (328,661万元): what that explains is called rounding.
with named as (
    select
        names.subject_key,
        partitions.partition_key,
        regexp_matches(names.subject_key, partitions.whole_pattern) as is_whole,
        case
            when partitions.part_pattern is null then not regexp_matches(names.subject_key, partitions.whole_pattern)
            else regexp_matches(names.subject_key, partitions.part_pattern)
        end as is_part
    from (select distinct subject_key from {{ ref('int_statement') }}) as names
    cross join {{ ref('stated_partition') }} as partitions
),

wholes as (
    select
        partitions.*,
        statements.*,
        lead(statements.position) over (
            partition by partitions.partition_key, statements.document_id, statements.unit order by statements.position
        ) as next_whole
    from {{ ref('int_statement') }} as statements
    inner join named on statements.subject_key = named.subject_key and named.is_whole and not named.is_part
    inner join {{ ref('stated_partition') }} as partitions on named.partition_key = partitions.partition_key
    where coalesce(statements.role, '') <> 'last_year'
),

-- Where the amount stands that the text says another is a part of.
owners as (
    select
        statements.stated_amount_id,
        max(owners.position) as owner_position
    from {{ ref('int_statement') }} as statements
    inner join {{ ref('int_statement') }} as owners
        on
            statements.document_id = owners.document_id
            and statements.part_of = owners.subject_name
            and statements.position > owners.position
    group by all
),

parts as (
    select
        wholes.partition_key,
        wholes.stated_amount_id as whole_id,
        regexp_replace(statements.subject_key, '支出|预算|决算|安排|维护|经?费用?$|数$', '', 'g') as part_key,
        statements.subject_name,
        statements.amount,
        statements.amount_printed,
        statements.position,
        statements.stated_amount_id,
        statements.step,
        {{ rounded_by('statements.amount', 'statements.step') }} as rounded_by,
        coalesce(statements.change, case when statements.amount = 0 then 0 end) as change,
        statements.change_step,
        statements.change_base,
        coalesce(statements.change_unit, statements.unit) as change_unit
    from wholes
    inner join named on wholes.partition_key = named.partition_key and named.is_part
    inner join {{ ref('int_statement') }} as statements
        on
            wholes.document_id = statements.document_id
            and named.subject_key = statements.subject_key
            and wholes.unit = statements.unit
            and coalesce(wholes.section, '') = coalesce(statements.section, '')
            and statements.position > wholes.position
            and statements.position < coalesce(wholes.next_whole, 1000000000)
            and statements.sentence_seq <= wholes.sentence_seq + wholes.max_sentences
            -- What is carried over is no part of this year's, unless the whole is the total of all.
            and not (
                regexp_matches(wholes.subject_key, '(本年|当年)') and not regexp_matches(wholes.subject_key, '总计$')
                and regexp_matches(statements.subject_key, '结转|结余')
            )
            and (
                wholes.part_pattern is null
                or statements.role = wholes.role
                or (
                    coalesce(statements.role, '') not in ('initial_budget', 'final', 'last_year')
                    and coalesce(wholes.role, '') not in ('initial_budget', 'last_year')
                )
            )
    left join owners on statements.stated_amount_id = owners.stated_amount_id
    -- A part of what is told behind the whole (机构运行5万元，其中：基本支出4万元) is none of its own.
    where owners.owner_position is null or owners.owner_position <= wholes.position or statements.part_of = wholes.subject_name
    qualify
        wholes.part_pattern is null
        or row_number() over (
            partition by wholes.partition_key, wholes.stated_amount_id, part_key, statements.amount order by statements.position
        ) = 1
),

besides as (
    select
        wholes.partition_key,
        wholes.stated_amount_id as whole_id,
        statements.stated_amount_id,
        statements.subject_name,
        statements.amount,
        statements.amount_printed,
        statements.position,
        statements.step,
        {{ rounded_by('statements.amount', 'statements.step') }} as rounded_by,
        sum(statements.amount) over (partition by wholes.partition_key, wholes.stated_amount_id) as together
    from wholes
    inner join {{ ref('int_statement') }} as statements
        on
            wholes.document_id = statements.document_id
            and wholes.sentence_seq = statements.sentence_seq
            and wholes.unit = statements.unit
            and wholes.subject_name = statements.part_of
            and statements.position > wholes.position
            and statements.position < coalesce(wholes.next_whole, 1000000000)
            and coalesce(statements.role, '') not in ('initial_budget', 'final', 'last_year')
    inner join named
        on wholes.partition_key = named.partition_key and statements.subject_key = named.subject_key and not named.is_part
    where wholes.is_money and wholes.part_pattern is not null
),

matched as (
    select
        partition_key,
        whole_id,
        sum(amount) as together,
        count(*) as part_count
    from parts
    group by all
),

listed as (
    select
        partition_key,
        whole_id,
        part_key,
        stated_amount_id,
        subject_name,
        amount,
        amount_printed,
        position,
        step,
        rounded_by,
        change,
        change_step,
        change_base,
        change_unit
    from parts

    union all

    select
        besides.partition_key,
        besides.whole_id,
        besides.subject_name as part_key,
        besides.stated_amount_id,
        besides.subject_name,
        besides.amount,
        besides.amount_printed,
        besides.position,
        besides.step,
        besides.rounded_by,
        null as change,
        null as change_step,
        null as change_base,
        null as change_unit
    from besides
    inner join matched on besides.partition_key = matched.partition_key and besides.whole_id = matched.whole_id
    inner join wholes on besides.partition_key = wholes.partition_key and besides.whole_id = wholes.stated_amount_id
    where
        abs(matched.together + besides.together - wholes.amount) < abs(matched.together - wholes.amount)
        -- Too few to be told from any other list: only one that makes up the whole is all of it.
        and (matched.part_count >= wholes.min_parts or matched.together + besides.together = wholes.amount)
),

-- All that is listed, and each part as it is told first and last.
choices as (
    select
        *,
        unnest(['all'] || case when first_turn = 1 then ['first'] else [] end || case when last_turn = 1 then ['last'] else [] end) as choice
    from (
        select
            *,
            row_number() over (partition by partition_key, whole_id, part_key order by position) as first_turn,
            row_number() over (partition by partition_key, whole_id, part_key order by position desc) as last_turn
        from listed
    ) as turns
),

sums as (
    select
        partition_key,
        whole_id,
        choice,
        sum(amount) as expected,
        count(*) as part_count,
        count(distinct part_key) as name_count,
        list(stated_amount_id order by position) as part_ids,
        min(step) as step,
        sum(rounded_by) as rounded_by,
        {{ parts_text('subject_name', 'amount', 'position', printed='amount_printed') }} as parts_text,
        sum(change) as change_sum,
        count(change) as change_count,
        min(change_step) as change_step,
        any_value(change_unit) as change_unit,
        count(distinct change_unit) as change_units,
        string_agg(distinct '“' || change_base || '”', '、' order by '“' || change_base || '”') filter (where change <> 0) as bases,
        {{ parts_text('subject_name', 'change', 'position') }} as changes_text
    from choices
    group by all
),

held as (
    select * exclude (is_contrary)
    from (
        select
            sums.*,
            sums.choice <> 'all' and sums.expected <> wholes.amount
            and bool_or(sums.choice <> 'all' and sums.expected = wholes.amount) over lists
            and bool_or(sums.choice = 'all' and sums.name_count < sums.part_count and sums.expected <> wholes.amount) over lists
                as is_contrary
        from sums
        inner join wholes on sums.partition_key = wholes.partition_key and sums.whole_id = wholes.stated_amount_id
        window lists as (partition by sums.partition_key, sums.whole_id)
    ) as compared
    qualify row_number() over (partition by partition_key, whole_id order by is_contrary desc, choice) = 1
),

closings as (
    select
        totals.*,
        parts.ids,
        parts.part_count,
        parts.amount as parts_amount,
        parts.parts_text as list_text,
        parts.least_step
    from {{ ref('int_statement') }} as totals
    inner join lateral (
        select
            list(items.stated_amount_id order by items.position) as ids,
            count(*) as part_count,
            sum(items.amount) as amount,
            min(items.step) as least_step,
            count(distinct items.subject_key) as name_count,
            bool_and(items.unit = totals.unit and coalesce(items.role, '') not in ('initial_budget', 'final', 'last_year')) as is_alike,
            {{ parts_text('items.subject_name', 'items.amount', 'items.position', printed='items.amount_printed') }} as parts_text
        from {{ ref('int_statement') }} as items
        where
            items.document_id = totals.document_id
            and items.sentence_seq = totals.sentence_seq
            and items.position < totals.position
            and items.is_money
    ) as parts on true
    where
        totals.is_money
        and parts.part_count >= 2
        and parts.name_count = parts.part_count
        and parts.is_alike
        -- Nothing else is listed behind it, and it is not a total of more than the sentence lists.
        and regexp_matches(
            totals.source_text,
            '[，,；;、](以上)?(共计|合计|总计|共)(金额)?(为)?' || replace({{ plain_figure('totals.amount') }}, '.', '[.]') || '[0-9.]*' || totals.unit || '[。；]?$'
        )
),

raw as (
    select
        'NT-07-4:' || stated_amount_id as check_id,
        'NT-07-4' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '句末共计' as scope,
        amount as stated,
        amount_printed as stated_printed,
        parts_amount as expected,
        {{ sum_tolerance('unit', 'part_count', 'least(step, least_step)') }} as tolerance,
        {{ rounding_envelope('part_count', 'least(step, least_step)') }} as rounding_limit,
        unit,
        null as skip_reason,
        '共计' as stated_label,
        list_text || ' ＝ ' || {{ figure('parts_amount') }} as parts_text,
        list_prepend(stated_amount_id, ids) as evidence,
        {{ provenance() }}
    from closings

    union all

    select
        wholes.rule_id || ':' || wholes.partition_key || ':' || wholes.stated_amount_id as check_id,
        wholes.rule_id,
        wholes.document_id,
        coalesce(wholes.section, '文字说明') || '“' || wholes.subject_name || '”' as scope,
        wholes.amount as stated,
        wholes.amount_printed as stated_printed,
        sums.expected,
        -- What is counted isn't rounded.
        case when wholes.is_money then {{ sum_tolerance('wholes.unit', 'sums.part_count', 'least(wholes.step, sums.step)') }} else 0 end
            as tolerance,
        case
            when wholes.is_money
                then greatest(
                    {{ rounding_envelope('sums.part_count', 'least(wholes.step, sums.step)') }},
                    sums.rounded_by + {{ rounded_by('wholes.amount', 'wholes.step') }}
                )
            else 0
        end as rounding_limit,
        wholes.unit,
        -- Listed once in words and once more with last year's: twice the whole.
        case
            when sums.name_count < sums.part_count or wholes.amount <> 0 and sums.expected = 2 * wholes.amount
                then 'parts_repeated'
            -- All parts told are 0: the part that isn't wasn't told.
            when wholes.amount <> 0 and sums.expected = 0 then 'not_all_parts|' || wholes.subject_name
        end as skip_reason,
        wholes.subject_name as stated_label,
        sums.parts_text || ' ＝ ' || {{ figure('sums.expected') }} as parts_text,
        list_prepend(wholes.stated_amount_id, sums.part_ids) as evidence,
        {{ provenance('wholes') }}
    from wholes
    inner join held as sums
        on
            wholes.partition_key = sums.partition_key
            and wholes.stated_amount_id = sums.whole_id
            and sums.part_count >= wholes.min_parts

    union all

    select
        'NT-07-3:' || wholes.partition_key || ':' || wholes.stated_amount_id as check_id,
        'NT-07-3' as rule_id,
        wholes.document_id,
        coalesce(wholes.section, '文字说明') || '“' || wholes.subject_name || '”增减' as scope,
        wholes.change as stated,
        wholes.change_printed as stated_printed,
        sums.change_sum as expected,
        {{ rounding_envelope('sums.part_count', 'least(wholes.change_step, sums.change_step)') }} as tolerance,
        {{ rounding_envelope('sums.part_count', 'least(wholes.change_step, sums.change_step)') }} as rounding_limit,
        sums.change_unit as unit,
        case
            when sums.name_count < sums.part_count then 'parts_repeated'
            when sums.expected <> wholes.amount then 'parts_differ_from_whole'
        end as skip_reason,
        wholes.subject_name || '比' || coalesce(wholes.change_base, '上年') || '增减' as stated_label,
        '各分项增减之和 ' || sums.changes_text || ' ＝ ' || {{ figure('sums.change_sum') }}
        -- One amount, two changes: against what each is said to be.
        || case
            when sums.expected = wholes.amount and sums.bases <> '“' || wholes.change_base || '”'
                then {{ behind('sums.change_unit') }} || '（金额相同，分别与“' || wholes.change_base || '”和' || sums.bases || '比较）'
            else ''
        end as parts_text,
        list_prepend(wholes.stated_amount_id, sums.part_ids) as evidence,
        {{ provenance('wholes') }}
    from wholes
    inner join sums
        on
            wholes.partition_key = sums.partition_key
            and wholes.stated_amount_id = sums.whole_id
            and sums.choice = 'all'
            and sums.part_count >= wholes.min_parts
    where
        wholes.change is not null
        and sums.change_count = sums.part_count
        and sums.change_units = 1
        and sums.change_unit = coalesce(wholes.change_unit, wholes.unit)
)

{{ checks_from('raw', printed='judged.stated_printed') }}
