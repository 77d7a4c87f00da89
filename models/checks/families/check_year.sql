-- NT-13: a budget is not compared with the budget of its own year (比2025年预算 in the budget of 2025), nor with that of a year before
-- last, unless last year's is named beside it or fewer than three sentences for each such one are compared with last year's.
-- NT-13-2: what the unit itself has or plans this year isn't stated under last year's number, unless this year is named beside it.
-- NT-13-3: the title of a table of this year's doesn't bear last year's number where those of others bear this year's.
-- Said once for a document, with the number of places.
with sentences as (
    select
        sentences.*,
        documents.fiscal_year,
        list_contains(
            regexp_extract_all(sentences.source_text, '[比较]([0-9]+)年(年初)?预算', 1), cast(documents.fiscal_year as varchar)
        ) as is_self,
        regexp_extract(sentences.source_text, '[比较](?:上年|去年)?([0-9]{4})年度?(?:年初)?(?:预算|执行|决算)', 1) as base_year,
        regexp_extract(
            sentences.source_text, '^([0-9]+)年度?(本单位|本部门|我单位|我部门)[^，。；]{0,16}预算[^，。；]{0,6}[0-9]', 1
        ) = cast(documents.fiscal_year - 1 as varchar)
        and not contains(sentences.source_text, documents.fiscal_year || '年') as is_last
    from {{ ref('stg_sentences') }} as sentences
    inner join {{ ref('int_document') }} as documents using (document_id)
    where sentences.kind = 'sentence' and documents.fiscal_year is not null and documents.disclosure_type like '%budget'
),

compared as (
    select
        * exclude (is_older, is_usual),
        is_older and 3 * count(*) filter (where is_older) over told <= count(*) filter (where is_usual) over told as is_older
    from (
        select
            *,
            coalesce(try_cast(base_year as integer) < fiscal_year - 1, false)
            and not contains(source_text, (fiscal_year - 1) || '年') as is_older,
            coalesce(try_cast(base_year as integer) = fiscal_year - 1, false) as is_usual
        from sentences
    ) as based
    window told as (partition by document_id)
),

titles as (
    select
        sentences.*,
        documents.fiscal_year,
        try_cast(regexp_extract(sentences.source_text, '(20[0-9]{2})年', 1) as integer) as title_year,
        count(*) filter (where contains(sentences.source_text, documents.fiscal_year || '年'))
            over (partition by sentences.document_id) as current_count
    from {{ ref('stg_sentences') }} as sentences
    inner join {{ ref('int_document') }} as documents using (document_id)
    where
        sentences.kind = 'table_title'
        -- Tables of last year stand in the budget of a whole government: its debt, how it was carried out.
        and documents.disclosure_type in ('department_budget', 'unit_budget', 'final_account')
        -- What carries over from last year, or shows how it ended, is of last year.
        and not regexp_matches(sentences.source_text, '结转|结余|上年|执行|完成|调整')
        and not contains(sentences.source_text, case documents.disclosure_type when 'final_account' then '预算' else '决算' end)
),

raw as (
    select
        'NT-13-3:' || document_id as check_id,
        'NT-13-3' as rule_id,
        document_id,
        '表名的年份' as scope,
        bool_or(title_year = fiscal_year - 1) as is_broken,
        '《' || any_value(section) filter (where title_year = fiscal_year - 1) || '》的表名写“' || any_value(fiscal_year - 1)
        || '年”，本文件的其他表写“' || any_value(fiscal_year) || '年”' as finding,
        null as stated,
        null as expected,
        null as unit,
        null as skip_reason,
        cast([] as varchar[]) as evidence,
        {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
        arg_min({{ column }}, source_line) filter (where title_year = fiscal_year - 1) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from titles
    where current_count >= 3
    group by document_id
    having count(*) filter (where title_year = fiscal_year - 1) < any_value(current_count)

    union all

    {% for rule, flag in [('NT-13', '(is_self or is_older)'), ('NT-13-2', 'is_last')] -%}
        select
            '{{ rule }}:' || document_id as check_id,
            '{{ rule }}' as rule_id,
            document_id,
            '文字说明的年份' as scope,
            bool_or({{ flag }}) as is_broken,
            {% if rule == 'NT-13' -%}
                concat_ws(
                    '；',
                    case when bool_or(is_self) then '有 ' || count(*) filter (where is_self) || ' 句与' || any_value(fiscal_year) || '年预算即本年自己相比' end,
                    case
                        when bool_or(is_older)
                            then '有 ' || count(*) filter (where is_older) || ' 句与' || arg_min(base_year, position) filter (where is_older)
                                || '年相比，本文件其他处与' || any_value(fiscal_year - 1) || '年相比'
                    end
                ) as finding,
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
        from compared
        group by document_id
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

{{ findings_from('raw') }}
