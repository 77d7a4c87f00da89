"""Whose disclosure it is: covers, titles of one line, explanations, bodies of the centre."""

import pytest

from loaders.document.agency import from_cover, in_title, leading
from loaders.document.identity import Identity
from loaders.document.region import find_region
from loaders.model import Cell, Document, Grid, Line
from loaders.pipeline import load
from loaders.readers.text import read_text

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
        ("【部门预算】衡阳县应急管理局2024年部门预算公开", "衡阳县应急管理局", "2024", "430421", "county"),
        ("【衡阳县应急管理局】2024年部门预算公开", "衡阳县应急管理局", "2024", "430421", "county"),
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


@pytest.mark.parametrize(
    ("text", "agency", "source", "year", "kind"),
    [
        (
            "2026年\n广州市人民政府国有资产监督管理委员会部\n门预算\n目录\n",
            "广州市人民政府国有资产监督管理委员会",
            "title",
            "2026",
            "department_budget",
        ),
        (
            "北京市医疗保障局部门2026年度部门预算\n信息公开\n",
            "北京市医疗保障局",
            "title",
            "2026",
            "department_budget",
        ),
        (
            "首都绿化委员会办公室二○二六年度部门预算\n",
            "首都绿化委员会办公室",
            "title",
            "2026",
            "department_budget",
        ),
        ("濟寧市第二人民醫院2017年度部門決算\n", "济宁市第二人民医院", "title", "2017", "final_account"),
        (
            "2016年“三公”经费预算\n一、说明\n安徽省机构编制委员会办公室2016年度“三公”经费支出预算为57.9万元。\n",
            "安徽省机构编制委员会办公室",
            "sentence",
            "2016",
            "department_budget",
        ),
        (
            "2019年度项目绩效评价指标表\n发布机构:教育局  字体\n",
            "教育局",
            "imprint",
            "2019",
            "performance_evaluation",
        ),
        (
            "关于下达资金的通知\n现下达给你们。\n惠安县民政局    惠安县财政局\n2024年1月9日\n",
            "惠安县民政局",
            "signature",
            "2024",
            "other",
        ),
        # sz-6f38f9eb, cs-guozi: what a broken line leaves of a name is none
        (
            "2026年深圳市规划和自然资源局宝安\n管理局部门预算\n目录\n2026年深圳市规划和自然资源局宝安管理局部门预算收入为1.00万元\n",
            "深圳市规划和自然资源局宝安管理局",
            "title",
            "2026",
            "department_budget",
        ),
        (
            "财政支出绩效评价报告\n评价项目单位：长沙市人民政府国有资产监督管理委员会\n2020年度长沙市人民政府\n国有资产监督管理委员会\n资金绩效评价报告\n",
            "长沙市人民政府国有资产监督管理委员会",
            "label",
            "2020",
            "performance_evaluation",
        ),
        ("2026年度无锡市教育局部门预算公开\n", "无锡市教育局", "title", "2026", "department_budget"),
        (
            "首页\n政务公开\n" * 40 + "昆明市审计局（汇总）2026年预算公开\n",
            "昆明市审计局(汇总)",
            "title",
            "2026",
            "department_budget",
        ),
        (
            "长沙市财政局\n长财文指〔2025〕42号\n关于下达2025年资金的通知\n",
            "长沙市财政局",
            "cover",
            "2025",
            "other",
        ),
        ("部门整体绩效自评表\n(2024年度)\n单位名称：\n", "", "", "2024", "performance_self_evaluation"),
        ("2019年度宁晋县高中助学金项目绩效\n", "", "", "2019", "other"),
        ("于都县葛坳乡党政办2019年度部门决算\n", "于都县葛坳乡党政办", "title", "2019", "final_account"),
        (
            "索引號\t0152\t發布機構\t騰沖市騰越街道辦事處\n第三部分 2019年度部門決算情況說明\n",
            "腾冲市腾越街道办事处",
            "imprint",
            "2019",
            "final_account",
        ),
        (
            "(二)机构设置\n南纪门街道办事处内设 10 个办公室:党政办公室。\n二、部门决算情况说明\n2023年度收入总计6567.06万元。\n",
            "南纪门街道办事处",
            "sentence",
            "2023",
            "final_account",
        ),
    ],
)
def test_where_a_name_is_found_and_what_is_none(text, agency, source, year, kind):
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    found = load(Document("x.txt", "0", "text/plain", "text", lines)).identity
    assert (found.agency_name, found.agency_source, found.fiscal_year, found.disclosure_type) == (
        agency,
        source,
        year,
        kind,
    )


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("无锡市少年宫2024年度单位预算公开", "无锡市少年宫"),
        ("共青团安吉县委2024年部门预算", "共青团安吉县委"),
        ("安徽省地质矿产勘查局313地质队2023年度部门决算", "安徽省地质矿产勘查局313地质队"),
        ("上海市闵行区七宝镇2023年部门预算", "上海市闵行区七宝镇"),
        ("杭州市上城区四季青街道2024年部门整体支出绩效自评", "杭州市上城区四季青街道"),
        ("2024年岳阳市公墓单位预算", "岳阳市公墓"),
        ("岳阳市苗圃单位2022年度部门决算", "岳阳市苗圃"),
        ("蚌埠市市直机关2022年部门预算", ""),
        ("2024年临洮县部门预算", ""),
        ("临洮县2024年部门预算", ""),
        ("临洮县县级2024年部门预算", ""),
        ("云南省省级财政2024年部门预算", ""),
        ("安化县教育系统2024年部门预算", ""),
        ("关于公开闵行区2024年部门预算", ""),
        ("全力推进2024年部门预算", ""),
    ],
)
def test_a_title_says_whose_budget_it_is_whatever_the_name_ends_in(title: str, agency: str) -> None:
    assert in_title(title) == agency


