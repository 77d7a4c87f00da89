-- All checks with the reviewed attribution (seeds/reviews/finding_review.csv and the user's own file), and the rules that found nothing to check.
with results as (
    select * from {{ ref('check_result') }}
    union all by name
    select * from {{ ref('check_uncovered') }}
),

reviews as (
    select
        sha256,
        rule_id,
        scope,
        difference,
        attribution,
        0 as seniority
    from {{ ref('finding_review') }}
    union all
    select
        *,
        1 as seniority
    from ({{ user_reviews() }}) as own
),

-- The user's word counts more than the project's.
reviewed as (
    select
        documents.document_id,
        reviews.rule_id,
        reviews.scope,
        reviews.difference,
        arg_max(reviews.attribution, reviews.seniority) as attribution,
        max(reviews.seniority) = 1 as is_own
    from reviews
    inner join {{ ref('int_document') }} as documents on reviews.sha256 = documents.sha256
    group by documents.document_id, reviews.rule_id, reviews.scope, reviews.difference
)

select
    results.check_id,
    results.rule_id,
    results.document_id,
    results.scope,
    results.stated,
    results.expected,
    results.difference,
    results.tolerance,
    results.unit,
    results.status,
    results.reason_code,
    results.severity,
    roots.root_id,
    roots.is_root,
    coalesce(reviewed.attribution, attributions.attribution) as attribution,
    case
        when reviewed.is_own then 'own_review'
        when reviewed.attribution is not null then 'review'
        else attributions.attribution_ground
    end as attribution_ground,
    -- A row without a name has no quotes.
    replace(results.explanation, '“”', '') as explanation,
    results.evidence,
    results.tolerance_reason,
    coalesce(results.candidate_kind, candidates.candidate_kind) as candidate_kind,
    coalesce(results.candidate_fact_id, candidates.candidate_fact_id) as candidate_fact_id,
    results.candidate_value,
    coalesce(results.status = 'fail' and reviewed.attribution is not null, false) as is_reviewed,
    {{ provenance('results') }}
from results
-- A row that nothing else prints is no figure of those that do stand there.
left join {{ ref('check_candidate') }} as candidates
    on case when results.candidate_kind is distinct from 'missing_row' then results.check_id end = candidates.check_id
left join {{ ref('finding_root') }} as roots on results.check_id = roots.check_id
left join {{ ref('finding_attribution') }} as attributions on results.check_id = attributions.check_id
left join reviewed
    on
        results.document_id = reviewed.document_id
        and results.rule_id = reviewed.rule_id
        and results.scope = reviewed.scope
        and results.difference is not distinct from reviewed.difference
        and results.status = 'fail'
order by results.document_id, results.rule_id, results.source_line, results.check_id
