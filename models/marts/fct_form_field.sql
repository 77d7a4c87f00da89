select
    fields.form_field_id,
    forms.evaluation_id,
    fields.document_id,
    fields.label,
    fields.phase,
    fields.value,
    fields.source_box,
    fields.source_cell,
    {{ provenance('fields') }}
from {{ ref('stg_form_fields') }} as fields
left join {{ ref('stg_evaluations') }} as forms
    on fields.document_id = forms.document_id and fields.form_seq = forms.form_seq
order by fields.document_id, fields.form_seq, fields.source_line