@pytest.mark.parametrize(
    ("text", "agency", "kind", "level"),
    [
        ("2021年海南省省级一般公共预算收入表", "海南省人民政府", "government_budget", "province"),
        ("临洮县2024年2月财政收支完成情况", "临洮县人民政府", "government_budget", "county"),
        ("2023年泉港区财政收支决算草案", "泉港区人民政府", "government_final_account", "county"),
        ("重庆市人民政府关于2023年决算的报告", "重庆市人民政府", "government_report", "province"),
        ("2024年1-5月萝北县财政收支情况", "萝北县人民政府", "government_budget", "county"),
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


def test_a_file_s_name_is_the_last_resort_and_says_so():
    lines = tuple(Line(n, line) for n, line in enumerate(TABLE.split("\n"), 1))
    found = load(Document("a/青浦区教育局2024年部门预算.txt", "0", "text/plain", "text", lines)).identity
    assert (found.agency_name, found.agency_source) == ("青浦区教育局", "file_name")


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


def _identity(text: str) -> Identity:
    return load(read_text(text.encode(), "page.txt")).identity


def test_who_is_to_approve_is_no_agency() -> None:
    text = "全镇收支决算情况\n2021年镇四届人大一次会议批准的镇人民政府预算为3万元。\n"

    assert _identity(text).agency_name == ""


def test_the_cell_behind_a_label_ends_at_the_next_one() -> None:
    text = "发文单位: | 鄂州市行政审批局 | 发布日期: | 2022年11月04日 |\n"

    assert _identity(text).agency_name == "鄂州市行政审批局"


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
    found = load(read_text(f"{title}\n单位：万元\n项目 预算数\n合计 1.00\n国防支出 1.00\n".encode(), "x.txt")).identity

    assert found.agency_name == agency


def test_headers_of_columns_are_no_title_with_a_year() -> None:
    text = "支出总表\n单位名称：安化县卫生健康局　单位：万元\n科目名称 2024年执行数 2025年预算数\n合计 1.00 1.00\n"

    assert load(read_text(text.encode(), "x.txt")).identity.fiscal_year == "2025"


def test_a_unit_is_no_title() -> None:
    assert _identity("单位:万元\n某县2019年收支情况\n").title == "某县2019年收支情况"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("滨州经济技术开发区里则街道办事处", "371600"),
        ("广州高新技术产业开发区教育局", "440100"),
        ("综合保税区管理委员会", ""),
        ("国家综合区", ""),
    ],
)
def test_development_zones_lie_in_the_city_they_are_named_after(name, code):
    assert find_region(name).code == code


