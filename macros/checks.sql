{#- The building blocks of models/checks. A family's model ends with
        select ... from raw; then `{{ checks_from('raw') }}`
    where `raw` has one row per rule instance with the columns
        check_id, rule_id, document_id, scope, stated, expected, tolerance, rounding_limit, unit,
        skip_reason (null where the rule applies, else a code, with what it names behind a |), stated_label, parts_text, evidence, provenance columns.
    Amounts are in the printed unit. -#}

{#- Digits of a decimal without separators and trailing zeros, for keys. -#}
{% macro plain_figure(value) -%}
    rtrim(rtrim(cast(cast({{ value }} as decimal(28, 6)) as varchar), '0'), '.')
{%- endmacro %}

{#- What amounts in 元 are compared by across tables, forms and text: to the nearest 100 元; null where three digits don't tell it. -#}
{% macro amount_key(amount_yuan) -%}
    case
        when length(trim(replace({{ plain_figure('abs(' ~ amount_yuan ~ ')') }}, '.', ''), '0')) >= 3
            then cast(round({{ amount_yuan }}, -2) as decimal(28, 0))
    end
{%- endmacro %}

{#- A decimal as every explanation writes it: thousands separators; a whole number without decimals, another with
    two at least. -#}
{% macro figure(value) -%}
    {%- set digits = 'cast(cast(' ~ value ~ ' as decimal(28, 6)) as varchar)' -%}
    {{ separated('regexp_replace(' ~ digits ~ ", '([.]000000|0{1,4})$', '')") }}
{%- endmacro %}

{#- A computed figure in a sentence: at most two decimals, unless they are what tells it from `other` (or from 0). -#}
{% macro told(value, other='0') -%}
    {{ figure(
        'case when round(' ~ value ~ ', 2) = round(' ~ other ~ ', 2) then ' ~ value ~ ' else round(' ~ value ~ ', 2) end'
    ) }}
{%- endmacro %}

{#- How far two figures are apart: percentages in 百分点. -#}
{% macro apart(stated, expected, unit) -%}
    '，相差 ' || {{ told('abs(' ~ stated ~ ' - ' ~ expected ~ ')') }}
    || case {{ unit }} when '%' then ' 个百分点' else {{ behind(unit) }} end
{%- endmacro %}

{#- Digits as printed, with thousands separators before the point and every printed decimal. -#}
{% macro separated(digits) -%}
    regexp_extract({{ digits }}, '^-')
    || ltrim(reverse(regexp_replace(reverse(regexp_extract({{ digits }}, '[0-9]+')), '([0-9]{3})', '\1,', 'g')), ',')
    || regexp_extract({{ digits }}, '[.][0-9]+')
{%- endmacro %}

{#- A text whose quotations within a quotation have ‘ ’: one of them in each. -#}
{% macro quoted(text) -%}
    regexp_replace({{ text }}, '“([^“”]*)“([^“”]*)”', '“\1‘\2’', 'g')
{%- endmacro %}

{#- A unit behind its figure. -#}
{% macro behind(unit) -%}
    case {{ unit }} when '%' then '%' else coalesce(' ' || {{ unit }}, '') end
{%- endmacro %}

{#- Operands listed in a sentence, at most eight of them; `printed`: an expression for their digits as printed. -#}
{% macro parts_text(label, amount, position, printed=none) -%}
    case
        when count(*) <= 8
            then string_agg(
                {{ label }} || ' ' || {{ separated(printed) if printed else figure(amount) }},
                ' + ' order by {{ position }}
            )
        else count(*) || ' 项之和 ' || {{ figure('sum(' ~ amount ~ ')') }}
    end
{%- endmacro %}

{#- The widest gap that independent rounding of a total and its n parts can leave: (n + 1) half steps. -#}
{% macro rounding_envelope(part_count, step) -%}
    cast(({{ part_count }} + 1) * {{ step }} / 2 as decimal(28, 6))
{%- endmacro %}

{#- Half a step of an amount of many digits; nothing of one of three at most, which may well be exact. -#}
{% macro rounded_by(amount, step) -%}
    case when abs({{ amount }}) >= 1000 * {{ step }} then cast({{ step }} / 2 as decimal(28, 6)) else 0 end
{%- endmacro %}

{#- What is accepted: nothing in 元 (those tables add up exactly), the envelope in larger units. -#}
{% macro sum_tolerance(unit, part_count, step) -%}
    case when {{ unit }} = '元' then cast(0 as decimal(28, 6)) else {{ rounding_envelope(part_count, step) }} end
{%- endmacro %}

{#- `printed`: an expression for the digits of `stated`, where the model has them as printed (else null). -#}
{% macro checks_from(raw, printed=none) -%}
    {%- set words = told('judged.stated', 'judged.expected') -%}
    {%- set stated = 'coalesce(' ~ separated(printed) ~ ', ' ~ words ~ ')' if printed else words -%}
    select
        judged.check_id,
        judged.rule_id,
        judged.document_id,
        judged.scope,
        cast(judged.stated as decimal(28, 6)) as stated,
        cast(judged.expected as decimal(28, 6)) as expected,
        cast(cast(judged.stated as decimal(28, 6)) - cast(judged.expected as decimal(28, 6)) as decimal(28, 6)) as difference,
        cast(judged.tolerance as decimal(28, 6)) as tolerance,
        judged.unit,
        judged.status,
        {{ reason_code('judged.skip_reason') }} as reason_code,
        case
            when judged.status = 'fail' and abs(judged.stated - judged.expected) <= judged.rounding_limit
                then 'rounding'
            else rules.severity
        end as severity,
        case judged.status
            when 'not_applicable' then judged.scope || '：未核对，' || {{ reason_words('judged.skip_reason') }} || '。'
            when 'pass'
                then judged.scope || '：' || judged.stated_label || ' ' || {{ stated }}
                || {{ behind('judged.unit') }} || ' = ' || judged.parts_text
                || case when regexp_matches(judged.parts_text, '[0-9]$') then {{ behind('judged.unit') }} else '' end || '。'
            else
                judged.scope || '：' || judged.stated_label || ' ' || {{ stated }}
                || {{ behind('judged.unit') }} || ' ≠ ' || judged.parts_text
                || case when regexp_matches(judged.parts_text, '[0-9]$') then {{ behind('judged.unit') }} else '' end
                || {{ apart('judged.stated', 'judged.expected', 'judged.unit') }} || '。'
        end as explanation,
        list_filter(judged.evidence, x -> x is not null) as evidence,
        {{ provenance('judged') }}
    from (
        select
            *,
            case
                when skip_reason is not null then 'not_applicable'
                when abs(stated - expected) <= tolerance then 'pass'
                else 'fail'
            end as status
        from {{ raw }}
    ) as judged
    inner join {{ ref('rule') }} as rules on judged.rule_id = rules.rule_id
{%- endmacro %}

{#- Sources that are printed as parts of fiscal money (其中：中央资金、省级资金、一般公共预算 …). -#}
{% macro fiscal_parts() -%}
    'central', 'provincial', 'local', 'superior_subsidy',
    'general_public_budget', 'government_fund', 'state_capital'
{%- endmacro %}

{#- A label without enumeration (一、 1. （二） ① 其中：), brackets and spaces: what two tables print of one thing. -#}
{% macro name_key(name) -%}
    regexp_replace(
        regexp_replace(
            translate(coalesce({{ name }}, ''), '()：．:', '（）：.：'),
            '^(其中：?)?([一二三四五六七八九十]+、|（[一二三四五六七八九十0-9]+）|[0-9]+[.、]|[①-⑳])?(其中：?)?', ''
        ),
        '[  　]', '', 'g'
    )
{%- endmacro %}

{#- Whether two names of one length differ in one character of its place. -#}
{% macro one_letter_off(name, other) -%}
    (length({{ name }}) = length({{ other }})
    and len(list_filter(
        range(1, length({{ name }}) + 1), x -> substring({{ name }}, x, 1) <> substring({{ other }}, x, 1)
    )) = 1)
{%- endmacro %}

{#- The types of tables that each side of a rule reads, one row each. -#}
{% macro tables_asked() -%}
    select distinct
        rule_id,
        reading,
        side,
        unnest(string_split(table_type, '|')) as table_type
    from {{ ref('rule_operand') }}
{%- endmacro %}

{#- The name of a kind of revenue as text, rows and columns print it: 一般公共预算拨款收入, 一般公共预算 are one. -#}
{% macro revenue_key(name) -%}
    regexp_replace({{ name }}, '预算|拨款|资金|收入|[（）()]', '', 'g')
{%- endmacro %}

{#- Which of the three publics a name of a row or of the text is, whole: reception, abroad, vehicles, purchase, running, all of them;
    null where it is none. -#}
{% macro public_key(name) -%}
    case regexp_replace(
        regexp_replace({{ name }}, '[“”"‘’\s]|[（(]境[）)]|^(其中)?[：:]?([（(]?[0-9一二三四五]+[）)、.．])*', '', 'g'),
        '(费用|费|支出|经费|年初|预算|决算|数|总额|合计)+$', ''
    )
        when '公务接待' then 'reception'
        when '因公出国' then 'abroad'
        when '公务用车购置及运行' then 'vehicles'
        when '公务用车购置及运行维护' then 'vehicles'
        when '公务用车购置和运行维护' then 'vehicles'
        when '公务用车购置' then 'purchase'
        when '公务用车运行' then 'running'
        when '公务用车运行维护' then 'running'
        when '三公' then 'all'
        when '财政拨款三公' then 'all'
        when '一般公共预算三公' then 'all'
        when '一般公共预算财政拨款三公' then 'all'
    end
{%- endmacro %}

{#- The name of an economic item as a list and a table may print it: without brackets, spaces and a closing 支出. -#}
{% macro item_key(name) -%}
    regexp_replace(regexp_replace({{ name }}, '[（）()“”"\s]', '', 'g'), '(支出|用)$', '')
{%- endmacro %}

{#- First and last month of a span of months in text, as groups: 5-12月, 7月1日至11月30日, 4至2024年12月. -#}
{% macro month_span() -%}
    '([0-9]{1,2})月?(?:[0-9]{1,2}日)?[-—–~～至到]+(?:20[0-9]{2}年)?([0-9]{1,2})月'
{%- endmacro %}

{#- The number of internal offices in a sentence, as a group: 内设办公室、康复科等5个股室; 设3个内设机构. -#}
{% macro office_count() -%}
    '(?:内设[^，。；]{2,80}?|设有?)([0-9]+)个(?:内设机构|内设部门|职能科室|股室|科室|处室)'
{%- endmacro %}

{#- The models of models/checks that give rows of fct_check. A model is added here and nowhere else. -#}
{% macro check_families() -%}
    {{ return([
        'check_identity', 'check_column_relation', 'check_funding_sum', 'check_funding_owed', 'check_funding_grid', 'check_score', 'check_rating', 'check_level_weight',
        'check_structure_balance', 'check_execution', 'check_execution_text', 'check_indicator_score', 'check_deviation',
        'check_form_period', 'check_indicator_form', 'check_product_text', 'check_product_indicator',
        'check_form_text', 'check_form_parts', 'check_form_repeat', 'check_standard_text', 'check_department_form', 'check_change',
        'check_share', 'check_partition', 'check_listed_sum', 'check_budget_balance', 'check_repeat', 'check_statement', 'check_procurement',
        'check_stated_forms', 'check_project_table', 'check_table_note', 'check_table_rows', 'check_unproved_total', 'check_row_name', 'check_owed_content', 'check_target_kept',
        'check_other_document', 'check_name', 'check_subject_name', 'check_table_unit', 'check_listed', 'check_operating_cost',
        'check_average_score', 'check_vehicles', 'check_form_carryover', 'check_unit_sum', 'check_form_months', 'check_form_age',
        'check_form_central', 'check_form_offices', 'check_three_public_target', 'check_detail', 'check_year',
        'check_target_quality',
    ]) }}
{%- endmacro %}

{#- Which relation of a side of a table a check is an instance of: a total column, the agencies' rows (-1), all other rows (0). -#}
{% macro structure_seq(rule_id, column_seq, kind) -%}
    case when {{ rule_id }} = 'row_sum' then {{ column_seq }} when {{ kind }} = 'unit' then -1 else 0 end
{%- endmacro %}

{#- The code of a reason for not checking, and its words in Chinese: `code` or `code|what it names`. -#}
{% macro reason_code(reason) -%}
    split_part(cast({{ reason }} as varchar), '|', 1)
{%- endmacro %}

{% macro reason_words(reason) -%}
    replace({{ label('check_reason', reason_code(reason)) }}, '…', split_part(cast({{ reason }} as varchar), '|', 2))
{%- endmacro %}
