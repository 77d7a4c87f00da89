-- A reviewed finding of a document that is there and no longer fails that way must be removed. A warning here, since another
-- disclosure beside the reviewed one may change what it is held against; tests/warehouse holds it for the samples alone.
{{ config(severity='warn') }}
select reviews.*
from {{ ref('finding_review') }} as reviews
inner join {{ ref('dim_document') }} as documents on reviews.sha256 = documents.sha256
left join {{ ref('fct_check') }} as checks
    on
        documents.document_id = checks.document_id
        and reviews.rule_id = checks.rule_id
        and reviews.scope = checks.scope
        and reviews.difference is not distinct from checks.difference
        and checks.status = 'fail'
where checks.check_id is null
