-- PF-04: in one form and phase, the total = the sum of the sources of money.
-- PF-04-2: the total = basic + project expenditure, where a form prints that split.
-- PF-04-3: a total that a form prints twice in one phase is the same both times.
-- PF-04-4: a source that a form divides (财政拨款/合计, 财政拨款/基本支出, 财政拨款/项目支出) is the sum of its parts.
-- Sources that make up the total and are printed once more belong to another block (the money of tasks).
-- A source that the other forms of the document print and this one lacks is named as the missing row; so is one whose parts are
-- printed and come to what is lacking. Where a source is divided into one part that is less, the other is missing.
with cells as (
    select
        *,
        {{ exact('amount_printed') }} as amount,
        {{ printed_step('amount_printed') }} as step,
        case when source is null and contains(source_label, '/') then regexp_extract(source_label, '^(.*)/', 1) end as source_head,
        source_head is not null and regexp_matches(source_label, '/[合小总]计$') as is_head,
        -- 当年财政拨款 is part of 财政拨款 where a form prints both.
        source = 'fiscal_current_year' and bool_or(source = 'fiscal') over (partition by document_id, form_seq, phase) as is_inner,
        -- 其他 beside basic and project expenditure, where no source is printed, is expenditure too.
        bool_or(source in ('basic', 'project')) over stage
        and bool_and(coalesce(source, '') in ('total', 'other', 'basic', 'project', 'personnel', 'public')) over stage as is_by_use,
        case when is_by_use or source in ('basic', 'project', 'personnel', 'public') then 'PF-04-2' else 'PF-04' end
            as rule_id,
        source <> ''
        and row_number() over (partition by document_id, form_seq, phase, source order by source_line, funding_id) > 1 as is_again
    from (
        select * replace (rtrim(source_label, '：: ') as source_label)  -- a sentence says 资金总额 100
        from {{ ref('int_funding') }}
    ) as printed
    anti join {{ ref('funding_grid') }} using (funding_id)
    where is_amount
    window stage as (partition by document_id, form_seq, phase)
),

totals as (
    select
        document_id,
        form_seq,
        coalesce(phase, '') as stage,
        arg_min(cells, (cells.source_line, cells.funding_id)) as cell,
        count(distinct cells.amount) as total_count
    from cells
    where source = 'total'
    group by all
),

parts as (
    select
        document_id,
        form_seq,
        coalesce(phase, '') as stage,
        rule_id,
        bool_and(coalesce(source, '') <> '' or is_head) as is_known,
        -- Levels of government are parts of the fiscal money where a form prints both.
        coalesce(bool_or(source in ('fiscal', 'fiscal_current_year')), false) as has_fiscal,
        sum(amount) as all_parts,
        sum(amount) filter (where is_again is not true) as first_parts,
        coalesce(sum(amount) filter (where coalesce(source, '') not in ({{ fiscal_parts() }})), 0) as outer_parts,
        count(*) as part_count,
        count(distinct unit) as unit_count,
        min(step) as step,
        list(funding_id order by source_line, funding_id) as part_ids,
        string_agg(source_label || ' ' || {{ separated('amount_printed') }}, ' + ' order by source_line, funding_id) as parts_text,
        string_agg(source_label || ' ' || {{ separated('amount_printed') }}, ' + ' order by source_line, funding_id)
            filter (where coalesce(source, '') not in ({{ fiscal_parts() }})) as outer_text,
        string_agg(source_label || ' ' || {{ separated('amount_printed') }}, ' + ' order by source_line, funding_id)
            filter (where is_again is not true) as first_text,
        arg_min(source_label, funding_id) filter (where source in ('fiscal', 'fiscal_current_year')) as fiscal_label,
        min(funding_id) filter (where source in ('fiscal', 'fiscal_current_year')) as fiscal_id,
        sum(amount) filter (where source in ('fiscal', 'fiscal_current_year')) as fiscal,
        sum(amount) filter (where source in ({{ fiscal_parts() }})) as inner_parts
    from cells
    where coalesce(source, '') not in ('total', 'personnel', 'public') and (source_head is null or is_head) and is_inner is not true
    group by all
),

-- A source of which the form prints the parts, without the row that they are parts of.
headless as (
    select
        document_id,
        form_seq,
        coalesce(phase, '') as stage,
        source_head,
        sum(amount) as amount
    from cells
    where source_head is not null
    group by document_id, form_seq, stage, source_head
    having not bool_or(is_head) and count(distinct unit) = 1
    qualify count(*) over (partition by document_id, form_seq, stage, sum(amount)) = 1
),

divided as (
    select
        heads.document_id,
        heads.form_seq,
        heads.source_head,
        arg_min(heads, heads.funding_id) as cell,
        sum(parts.amount) as expected,
        count(*) as part_count,
        min(least(heads.step, parts.step)) as finest_step,
        string_agg(parts.source_label || ' ' || {{ separated('parts.amount_printed') }}, ' + ' order by parts.source_line, parts.funding_id)
            as parts_text,
        list(parts.funding_id order by parts.source_line, parts.funding_id) as part_ids
    from cells as heads
    inner join cells as parts
        on
            heads.document_id = parts.document_id
            and heads.form_seq = parts.form_seq
            and heads.source_head = parts.source_head
            and heads.phase is not distinct from parts.phase
            and heads.unit = parts.unit
            and not parts.is_head
    where heads.is_head
    group by heads.document_id, heads.form_seq, heads.source_head, heads.funding_id
),

