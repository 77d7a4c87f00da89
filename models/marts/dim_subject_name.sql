select
    observed.subject_system,
    observed.subject_code,
    observed.fiscal_year,
    observed.subject_name,
    cast(observed.document_count as integer) as document_count,
    observed.is_majority,
    coalesce(official.subject_name = observed.subject_name, false) as is_official
from {{ ref('int_subject_observed') }} as observed
left join {{ ref('int_subject_official') }} as official using (subject_system, subject_code)
order by observed.subject_system, observed.subject_code, observed.fiscal_year, observed.subject_name
