-- SC-07: the name of a coded subject is that of the official list and of the other tables here. One character off in its place is a
-- slip, by the print or by reading it; a name that was changed over the years or cut short differs by more. So is the name of
-- another code that the document prints with that one, or of one that the list has instead of it, or of one that is one digit off in
-- the list or in its other tables, and of a row without a code what label_slip finds.
-- SC-08: the class of a code is one of the official list (7 11 02 below 210 11 is 210 11 02: the reading mends it by the name), or
-- might be a new one of it: its first digit tells which list it is of.
{% set long_code = 6 %}
with printed as (
    select
        lines.document_id,
        coalesce(lines.subject_system, '') as subject_system,
        lines.subject_code,
        lines.subject_name,
        count(distinct lines.table_seq) as table_count,
        min(lines.budget_line_id) as line_id,
        min(lines.source_page) as source_page,
        min(lines.source_line) as source_line,
        arg_min(lines.source_line_end, lines.source_line) as source_line_end,
        arg_min(lines.source_text, lines.source_line) as source_text
    from {{ ref('int_budget_line') }} as lines
    inner join {{ ref('int_document') }} as documents on lines.document_id = documents.document_id
    left join (
        select distinct
            document_id,
            subject_system,
            subject_code,
            subject_name
        from {{ ref('int_budget_line') }}
    ) as others
        on
            lines.document_id = others.document_id
            and lines.subject_system = others.subject_system
            and lines.subject_code = others.subject_code
            and split_part(lines.second_subject_name, '/', 1) = others.subject_name
    where
        documents.reader is distinct from 'ocr' and lines.subject_code is not null and lines.subject_name is not null
        -- Not a project's row, which names its subject in a column of its own as other rows of the code do.
        and (
            others.subject_name is null or lines.subject_name = others.subject_name
            or {{ one_letter_off('lines.subject_name', 'others.subject_name') }}
        )
    group by all
),

known as (
    select
        printed.document_id,
        official.subject_system,
        official.subject_code,
        official.subject_name,
        '官方科目表' as source,
        0 as table_count,
        null as line_id
    from (
        select distinct
            document_id,
            subject_system,
            subject_code
        from printed
    ) as printed
    inner join {{ ref('int_subject_official') }} as official using (subject_system, subject_code)

    union all

    select
        document_id,
        subject_system,
        subject_code,
        subject_name,
        '其他表' as source,
        table_count,
        line_id
    from printed
),

official_names as (
    select distinct
        subject_code,
        subject_name
    from {{ ref('int_subject_official') }}
),

-- Names of two codes as long as those of agencies and items, and of no more here and of one in the list.
twice_coded as (
    select
        printed.document_id,
        printed.subject_name
    from printed
    where
        length(printed.subject_code) >= {{ long_code }}
        and printed.subject_name not in (
            select official_names.subject_name
            from official_names
            group by official_names.subject_name
            having count(*) > 1
        )
    group by printed.document_id, printed.subject_name
    having count(distinct printed.subject_code) = 2
),

slips as (
    select
        printed.*,
        known.subject_name as known_name,
        known.source
    from printed
    inner join known using (document_id, subject_system, subject_code)
    left join {{ ref('int_subject_official') }} as official using (subject_system, subject_code)
    where
        {{ one_letter_off('printed.subject_name', 'known.subject_name') }}
        and printed.subject_name is distinct from official.subject_name
        -- Of two spellings that as many tables print, one is named.
        and case
            when known.source = '官方科目表' then printed.table_count = 1
            else printed.table_count < known.table_count
                or printed.table_count = known.table_count and printed.line_id > known.line_id
        end

    union all

    select
        printed.*,
        known.subject_name as known_name,
        known.source
    from printed
    inner join known using (document_id, subject_system, subject_code)
    semi join {{ ref('int_subject_official') }} as others
        on
            printed.subject_system = others.subject_system
            and printed.subject_name = others.subject_name
            and length(printed.subject_code) = length(others.subject_code)
    semi join printed as elsewhere
        on
            printed.document_id = elsewhere.document_id
            and printed.subject_system = elsewhere.subject_system
            and printed.subject_name = elsewhere.subject_name
            and printed.subject_code <> elsewhere.subject_code
            and length(printed.subject_code) = length(elsewhere.subject_code)
    where known.source = '官方科目表' and printed.table_count = 1 and printed.subject_name <> known.subject_name

    union all

    -- A code of the list with the name of another one, one digit off below the same parent.
    select
        printed.*,
        known.subject_name as known_name,
        known.source
    from printed
    inner join known using (document_id, subject_system, subject_code)
    semi join {{ ref('int_subject_official') }} as others
        on
            printed.subject_system = others.subject_system
            and printed.subject_name = others.subject_name
            and {{ one_letter_off('printed.subject_code', 'others.subject_code') }}
            and length(printed.subject_code) > 3
            and left(printed.subject_code, length(printed.subject_code) - 2) = left(others.subject_code, length(printed.subject_code) - 2)
    where known.source = '官方科目表' and printed.table_count = 1 and printed.subject_name <> known.subject_name

    union all

    -- A code that the list doesn't have, with the name of one that it has: in the same class of an economic list, one digit off in the same 款.
    select
        printed.*,
        others.subject_code as known_name,
        '官方科目表' as source
    from printed
    anti join {{ ref('int_subject_official') }} as official using (subject_system, subject_code)
    inner join {{ ref('int_subject_official') }} as others
        on
            printed.subject_system = others.subject_system
            and printed.subject_name = others.subject_name
            and length(printed.subject_code) = length(others.subject_code)
            and case
                when printed.subject_system = 'function'
                    then length(printed.subject_code) = 7
                        and left(printed.subject_code, 5) = left(others.subject_code, 5)
                        and {{ one_letter_off('printed.subject_code', 'others.subject_code') }}
                else left(printed.subject_code, 3) = left(others.subject_code, 3)
            end
    where printed.subject_system in ('function', 'department_economic', 'government_economic')

    union all

    -- A code that one table prints, with the name that others print under a code one digit off, below the same parent, in no class
    -- of the list, or where the name is that of no third code here and of no two of the list.
    select
        printed.*,
        others.subject_code as known_name,
        '其他表' as source
    from printed
    left join twice_coded
        on printed.document_id = twice_coded.document_id and printed.subject_name = twice_coded.subject_name
    inner join printed as others
        on
            printed.document_id = others.document_id
            and printed.subject_name = others.subject_name
            and {{ one_letter_off('printed.subject_code', 'others.subject_code') }}
            and (
                twice_coded.subject_name is not null
                or printed.subject_system <> ''
                and (
                    length(printed.subject_code) = 3
                    or left(printed.subject_code, length(printed.subject_code) - 2) = left(others.subject_code, length(printed.subject_code) - 2)
                    or left(others.subject_code, 3) in (select official_names.subject_code from official_names)
                    and left(printed.subject_code, 3) not in (select official_names.subject_code from official_names)
                )
            )
    left join official_names as official
        on others.subject_code = official.subject_code and others.subject_name = official.subject_name
    anti join official_names as itself
        on printed.subject_code = itself.subject_code and printed.subject_name = itself.subject_name
    where printed.table_count = 1 and (others.table_count > 1 or official.subject_code is not null)
),

