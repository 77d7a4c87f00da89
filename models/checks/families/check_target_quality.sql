-- PF-19 … PF-19-7: targets that tell little, as notices. Basis: 财预〔2020〕10号, 财预〔2021〕101号 (指向明确、细化量化、合理可行).
-- PF-19: some indicator has a number.                         PF-19-2: a share is no more than 100 %.
-- PF-19-3: the weights are not all the same.                  PF-19-4: satisfaction is not aimed at with one figure throughout.
-- PF-19-5: two projects don't have the same indicators and targets.
-- PF-19-6: not every indicator of every form has its full score.
-- PF-19-7: a target is not below half of what the project reached the year before.
-- The last four are said once for a document, PF-19-7 once for a form.
with indicators as (
    select
        indicators.*,
        forms.evaluation_id,
        forms.form_type,
        forms.project_id,
        forms.subject_name,
        regexp_replace(coalesce(indicators.level3, indicators.level2, ''), '[\s、，,“”"]', '', 'g') as thing,
        regexp_matches(concat_ws('/', indicators.level1, indicators.level2, indicators.level3), '满意') as is_satisfaction
    from {{ ref('stg_indicators') }} as indicators
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    where coalesce(indicators.phase, '') <> 'term'
),

forms as (
    select
        document_id,
        form_seq,
        any_value(evaluation_id) as evaluation_id,
        any_value(form_type) as form_type,
        any_value(subject_name) as subject_name,
        count(*) as indicator_count,
        count(*) filter (where target_printed is not null) as target_count,
        -- Some print the levels to be reached with the indicator's name (8公里/天为优), and 优良中差 as its value.
        count(*) filter (
            where target_value is not null or regexp_matches(target_printed, '[0-9一二三四五六七八九十百千万]')
            or regexp_matches(level3, '[0-9]+.*为[优高]')
        ) as number_count,
        count(weight) as weight_count,
        count(distinct weight) as weight_values,
        any_value(weight) as weight,
        count(score) as score_count,
        count(*) filter (where score = weight) as full_count,
        count(distinct target_value) filter (where is_satisfaction) as satisfaction_values,
        any_value(target_value) filter (where is_satisfaction) as satisfaction,
        string_agg(thing || ':' || target_printed, '|' order by thing, target_printed) as targets,
        list(indicator_id order by indicator_seq) as ids,
        {{ earliest('indicator_seq') }}
    from indicators
    group by document_id, form_seq
),

-- One project in several parts (a fund for several places, in brackets) may well have the same targets.
copies as (
    select
        document_id,
        targets,
        count(distinct subject_name) as project_count,
        list_sort(list(distinct subject_name)) as projects,
        list_sort(list(evaluation_id)) as ids,
        {{ earliest('form_seq') }}
    from forms
    where target_count >= 3 and target_count = indicator_count and starts_with(form_type, 'project')
    group by document_id, targets
    having count(distinct regexp_replace(subject_name, '[（(][^（）()]*[）)]|[\s0-9年度]', '', 'g')) > 1
),

documents as (
    select
        document_id,
        count(*) filter (where satisfaction is not null) as aimed_count,
        count(distinct satisfaction) filter (where satisfaction is not null) as aimed_values,
        any_value(satisfaction) as satisfaction,
        count(*) filter (where score_count >= 3) as scored_count,
        count(*) filter (where score_count >= 3 and full_count = score_count) as full_count,
        list(evaluation_id order by form_seq) as ids,
        {{ earliest('form_seq') }}
    from forms
    group by document_id
),

reached as (
    select
        aimed.evaluation_id,
        aimed.indicator_id,
        aimed.thing,
        aimed.target_printed,
        aimed.target_value,
        earlier.actual_printed,
        earlier.actual_value,
        earlier.indicator_id as earlier_id
    from indicators as aimed
    inner join {{ ref('int_document') }} as these on aimed.document_id = these.document_id
    inner join indicators as earlier
        on
            aimed.thing = earlier.thing
            and aimed.target_unit is not distinct from coalesce(earlier.actual_unit, earlier.target_unit)
            and regexp_replace(aimed.subject_name, '[\s0-9年度]', '', 'g') = regexp_replace(earlier.subject_name, '[\s0-9年度]', '', 'g')
            and earlier.form_type like '%self_evaluation'
    inner join {{ ref('int_document') }} as those
        on
            earlier.document_id = those.document_id
            and these.agency_id = those.agency_id
            and these.fiscal_year = those.fiscal_year + 1
    where aimed.form_type like '%target' and coalesce(aimed.target_operator, '>=') in ('>=', '>', '=') and aimed.target_value > 0
),

