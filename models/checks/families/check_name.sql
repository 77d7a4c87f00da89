-- NT-09: a subject that the text names with its level words (款)(项) stands so in the tables: the 项 is printed, below that
-- 款 and 类. NT-09-2: the organisation's name is spelt alike on the cover, above the tables and in the text.
-- NT-09-5: a unit's revenue and expenditure aren't told of another agency. NT-09-3: a department's text speaks of 本部门, a unit's of 本单位. NT-09-4: tables are numbered alike, none twice.
with paths as (
    select distinct on (document_id, class_name, group_name, item_name) *
    from (
        select
            *,
            regexp_extract(path, '^(?:([^（）]+)（类）)?([^（）]+)（款）', 1) as class_name,
            regexp_extract(path, '^(?:([^（）]+)（类）)?([^（）]+)（款）', 2) as group_name,
            regexp_extract(path, '（款）(.+)（项）$', 1) as item_name
        from (
            select
                *,
                unnest(regexp_extract_all(
                    translate(source_text, '()', '（）'),
                    '(?:[^，。；：、“”（）0-9.]{2,30}（类）)?[^，。；：“”（）0-9.]{2,30}（款）[^，。；：“”（）0-9]{2,40}（项）'
                )) as path
            from {{ ref('stg_sentences') }}
            where kind = 'sentence' and contains(source_text, '项')
        ) as cut
    ) as named
    order by document_id, class_name, group_name, item_name, position
),

coded as (
    select
        scopes.scope_id,
        labels.subject_code,
        any_value(labels.subject_name) as subject_name,
        {{ item_key('any_value(labels.subject_name)') }} as subject_key
    from {{ ref('stg_row_labels') }} as labels
    inner join {{ ref('document_scope') }} as scopes using (document_id)
    where regexp_matches(labels.subject_code, '^2([0-9]{2}){1,3}$')
    group by all
),

lineages as (
    select
        items.scope_id,
        items.subject_code,
        items.subject_key,
        groups.subject_name as group_name,
        groups.subject_key as group_key,
        classes.subject_name as class_name,
        classes.subject_key as class_key
    from coded as items
    left join coded as groups
        on items.scope_id = groups.scope_id and left(items.subject_code, 5) = groups.subject_code
    left join coded as classes
        on items.scope_id = classes.scope_id and left(items.subject_code, 3) = classes.subject_code
    where length(items.subject_code) = 7
),

tabled as (
    select distinct scope_id
    from lineages
),

placed as (
    select
        paths.sentence_id,
        count(lineages.subject_code) as row_count,
        bool_or(
            lineages.subject_code is not null
            and (
                lineages.group_key is null
                or ends_with({{ item_key('paths.group_name') }}, lineages.group_key)
                -- The foot of a page cut the name in two.
                or ends_with(lineages.group_key, {{ item_key('paths.group_name') }})
            )
            and (
                paths.class_name = '' or lineages.class_key is null
                or ends_with({{ item_key('paths.class_name') }}, lineages.class_key)
            )
        ) as is_placed,
        min(concat_ws('—', lineages.class_name, lineages.group_name) || '（' || lineages.subject_code || '）') as printed_path,
        paths.path,
        paths.item_name,
        bool_or(tabled.scope_id is not null) as has_table
    from paths
    inner join {{ ref('document_scope') }} as scopes on paths.document_id = scopes.document_id
    left join tabled on scopes.scope_id = tabled.scope_id
    left join lineages
        on scopes.scope_id = lineages.scope_id and {{ item_key('paths.item_name') }} = lineages.subject_key
    group by all
),

agencies as (
    select
        document_id,
        disclosure_type,
        title,
        translate(regexp_replace(agency_name, '[(（](本级|汇总|部门|机关)[)）]$', ''), '()', '（）') as agency_name
    from {{ ref('int_document') }}
    where status = 'read' and duplicate_of is null and agency_name is not null
),

-- Where a name stands for the publisher: behind 编制部门：, and at the start of a clause before its year.
names as (
    select
        document_id,
        case kind when 'table_head' then '表头' else '文字' end as place,
        unnest(case kind
            when 'table_head' then [translate(name, '()', '（）')]
            else list_concat(
                regexp_extract_all(
                    source_text, '(?:^|[，。；：])(?:第[一二三四五六七八九十]+部分)?([\x{4e00}-\x{9fff}（）]{6,40}?)(?:20[0-9]{2}年|主要职能|机构设置|概况)', 1
                ),
                regexp_extract_all(
                    source_text, '(?:^|[，。；：])20[0-9]{2}年度?[，,]?([\x{4e00}-\x{9fff}]{6,40}?)(?:所属|下属|本级|部门|（部门）)', 1
                )
            )
        end) as name,
        position,
        {{ provenance() }}
    from {{ ref('stg_sentences') }}
    where kind in ('table_head', 'sentence', 'heading')
),

