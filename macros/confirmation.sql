{#- Whether one of the codes of a repair (`a|b`) has an effect of the registry `note`. -#}
{% macro has_effect(repair_code, effect) -%}
    list_has_any(
        string_split({{ repair_code }}, '|'),
        (select list(notes.code) from {{ ref('note') }} as notes where notes.effect = '{{ effect }}')
    )
{%- endmacro %}

{#- How sure a number is. `confirmations` is the alias of int_confirmation, joined by the id of the fact. -#}
{% macro confirmation(repair_code, confirmations='confirmations') -%}
    case
        when coalesce({{ has_effect(repair_code, 'undecided') }}, false) then 'undecided'
        when {{ confirmations }}.failed_count > 0 then 'contradicted'
        when {{ confirmations }}.held_count > 0 then 'confirmed'
        else 'unconfirmed'
    end
{%- endmacro %}
