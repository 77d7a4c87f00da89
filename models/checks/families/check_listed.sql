-- NT-10: the items that the text lists as 人员经费 or 公用经费 are the nonzero rows of the basic expenditure table, in both
-- directions; a list that ends in 等 need not be complete, names that no classification has (公用综合定额经费) tell nothing, and a list
-- of which the table has less than half is none of its items. A name of the government classification (社会保障缴费) stands for
-- all items that belong to it.
with told as (
    select
        *,
        -- 人员经费…万元。主要包括：… is one statement in two sentences.
        case
            when regexp_matches(source_text, '^(主要|具体)?包括')
                then lag(source_text) over (partition by document_id, paragraph_seq order by sentence_seq) || source_text
            else source_text
        end as statement
    from {{ ref('stg_sentences') }}
    where kind = 'sentence'
),

lists as (
    select
        * exclude (clause),
        case when starts_with(clause, '人员') then 'personnel' else 'public' end as part,
        regexp_extract(clause, '^(人员|公用)经费') as part_name,
        regexp_matches(clause, '等[^、，,（(]{0,8}$') as is_open,
        regexp_replace(regexp_extract(clause, '包括[：:]?(.*)$', 1), '等[^、，,（(]{0,8}$', '') as items
    from (
        select
            *,
            unnest(regexp_extract_all(
                statement, '(?:人员经费|公用经费)[0-9][^；;。]*[。，,（(]?(?:主要|具体)?包括[：:]?[^；;。]+'
            )) as clause
        from told
        where regexp_matches(statement, '(人员经费|公用经费)[0-9].*包括')
    ) as cut
),

items as (
    select
        sentence_id,
        part,
        position as item_seq,
        item,
        {{ item_key('item') }} as item_key
    from (
        select
            sentence_id,
            part,
            unnest(string_split_regex(items, '[、，,]')) as item,
            generate_subscripts(string_split_regex(items, '[、，,]'), 1) as position
        from lists
    ) as split
    where item <> ''
),

cells as (
    select
        scopes.scope_id,
        cells.*,
        bool_or(cells.measure in ('personnel', 'public')) over (
            partition by cells.document_id, cells.table_seq
        ) as has_parts
    from {{ ref('int_amount_cell') }} as cells
    inner join {{ ref('document_scope') }} as scopes using (document_id)
    where
        cells.table_type in ('general_basic_expenditure', 'fiscal_basic_expenditure', 'basic_expenditure')
        and length(cells.subject_code) = 5
        and not coalesce(cells.is_other_phase, false)
),

printed as (
    select
        scope_id,
        part,
        subject_code,
        item_key,
        any_value(subject_name) as subject_name,
        list_sort(list(cell_id))[1] as cell_id,
        bool_or(amount <> 0) as has_amount
    from (
        select
            *,
            {{ item_key('subject_name') }} as item_key,
            case
                when has_parts then case measure when 'personnel' then 'personnel' when 'public' then 'public' end
                when left(subject_code, 3) in ('301', '303') then 'personnel'
                else 'public'
            end as part
        from cells
    ) as told_apart
    where part is not null
    group by all
),

broader as (
    select distinct
        {{ item_key('government.name') }} as item_key,
        cast(crosswalk.department_code as varchar) as subject_code
    from {{ ref('economic_crosswalk') }} as crosswalk
    inner join {{ ref('government_economic') }} as government on crosswalk.government_code_administrative = government.code
),

matched as (
    select
        items.sentence_id,
        items.part,
        items.item_seq,
        items.item,
        printed.subject_code,
        printed.has_amount
    from items
    inner join lists on items.sentence_id = lists.sentence_id and items.part = lists.part
    inner join {{ ref('document_scope') }} as scopes on lists.document_id = scopes.document_id
    left join broader on items.item_key = broader.item_key
    left join printed
        on
            scopes.scope_id = printed.scope_id
            and items.part = printed.part
            and (items.item_key = printed.item_key or broader.subject_code = printed.subject_code)
),

named as (
    select distinct {{ item_key('subject_name') }} as item_key
    from {{ ref('int_subject_official') }}
    where subject_system like '%economic'
),

asked as (
    select
        matched.sentence_id,
        matched.part,
        matched.item_seq,
        matched.item,
        coalesce(bool_or(matched.has_amount), false) as is_met
    from matched
    left join named on {{ item_key('matched.item') }} = named.item_key
    left join broader on {{ item_key('matched.item') }} = broader.item_key
    where coalesce(named.item_key, broader.item_key, matched.subject_code) is not null
    group by all
),

only_listed as (
    select
        sentence_id,
        part,
        string_agg(item, '、' order by item_seq) filter (where not is_met) as names,
        2 * count(*) filter (where is_met) >= count(*) as is_by_item
    from asked
    group by all
),

only_printed as (
    select
        lists.sentence_id,
        lists.part,
        string_agg(printed.subject_name, '、' order by printed.subject_code) as names
    from lists
    inner join {{ ref('document_scope') }} as scopes on lists.document_id = scopes.document_id
    inner join printed on scopes.scope_id = printed.scope_id and lists.part = printed.part and printed.has_amount
    where
        not lists.is_open
        and not exists (
            select 1
            from matched
            where
                matched.sentence_id = lists.sentence_id
                and matched.part = lists.part
                and matched.subject_code = printed.subject_code
        )
    group by all
),

tables as (
    select
        scope_id,
        part,
        list_sort(list(cell_id) filter (where has_amount)) as cell_ids
    from printed
    group by all
),

raw as (
    select
        'NT-10:' || lists.sentence_id || ':' || lists.part as check_id,
        'NT-10' as rule_id,
        lists.document_id,
        coalesce(lists.section, '文字说明') || '“' || lists.part_name || '”' as scope,
        only_listed.names is not null or only_printed.names is not null as is_broken,
        concat_ws(
            '；',
            '文字列有而基本支出表没有金额：' || only_listed.names,
            '基本支出表有金额而文字没有列：' || only_printed.names
        ) as finding,
        null as stated,
        null as expected,
        null as unit,
        case
            when tables.cell_ids is null then 'no_economic_table'
            when not coalesce(only_listed.is_by_item, false) then 'relation_not_adopted'
        end as skip_reason,
        coalesce(tables.cell_ids, []) as evidence,
        {{ provenance('lists') }}
    from lists
    inner join {{ ref('document_scope') }} as scopes on lists.document_id = scopes.document_id
    left join tables on scopes.scope_id = tables.scope_id and lists.part = tables.part
    left join only_listed on lists.sentence_id = only_listed.sentence_id and lists.part = only_listed.part
    left join only_printed on lists.sentence_id = only_printed.sentence_id and lists.part = only_printed.part
)

{{ findings_from('raw') }}
