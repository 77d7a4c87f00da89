-- A change is in 元 where both its digits and its unit are money, and 0 where the text says 持平.
select
    stated.stated_amount_id,
    stated.document_id,
    forms.evaluation_id,
    stated.section,
    stated.field_label,
    stated.sentence_seq,
    stated.subject_name,
    stated.subject_code,
    stated.stated_year,
    stated.part_of,
    stated.role,
    stated.amount_yuan,
    stated.amount_printed,
    stated.unit,
    {{ yuan('stated.change_printed', 'coalesce(stated.change_unit, stated.unit)') }} as change_yuan,
    stated.change_printed,
    stated.change_unit,
    stated.change_pct,
    stated.change_direction,
    stated.change_base,
    stated.has_reason,
    stated.share_pct,
    stated.share_of,
    stated.quote,
    stated.is_rounded,
    stated.source_box,
    stated.source_cell,
    {{ provenance('stated') }}
from {{ ref('int_stated_amount') }} as stated
left join {{ ref('stg_evaluations') }} as forms
    on stated.document_id = forms.document_id and try_cast(stated.form_seq as integer) = forms.form_seq
where stated.is_amount
order by stated.document_id, stated.source_line, stated.stated_amount_id
