-- How often each year's documents print each name beside a code: the dictionary learnt from the corpus.
with printed as (
    select distinct
        lines.document_id,
        lines.fiscal_year,
        lines.subject_system,
        lines.subject_code,
        lines.subject_name
    from {{ ref('fct_budget_line') }} as lines
    where lines.subject_system is not null and lines.subject_code is not null and lines.subject_name is not null
),

counted as (
    select
        subject_system,
        subject_code,
        fiscal_year,
        subject_name,
        count(*) as document_count
    from printed
    group by all
),

ranked as (
    select
        *,
        sum(document_count) over (partition by subject_system, subject_code, subject_name) as any_year_count
    from counted
)

select
    * exclude (any_year_count),
    -- Ties go to the name that is printed in more documents of any year, then to the shorter one.
    row_number() over (
        partition by subject_system, subject_code, fiscal_year
        order by document_count desc, any_year_count desc, length(subject_name), subject_name
    ) = 1 as is_majority
from ranked