lowered as (
    select
        evaluation_id,
        count(*) as pair_count,
        count(*) filter (where target_value < actual_value / 2) as low_count,
        arg_max(
            '“' || thing || '”指标值 ' || target_printed || '，上年完成 ' || actual_printed, actual_value / target_value
        ) filter (where target_value < actual_value / 2) as sample,
        list(indicator_id) || list(earlier_id) as ids
    from reached
    group by evaluation_id
),

raw as (
    {% for rule, broken, finding, applies in [
        ('PF-19', 'number_count = 0', "target_count || ' 个指标值都没有数字'", 'target_count >= 3'),
        ('PF-19-3', 'weight_values = 1', "weight_count || ' 项指标的分值都是 ' || " ~ figure('weight'), 'weight_count >= 5 and weight_count = indicator_count'),
    ] -%}
        select
            '{{ rule }}:' || forms.evaluation_id as check_id,
            '{{ rule }}' as rule_id,
            forms.document_id,
            {{ form_scope() }} as scope,
            {{ broken }} as is_broken,
            {{ finding }} as finding,
            null as stated,
            null as expected,
            null as unit,
            null as skip_reason,
            list_prepend(forms.evaluation_id, forms.ids) as evidence,
            {{ provenance('forms') }}
        from forms
        where {{ applies }}

        union all

    {% endfor -%}
    select
        'PF-19-2:' || indicators.indicator_id as check_id,
        'PF-19-2' as rule_id,
        indicators.document_id,
        {{ form_scope('indicators') }} || '指标“' || indicators.thing || '”' as scope,
        indicators.target_value > 100 and coalesce(indicators.target_operator, '') not in ('<=', '<') as is_broken,
        '指标值“' || indicators.target_printed || '”大于100%' as finding,
        indicators.target_value as stated,
        100 as expected,
        '%' as unit,
        null as skip_reason,
        [indicators.indicator_id] as evidence,
        {{ provenance('indicators') }}
    from indicators
    -- What grows, or is measured against another year, may well be more than its base.
    where
        indicators.target_unit = '%'
        and regexp_matches(indicators.thing, '(合格|达标|完成|覆盖|满意|及时|准确|入学|发放|到位|验收|参保|执行|使用|知晓|普及|通过|就业|拨付|公开|办结)(率|度)$')

    union all

    select
        'PF-19-4:' || document_id as check_id,
        'PF-19-4' as rule_id,
        document_id,
        '满意度指标' as scope,
        aimed_values = 1 as is_broken,
        aimed_count || ' 张绩效表的满意度指标值都是 ' || {{ figure('satisfaction') }} || '%' as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        ids as evidence,
        {{ provenance() }}
    from documents
    where aimed_count >= 5

    union all

    select
        'PF-19-5:' || document_id as check_id,
        'PF-19-5' as rule_id,
        document_id,
        '不同项目的绩效目标' as scope,
        bool_or(targets is not null) as is_broken,
        '有 ' || count(targets) || ' 组项目的指标和指标值完全相同，如“' || arg_min(projects[1], targets) || '”和“' || arg_min(projects[2], targets) || '”' as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        coalesce(flatten(list(copy_ids order by targets) filter (where copy_ids is not null)), []) as evidence,
        {{ earliest('source_line') }}
    from (
        select
            documents.document_id,
            copies.targets,
            copies.projects,
            copies.ids as copy_ids,
            coalesce(copies.source_page, documents.source_page) as source_page,
            coalesce(copies.source_line, documents.source_line) as source_line,
            coalesce(copies.source_line_end, documents.source_line_end) as source_line_end,
            coalesce(copies.source_text, documents.source_text) as source_text
        from documents
        left join copies using (document_id)
    ) as compared
    group by document_id

    union all

    select
        'PF-19-6:' || document_id as check_id,
        'PF-19-6' as rule_id,
        document_id,
        '自评得分' as scope,
        full_count = scored_count as is_broken,
        scored_count || ' 张自评表的各项指标都得满分' as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        ids as evidence,
        {{ provenance() }}
    from documents
    where scored_count >= 3

    union all

    select
        'PF-19-7:' || forms.evaluation_id as check_id,
        'PF-19-7' as rule_id,
        forms.document_id,
        {{ form_scope() }} as scope,
        lowered.low_count > 0 as is_broken,
        lowered.low_count || ' 个指标值不到上年完成值的一半：' || lowered.sample as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        lowered.ids as evidence,
        {{ provenance('forms') }}
    from lowered
    inner join forms using (evaluation_id)
)

{{ findings_from('raw') }}
