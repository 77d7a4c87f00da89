"""Which papers are a whole government's, and which government's."""

import pytest

from loaders.document.identity import Identity
from loaders.model import Cell, Document, Grid, Line
from loaders.pipeline import load
from loaders.readers.html import read_html
from loaders.readers.text import read_text


def _identity(text: str) -> Identity:
    return load(read_text(text.encode(), "page.txt")).identity


@pytest.mark.parametrize(
    ("text", "agency", "kind", "level"),
    [
        ("2021年海南省省级一般公共预算收入表", "海南省人民政府", "government_budget", "province"),
        ("临洮县2024年2月财政收支完成情况", "临洮县人民政府", "government_report", "county"),
        ("2023年泉港区财政收支决算草案", "泉港区人民政府", "government_final_account", "county"),
        ("重庆市人民政府关于2023年决算的报告", "重庆市人民政府", "government_report", "province"),
        ("2024年1-5月萝北县财政收支情况", "萝北县人民政府", "government_report", "county"),
        ("2024年锡林郭勒盟政府债务限额和余额情况表", "锡林郭勒盟行政公署", "debt_disclosure", "city"),
        ("1522 兴安盟2018年地方政府债务限额及余额决算情况表", "兴安盟行政公署", "debt_disclosure", "city"),
        ("2024年末昌都市地方政府债务限额及余额决算情况表", "昌都市人民政府", "debt_disclosure", "city"),
        ("烈山区2023年区本级一般公共预算收入决算表", "烈山区人民政府", "government_final_account", "county"),
        (
            "黄平县2022年预算执行情况和2023年预算草案的报告\n黄平县财政局",
            "黄平县人民政府",
            "government_report",
            "county",
        ),
        ("沅陵县2031年“三公”经费预算财政拨款情况统计表", "沅陵县人民政府", "government_budget", "county"),
        ("沅陵县司法局2031年“三公”经费预算财政拨款情况统计表", "沅陵县司法局", "department_budget", "county"),
        ("烟台市教育局2026年部门预算一般公共预算支出表", "烟台市教育局", "department_budget", "city"),
    ],
)
def test_whole_governments_are_publishers(text, agency, kind, level):
    table = "\n单位：万元\n项目 预算数\n一、税收收入 1.00\n"
    lines = tuple(Line(n, line) for n, line in enumerate((text + table).split("\n"), 1))
    found = load(Document("x.txt", "0", "text/plain", "text", lines)).identity
    assert (found.agency_name, found.disclosure_type, found.agency_level) == (agency, kind, level)


@pytest.mark.parametrize(
    ("text", "agency", "kind"),
    [
        (
            "——2019年9月2日在汕尾市第七届人民代表\n大会常务委员会第二十八次会议上\n汕尾市财政局\n主任、各位副主任、秘书长、各位委员:\n"
            "2018年市级一般公共预算收入决算数129748万元，市级财政决算草案已编成。\n",
            "汕尾市人民政府",
            "government_report",
        ),
        (
            "经龙泉市财政局汇总，2018年龙泉市部门及乡镇政府“三公”经费决算总额2771万元，比上年下降1.8%。\n",
            "龙泉市人民政府",
            "government_final_account",
        ),
        (
            "经绵竹市财政局汇总，2025年全市行政单位使用财政拨款安排“三公”经费预算总额为1969万元。\n",
            "绵竹市人民政府",
            "government_budget",
        ),
    ],
)
def test_papers_without_tables_say_whose_they_are(text, agency, kind):
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    found = load(Document("x.txt", "0", "text/plain", "text", lines)).identity
    assert (found.agency_name, found.disclosure_type) == (agency, kind)


def test_an_agency_that_names_itself_in_the_title_is_not_its_government():
    text = "龙泉市教育局2018年部门决算\n经龙泉市财政局汇总，2018年龙泉市部门“三公”经费决算总额2771万元。\n"
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    found = load(Document("x.txt", "0", "text/plain", "text", lines)).identity
    assert (found.agency_name, found.disclosure_type) == ("龙泉市教育局", "final_account")