named as (
    select *
    from slips
    qualify row_number() over (
        partition by document_id, subject_system, subject_code, subject_name order by source, known_name
    ) = 1
),

told as (
    select
        printed.document_id,
        slips.line_id,
        '“' || slips.subject_name || '”（' || slips.subject_code || '）在' || slips.source || '中是“' || slips.known_name || '”' as words,
        slips.source_page,
        slips.source_line,
        slips.source_line_end,
        slips.source_text
    from printed
    left join named as slips using (document_id, subject_system, subject_code, subject_name)

    union all

    select
        slips.document_id,
        slips.cell_id as line_id,
        coalesce('《' || slips.table_title || '》', '第' || slips.table_seq || '张表') || '“' || slips.subject_name || '”在'
        || coalesce('《' || slips.known_title || '》', '第' || slips.known_table_seq || '张表', '官方科目表') || '中是“' || slips.known_name || '”' as words,
        {{ provenance('lines') }}
    from {{ ref('label_slip') }} as slips
    inner join {{ ref('int_budget_line') }} as lines on slips.cell_id = lines.budget_line_id
    inner join {{ ref('int_document') }} as documents on slips.document_id = documents.document_id
    where documents.reader is distinct from 'ocr'
),

raw as (
    select
        'SC-07:' || document_id as check_id,
        'SC-07' as rule_id,
        document_id,
        '科目名称' as scope,
        count(line_id) > 0 as is_broken,
        string_agg(words, '，' order by line_id) as finding,
        cast(null as decimal(28, 6)) as stated,
        cast(null as decimal(28, 6)) as expected,
        cast(null as varchar) as unit,
        cast(null as varchar) as skip_reason,
        list(line_id order by line_id) filter (where line_id is not null) as evidence,
        {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
        arg_min({{ column }}, source_line) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from told
    group by document_id

    union all

    select
        'SC-08:' || document_id as check_id,
        'SC-08' as rule_id,
        document_id,
        '科目编码' as scope,
        bool_or(words is not null) as is_broken,
        string_agg(distinct words, '；' order by words) as finding,
        cast(null as decimal(28, 6)) as stated,
        cast(null as decimal(28, 6)) as expected,
        cast(null as varchar) as unit,
        cast(null as varchar) as skip_reason,
        coalesce(list(line_id order by line_id) filter (where words is not null), []) as evidence,
        {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
        arg_min({{ column }}, source_line) filter (where words is not null) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from (
        select
            lines.document_id,
            lines.budget_line_id as line_id,
            '《' || coalesce(lines.table_title, '第' || lines.table_seq || '表') || '》“' || coalesce(lines.subject_name, '') || '”的编码印为 '
            || case
                when contains(coalesce(lines.repair_code, ''), 'class_mended')
                    then trim(regexp_extract(lines.source_text, '^([0-9]+\s*)+')) || '，按上级科目和官方科目表应为 ' || lines.subject_code
                when systems.digit is null then lines.subject_code || '，官方各科目表中没有以此开头的类'
            end as words,
            {{ provenance('lines') }}
        from {{ ref('int_budget_line') }} as lines
        inner join {{ ref('int_document') }} as documents on lines.document_id = documents.document_id
        left join (
            select distinct left(subject_code, 1) as digit
            from {{ ref('int_subject_official') }}
        ) as systems on left(lines.subject_code, 1) = systems.digit
        -- What begins like no list has no system, unless its name tells of which list one digit of it is wrong.
        where
            documents.reader is distinct from 'ocr' and lines.subject_code is not null
            and (
                lines.subject_system is not null
                or exists (
                    select 1
                    from {{ ref('int_subject_official') }} as official
                    where
                        lines.subject_name = official.subject_name
                        and length(lines.subject_code) = length(official.subject_code)
                        and levenshtein(lines.subject_code, official.subject_code) = 1
                )
            )
    ) as coded
    group by document_id
)

{{ findings_from('raw') }}
