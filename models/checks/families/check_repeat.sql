-- NT-06: what the text names down to 项 (or along a path of names) has one amount, wherever it is stated.
-- NT-12: no template residue (seeds/rules/template_residue.csv) in any sentence or a form's field.
with named as (
    select
        *,
        regexp_replace(subject_name, '(预算安排|预算数|支出决算|支出年初预算|年初预算|当年预算执行数)$', '') as thing
    from {{ ref('int_statement') }}
    where is_money and regexp_matches(subject_name, '（项）|[^-]+-[^-]+-[^-]+')
),

compared as (
    select
        document_id,
        thing,
        coalesce(role, '') as role,
        unit,
        arg_min(amount, position) as first_amount,
        coalesce(
            arg_min(amount, position) filter (where amount <> first_of_thing), arg_min(amount, position)
        ) as other_amount,
        coalesce(
            arg_min(source_line, position) filter (where amount <> first_of_thing), max(source_line)
        ) as other_line,
        count(*) as statement_count,
        list(stated_amount_id order by position) as evidence,
        arg_min(section, position) as section,
        arg_min(source_page, position) as source_page,
        arg_min(source_line, position) as source_line,
        arg_min(source_line_end, position) as source_line_end,
        arg_min(source_text, position) as source_text
    from (
        select
            *,
            first_value(amount) over (
                partition by document_id, thing, role, unit order by position
            ) as first_of_thing
        from named
    ) as ordered
    group by all
    having count(*) > 1
),

raw as (
    select
        'NT-06:' || evidence[1] as check_id,
        'NT-06' as rule_id,
        document_id,
        coalesce(section, '文字说明') || '“' || thing || '”' as scope,
        other_amount as stated,
        first_amount as expected,
        0 as tolerance,
        0 as rounding_limit,
        unit,
        null as skip_reason,
        case when source_page is null then '第' || other_line || '行' else '另一处' end || '所列金额' as stated_label,
        coalesce('第' || source_page || '页', '第' || source_line || '行') || '所列 ' || {{ figure('first_amount') }} as parts_text,
        evidence,
        {{ provenance() }}
    from compared
),

-- The text of a document outside its forms and the fields of its forms: all that its stated amounts stand in.
texts as (
    select
        document_id,
        null as text_id,
        source_text as printed,
        {{ provenance() }}
    from {{ ref('stg_sentences') }}
    where kind <> 'table_head'

    union all

    select
        document_id,
        form_field_id as text_id,
        value as printed,
        {{ provenance() }}
    from {{ ref('stg_form_fields') }}
),

-- The patterns stand in the query itself: as values of a column each would be compiled anew for every text.
residues as (
    {% for pattern in seed_values(ref('template_residue'), 'residue_pattern') -%}
        select
            *,
            regexp_extract(printed, '{{ pattern }}') as residue
        from texts
        where regexp_matches(printed, '{{ pattern }}')

        union all

    {% endfor -%}
    select
        *,
        null as residue
    from texts
),

worded as (
    select
        'NT-12:' || document_id as check_id,
        'NT-12' as rule_id,
        document_id,
        -- Lines of extracted text are told only where there are no pages.
        coalesce(
            '第' || arg_min(source_page, source_line) filter (where residue <> '') || '页',
            '第' || coalesce(min(source_line) filter (where residue <> ''), min(source_line)) || '行'
        ) as scope,
        coalesce(bool_or(residue <> ''), false) as is_broken,
        '留有模板文字“' || string_agg(distinct residue, '、' order by residue) filter (where residue <> '') || '”' as finding,
        null as stated,
        null as expected,
        null as unit,
        case when any_value(documents.disclosure_type) = 'other' then 'other_document' end as skip_reason,
        coalesce(list_sort(list(distinct text_id) filter (where residue <> '' and text_id is not null)), []) as evidence,
        arg_min(source_page, source_line) filter (where residue <> '') as source_page,
        min(source_line) filter (where residue <> '') as source_line,
        arg_min(source_line_end, source_line) filter (where residue <> '') as source_line_end,
        arg_min(source_text, source_line) filter (where residue <> '') as source_text
    from residues
    inner join {{ ref('int_document') }} as documents using (document_id)
    group by document_id
)

select * from ({{ checks_from('raw') }})
union all by name
select * from ({{ findings_from('worded') }})
