-- Where several forms speak of one project, the latest form that prints a thing has the word.
select
    project_id,
    arg_max(subject_name, form_seq) as project_name,
    any_value(agency_id) as agency_id,
    any_value(fiscal_year) as fiscal_year,
    arg_max(project_nature, form_seq) as project_nature,
    arg_max(project_category, form_seq) as project_category,
    arg_max(implementing_unit, form_seq) as implementing_unit,
    arg_max(supervising_department, form_seq) as supervising_department
from {{ ref('int_evaluation') }}
where project_id is not null
group by project_id
order by project_id
