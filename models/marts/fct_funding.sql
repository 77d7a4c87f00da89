select
    funding.funding_id,
    forms.evaluation_id,
    funding.document_id,
    funding.source_label,
    funding.source,
    funding.phase,
    funding.phase_label,
    funding.amount_yuan,
    funding.amount_printed,
    funding.unit,
    funding.weight,
    funding.execution_rate,
    funding.score,
    funding.is_rounded,
    funding.repair,
    funding.repair_code,
    {{ confirmation('funding.repair_code') }} as confirmation,
    funding.source_box,
    funding.source_cell,
    {{ provenance('funding') }}
from {{ ref('int_funding') }} as funding
left join {{ ref('stg_evaluations') }} as forms
    on funding.document_id = forms.document_id and funding.form_seq = forms.form_seq
left join {{ ref('int_confirmation') }} as confirmations on funding.funding_id = confirmations.fact_id
where funding.is_amount
order by funding.document_id, funding.form_seq, funding.source_line, funding.funding_id
