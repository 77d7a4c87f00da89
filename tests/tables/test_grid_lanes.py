"""Lists side by side in one grid: what has a lane of its own, and what its rows are named by."""

from __future__ import annotations

import pytest

from tests.tables.grid_art import cells, draw, labels, names, table


def test_two_sides_are_read_side_by_side_and_listed_one_after_the_other() -> None:
    read = table(
        "收支总表",
        "单位：万元",
        draw("""
            收入|<|支出|<
            项目|预算数|项目|预算数
            一、一般公共预算拨款收入|1,200.00|一、科学技术支出|1,000.50
            二、政府性基金预算拨款收入||二、住房保障支出|200.00
            本年收入合计|1,200.00|本年支出合计|1,200.50
            上年结转|0.50|结转下年|
            收入总计|1,200.50|支出总计|1,200.50
        """),
    )

    assert read.unit == "万元"
    assert [(c.side, c.label) for c in read.columns] == [("revenue", "预算数"), ("expenditure", "预算数")]
    revenue = [r for r in read.rows if r.side == "revenue"]
    assert names(revenue) == [
        "一、一般公共预算拨款收入",
        "二、政府性基金预算拨款收入",
        "本年收入合计",
        "上年结转",
        "收入总计",
    ]
    assert [a.text for a in read.rows[-1].amounts] == ["1200.50"]
    assert not revenue[1].amounts


def test_side_specific_headers_keep_only_what_tells_columns_apart() -> None:
    read = table(
        "财务收支预算总表",
        "编制单位：某局 单位：元",
        draw("""
            本年收入|<|本年支出|<|<|<|<
            项目|预算数|项目|预算数|<|<|<
            ^|^|^|合计|基本支出|<|项目支出
            ^|^|^|^|人员经费|公用经费|^
            一、财政拨款收入|5|一、教育支出|5|2|1|2
            收入总计|5|支出总计|5|2|1|2
        """),
    )

    assert read.unit == "元"
    assert labels(read) == ["预算数", "合计", "基本支出/人员经费", "基本支出/公用经费", "项目支出"]


def test_three_blocks_keep_function_and_use_apart() -> None:
    read = table(
        "收支预算总表",
        "单位：万元",
        draw("""
            收入|<|支出|<|<|<
            项目名称|金额|功能分类|<|支出用途|<
            ^|^|功能科目名称|金额|项目名称|金额
            一、财政拨款|10.00|一、教育支出|7.00|一、基本支出|6.00
            二、其他资金||二、外交支出||二、单位预留机动经费|4.00
            收入合计|10.00|支出合计|<|<|10.00
        """),
    )

    assert [(c.side, c.label) for c in read.columns] == [
        ("revenue", "金额"),
        ("expenditure", "功能分类/金额"),
        ("expenditure", "支出用途/金额"),
    ]
    total = [r for r in read.rows if r.name == "支出合计"]
    assert len(total) == 1
    assert cells(read, total[0]) == {"支出用途/金额": "10.00"}


def test_two_lists_side_by_side_share_their_column() -> None:
    read = table(
        "一般公共预算财政拨款基本支出决算表",
        "单位：万元",
        draw("""
            经济分类科目编码|科目名称|决算数|经济分类科目编码|科目名称|决算数
            301|工资福利支出|5.00|302|商品和服务支出|2.00
            30101|基本工资|5.00|30201|办公费|2.00
            人员经费合计|<|5.00|公用经费合计|<|2.00
        """),
    )

    assert labels(read) == ["决算数"]
    assert [r.code or r.name for r in read.rows] == [
        "301",
        "30101",
        "人员经费合计",
        "302",
        "30201",
        "公用经费合计",
    ]


def test_lists_by_different_classifications_do_not_share_a_column() -> None:
    read = table(
        "部门综合预算收支总表",
        "单位：元",
        draw("""
            收入|<|支出|<|<|<
            项目|预算数|支出功能科目（按大类）|预算数|按支出用途分类|预算数
            一、财政拨款|100.00|一、教育支出|100.00|一、基本支出|80.00
            收入总计|100.00|支出总计|100.00|支出总计|100.00
        """),
    )

    assert [c.side for c in read.columns] == ["revenue", "expenditure", "expenditure"]
    assert [a.column for r in read.rows if r.name == "支出总计" for a in r.amounts] == [1, 2]


