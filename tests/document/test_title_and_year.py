"""The title, the year and the kind of a document: what says them, and what stands beside them."""

import pytest

from loaders.document.identity import Identity
from loaders.model import Document, Line
from loaders.pipeline import load
from loaders.readers.text import read_text

TABLE = "\n2024年收支预算总表\n单位：万元\n项目 预算数 项目 预算数\n一、财政拨款收入 1.00 一、教育支出 1.00\n"


def _identity(text: str) -> Identity:
    return load(read_text(text.encode(), "page.txt")).identity


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


def test_headers_of_columns_are_no_title_with_a_year() -> None:
    text = "支出总表\n单位名称：安化县卫生健康局　单位：万元\n科目名称 2024年执行数 2025年预算数\n合计 1.00 1.00\n"

    assert load(read_text(text.encode(), "x.txt")).identity.fiscal_year == "2025"


def test_a_page_names_what_it_shows() -> None:
    found = _identity("索 引 号 | 640324032/2033-00047 | 发文时间 | 2033-03-27 |\n标 题: | 关于某某种植项目绩效目标设定的公示 |\n产出指标：种植10亩。\n")
    assert found.title == "关于某某种植项目绩效目标设定的公示"


def test_a_unit_is_no_title() -> None:
    assert _identity("单位:万元\n某县2019年收支情况\n").title == "某县2019年收支情况"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("其中：工资福利支出预算\n2016908.34元，占基本支出预算81.45%\n2034年预算说明\n", "2034"),
        ("预算绩效管理\n- 索引号: zx/2035-00002\n安化县档案馆2034年度项目支出绩效自评报告\n", "2034"),
        ("安化县档案馆2034-2036年部门预算\n", "2034"),
        ("安化县档案馆\n2034部门预算\n", "2034"),
    ],
)
def test_an_amount_and_the_number_of_a_file_are_no_year(text, year):
    assert _identity(text).fiscal_year == year


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "2031年度一般公共预算财政拨款安排的“三公”经费支\n出决算总额为5.48万元，完成预算的90%。接待费支出决算1万元。\n",
            "final_account",
        ),
        (
            "2031年度一般公共预算财政拨款安排的“三公”经费支\n出总额为5.48万元，其中接待费预算1万元。\n",
            "department_budget",
        ),
        (
            "一、“三公”经费财政拨款支出决算总体情况说明\n某市环境局2031年度“三公”经费完成预算27万元的63.2%。\n",
            "final_account",
        ),
        ("四、财政拨款收支预算情况说明\n2031年财政拨款收支总预算705万元。\n", "department_budget"),
        ("十、预算绩效情况说明\n2031年收入70万元。\n", "other"),
        ("五、一般公共预算支出情况说明\n2031年拨款70万元。\n", "other"),
    ],
)
def test_the_name_of_a_fund_says_nothing_of_the_kind_of_a_paper(text, kind):
    assert _identity(text).disclosure_type == kind


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "本单位2021年度总收入581.45万元，较2020年度决算数减少175.26万元。\n总支出480.71万元，较2020年度决算数减少90.49万元。",
            "2021",
        ),
        ("2019年预算为3328万元，比2018年减少830万元；接待费比2018年减少38万元。", "2019"),
        ("2019年预算为3328万元，与2018年相比减少830万元；接待费与2018年预算持平。", "2019"),
        ("信息分类：政府债务|发布日期：2018年01月25日\n一、截止2017年底，债务余额为1196081万元。", "2017"),
        ("收入从2015年的2007万元上升到2020年的2468万元。", "2020"),
        ("发布日期：2018年01月25日\n债务余额为1196081万元。", "2018"),
    ],
)
def test_a_year_that_another_is_held_against_is_not_the_document_s(text, year):
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    assert load(Document("x.txt", "0", "text/plain", "text", lines)).identity.fiscal_year == year


@pytest.mark.parametrize(
    "above",
    [
        "—5—",
        "索引号：|无|文号：无|",
        "时间：2024-06-24 作者：某县财政局 点击数：3",
        "欢迎来到某县政府网站！",
        "您当前的位置：首页>政务公开",
        "附件1",
    ],
)
def test_what_stands_above_a_title_is_none(above):
    lines = (Line(1, above), Line(2, "债券资金安排及预算调整方案"), Line(3, "新增债券资金7144万元。"))
    assert (
        load(Document("x.txt", "0", "text/plain", "text", lines)).identity.title
        == "债券资金安排及预算调整方案"
    )