paired as (
    select
        totals.cell,
        totals.total_count,
        parts.* exclude (parts_text),
        -- ... unless all together are the total: fiscal money of 0 is no part, but a subtotal that misses its own.
        has_fiscal and (totals.cell.amount <> all_parts or fiscal = 0) as is_nested,
        totals.cell.amount = first_parts and first_parts <> all_parts as is_made_up,
        case when is_made_up then first_parts when is_nested then outer_parts else all_parts end as expected,
        case when is_made_up then first_text when is_nested then outer_text else parts_text end as parts_text,
        least(totals.cell.step, parts.step) as finest_step
    from totals
    inner join parts using (document_id, form_seq, stage)
),

raw as (
    select
        rule_id || ':' || cell.funding_id as check_id,
        rule_id,
        paired.document_id,
        lacking.form_seq is not null and cell.amount > expected as lacks,
        heads.source_head is not null as lacks_part,
        -- The total and the parts below 财政资金 agree.
        coalesce(not lacks and has_fiscal and cell.amount <> expected and cell.amount - expected = inner_parts - fiscal, false)
            as is_fiscal_wrong,
        '绩效表' || paired.form_seq || '《' || coalesce(forms.subject_name, '') || '》'
        || coalesce(cell.phase_label, '') as scope,
        cell.amount as stated,
        cell.amount_printed as stated_printed,
        expected,
        {{ sum_tolerance('cell.unit', 'part_count', 'finest_step') }} as tolerance,
        {{ rounding_envelope('part_count', 'finest_step') }} as rounding_limit,
        cell.unit as unit,
        case
            when total_count > 1 then 'several_totals'
            when not is_known then 'unknown_source'
            when unit_count > 1 then 'units_differ'
        end as skip_reason,
        cell.source_label as stated_label,
        parts_text || case
            when lacks
                then {{ behind('cell.unit') }} || '（疑缺“' || lacking.lacking_source_label || '”，其他绩效表印有此行）'
            when lacks_part
                then {{ behind('cell.unit') }} || '（疑缺“' || heads.source_head || '”的合计，其下各项合计为 ' || {{ figure('heads.amount') }} || '）'
            when is_fiscal_wrong
                then {{ behind('cell.unit') }} || '（“' || fiscal_label || '”疑为 ' || {{ figure('inner_parts') }} || '，其下各项合计如此）'
            else ''
        end as parts_text,
        list_prepend(cell.funding_id, part_ids) as evidence,
        cell.source_page as source_page,
        cell.source_line as source_line,
        cell.source_line_end as source_line_end,
        cell.source_text as source_text,
        case when lacks then lacking.lacking_source_id end as missing_id,
        case when is_fiscal_wrong then fiscal_id end as wrong_id,
        case when is_fiscal_wrong then inner_parts end as right_amount
    from paired
    left join {{ ref('stg_evaluations') }} as forms using (document_id, form_seq)
    left join {{ ref('funding_stage') }} as lacking
        on
            paired.document_id = lacking.document_id
            and paired.form_seq = lacking.form_seq
            and paired.stage = lacking.stage
            and lacking.lacking_source_id is not null
            and paired.rule_id = 'PF-04'
    left join headless as heads
        on
            paired.document_id = heads.document_id
            and paired.form_seq = heads.form_seq
            and paired.stage = heads.stage
            and paired.rule_id = 'PF-04'
            and paired.cell.amount - paired.expected = heads.amount
            and heads.amount > 0

    union all by name

    select
        'PF-04-4:' || cell.funding_id as check_id,
        'PF-04-4' as rule_id,
        divided.document_id,
        divided.part_count = 1 and cell.amount > divided.expected as lacks_part,
        {{ form_scope('forms') }} || coalesce(cell.phase_label, '') as scope,
        cell.amount as stated,
        cell.amount_printed as stated_printed,
        expected,
        {{ sum_tolerance('cell.unit', 'part_count', 'finest_step') }} as tolerance,
        {{ rounding_envelope('part_count', 'finest_step') }} as rounding_limit,
        cell.unit as unit,
        null as skip_reason,
        cell.source_label as stated_label,
        parts_text || case when lacks_part then {{ behind('cell.unit') }} || '（其下只印有这一项，疑缺一项）' else '' end as parts_text,
        list_prepend(cell.funding_id, part_ids) as evidence,
        cell.source_page as source_page,
        cell.source_line as source_line,
        cell.source_line_end as source_line_end,
        cell.source_text as source_text,
        null as missing_id
    from divided
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)

    union all by name

    select
        'PF-04-3:' || total_ids[1] as check_id,
        'PF-04-3' as rule_id,
        document_id,
        {{ form_scope('stages') }} || coalesce(phase_label, '') as scope,
        totals[-1] as stated,
        null as stated_printed,
        totals[1] as expected,
        0 as tolerance,
        0 as rounding_limit,
        unit,
        case when has_two_blocks then 'several_totals' end as skip_reason,
        '资金总额' as stated_label,
        '另一处资金总额 ' || {{ figure('totals[1]') }} as parts_text,
        total_ids as evidence,
        {{ provenance() }},
        null as missing_id
    from {{ ref('funding_stage') }} as stages
    where len(total_ids) > 1
)

select
    judged.*,
    case
        when judged.status <> 'fail' then null
        when raw.missing_id is not null or raw.lacks_part then 'missing_row'
        when raw.wrong_id is not null then 'cell'
    end as candidate_kind,
    case when judged.status = 'fail' then coalesce(raw.missing_id, raw.wrong_id) end as candidate_fact_id,
    case when judged.status = 'fail' then cast(raw.right_amount as decimal(28, 6)) end as candidate_value
from ({{ checks_from('raw', printed='judged.stated_printed') }}) as judged
left join raw on judged.check_id = raw.check_id