@pytest.mark.parametrize(
    ("text", "agency", "code", "level"),
    [
        ("江北区教育局2031年部门预算\n重庆市江北区教育局 地址：观音桥街道\n", "江北区教育局", "500105", "county"),
        ("江北区教育局2031年部门预算\n", "江北区教育局", "", ""),
        ("江北区教育局2031年部门预算\n发布机构：青浦区教育局\n", "江北区教育局", "", ""),  # a place that it doesn't lie in
        ("江北区2031年区本级“三公”经费预算公开\n重庆市财政局制\n", "江北区人民政府", "500105", "county"),
        ("江北区2031年区本级“三公”经费预算公开\n", "", "", ""),
    ],
)
def test_which_of_two_places_of_one_name_is_meant_is_told_by_others_or_not_told(text, agency, code, level):
    found = _identity(text)
    assert (found.agency_name, found.region.code, found.agency_level) == (agency, code, level)


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
        ("2031年度一般公共预算财政拨款安排的“三公”经费支\n出决算总额为5.48万元，完成预算的90%。接待费支出决算1万元。\n", "final_account"),
        ("2031年度一般公共预算财政拨款安排的“三公”经费支\n出总额为5.48万元，其中接待费预算1万元。\n", "department_budget"),
        ("一、“三公”经费财政拨款支出决算总体情况说明\n某市环境局2031年度“三公”经费完成预算27万元的63.2%。\n", "final_account"),
        ("四、财政拨款收支预算情况说明\n2031年财政拨款收支总预算705万元。\n", "department_budget"),
        ("十、预算绩效情况说明\n2031年收入70万元。\n", "other"),
        ("五、一般公共预算支出情况说明\n2031年拨款70万元。\n", "other"),
    ],
)
def test_the_name_of_a_fund_says_nothing_of_the_kind_of_a_paper(text, kind):
    assert _identity(text).disclosure_type == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2031年“三公”经费预算情况说明\n来源：县财政局\n2031年县级一般公共预算安排“三公”经费支出39.6万元。\n", "government_budget"),
        ("安化县档案馆2031年部门预算\n2031年县级一般公共预算安排“三公”经费支出39.6万元。\n", "department_budget"),
    ],
)
def test_what_begins_with_the_money_of_a_level_is_its_government_s(text, kind):
    assert _identity(text).disclosure_type == kind


@pytest.mark.parametrize(
    ("second", "agency"), [("776001-扎赉特旗人民检察院", "扎赉特旗人民检察院"), ("776002-扎赉特旗人民法院", "")]
)
def test_the_one_agency_printed_with_its_code_is_whose_the_paper_is(second: str, agency: str) -> None:
    text = f"项目绩效目标表\n装备经费 776001-扎赉特旗人民检察院 32-专项资金\n办案经费 {second} 32-专项资金\n"
    assert _identity(text).agency_name == agency


def test_a_form_run_together_says_what_it_is_and_whose():
    found = _identity("项目绩效目标表(2031年度)填报单位(盖章):宁乡市坝塘镇人民政府 项目名称道路建设 主管部门坝塘镇 一级指标 二级指标 指标值 产出指标 88\n")
    assert (found.disclosure_type, found.fiscal_year, found.agency_name) == ("performance_target", "2031", "宁乡市坝塘镇人民政府")


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
    ("text", "agency", "kind"),
    [
        ("关于江海区（高新区）2023年财政预算调整方案（第一次）的报告\n区人大常委会：\n下达我区债券额度28亿元。", "江海区人民政府", "government_report"),
        ("截至 2022 年底，核定城区地方政府债务限额 19.23 亿元。\n", "", "debt_disclosure"),
        ("一、部门情况\n孝义市中医院属于独立核算的事业单位，执行单位会计制度。\n2022年部门预算说明\n2022年收入预算1930.74万元。", "孝义市中医院", "department_budget"),
        ("三公经费支出决算说明\n杜集区政府办2021年度“三公”经费支出决算为7.69万元。\n", "杜集区政府办", "final_account"),
    ],
)
def test_whose_a_page_without_a_title_of_its_own_is(text, agency, kind):
    found = _identity(text)
    assert (found.agency_name, found.disclosure_type) == (agency, kind)


def test_the_longest_name_that_a_text_begins_with():
    texts = ("某县政府办公室2021年", "某县政府办2021年", "某县教育局财务室", "区政协委员运行经费")
    assert [leading(text) for text in texts] == ["某县政府办公室", "某县政府办", "某县教育局", "区政协"]


def test_the_department_above_a_project_is_not_whose_the_form_is():
    head = ["2020年度项目支出绩效自评表", "主管部门", "丽江市自然资源和规划局", "实施单位", "丽江市古城区自然资源局"]
    assert from_cover(head[:3], 3) == ""
    assert from_cover([head[0], head[2]], 3) == "丽江市自然资源和规划局"
    assert from_cover([*head, "年初预算数"], 3) == "丽江市古城区自然资源局"
