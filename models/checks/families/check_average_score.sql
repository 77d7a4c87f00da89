-- XY-06-2: average score of the self-evaluated projects in the text = mean of the forms that the agency published for that year.
-- Skips: no_self_evaluations, no_project_count, not_all_forms.
with averages as (
    select
        sentences.*,
        documents.agency_id,
        documents.fiscal_year,
        {{ exact("regexp_extract(sentences.source_text, '平均得分为?([0-9]+(?:[.][0-9]+)?)分', 1)") }} as average,
        {{ printed_step("regexp_extract(sentences.source_text, '平均得分为?([0-9]+(?:[.][0-9]+)?)分', 1)") }} as step,
        try_cast(
            regexp_extract(sentences.source_text, '自评[^，。；0-9]{0,4}(?:20[0-9]{2}年度?)?[^，。；0-9]{0,6}项目([0-9]+)个', 1)
            as integer
        ) as project_count
    from {{ ref('stg_sentences') }} as sentences
    inner join {{ ref('int_document') }} as documents using (document_id)
    where sentences.kind = 'sentence' and regexp_matches(sentences.source_text, '平均得分为?[0-9]')
),

scores as (
    select
        documents.agency_id,
        coalesce(evaluations.fiscal_year, documents.fiscal_year) as fiscal_year,
        count(*) as form_count,
        cast(round(sum(cast(evaluations.total_score as decimal(38, 10))) / count(*), 6) as decimal(28, 6)) as mean_score,
        list_sort(list(evaluations.evaluation_id)) as form_ids
    from {{ ref('int_evaluation') }} as evaluations
    inner join {{ ref('int_document') }} as documents using (document_id)
    where
        evaluations.form_type = 'project_self_evaluation' and evaluations.total_score is not null
    group by all
),

raw as (
    select
        'XY-06-2:' || averages.sentence_id as check_id,
        'XY-06-2' as rule_id,
        averages.document_id,
        coalesce(averages.section, '文字说明') || '平均得分' as scope,
        averages.average as stated,
        scores.mean_score as expected,
        averages.step / 2 as tolerance,
        averages.step as rounding_limit,
        '分' as unit,
        case
            when scores.form_count is null then 'no_self_evaluations'
            when averages.project_count is null then 'no_project_count'
            when scores.form_count <> averages.project_count
                then 'not_all_forms|' || scores.form_count || '/' || averages.project_count
        end as skip_reason,
        '文字所列' as stated_label,
        '所公开 ' || scores.form_count || ' 张自评表总分的平均 ' || {{ figure('scores.mean_score') }} as parts_text,
        coalesce(scores.form_ids, []) as evidence,
        {{ provenance('averages') }}
    from averages
    left join scores on averages.agency_id = scores.agency_id and averages.fiscal_year = scores.fiscal_year
)

{{ checks_from('raw') }}
