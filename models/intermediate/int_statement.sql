-- Amounts stated in the prose of a document (outside forms), in printed order, with the printed step.
select
    *,
    cast(regexp_extract(stated_amount_id, '(\d+)$', 1) as integer) as position,
    {{ exact('amount_printed') }} as amount,
    -- 0万元 is told as exactly as the other amounts of its section.
    case
        when {{ exact('amount_printed') }} = 0
            then min({{ printed_step('amount_printed') }}) over (partition by document_id, section, unit)
        else {{ printed_step('amount_printed') }}
    end as step,
    {{ exact('change_printed') }} as change,
    {{ printed_step('change_printed') }} as change_step,
    -- What the subject is called without enumeration, brackets of levels and spaces.
    regexp_replace(
        regexp_replace(coalesce(subject_name, ''), '（[类款项]）|\([类款项]\)|[\s“”"‘’]', '', 'g'),
        '^([0-9]+[.、．]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)', ''
    ) as subject_key,
    {{ unit_factor('unit') }} is not null as is_money
from {{ ref('int_stated_amount') }}
where is_amount and form_seq is null
