-- PF-05-3: what the text of a self-evaluation says was spent on the whole project (本项目共计执行 …) = the executed amount
-- of the form, and the rate beside it = the form's execution rate.
-- PF-05-4: of one thing in one sentence, what was spent <= what was budgeted (预算金额 …，实际支出 …).
-- PF-05-5: the execution rate beside such a pair = spent / budgeted × 100.
with words as (
    select
        stated_value_word,
        case
            when role = 'executed' or stated_value_word = '预算支出' then 'executed'
            when regexp_matches(stated_value_word, '预算|批复') and not regexp_matches(stated_value_word, '支出') then 'budget'
        end as kind
    from {{ ref('stated_value_word') }}
),

worded as (
    select
        statements.stated_amount_id,
        arg_max(words.kind, length(words.stated_value_word)) as value_kind,
        max(length(words.stated_value_word)) as word_length
    from {{ ref('int_form_statement') }} as statements
    inner join words on ends_with(statements.subject_name, words.stated_value_word)
    where statements.kind in ('money', 'total')
    group by all
),

amounts as (
    select
        statements.* exclude (kind),
        {{ printed_step('statements.amount_printed') }} * {{ unit_factor('statements.unit') }} as step,
        worded.value_kind,
        left(statements.subject_name, length(statements.subject_name) - worded.word_length) as thing,
        case when statements.share_of = '执行率' then statements.share_pct end as rate,
        cast(power(10, -length(rtrim(split_part(cast(statements.share_pct as varchar), '.', 2), '0'))) as decimal(28, 6))
            as rate_step
    from {{ ref('int_form_statement') }} as statements
    inner join worded using (stated_amount_id)
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    where worded.value_kind is not null and forms.form_type like '%self_evaluation'
),

pairs as (
    select
        spent.*,
        budgets.amount as budget,
        budgets.amount_printed || budgets.unit as budget_printed,
        budgets.stated_amount_id as budget_id
    from amounts as spent
    inner join amounts as budgets
        on
            spent.document_id = budgets.document_id
            and spent.form_seq = budgets.form_seq
            and spent.sentence_seq = budgets.sentence_seq
            and spent.thing = budgets.thing
            and budgets.position < spent.position
    where spent.value_kind = 'executed' and budgets.value_kind = 'budget'
    qualify row_number() over (partition by spent.stated_amount_id order by budgets.position desc) = 1
),

executed as (
    select
        document_id,
        form_seq,
        min(amount_yuan) as amount,
        min(funding_id) as funding_id,
        max(execution_rate) as execution_rate,
        max({{ printed_step('amount_printed') }} * {{ unit_factor('unit') }}) as step
    from {{ ref('int_funding') }}
    where is_amount and source = 'total' and phase = 'executed' and amount_yuan is not null
    group by all
    having count(distinct amount_yuan) = 1
),

whole as (
    select
        amounts.*,
        executed.amount as executed,
        executed.funding_id,
        executed.execution_rate,
        executed.step as executed_step
    from amounts
    inner join executed using (document_id, form_seq)
    where amounts.value_kind = 'executed' and regexp_matches(amounts.thing, '^(本项目|本单位|本部门)[0-9年度全]*$')
),

raw as (
    select
        'PF-05-3:' || whole.stated_amount_id as check_id,
        'PF-05-3' as rule_id,
        whole.document_id,
        {{ form_scope() }} || coalesce(whole.field_label, '') as scope,
        whole.amount / {{ unit_factor('whole.unit') }} as stated,
        whole.executed / {{ unit_factor('whole.unit') }} as expected,
        greatest(0, whole.step - whole.executed_step, whole.executed_step - whole.step) / {{ unit_factor('whole.unit') }}
            as tolerance,
        0 as rounding_limit,
        whole.unit,
        null as skip_reason,
        '文字所列执行数' as stated_label,
        '全年执行数 ' || {{ figure("whole.executed / " ~ unit_factor('whole.unit')) }} as parts_text,
        [whole.stated_amount_id, whole.funding_id] as evidence,
        {{ provenance('whole') }}
    from whole
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)

    union all

    select
        'PF-05-3:' || whole.stated_amount_id || ':rate' as check_id,
        'PF-05-3' as rule_id,
        whole.document_id,
        {{ form_scope() }} || coalesce(whole.field_label, '') || '执行率' as scope,
        whole.rate as stated,
        whole.execution_rate as expected,
        greatest(0, whole.rate_step - 0.01) as tolerance,
        0 as rounding_limit,
        '%' as unit,
        null as skip_reason,
        '文字所列执行率' as stated_label,
        '表中执行率 ' || {{ figure('whole.execution_rate') }} as parts_text,
        [whole.stated_amount_id, whole.funding_id] as evidence,
        {{ provenance('whole') }}
    from whole
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    where whole.rate is not null and whole.execution_rate is not null

    union all

    select
        'PF-05-5:' || pairs.stated_amount_id as check_id,
        'PF-05-5' as rule_id,
        pairs.document_id,
        {{ form_scope() }} || coalesce(pairs.field_label, '') || '“' || pairs.thing || '”' as scope,
        pairs.rate as stated,
        cast(round(100 * pairs.amount / nullif(pairs.budget, 0), 4) as decimal(28, 6)) as expected,
        pairs.rate_step as tolerance,
        pairs.rate_step as rounding_limit,
        '%' as unit,
        case when pairs.budget = 0 then 'annual_budget_is_zero' end as skip_reason,
        '执行率' as stated_label,
        pairs.amount_printed || pairs.unit || ' ÷ ' || pairs.budget_printed || ' × 100 ＝ '
        || {{ figure('round(100 * pairs.amount / nullif(pairs.budget, 0), 2)') }} as parts_text,
        [pairs.stated_amount_id, pairs.budget_id] as evidence,
        {{ provenance('pairs') }}
    from pairs
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
    where pairs.rate is not null
),

spending as (
    select
        'PF-05-4:' || pairs.stated_amount_id as check_id,
        'PF-05-4' as rule_id,
        pairs.document_id,
        {{ form_scope() }} || coalesce(pairs.field_label, '')
        || case when pairs.thing in ('', pairs.field_label) then '' else '“' || pairs.thing || '”' end as scope,
        pairs.amount > pairs.budget as is_broken,
        '执行金额 ' || {{ separated('pairs.amount_printed') }} || pairs.unit || ' 大于预算金额 ' || pairs.budget_printed
        || '，相差 ' || {{ figure("(pairs.amount - pairs.budget) / " ~ unit_factor('pairs.unit')) }} || ' ' || pairs.unit as finding,
        pairs.amount / {{ unit_factor('pairs.unit') }} as stated,
        pairs.budget / {{ unit_factor('pairs.unit') }} as expected,
        pairs.unit,
        null as skip_reason,
        [pairs.stated_amount_id, pairs.budget_id] as evidence,
        {{ provenance('pairs') }}
    from pairs
    inner join {{ ref('int_evaluation') }} as forms using (document_id, form_seq)
)

select * from ({{ checks_from('raw') }})
union all by name
select * from ({{ findings_from('spending') }})
