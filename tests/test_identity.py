"""Whose disclosure it is: covers, titles of one line, explanations, bodies of the centre."""

import pytest

from loaders.model import Document, Line
from loaders.pipeline import load

TABLE = "\n2024年收支预算总表\n单位：万元\n项目 预算数 项目 预算数\n一、财政拨款收入 1.00 一、教育支出 1.00\n"


@pytest.mark.parametrize(
    ("head", "agency", "year", "region", "level"),
    [
        ("上海市浦东新区教育局\n2024年部门预算", "上海市浦东新区教育局", "2024", "310115", "county"),
        ("2024年度部门预算\n国家税务总局\n二〇二四年三月", "国家税务总局", "2024", "", "central"),
        ("中华人民共和国教育部2024年部门预算", "中华人民共和国教育部", "2024", "", "central"),
        (
            "关于上海市黄浦区卫生健康委员会2023年度预算公开的说明",
            "上海市黄浦区卫生健康委员会",
            "2023",
            "310101",
            "county",
        ),
        (
            "四川省林业和草原局关于2025年部门预算编制的说明",
            "四川省林业和草原局",
            "2025",
            "510000",
            "province",
        ),
        (
            "2025年度上海市长宁区新泾镇人民政府部门预算",
            "上海市长宁区新泾镇人民政府",
            "2025",
            "310105",
            "township",
        ),
        (
            "附件2\n2022年度\n部门预算\n单位名称：成都市武侯区农业农村局",
            "成都市武侯区农业农村局",
            "2022",
            "510107",
            "county",
        ),
    ],
)
def test_agency_year_and_region(head, agency, year, region, level):
    lines = tuple(Line(n, text) for n, text in enumerate((head + TABLE).split("\n"), 1))
    found = load(Document("x.txt", "0", "text/plain", "text", lines)).identity
    assert (found.agency_name, found.fiscal_year, found.region.code, found.agency_level) == (
        agency,
        year,
        region,
        level,
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("上海市浦东新区教育局2024年部门预算\n" + TABLE, "上海市浦东新区教育局2024年部门预算"),
        (TABLE + "单位名称：成都市武侯区农业农村局\n", "成都市武侯区农业农村局2024年收支预算总表"),
        (
            TABLE + "单位名称：成都市武侯区农业农村局\n" + TABLE.replace("收支预算", "部门预算支出"),
            "成都市武侯区农业农村局2024年部门预算",
        ),
        (TABLE, "收支预算总表"),
        ("今天天气很好\n明天也是\n", "今天天气很好"),
    ],
)
def test_a_table_s_title_is_not_the_document_s(text, title):
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    assert load(Document("x.txt", "0", "text/plain", "text", lines)).identity.title == title
