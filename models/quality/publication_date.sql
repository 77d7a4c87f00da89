-- One row per document that prints the day on which it was published (发布时间：2017-04-19), the first that it prints.
-- 日期： alone is one only where the line says what pages say beside it; a form's 填报日期 is none.
select
    document_id,
    arg_min(published_date, position) as published_date
from (
    select
        document_id,
        position,
        try_cast(
            regexp_replace(
                regexp_replace(
                    regexp_extract(
                        source_text,
                        '((发布|公开)(时间|日期)|^.{0,80}[^报写制](时间|日期))[：:]((19|20)[0-9]{2}[-/.年][0-9]{2}[-/.月][0-9]{2}|20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)',
                        5
                    ),
                    '[年月/.]', '-', 'g'
                ),
                '日', ''
            ) as date
        ) as published_date
    from {{ ref('stg_sentences') }}
    where regexp_matches(source_text, '(发布|公开)(时间|日期)|(时间|日期)[：:].*(来源|浏览|点击|字号|字体)')
) as dated
where published_date is not null
group by document_id
order by document_id