spelt as (
    select
        names.*,
        agencies.agency_name,
        -- Without its place's name (上海市规划局 for 上海市普陀区规划局), or with one character (3 bytes) more, less or other.
        not ends_with(agencies.agency_name, names.name) and not ends_with(names.name, agencies.agency_name)
        and not starts_with(agencies.agency_name, names.name)
        and (
            levenshtein(names.name, agencies.agency_name) between 1 and 3
            or len(list_filter(
                regexp_extract_all(agencies.agency_name, '[\x{4e00}-\x{9fff}]{1,7}?[省市区县旗盟]'),
                x -> replace(agencies.agency_name, x, '') = names.name
            )) > 0
        ) as is_other_spelling
    from names
    inner join agencies using (document_id)
),

spellings as (
    select
        document_id,
        place,
        any_value(agency_name) as agency_name,
        string_agg(distinct name, '”“' order by name) filter (where is_other_spelling) as other_names,
        count(distinct name) filter (where is_other_spelling) as other_count,
        coalesce(min(position) filter (where is_other_spelling), min(position)) as position
    from spelt
    where is_other_spelling or name = agency_name or ends_with(agency_name, name)
    group by all
),

-- 2025年，某某局收入预算…万元: whose budget a unit's text says this is.
owners as (
    select
        agencies.document_id,
        agencies.agency_name,
        told.position,
        regexp_extract(
            told.source_text, '^20[0-9]{2}年度?[，,]?([\x{4e00}-\x{9fff}（）]{6,40}?)(?:收入|支出)(?:总)?预算[0-9]', 1
        ) as owner_name,
        {{ provenance('told') }}
    from agencies
    inner join {{ ref('stg_sentences') }} as told using (document_id)
    where agencies.disclosure_type = 'unit_budget' and told.kind = 'sentence'
),

foreign_owners as (
    select
        owners.*,
        exists (
            select 1 from {{ ref('organisation_suffix') }} as suffixes
            where ends_with(owners.owner_name, suffixes.organisation_suffix)
        )
        and not contains(owners.agency_name, owners.owner_name)
        and not contains(owners.owner_name, owners.agency_name)
        and levenshtein(owners.owner_name, owners.agency_name) > 3 as is_foreign
    from owners
    where owners.owner_name <> ''
),

-- The word that a disclosure calls itself by; definitions of terms speak of departments and units in general.
selves as (
    select
        agencies.document_id,
        case
            when agencies.disclosure_type = 'unit_budget' or regexp_matches(agencies.title, '单位(预算|决算)') then '单位'
            when agencies.disclosure_type = 'department_budget' or regexp_matches(agencies.title, '部门(预算|决算)')
                then '部门'
        end as own_word,
        sentences.position,
        regexp_extract(
            sentences.source_text,
            '本(部门|单位)(20[0-9]{2}年度?)?无?(部门|单位)?(预算|决算|收入|支出|财政拨款|一般公共预算|政府性基金|国有资本|“三公”|政府采购|政府购买|机关运行)'
        ) as said,
        {{ provenance('sentences') }}
    from agencies
    inner join {{ ref('stg_sentences') }} as sentences using (document_id)
    where sentences.kind in ('sentence', 'note') and not regexp_matches(coalesce(sentences.section, ''), '名词解释')
),

self_words as (
    select
        document_id,
        own_word,
        count(*) filter (where not starts_with(said, '本' || own_word)) as other_count,
        arg_min(said, position) filter (where not starts_with(said, '本' || own_word)) as other_words,
        coalesce(
            min(position) filter (where not starts_with(said, '本' || own_word)), min(position)
        ) as position
    from selves
    where said <> '' and own_word is not null
    group by all
),

numbered as (
    select
        document_id,
        table_id,
        table_title,
        printed_number,
        regexp_replace(printed_number, '[0-9一二三四五六七八九十]+(-[0-9]+)?', '', 'g') as style,
        count(*) over (partition by document_id) as table_count,
        count(*) over (partition by document_id, printed_number) as namesake_count
    from {{ ref('stg_tables') }}
    where printed_number is not null
),