def test_three_classifications_of_expenditure_beside_the_revenue_have_a_lane_each() -> None:
    read = table(
        "部门综合预算收支总表",
        "单位：万元",
        draw("""
            收入|<|支出|<|<|<|<|<
            项目|预算数|支出功能分类科目（按大类）|预算数|部门预算支出经济分类科目（按大类）|预算数|政府预算支出经济分类科目（按大类）|预算数
            一、部门预算||一、部门预算||一、部门预算||一、部门预算|
            1、财政拨款|9.00|1、社会保障和就业|9.00|1、人员经费|7.00|1、机关工资福利支出|8.00
            本年收入合计|9.00|本年支出合计|9.00|本年支出合计|9.00|本年支出合计|9.00
        """),
    )

    spent = [(row.name, [(a.text, a.column) for a in row.amounts]) for row in read.rows if row.amounts]
    assert spent == [
        ("1、财政拨款", [("9.00", 0)]),
        ("本年收入合计", [("9.00", 0)]),
        ("1、社会保障和就业", [("9.00", 1)]),
        ("本年支出合计", [("9.00", 1)]),
        ("1、人员经费", [("7.00", 2)]),
        ("本年支出合计", [("9.00", 2)]),
        ("1、机关工资福利支出", [("8.00", 3)]),
        ("本年支出合计", [("9.00", 3)]),
    ]


def test_rows_tell_the_side_of_a_list_over_which_the_other_sides_head_is_drawn() -> None:
    read = table(
        "部门综合预算收支总表",
        "单位：万元",
        draw("""
            收入|<|<|<|支出|<
            项目|预算数|功能分科目|预算数|部门预算支出经济分类科目（按大类）|预算数
            1、财政拨款收入|9.00|1、教育支出|4.00|1、人员经费|7.00
            2、事业收入||2、科学技术支出|3.00|2、公用经费|2.00
            3、其他收入||3、住房保障支出|2.00||
            收入总计|9.00|支出总计|9.00|支出总计|9.00
        """),
    )

    assert [c.side for c in read.columns] == ["revenue", "expenditure", "expenditure"]
    assert [r.side for r in read.rows if r.name == "2、科学技术支出"] == ["expenditure"]


@pytest.mark.parametrize(
    "names",
    [
        ("中央", "冲减的支出", "收回的支出", "其他"),  # two tell the other side
        ("事业收入", "冲减的支出", "收回的支出", "退回的支出"),  # three do, and one its own
    ],
)
def test_a_few_names_of_the_other_side_tell_nothing_of_a_list(names: tuple[str, ...]) -> None:
    items = "\n".join(f"{name}|1.00|教育支出|1.00" for name in names)
    read = table("收支总表", "单位：万元", draw("收入|<|支出|<\n项目|预算数|项目|预算数\n" + items))

    assert [(c.side, c.label) for c in read.columns] == [("revenue", "预算数"), ("expenditure", "预算数")]


def test_an_empty_part_named_like_a_label_opens_no_lane() -> None:
    read = table(
        "部门综合预算收入总表",
        "单位：万元",
        draw("""
            单位编码|单位名称|总计|一般公共预算拨款|<|上年结转
            ^|^|^|小计|其中：专项资金列入部门预算项目|^
            125001|某局|5.00|3.00||2.00
        """),
    )

    assert labels(read)[2] == "一般公共预算拨款/其中：专项资金列入部门预算项目"
    assert [(row.name, [a.column for a in row.amounts]) for row in read.rows] == [("某局", [0, 1, 3])]


def test_codes_between_amounts_open_no_lane_and_a_total_over_code_columns_is_a_total() -> None:
    read = table(
        "政府采购预算表",
        "单位：元",
        draw("""
            单位编码|单位名称|数量|部门预算支出经济科目编码|<|预算金额
            ^|^|^|类|款|^
            合计|<|5|||50.00
            116001|某局|5|310|02|50.00
        """),
    )

    assert [(row.name, [(a.text, a.column) for a in row.amounts]) for row in read.rows] == [
        ("合计", [("5", 0), ("50.00", 1)]),
        ("某局", [("5", 0), ("50.00", 1)]),
    ]
