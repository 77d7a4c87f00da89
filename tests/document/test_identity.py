"""Whose disclosure it is: covers, titles of one line, explanations, bodies of the centre."""

import pytest

from loaders.document.agency import from_cover, from_titles, in_title, leading
from loaders.document.identity import Identity
from loaders.document.region import find_region
from loaders.model import Document, Line
from loaders.pipeline import load
from loaders.readers.text import read_text

TABLE = "\n2024年收支预算总表\n单位：万元\n项目 预算数 项目 预算数\n一、财政拨款收入 1.00 一、教育支出 1.00\n"


def _identity(text: str) -> Identity:
    return load(read_text(text.encode(), "page.txt")).identity


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
        ("【财政预算】天水市麦积区花牛镇政府2030年部门预算情况说明", "天水市麦积区花牛镇政府", "2030", "620503", "township"),
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


def test_a_file_s_name_is_the_last_resort_and_says_so():
    lines = tuple(Line(n, line) for n, line in enumerate(TABLE.split("\n"), 1))
    found = load(Document("a/青浦区教育局2024年部门预算.txt", "0", "text/plain", "text", lines)).identity
    assert (found.agency_name, found.agency_source) == ("青浦区教育局", "file_name")


def test_who_is_to_approve_is_no_agency() -> None:
    text = "全镇收支决算情况\n2021年镇四届人大一次会议批准的镇人民政府预算为3万元。\n"

    assert _identity(text).agency_name == ""


def test_the_cell_behind_a_label_ends_at_the_next_one() -> None:
    text = "发文单位: | 鄂州市行政审批局 | 发布日期: | 2022年11月04日 |\n"

    assert _identity(text).agency_name == "鄂州市行政审批局"


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
        (
            "江北区教育局2031年部门预算\n重庆市江北区教育局 地址：观音桥街道\n",
            "江北区教育局",
            "500105",
            "county",
        ),
        ("江北区教育局2031年部门预算\n", "江北区教育局", "", ""),
        (
            "江北区教育局2031年部门预算\n发布机构：青浦区教育局\n",
            "江北区教育局",
            "",
            "",
        ),  # a place that it doesn't lie in
        ("江北区2031年区本级“三公”经费预算公开\n重庆市财政局制\n", "江北区人民政府", "500105", "county"),
        ("江北区2031年区本级“三公”经费预算公开\n", "", "", ""),
    ],
)
def test_which_of_two_places_of_one_name_is_meant_is_told_by_others_or_not_told(text, agency, code, level):
    found = _identity(text)
    assert (found.agency_name, found.region.code, found.agency_level) == (agency, code, level)


@pytest.mark.parametrize(
    ("second", "agency"),
    [("776001-扎赉特旗人民检察院", "扎赉特旗人民检察院"), ("776002-扎赉特旗人民法院", "")],
)
def test_the_one_agency_printed_with_its_code_is_whose_the_paper_is(second: str, agency: str) -> None:
    text = f"项目绩效目标表\n装备经费 776001-扎赉特旗人民检察院 32-专项资金\n办案经费 {second} 32-专项资金\n"
    assert _identity(text).agency_name == agency


def test_a_form_run_together_says_what_it_is_and_whose():
    found = _identity(
        "项目绩效目标表(2031年度)填报单位(盖章):宁乡市坝塘镇人民政府 项目名称道路建设 主管部门坝塘镇 一级指标 二级指标 指标值 产出指标 88\n"
    )
    assert (found.disclosure_type, found.fiscal_year, found.agency_name) == (
        "performance_target",
        "2031",
        "宁乡市坝塘镇人民政府",
    )


@pytest.mark.parametrize(
    ("text", "agency", "kind"),
    [
        (
            "关于江海区（高新区）2023年财政预算调整方案（第一次）的报告\n区人大常委会：\n下达我区债券额度28亿元。",
            "江海区人民政府",
            "government_report",
        ),
        ("截至 2022 年底，核定城区地方政府债务限额 19.23 亿元。\n", "", "debt_disclosure"),
        (
            "一、部门情况\n孝义市中医院属于独立核算的事业单位，执行单位会计制度。\n2022年部门预算说明\n2022年收入预算1930.74万元。",
            "孝义市中医院",
            "department_budget",
        ),
        (
            "三公经费支出决算说明\n杜集区政府办2021年度“三公”经费支出决算为7.69万元。\n",
            "杜集区政府办",
            "final_account",
        ),
    ],
)
def test_whose_a_page_without_a_title_of_its_own_is(text, agency, kind):
    found = _identity(text)
    assert (found.agency_name, found.disclosure_type) == (agency, kind)


def test_the_longest_name_that_a_text_begins_with():
    texts = ("某县政府办公室2021年", "某县政府办2021年", "某县教育局财务室", "区政协委员运行经费")
    assert [leading(text) for text in texts] == ["某县政府办公室", "某县政府办", "某县教育局", "区政协"]