def test_places_in_the_rows_tell_whose_all_is():
    """gov-ha-2024-final: 全省 names no province; the rows are its cities."""
    head = "2024年全省一般公共预算转移支付分地区决算表\n单位：万元\n"
    lines = tuple(Line(n, line) for n, line in enumerate(head.split("\n"), 1))
    names = ["地区", "郑州市", "开封市", "洛阳市", "平顶山市", "安阳市", "鹤壁市"]
    cells = tuple(
        Cell(r, c, text, (4 + r,))
        for r, name in enumerate(names)
        for c, text in enumerate((name, "决算数" if r == 0 else "5.00"))
    )
    found = load(Document("x.xlsx", "0", "", "xlsx", (*lines, Grid(7, 2, cells)))).identity
    assert (found.agency_name, found.disclosure_type) == ("河南省人民政府", "government_final_account")


def test_the_three_publics_of_a_place_are_its_governments() -> None:
    found = _identity("2019年度鹿寨县“三公”经费支出决算情况\n2019年“三公”经费决算支出数为1165.08万元。\n")

    assert (found.agency_name, found.disclosure_type) == ("鹿寨县人民政府", "government_final_account")


def test_whose_the_tables_are_goes_before_words_of_governments() -> None:
    text = (
        "收支总表\n单位名称：安化县卫生健康局　单位：万元\n项目 预算数\n合计 1.00\n"
        "支出预算分类汇总表（按政府预算经济分类）\n单位名称：安化县卫生健康局　单位：万元\n项目 预算数\n合计 1.00\n"
    )
    found = load(read_text(text.encode(), "x.txt")).identity

    assert (found.agency_name, found.disclosure_type) == ("安化县卫生健康局", "department_budget")


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("关于柞水县2023年财政总决算的说明", "柞水县人民政府"),
        ("2024年柞水县上级对我县转移支付情况表", "柞水县人民政府"),
        ("柞水县2024年本级支出预算表", "柞水县人民政府"),
        ("柞水县财政局2024年项目资金安排表", "柞水县财政局"),
        ("柞水县司法局2024年转移支付资金情况表", "柞水县司法局"),
    ],
)
def test_a_place_and_what_its_treasury_does_name_its_government(title: str, agency: str) -> None:
    found = load(
        read_text(f"{title}\n单位：万元\n项目 预算数\n合计 1.00\n国防支出 1.00\n".encode(), "x.txt")
    ).identity

    assert found.agency_name == agency


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "2031年“三公”经费预算情况说明\n来源：县财政局\n2031年县级一般公共预算安排“三公”经费支出39.6万元。\n",
            "government_budget",
        ),
        (
            "安化县档案馆2031年部门预算\n2031年县级一般公共预算安排“三公”经费支出39.6万元。\n",
            "department_budget",
        ),
        ("2031年预算81个单位未公开政府采购安排情况说明\n2031年县财政年初预算安排政府采购资金共计758.8万元，由各预算单位申请。\n", "government_budget"),
        # What a treasury has taken in so far is no budget.
        ("一、收支情况\n(一)收入情况。1-5月，全县完成财政总收入4348万元，占年初预算的43.2%，税收收入3511万元。\n", "government_report"),
        ("4月，一般公共预算收入累计完成24627万元，完成年初预算数的40.4%。\n", "government_report"),
        ("1-4月，全市一般公共预算收入700.4亿元，增长1.9%。\n", "government_report"),
        ("柞水县档案馆2031年部门预算\n全县完成财政总收入4348万元。\n", "department_budget"),
        ("柞水县2031年财政决算说明\n2031年税收收入完成3511万元。\n", "government_final_account"),
    ],
)
def test_what_begins_with_the_money_of_a_level_is_its_government_s(text, kind):
    assert _identity(text).disclosure_type == kind


