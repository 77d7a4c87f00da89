-- Rules that apply to a kind of document and found nothing to evaluate in one: one row per rule and document, so that
-- "no finding" and "not checked" never look alike.
with features as (
    select
        document_id,
        'documents' as applies_to
    from {{ ref('int_document') }}
    where status <> 'unread'
    union
    select
        document_id,
        unnest(['tables', case when is_final then 'final' else 'budget' end]) as applies_to
    from {{ ref('int_amount_cell') }}
    union
    select
        document_id,
        unnest([
            'forms',
            case when form_type like '%self_evaluation' then 'self_evaluations' else 'targets' end,
            case when form_type like 'department%' then 'department_forms' else 'project_forms' end
        ]) as applies_to
    from {{ ref('stg_evaluations') }}
),

evaluated as (
    select distinct
        rule_id,
        document_id
    from {{ ref('check_result') }}
),

-- Files of one disclosure are evaluated together: the result stands with one of them.
evaluated_together as (
    select distinct
        verdicts.rule_id,
        scopes.document_id
    from {{ ref('identity_verdict') }} as verdicts
    inner join {{ ref('document_scope') }} as scopes on verdicts.scope_id = scopes.scope_id
),

printed_types as (
    select distinct
        document_id,
        table_type
    from {{ ref('stg_tables') }}
),

operands as (
    select
        rule_id,
        position,
        label,
        when_absent,
        unnest(string_split(table_type, '|')) as table_type
    from {{ ref('rule_operand') }}
    where reading = 1
),

missing as (
    select
        features.document_id,
        operands.rule_id,
        operands.position,
        any_value(operands.label) as label,
        bool_or(printed_types.table_type is not null) as is_printed
    from (select distinct document_id from features) as features
    cross join operands
    left join printed_types
        on features.document_id = printed_types.document_id and operands.table_type = printed_types.table_type
    where operands.when_absent <> 'table'
    group by all
),

reasons as (
    select
        document_id,
        rule_id,
        string_agg(label, '、' order by position) filter (where not is_printed) as missing_labels
    from missing
    group by all
),

uncovered as (
    select
        features.document_id,
        rules.rule_id,
        rules.title,
        rules.severity,
        case
            when evaluated_together.rule_id is not null then 'checked_together'
            when reasons.missing_labels is not null then 'not_printed|' || reasons.missing_labels
            when reasons.rule_id is not null then 'row_or_column_not_printed'
            else 'nothing_to_check'
        end as skip_reason
    from features
    inner join {{ ref('rule') }} as rules on features.applies_to = rules.applies_to
    anti join evaluated on rules.rule_id = evaluated.rule_id and features.document_id = evaluated.document_id
    left join evaluated_together
        on rules.rule_id = evaluated_together.rule_id and features.document_id = evaluated_together.document_id
    left join reasons on rules.rule_id = reasons.rule_id and features.document_id = reasons.document_id
)

select
    rule_id || ':' || document_id || ':none' as check_id,
    rule_id,
    document_id,
    title as scope,
    cast(null as decimal(28, 6)) as stated,
    cast(null as decimal(28, 6)) as expected,
    cast(null as decimal(28, 6)) as difference,
    cast(null as decimal(28, 6)) as tolerance,
    cast(null as varchar) as unit,
    'not_applicable' as status,
    {{ reason_code('skip_reason') }} as reason_code,
    severity,
    title || '：未核对，' || {{ reason_words('skip_reason') }} || '。' as explanation,
    cast([] as varchar[]) as evidence,
    cast(null as integer) as source_page,
    cast(null as integer) as source_line,
    cast(null as integer) as source_line_end,
    cast(null as varchar) as source_text
from uncovered
