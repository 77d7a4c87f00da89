-- PF-11-3: the number of people that the text of a form multiplies by a standard = the count of its quantity
-- indicator, where all but one of equally many agree, or where the only pair has the indicator's standard.
-- PF-11-5: the one total that a field of the form states of its project (共计, or its only 计 amount), and the money that
-- it applies for (需申请 … 经费) = money of the year, or of the term.
with paired as (
    select statements.*
    from {{ ref('int_form_statement') }} as statements
    where kind = 'count' and (kind_before = 'standard' or kind_after = 'standard') and not is_about
),

text_counts as (
    select
        document_id,
        form_seq,
        list_sort(list_distinct(list(amount))) as amounts,
        list_distinct(list(case when kind_after = 'standard' then amount_after else amount_before end)) as standards,
        list(stated_amount_id order by stated_amount_id) as ids,
        min(source_page) as source_page,
        min(source_line) as source_line,
        arg_min(source_line_end, position) as source_line_end,
        arg_min(source_text, position) as source_text
    from paired
    group by all
),

indicator_counts as (
    select
        document_id,
        form_seq,
        list_sort(
            list_distinct(list(target_value) filter (
                where level2 = '数量指标' and target_unit in ('人', '名', '户', '人次')
            ))
        ) as amounts,
        list_distinct(list(target_value) filter (where regexp_matches(target_unit, '^元\s*[/／]'))) as standards,
        list(indicator_id) filter (
            where level2 = '数量指标' and target_unit in ('人', '名', '户', '人次')
        ) as ids
    from {{ ref('stg_indicators') }}
    where coalesce(phase, '') <> 'term' and target_value is not null
    group by all
),

compared as (
    select
        texts.*,
        indicators.ids as indicator_ids,
        list_filter(texts.amounts, x -> not list_contains(indicators.amounts, x)) as only_text,
        list_filter(indicators.amounts, x -> not list_contains(texts.amounts, x)) as only_indicator,
        len(texts.amounts) as text_count,
        len(indicators.amounts) as indicator_count,
        len(indicators.standards) = 1 and texts.standards = indicators.standards as is_same_standard
    from text_counts as texts
    inner join indicator_counts as indicators using (document_id, form_seq)
    where indicators.ids is not null
),

amounts as (
    select
        *,
        case
            when regexp_matches(quote, '共计|合计|总计|共发放|共需')
                then regexp_matches(quote, '(共计|合计|总计|共发放|共需)[^，。；]{0,6}' || regexp_escape(amount_printed))
            else false
        end as is_grand,
        regexp_matches(subject_name, '需?(申请|需要?)[^，。；]{0,8}(经费|资金)$') as is_applied_for
    from {{ ref('int_form_statement') }}
    where kind in ('money', 'total')
),

-- A field that holds the term's and the year's text states its total twice, about one subject.
fields as (
    select
        document_id,
        form_seq,
        field_label,
        max(position) as last_position,
        min(position) as first_position,
        count(*) filter (where kind = 'total' and is_grand) as grand_count,
        count(distinct subject_name) filter (where kind = 'total' and is_grand) as grand_names,
        count(*) filter (where kind = 'total') as total_count,
        count(distinct subject_name) filter (where kind = 'total') as total_names,
        count(*) filter (where kind = 'money') as money_count
    from amounts
    group by all
),

last_amounts as (
    select amounts.*
    from amounts
    inner join fields using (document_id, form_seq, field_label)
    where
        case
            when amounts.kind = 'money' then amounts.is_applied_for and amounts.position = fields.first_position
            when amounts.is_grand
                then amounts.position = fields.last_position or fields.grand_count = 2 and fields.grand_names = 1
            else
                fields.grand_count = 0 and fields.money_count = 0 and fields.total_names = 1 and fields.total_count <= 2
        end
),

funding as (
    select
        document_id,
        form_seq,
        min(amount_yuan) filter (where phase = 'annual') as amount,
        min(amount_yuan) filter (where phase = 'term') as term_amount,
        min(funding_id) filter (where phase = 'annual') as funding_id,
        min(funding_id) filter (where phase = 'term') as term_id,
        count(distinct amount_yuan) filter (where phase = 'annual') as amount_count
    from {{ ref('int_funding') }}
    where is_amount and source = 'total' and phase in ('annual', 'term')
    group by document_id, form_seq
),

money as (
    select
        last_amounts.*,
        funding.amount_count,
        coalesce(last_amounts.amount = funding.term_amount and last_amounts.amount <> funding.amount, false) as is_term,
        case when is_term then funding.term_amount else funding.amount end as money,
        case when is_term then funding.term_id else funding.funding_id end as funding_id
    from last_amounts
    inner join funding using (document_id, form_seq)
    where funding.amount is not null
),

raw as (
    select
        'PF-11-3:' || compared.document_id || ':' || compared.form_seq as check_id,
        'PF-11-3' as rule_id,
        compared.document_id,
        {{ form_scope() }} as scope,
        coalesce(compared.only_text[1], compared.amounts[1]) as stated,
        coalesce(compared.only_indicator[1], compared.amounts[1]) as expected,
        0 as tolerance,
        0 as rounding_limit,
        '人' as unit,
        case
            when compared.text_count <> compared.indicator_count or len(compared.only_text) > 1
                then 'not_one_to_one'
            when compared.text_count = 1 and len(compared.only_text) = 1 and not compared.is_same_standard
                then 'not_one_to_one'
        end as skip_reason,
        '文字所列人数' as stated_label,
        '数量指标 ' || {{ figure('coalesce(compared.only_indicator[1], compared.amounts[1])') }} as parts_text,
        list_concat(compared.ids, compared.indicator_ids) as evidence,
        {{ provenance('compared') }}
    from compared
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)

    union all

    select
        'PF-11-5:' || money.stated_amount_id as check_id,
        'PF-11-5' as rule_id,
        money.document_id,
        {{ form_scope() }} || money.field_label as scope,
        money.amount as stated,
        money.money as expected,
        {{ printed_step('money.amount_printed') }} * {{ unit_factor('money.unit') }} / 2
        - 0.005 as tolerance,
        {{ printed_step('money.amount_printed') }} * {{ unit_factor('money.unit') }} - 0.01 as rounding_limit,
        '元' as unit,
        case when money.amount_count > 1 then 'several_annual_amounts' end as skip_reason,
        case when money.kind = 'money' then '文字所列申请金额' else '文字合计' end as stated_label,
        case when money.is_term then '项目资金总额 ' else '年度资金总额 ' end || {{ figure('money.money') }} as parts_text,
        [money.stated_amount_id, money.funding_id] as evidence,
        {{ provenance('money') }}
    from money
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    where starts_with(forms.form_type, 'project')
)

{{ checks_from('raw') }}
