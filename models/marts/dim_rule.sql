select
    rule_id,
    family,
    title,
    title_en,
    formula,
    basis,
    case tolerance_class
        when 'sum' then '元：0；其他单位：n 项各自四舍五入，3.5 倍标准差，不超过 (n+1)×末位÷2'
        when 'equal' then '相等；合计可差一个末位；单位不同时为各数末位之半'
        when 'bound' then '各数末位之半'
        when 'exact' then '0'
        else '不按数值比较'
    end as tolerance,
    severity,
    relation,
    applies_to,
    cast(version as varchar) as version
from {{ ref('rule') }}
order by rule_id