@pytest.mark.parametrize(
    "text",
    [
        "2019年市本级汇总的一般公共预算“三公”经费预算安排情况说明\n2019年市本级“三公”经费预算12225.48万元。",
        "根据人大批准的预算，2019年市本级一般公共预算安排的“三公”经费支出预算如下：\n公务接待费638万元。",
    ],
)
def test_what_a_whole_level_spends_is_no_department_s(text):
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    assert (
        load(Document("x.txt", "0", "text/plain", "text", lines)).identity.disclosure_type
        == "government_budget"
    )


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("平南县大安镇人民政府2031年财政预算公开表\n平南县大安镇2031年一般公共预算收入计划表", "平南县大安镇人民政府"),
        ("宾阳县黎塘镇2031年一般公共预算收入计划表", "宾阳县黎塘镇人民政府"),
        ("平南县2031年对乡镇转移支付预算表", "平南县人民政府"),
    ],
)
def test_the_budget_of_a_town_is_not_its_county_s(text: str, agency: str) -> None:
    found = _identity(text + "\n单位：万元\n项目 预算数\n一、税收收入 1.00\n")
    assert (found.agency_name, found.disclosure_type, found.region.county) == (agency, "government_budget", agency[:3])
    assert found.agency_level == ("township" if "镇" in agency else "county")


@pytest.mark.parametrize(
    ("text", "agency", "kind"),
    [
        # The place that the bureau sums up for, not the one of a circular; both kinds in its name are none.
        (
            "根据四川省财政厅《四川省预决算公开操作规程》的规定,经绵竹市财政局汇总,2031年全市行政单位“三公”经费预算总额为9万元。",
            "绵竹市人民政府", "government_budget",
        ),
        # Only what was spent is held against the same year's budget.
        ("根据《预算法》的规定,经绵竹市财政局汇总,2031年全市行政单位“三公”经费支出9万元,比年初预算增加1万元。", "绵竹市人民政府", "government_final_account"),
        ("根据《预算法》的规定,经绵竹市财政局汇总,2031年全市行政单位“三公”经费支出9万元,比上年年初预算增加1万元。", "绵竹市人民政府", "government_budget"),
        # The three publics that its money is for may be listed before they are named.
        ("百色市大会批准的预算,2031年市本级一般公共预算安排的公务接待费、公务用车购置费(以下简称“三公”经费)预算如下:共9万元。", "百色市人民政府", "government_budget"),
        # Of an agency's three publics the word tells that is used more.
        ("2031年湛江市委宣传部“三公”经费增减情况说明\n2031年财政预算拨款支出合计35万元，比上年减少2万元。", "湛江市委宣传部", "department_budget"),
        ("湛江市司法局2031年“三公”经费增减情况说明\n2031年决算支出合计35万元，完成预算的95%。", "湛江市司法局", "final_account"),
        ("2031年“三公”经费预算支出合计35万元，比上年减少2万元。", "", "other"),
        ("当前位置:首页>财政预决算>“三公”经费预决算\n2031年高新区“三公经费”公示\n经高新区财政局汇总,2031年高新区区级“三公”经费预算为9万元。", "", "government_budget"),
    ],
)  # fmt: skip
def test_whose_and_of_which_kind_a_paper_of_the_three_publics_is(text: str, agency: str, kind: str) -> None:
    found = _identity(text)
    assert (found.agency_name, found.disclosure_type) == (agency, kind)


def test_a_town_in_a_row_is_not_whose_table_it_is() -> None:
    page = "<h1>2031年东方市对乡镇转移支付预算表</h1><p>单位：万元</p><table><tr><td>乡镇<td>专项转移支付<td>合计</tr><tr><td>八所镇<td>3<td>3</tr><tr><td>合计<td>3<td>3</tr></table>"
    found = load(read_html(page.encode(), "x.html")).identity
    assert (found.agency_name, found.agency_level) == ("东方市人民政府", "county")
