-- PF-18-2: within a form, a count of people has one span of ages.
with texts as (
    select
        fields.document_id,
        fields.form_seq,
        fields.form_field_id,
        fields.label,
        unnest(string_split_regex(fields.value, '[。；;]')) as sentence,
        {{ provenance('fields') }}
    from {{ ref('stg_form_fields') }} as fields
    where regexp_matches(fields.value, '[0-9]周?岁')
),

aged as (
    select
        document_id,
        form_seq,
        people,
        count(distinct age) as age_count,
        count(*) as mention_count,
        string_agg(distinct age || '岁（' || label || '）', '、' order by age || '岁（' || label || '）') as ages_text,
        list_sort(list(distinct form_field_id)) as fact_ids,
        {% for column in ['source_page', 'source_line', 'source_line_end', 'source_text'] -%}
            arg_min({{ column }}, form_field_id) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from (
        select
            *,
            regexp_extract(mention, '^([0-9]+)', 1) as people,
            regexp_replace(regexp_extract(mention, '[名人]([0-9]+[-—至][0-9]+)', 1), '[—至]', '-') as age
        from (
            select
                *,
                unnest(regexp_extract_all(sentence, '[0-9]+[余多]?[名人][0-9]{1,2}[-—至][0-9]{1,3}周?岁')) as mention
            from texts
        ) as found
    ) as mentions
    group by document_id, form_seq, people
    having count(*) > 1
),

raw as (
    select
        'PF-18-2:' || aged.document_id || ':' || aged.form_seq || ':' || aged.people as check_id,
        'PF-18-2' as rule_id,
        aged.document_id,
        {{ form_scope() }} || aged.people || '人的年龄' as scope,
        aged.age_count > 1 as is_broken,
        '先后印为 ' || aged.ages_text as finding,
        cast(null as decimal(28, 6)) as stated,
        cast(null as decimal(28, 6)) as expected,
        cast(null as varchar) as unit,
        null as skip_reason,
        aged.fact_ids as evidence,
        {{ provenance('aged') }}
    from aged
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
)

{{ findings_from('raw') }}
