"""The unit of an amount: of its row, its column, its table."""

from __future__ import annotations

from loaders.model import Block
from loaders.records import BudgetLine
from loaders.tables import parse
from tests.tables.grid_art import draw, labels, segment, table


def lines(title: str, *blocks: Block | str) -> list[BudgetLine]:
    return parse([segment(title, *blocks)])[0].budget_lines


def test_what_a_row_counts_is_not_the_unit_of_its_money() -> None:
    found = lines(
        "政府采购预算表",
        "单位：万元",
        draw("""
            项目     | 计量单位 | 数量 | 预算金额
            便携电脑 | 台       | 4    | 2.40
            印刷服务 | 批       | 1    | 9.00
        """),
    )
    assert [(x.subject_name, x.amount_printed, x.unit) for x in found] == [
        ("便携电脑", "4", "台"),
        ("便携电脑", "2.40", "万元"),
        ("印刷服务", "1", "批"),
        ("印刷服务", "9.00", "万元"),
    ]


def test_a_row_that_counts_has_its_own_unit_where_no_column_does() -> None:
    found = lines(
        "“三公”经费预算表",
        "单位：万元",
        draw("""
            项目             | 预算数
            公务接待费       | 3.00
            公务用车保有量(辆) | 2
        """),
    )
    assert [(x.amount_printed, x.unit) for x in found] == [("3.00", "万元"), ("2", "辆")]


def test_a_unit_without_its_caption_above_the_header_is_the_table_s() -> None:
    drawn = "附表2||\n||万元\n科目编码|科目名称|决算数\n201|一般公共服务支出|6565"
    read = table("一般公共预算支出决算表", draw(drawn))

    assert (read.unit, [row.name for row in read.rows]) == ("万元", ["一般公共服务支出"])


def test_the_end_of_a_header_beside_the_number_of_its_column_is_the_header_s() -> None:
    drawn = "项目|行次|合计|一般公共预算财政拨\n栏次||1|款\\n2\n一、公共安全支出|33|186.92|186.92"
    read = table("财政拨款收入支出决算总表", "单位：万元", draw(drawn))

    assert [row.name for row in read.rows] == ["一、公共安全支出"]
    assert labels(read)[-1] == "一般公共预算财政拨款"


def test_a_unit_is_borrowed_only_where_a_head_says_money() -> None:
    spent = segment("支出预算总表", "单位：万元", draw("项目|合计\n教育支出|9.00"))
    bare = segment("国有资产情况表", draw("单位名称|占地面积|建筑面积\n某局|120|80\n某中心|60|40"))
    money = segment("政府购买服务预算表", draw("项目|合计\n物业管理|9.00"))

    found = parse([spent, bare, money])[0].budget_lines

    assert [line.unit for line in found] == ["万元", "", "", "", "", "万元"]
    assert [line.repair_code for line in found[-2:]] == ["", "unit_borrowed"]
