"""What kind a printed number is: an amount, or one that belongs where it stands."""

from __future__ import annotations

import pytest

from loaders.document import printed
from loaders.document.printed import column_kinds, is_column_numbers, numbers
from loaders.model import Cell, Grid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.50", [("1234.50", printed.AMOUNT)]),
        ("△12.5%", [("12.5", printed.AMOUNT)]),
        ("≥90%", [("90", printed.AMOUNT)]),
        ("12人次", [("12", printed.AMOUNT)]),
        ("25.00万元", [("25.00", printed.AMOUNT)]),
        ("05", [("05", printed.CODE)]),
        ("14.83 14.83", [("14.83", printed.AMOUNT), ("14.83", printed.AMOUNT)]),
        ("教育支出148.95", [("148.95", printed.IN_TEXT)]),
        ("培训25万元", [("25", printed.IN_TEXT)]),
        ("完好率100%", [("100", printed.IN_VALUE)]),
        ("水规计〔2014〕321号", [("2014", "document_number"), ("321", "document_number")]),
        ("穗府办函[2020]19号", [("2020", "document_number"), ("19", "document_number")]),
        ("2026年07月08日", [("2026", "date"), ("07", "date"), ("08", "date")]),
        ("2024/8/26", [("2024", "date"), ("8", "date"), ("26", "date")]),
        ("2018-08", [("2018", "date"), ("08", "date")]),
        ("2025年预算数", [("2025", "date")]),
        ("0115-公共信息与宣传服务", [("0115", printed.CODE)]),
        ("P16152202-0021", [("16152202", printed.CODE), ("0021", printed.CODE)]),
        ("11000022T000000489984-和谐", [("11000022", printed.CODE), ("000000489984", printed.CODE)]),
        ("1、做好服务；2.完成任务", [("1", "list_number"), ("2", "list_number")]),
        ("1、经常性☑2、一次性□", [("1", "list_number"), ("2", "list_number")]),
        ("表2 收入总表", [("2", "list_number")]),
        ("指标1：", [("1", "list_number")]),
        ("③=①+②", []),
        ("0-6岁儿童", [("0", printed.TEXT), ("6", printed.TEXT)]),
        ("阳光201家园", [("201", printed.TEXT)]),
        ("项目综合评分92.25分，为优", [("92.25", printed.TEXT)]),
        ("10万元以下农民小额放贷量", [("10", printed.DESCRIPTION)]),
        ("控制在550元以内", [("550", printed.IN_TEXT)]),
        ("550元以内", [("550", printed.AMOUNT)]),
    ],
)
def test_a_number_is_what_its_cell_says(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(token.digits, token.kind) for token in numbers(text)] == expected


def grid(*rows: str) -> Grid:
    cells = [
        Cell(r, c, text, (r + 1,))
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
        if text
    ]
    return Grid(len(rows), max(c.col for c in cells) + 1, tuple(cells))


def test_line_numbers_are_a_column_of_numbers_one_apart() -> None:
    assert column_kinds([grid("收入|1|10", "支出|2|30", "结余|3|20", "合计|4|60")]) == {
        (0, 1): printed.LINE_NUMBER
    }


def test_few_line_numbers_are_known_by_their_header() -> None:
    assert column_kinds([grid("项目|行次|金额", "收入|7|12")]) == {(0, 1): printed.LINE_NUMBER}


def test_headers_of_codes_carry_over_to_the_next_page() -> None:
    first, second = grid("科目编码|名称|金额", "501|工资|12"), grid("302|办公费|3")
    assert column_kinds([first, second]) == {(0, 0): printed.CODE, (1, 0): printed.CODE}


def test_official_codes_are_codes_without_a_header() -> None:
    assert column_kinds([grid("501|工资|9.5", "502|费用|3.5", "505|补助|1.5")]) == {(0, 0): printed.CODE}


def test_amounts_are_no_line_numbers() -> None:
    assert column_kinds([grid("甲|5|1.00", "乙|3|2.00", "丙|9|3.00")]) == {}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("栏次|1|2|3", True),
        ("栏次||1", True),
        ("类|款|项|1|2|3", True),
        ("栏次|1=2+3|2|3", True),
        ("合计|1|2|3", True),
        ("办公费|1|2|3", False),
        ("合计|5|2|3", False),
        ("合计|10", False),
    ],
)
def test_a_row_that_numbers_the_columns(row: str, *, expected: bool) -> None:
    assert is_column_numbers(row.split("|")) is expected


def test_remarks_specifications_and_dates_hold_no_amounts() -> None:
    """A purchase list prints numbers under 规格型号 and 实施采购时间; money is money also there."""
    rows = ("项目|规格型号|预算金额|备注", "打印机|780|3,000|12", "纸|900|200|1,500")
    told = column_kinds([grid(*rows)])

    assert told == {(0, 1): printed.DESCRIPTION, (0, 3): printed.DESCRIPTION}
    assert printed.is_of(printed.DESCRIPTION, numbers("780")[0], "780")
    assert not printed.is_of(printed.DESCRIPTION, numbers("1,500")[0], "1,500")
    assert not printed.is_of(printed.DESCRIPTION, numbers("15万元")[0], "15万元")


def test_a_remark_of_a_form_stands_right_below_that_word() -> None:
    under = grid("三级指标|指标值|备注", "用水量|92|7")
    beside = grid("项目负责人|备注", "三级指标|指标值", "用水量|92")

    assert column_kinds([under], is_form=True) == {(0, 2): printed.DESCRIPTION}
    assert column_kinds([beside], is_form=True) == {}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31\n27\n36", ["31", "27", "36"]),
        ("1.00\n2.00", ["1.00", "2.00"]),
        ("12345\n67", ["1234567"]),
        ("1,234,\n567.00", ["1,234,567.00"]),
        ("办公\n设备", ["办公设备"]),
    ],
)
def test_amounts_one_below_the_other_are_several(cell: str, expected: list[str]) -> None:
    assert printed.stacked(cell) == expected


@pytest.mark.parametrize(
    ("parts", "kind"), [("建设400万元，示范295万元，畅通工程159万元", printed.DESCRIPTION), ("建设400万元，示范295万元", printed.IN_TEXT)]
)
def test_what_an_amount_is_made_of_is_no_amount_of_its_own(parts: str, kind: str) -> None:
    whole, *rest = numbers(f"854万（{parts}）")

    assert whole.kind != printed.DESCRIPTION
    assert {one.kind for one in rest} == {kind}
