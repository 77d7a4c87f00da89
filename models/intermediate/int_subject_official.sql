-- The official codes, one row per code: the latest wording where a code was renamed.
with official as (
    {% for seed, system in [
        ('function_class', 'function'), ('department_economic', 'department_economic'),
        ('government_economic', 'government_economic'), ('revenue_class', 'revenue'),
    ] -%}
        select
            '{{ system }}' as subject_system,
            code as subject_code,
            name as subject_name,
            cast(level as integer) as subject_level,
            nullif(parent_code, '') as parent_subject_code,
            try_cast(valid_from as integer) as valid_from,
            try_cast(valid_to as integer) as valid_to,
            confidence
        from {{ ref(seed) }}
        {%- if not loop.last %} union all {% endif %}
    {% endfor %}
)

select *
from official
qualify row_number() over (partition by subject_system, subject_code order by valid_from desc nulls last) = 1
