-- Official name and place where the code is known; else what most documents of the latest year print.
with observed as (
    select *
    from {{ ref('int_subject_observed') }}
    where is_majority
    qualify row_number() over (partition by subject_system, subject_code order by fiscal_year desc nulls last) = 1
),

document_counts as (
    select
        subject_system,
        subject_code,
        sum(document_count) as document_count
    from {{ ref('int_subject_observed') }}
    group by all
),

codes as (
    select
        subject_system,
        subject_code,
        coalesce(official.subject_name, observed.subject_name) as subject_name,
        official.subject_level as official_level,
        official.parent_subject_code,
        official.subject_code is not null as is_official,
        official.confidence
    from {{ ref('int_subject_official') }} as official
    full outer join observed using (subject_system, subject_code)
)

select
    codes.subject_system,
    codes.subject_code,
    codes.subject_name,
    -- 类 has three digits, each further level two more.
    cast(coalesce(codes.official_level, (length(codes.subject_code) - 1) // 2) as integer) as subject_level,
    case
        when codes.is_official then codes.parent_subject_code
        when length(codes.subject_code) > 3 then left(codes.subject_code, length(codes.subject_code) - 2)
    end as parent_subject_code,
    codes.is_official,
    codes.confidence,
    cast(coalesce(document_counts.document_count, 0) as integer) as document_count
from codes
left join document_counts using (subject_system, subject_code)
order by codes.subject_system, codes.subject_code
