{{ config(alias='勾稽检查') }}
select
    documents.* exclude (document_id),
    {{ label('status', 'checks.status') }} as 结果,
    case when checks.status = 'fail' then {{ label('severity', 'checks.severity') }} end as 严重程度,
    {{ label('attribution', 'checks.attribution') }} as 归因,
    {{ label('family', 'rules.family') }} as 规则类别,
    checks.rule_id as 规则编号,
    rules.title as 规则名称,
    checks.scope as 核对位置,
    checks.stated as 印出数,
    checks.expected as 应有数,
    checks.difference as 差额,
    checks.tolerance as 容差,
    checks.unit as 计量单位,
    checks.explanation as 说明,
    checks.root_id as 根源编号,
    checks.is_root as 是否根源,
    rules.formula as 公式,
    rules.basis as 依据,
    array_to_string(checks.evidence, ' ') as 证据编号,
    checks.check_id as 核对编号,
    checks.document_id as 文件编号,
    {{ chinese_provenance('checks') }}
from {{ ref('fct_check') }} as checks
left join {{ ref('dim_rule') }} as rules on checks.rule_id = rules.rule_id
inner join {{ ref('int_zh_document') }} as documents on checks.document_id = documents.document_id
order by
    case checks.status when 'fail' then 0 when 'pass' then 1 else 2 end, checks.document_id, checks.rule_id, checks.check_id