styles as (
    select
        *,
        mode(style) over (partition by document_id) as common_style,
        count(*) over (partition by document_id, style) as style_count
    from numbered
),

numbers as (
    select
        document_id,
        any_value(table_count) as table_count,
        max(style_count) as common_count,
        list_sort(list(table_id)) as table_ids,
        string_agg('《' || table_title || '》印为“' || printed_number || '”', '、' order by table_id) filter (
            where style <> common_style
        ) as odd_tables,
        any_value(common_style) as common_style,
        string_agg(distinct '“' || printed_number || '”', '、') filter (where namesake_count > 1) as repeated
    from styles
    group by document_id
),

places as (
    select
        document_id,
        position,
        {{ provenance() }}
    from {{ ref('stg_sentences') }}
),

worded as (
    select
        'NT-09:' || paths.sentence_id || ':' || placed.item_name as check_id,
        'NT-09' as rule_id,
        paths.document_id,
        coalesce(paths.section, '文字说明') || '“' || placed.path || '”' as scope,
        not coalesce(placed.is_placed, false) as is_broken,
        case
            when placed.row_count = 0 then '表中没有“' || placed.item_name || '”这一项'
            else '表中“' || placed.item_name || '”属于' || placed.printed_path
        end as finding,
        case
            when not placed.has_table then 'no_function_table'
            -- What gets nothing this year, or was booked under this name last year, needs no row.
            when regexp_matches(paths.source_text, '（项）(支出|预算)*0(\.0+)?万?元|[)]项[)](支出|预算)*0(\.0+)?万?元|原[^。]*调整为')
                then 'nothing_stated'
        end as skip_reason,
        cast([] as varchar[]) as evidence,
        {{ provenance('paths') }}
    from placed
    inner join paths
        on placed.sentence_id = paths.sentence_id and placed.path = paths.path

    union all

    select
        'NT-09-2:' || spellings.document_id || ':' || spellings.place as check_id,
        'NT-09-2' as rule_id,
        spellings.document_id,
        spellings.place || '中的单位名称' as scope,
        spellings.other_count > 0 as is_broken,
        '印为“' || spellings.other_names || '”，与“' || spellings.agency_name || '”不一致' as finding,
        cast(null as varchar) as skip_reason,
        cast([] as varchar[]) as evidence,
        {{ provenance('places') }}
    from spellings
    inner join places using (document_id, position)

    union all

    select
        'NT-09-3:' || self_words.document_id as check_id,
        'NT-09-3' as rule_id,
        self_words.document_id,
        '文字说明的自称' as scope,
        self_words.other_count > 0 as is_broken,
        '公开的是' || self_words.own_word || '预决算，文字有 ' || self_words.other_count || ' 处写“' || self_words.other_words || '”'
            as finding,
        cast(null as varchar) as skip_reason,
        cast([] as varchar[]) as evidence,
        {{ provenance('places') }}
    from self_words
    inner join places using (document_id, position)

    union all

    select
        'NT-09-5:' || document_id as check_id,
        'NT-09-5' as rule_id,
        document_id,
        '文字中的收支总数' as scope,
        bool_or(is_foreign) as is_broken,
        '写的是“' || arg_min(owner_name, position) filter (where is_foreign) || '”，本文件是“' || any_value(agency_name) || '”的预算'
            as finding,
        cast(null as varchar) as skip_reason,
        cast([] as varchar[]) as evidence,
        {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
        arg_min({{ column }}, position) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from foreign_owners
    group by document_id

    union all

    select
        'NT-09-4:' || document_id as check_id,
        'NT-09-4' as rule_id,
        document_id,
        '公开表的编号' as scope,
        odd_tables is not null and common_count * 2 > table_count or repeated is not null as is_broken,
        concat_ws(
            '；', odd_tables || '，其余 ' || common_count || ' 张为“' || common_style || '”', '编号重复：' || repeated
        ) as finding,
        case when table_count < 3 then 'too_few_tables' end as skip_reason,
        table_ids as evidence,
        cast(null as integer) as source_page,
        cast(null as integer) as source_line,
        cast(null as integer) as source_line_end,
        cast(null as varchar) as source_text
    from numbers
),

raw as (
    select
        *,
        cast(null as decimal(28, 6)) as stated,
        cast(null as decimal(28, 6)) as expected,
        cast(null as varchar) as unit
    from worded
)

{{ findings_from('raw') }}
