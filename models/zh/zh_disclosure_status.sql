{{ config(alias='公开状态') }}
select
    statuses.agency_name as 单位,
    statuses.fiscal_year as 年度,
    {{ label('owed_kind', 'statuses.kind') }} as 公开内容,
    {{ label('disclosure_state', 'statuses.state') }} as 状态,
    statuses.published_date as 公开时间,
    {{ label('owed_ground', 'statuses.ground') }} as 依据,
    statuses.document_count as 文件数,
    statuses.agency_id as 单位编号,
    statuses.document_id as 文件编号,
    statuses.named_by_document_id as 部门文件编号
from {{ ref('disclosure_status') }} as statuses
order by statuses.agency_name, statuses.agency_id, statuses.fiscal_year, statuses.kind
