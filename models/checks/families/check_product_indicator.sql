-- PF-11-2: counts of the quantity indicators × standards of the cost indicators = money of the year, where counts and
-- standards of a form can be paired: one of each, or equally many in the same order (units 人 and 元/人, 户 and 元/户).
with indicators as (
    select
        *,
        case
            when level2 like '%成本%' and regexp_matches(target_unit, '^元\s*[/／]') then 'standard'
            when level2 = '数量指标' and target_unit in ('人', '户', '名', '人次', '件', '辆', '台', '套', '个', '家')
                then 'count'
        end as kind
    from {{ ref('stg_indicators') }}
    where coalesce(phase, '') <> 'term' and target_value is not null
),

ranked as (
    select
        *,
        row_number() over (partition by document_id, form_seq, kind order by indicator_seq) as rank_seq,
        count(*) over (partition by document_id, form_seq, kind) as kind_count
    from indicators
    where kind is not null
),

pairs as (
    select
        counts.document_id,
        counts.form_seq,
        counts.kind_count as count_count,
        standards.kind_count as standard_count,
        counts.target_value as count_value,
        standards.target_value as standard,
        coalesce(regexp_matches(standards.target_unit, '月'), false) as is_monthly,
        -- 元/人 goes with 人 (and 户, whose heads they are), 元/件 with 件; how many days 元/人/天 is paid for isn't told.
        not regexp_matches(standards.target_unit, '[天日次]$')
        and (
            contains(standards.target_unit, counts.target_unit)
            or counts.target_unit in ('人', '户', '名', '人次') and regexp_matches(standards.target_unit, '[人户名]')
        ) as is_paired,
        counts.indicator_id as count_id,
        standards.indicator_id as standard_id,
        {{ figure('counts.target_value') }} || counts.target_unit || ' × ' || {{ figure('standards.target_value') }}
        || standards.target_unit
        || case when regexp_matches(standards.target_unit, '月') then ' × 12个月' else '' end as product_text,
        counts.rank_seq
    from ranked as counts
    inner join ranked as standards
        on
            counts.document_id = standards.document_id
            and counts.form_seq = standards.form_seq
            and counts.kind = 'count'
            and standards.kind = 'standard'
            and counts.rank_seq = standards.rank_seq
            and try(counts.target_value * standards.target_value * 1000) is not null
),

products as (
    select
        document_id,
        form_seq,
        any_value(count_count) as count_count,
        any_value(standard_count) as standard_count,
        bool_or(is_monthly) as is_monthly,
        bool_and(is_paired) as is_paired,
        sum(count_value * standard * case when is_monthly then 12 else 1 end) as expected,
        string_agg(product_text, ' + ' order by rank_seq) as parts_text,
        flatten(list([count_id, standard_id] order by rank_seq)) as ids
    from pairs
    group by all
),

-- A form that tells what else its money costs doesn't say that the standard is all of it.
other_costs as (
    select distinct
        document_id,
        form_seq
    from {{ ref('stg_indicators') }}
    where
        coalesce(phase, '') <> 'term' and level2 like '%成本%' and target_value is not null
        and {{ unit_factor('target_unit') }} is not null
),

totals as (
    select
        document_id,
        form_seq,
        min(amount_yuan) as stated,
        count(distinct amount_yuan) as total_count,
        min(funding_id) as funding_id,
        arg_min(source_page, source_line) as source_page,
        min(source_line) as source_line,
        arg_min(source_line_end, source_line) as source_line_end,
        arg_min(source_text, source_line) as source_text
    from {{ ref('int_funding') }}
    where is_amount and source = 'total' and phase = 'annual' and amount_yuan is not null
    group by all
),

raw as (
    select
        'PF-11-2:' || totals.funding_id as check_id,
        'PF-11-2' as rule_id,
        products.document_id,
        {{ form_scope() }} as scope,
        totals.stated,
        products.expected,
        0 as tolerance,
        0 as rounding_limit,
        '元' as unit,
        case
            when products.count_count <> products.standard_count or products.count_count > 2
                then 'not_one_to_one'
            when totals.total_count > 1 then 'several_annual_amounts'
            when not products.is_paired then 'units_differ'
            when products.expected <> totals.stated and other_costs.form_seq is not null then 'not_all_parts|年度资金总额'
        end as skip_reason,
        '年度资金总额' as stated_label,
        '指标 ' || products.parts_text || ' ＝ ' || {{ figure('products.expected') }} as parts_text,
        list_prepend(totals.funding_id, products.ids) as evidence,
        {{ provenance('totals') }}
    from products
    inner join totals using (document_id, form_seq)
    left join other_costs using (document_id, form_seq)
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    where starts_with(forms.form_type, 'project')
)

{{ checks_from('raw') }}
