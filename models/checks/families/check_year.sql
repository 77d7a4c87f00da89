-- NT-13: a budget is not compared with the budget of its own year (比2025年预算 in the budget of 2025).
-- NT-13-2: what the unit itself has or plans this year isn't stated under last year's number, unless this year is named beside it.
-- Said once for a document, with the number of places.
with sentences as (
    select
        sentences.*,
        documents.fiscal_year,
        regexp_matches(sentences.source_text, '[比较]' || documents.fiscal_year || '年(年初)?预算') as is_self,
        regexp_matches(
            sentences.source_text, '^' || (documents.fiscal_year - 1) || '年度?(本单位|本部门|我单位|我部门)[^，。；]{0,16}预算[^，。；]{0,6}[0-9]'
        )
        and not contains(sentences.source_text, documents.fiscal_year || '年') as is_last
    from {{ ref('stg_sentences') }} as sentences
    inner join {{ ref('int_document') }} as documents using (document_id)
    where sentences.kind = 'sentence' and documents.fiscal_year is not null and documents.disclosure_type like '%budget'
),

raw as (
    {% for rule, flag in [('NT-13', 'is_self'), ('NT-13-2', 'is_last')] -%}
        select
            '{{ rule }}:' || document_id as check_id,
            '{{ rule }}' as rule_id,
            document_id,
            '文字说明的年份' as scope,
            bool_or({{ flag }}) as is_broken,
            {% if rule == 'NT-13' -%}
                '有 ' || count(*) filter (where {{ flag }}) || ' 句与' || any_value(fiscal_year) || '年预算即本年自己相比' as finding,
            {% else -%}
                '有 ' || count(*) filter (where {{ flag }}) || ' 句写“' || any_value(fiscal_year - 1) || '年”，说的是本单位的预算，本文件是'
                || any_value(fiscal_year) || '年预算' as finding,
            {% endif -%}
            null as stated,
            null as expected,
            null as unit,
            null as skip_reason,
            cast([] as varchar[]) as evidence,
            {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
            arg_min({{ column }}, position) filter (where {{ flag }}) as {{ column }}{{ ',' if not loop.last }}
            {% endfor %}
        from sentences
        group by document_id
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

{{ findings_from('raw') }}
