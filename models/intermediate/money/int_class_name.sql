-- One row per name printed without a code that is a class of expenditure, by any wording of the official lists or its
-- beginning.
select
    names.subject_name,
    min(classes.code) as class_code
from (
    select distinct subject_name from {{ ref('int_budget_line') }}
    where subject_code is null
) as names
inner join {{ ref('function_class') }} as classes
    on
        classes.level = '1'
        and (
            {{ class_key('names.subject_name') }} = {{ class_key('classes.name') }}
            or (
                length({{ class_key('names.subject_name') }}) >= 4
                and starts_with({{ class_key('classes.name') }}, {{ class_key('names.subject_name') }})
            )
        )
group by names.subject_name
having count(distinct classes.code) = 1
