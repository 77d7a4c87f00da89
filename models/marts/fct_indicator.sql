select
    indicators.indicator_id,
    forms.evaluation_id,
    indicators.document_id,
    indicators.phase,
    indicators.indicator_seq,
    indicators.level1,
    indicators.level2,
    indicators.level3,
    indicators.target_printed,
    indicators.target_operator,
    indicators.target_value,
    indicators.target_unit,
    indicators.target_kind,
    indicators.actual_printed,
    indicators.actual_value,
    indicators.actual_unit,
    indicators.weight,
    indicators.score,
    indicators.deviation,
    indicators.level1_weight,
    indicators.level2_weight,
    indicators.criteria,
    indicators.repair,
    indicators.repair_code,
    {{ confirmation('indicators.repair_code') }} as confirmation,
    indicators.source_box,
    indicators.source_cell,
    {{ provenance('indicators') }}
from {{ ref('stg_indicators') }} as indicators
left join {{ ref('stg_evaluations') }} as forms
    on indicators.document_id = forms.document_id and indicators.form_seq = forms.form_seq
left join {{ ref('int_confirmation') }} as confirmations on indicators.indicator_id = confirmations.fact_id
order by indicators.document_id, indicators.form_seq, indicators.phase, indicators.indicator_seq
