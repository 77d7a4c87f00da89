-- A project is a name of an agency in a year. Where one document prints several forms of one kind under the
-- same name, they are told apart by their order, so that the n-th target meets the n-th self-evaluation.
with evaluations as (
    select
        evaluations.* exclude (fiscal_year),
        documents.agency_id,
        coalesce(evaluations.fiscal_year, documents.fiscal_year) as fiscal_year
    from {{ ref('stg_evaluations') }} as evaluations
    inner join {{ ref('int_document') }} as documents on evaluations.document_id = documents.document_id
),

keyed as (
    select
        *,
        -- Names are compared without quotation marks, brackets' width and separators.
        regexp_replace(translate(subject_name, '（）', '()'), '[\s"“”''‘’《》·]', '', 'g') as project_key
    from evaluations
),

numbered as (
    select
        *,
        row_number() over (partition by document_id, form_type, project_key order by form_seq) as namesake_seq
    from keyed
)

select
    * exclude (project_key, namesake_seq),
    case
        when starts_with(form_type, 'project') and project_key is not null
            then
                coalesce(agency_id, document_id)
                || '|' || coalesce(cast(fiscal_year as varchar), '')
                || '|' || project_key
                || case when namesake_seq > 1 then '#' || namesake_seq else '' end
    end as project_id
from numbered