def test_the_department_above_a_project_is_not_whose_the_form_is():
    head = [
        "2020年度项目支出绩效自评表",
        "主管部门",
        "丽江市自然资源和规划局",
        "实施单位",
        "丽江市古城区自然资源局",
    ]
    assert from_cover(head[:3], 3) == ""
    assert from_cover([head[0], head[2]], 3) == "丽江市自然资源和规划局"
    assert from_cover([*head, "年初预算数"], 3) == "丽江市古城区自然资源局"


def test_an_agency_of_two_names_goes_by_the_first() -> None:
    assert _identity("杭州市钱塘区综合行政执法局(杭州市钱塘区城市管理局)2031年度部门决算\n").agency_name == "杭州市钱塘区综合行政执法局"
    assert _identity("杭州市钱塘区综合行政执法局(城区)2031年度部门决算\n").agency_name == "杭州市钱塘区综合行政执法局(城区)"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("目 录\n第三部分:桂林市某医院2031年度部门决算情况说明\n", "final_account"),
        ("按照市政府、区政府关于推进信息公开的要求,现将焦石镇2031年度“三公”经费决算情况公布如下:\n2031年度“三公”经费41万元。\n", "final_account"),
        ("(二)支出决算情况\n2031年支出96.56亿元。\n", "final_account"),
        ("一、2031年“三公”经费预算安排情况\n二、2030年“三公”经费决算情况\n", "other"),
        ("2031年,全国社会保险基金预算按险种分别编制。\n工伤保险基金收入613亿元。\n", "government_budget"),
        ("关于2031年中央社会保险基金决算情况的说明\n2031年,收入决算数589.67亿元。\n", "government_final_account"),
        ("中华人民共和国财政部\n预算司\n关于2031年中央社会保险基金决算情况的说明\n2031年,收入决算数589.67亿元。\n", "government_final_account"),
        ("某县社会保险基金管理中心2031年度部门决算\n目录\n一、收入支出决算总表\n", "final_account"),
        ("某县职业教育中心2031年度部门决算\n目录\n十四、2031年度项目支出绩效自评表\n", "final_account"),
        ("某县职业教育中心2031年度部门预算绩效自评\n十四、2031年度项目支出绩效自评表\n", "performance_self_evaluation"),
    ],
)
def test_what_a_paper_without_tables_says_that_it_is(text: str, kind: str) -> None:
    assert _identity(text).disclosure_type == kind


def test_what_stands_behind_a_label_of_another_begins_no_title() -> None:
    head = ["2031年度项目自评表", "实施单位", "大冶市中医医院", "主管部门", "大冶市卫生健康局", "预算执行情况(万元)"]

    assert from_titles(head) == ""
    assert from_titles([*head[:3], "", *head[4:]]) == "大冶市卫生健康局"


def test_the_last_unit_of_a_list_begins_no_title() -> None:
    units = ["1.某区建设和管理委员会本部", "2.上海市普陀区交通管理中心", "2031年部门预算编制说明"]
    text = "\n".join(["上海市普陀区2031年区级部门预算", "预算主管部门：上海市普陀区建设和管理委员会", "具体包括：", *units, ""])

    assert _identity(text).agency_name == "上海市普陀区建设和管理委员会"


def test_a_line_that_leads_to_a_list_is_no_title() -> None:
    name = "上海市普陀区人民政府宜川路街道办事处"
    cover = ["上海市普陀区人民政府", "宜川路街道办事处", "2031年度部门决算"]

    assert from_titles([*cover, f"纳入{name}2031年度部门决算编制范围的单位包括："]) == name


@pytest.mark.parametrize("label", ["编制单位:湖南省汨罗市中医院[单户表]", "编制单位:湖南省汨罗市中医院"])
def test_a_name_without_its_place_is_the_one_that_a_label_prints_with_it(label: str) -> None:
    assert _identity(f"市中医院2031年度部门决算\n{label}\n收入支出决算总表\n").agency_name == "湖南省汨罗市中医院"
    assert _identity("市中医院2031年度部门决算\n编制单位:湖南省汨罗市财政局\n收入支出决算总表\n").agency_name == "市中医院"


@pytest.mark.parametrize(("unit", "agency"), [("[015001]武汉市青山区教育局", "武汉市青山区教育局"), ("武汉市青山区民政局", "教育局")])
def test_a_name_without_its_place_is_the_one_that_a_form_prints_with_it(unit: str, agency: str) -> None:
    form = f"项目支出绩效目标表\n（2031年度）\n项目名称\t修路\n实施单位\t{unit}\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t里程\t≥3公里\n"
    assert _identity(f"教育局\n2031年项目支出绩效目标表\n{form}").agency_name == agency
