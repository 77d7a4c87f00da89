"""Subtotals behind what they add up, totals printed twice, balances among parts, and a 合计 that nothing below makes up."""

from __future__ import annotations

from loaders.tables.model import Amount, Column, RawTable, Row
from loaders.tables.structure import arrange
from loaders.tables.vocabulary import row_role

TAXES = [("增值税", "784.21"), ("契税", "1300.14"), ("税收收入小计", "2084.35")]
OTHERS = [("专项收入", "153.08"), ("罚没收入", "511.46"), ("非税收入小计", "664.54")]


def roles(*listed: tuple[str, str]) -> list[str]:
    return [role for role, _ in arranged(*listed)]


def arranged(*listed: tuple[str, str]) -> list[tuple[str, int | None]]:
    rows = [Row("", "", name, "", [Amount(text, 0)] if text else []) for name, text in listed]
    arrange(RawTable("某县一般公共预算收入表", columns=[Column(("预算数",))], rows=rows))
    return [(row.role or row_role(row.name)[0], row.level) for row in rows]


def test_subtotals_close_the_rows_before_them_and_make_up_the_total() -> None:
    found = roles(*TAXES, *OTHERS, ("一般公共预算收入合计", "2748.89"))

    assert found == ["item", "item", "subtotal"] * 2 + ["total"]


def test_a_subtotal_that_its_rows_do_not_make_up_stays_a_row() -> None:
    found = roles(*TAXES[:2], ("税收收入小计", "2094.35"), *OTHERS)

    assert found[2] == "item"


def test_a_subtotal_above_its_parts_is_their_parent_and_a_balance_among_them_one_of_them() -> None:
    found = arranged(
        *TAXES,
        ("转移性收入小计", "500.75"),
        ("返还性收入", "120.33"),
        ("上年结转收入", "380.42"),
        ("收入合计", "2585.10"),
    )

    assert found[2:] == [("subtotal", None), ("item", 1), ("item", 2), ("item", 2), ("total", None)]


def test_a_total_printed_again_under_the_department_is_one() -> None:
    found = roles(("合计", "3338.55"), ("某局部门", "3338.55"), ("某局机关", "3338.55"))

    assert found == ["total", "total", "item"]
    assert roles(("合计", "3338.55"), ("某局部门", "3338.55"), ("某局机关", "3338.50"))[1] == "item"


def test_a_total_of_the_year_that_stands_first_is_a_row_of_the_whole() -> None:
    rest = [("上级补助收入", "759.66"), ("调入资金", "23.45"), ("收入总计", "1780.17")]

    assert roles(("本年收入合计", "997.06"), *rest) == ["item", "item", "item", "total"]
    assert roles(("本年收入合计", "783.11"), *rest[:2], ("收入总计", "783.11"))[0] == "subtotal"


OWN = [("一、共享收入", "440.39"), ("二、固定收入", "302.17"), ("本区收入合计", "742.56")]
CARRIED = [("上年结转结余", "41.18"), ("其中：上年结转", "15.55")]


def test_a_row_behind_a_subtotal_that_repeats_the_row_above_it_is_its_part_where_the_total_says_so() -> None:
    passed_on = [("上级补助收入", "378.11"), ("税收返还及转移支付补助", "378.11"), ("上级追加补助", ""), *CARRIED]

    levels = [level for _, level in arranged(*OWN, *passed_on, ("收入总计", "1161.85"))]
    assert levels == [1, 1, None, 1, 2, 2, 1, 2, None]
    # the total adds up both
    assert [level for _, level in arranged(*OWN, *passed_on, ("收入总计", "1539.96"))][3:5] == [1, 1]


def test_cities_and_their_counties_are_closed_by_a_subtotal_of_the_cities() -> None:
    """gov-ha-2024-final, page 37: 市县合计 behind all cities, then 省本级 and 总计."""
    places = [
        ("郑州市", "3115.00"),
        ("其中：市本级", "2013.25"),
        ("巩义市", "1101.75"),
        ("开封市", "992.40"),
        ("其中：市本级", "550.15"),
        ("兰考县", "442.25"),
    ]

    found = arranged(*places, ("市县合计", "4107.40"), ("省本级", "318.90"), ("总计", "4426.30"))
    assert found[6:] == [("subtotal", 1), ("item", 1), ("total", None)]
    assert arranged(*places, ("市县合计", "4107.50"), ("省本级", "318.90"), ("总计", "4426.40"))[6][0] == "item"


def test_what_a_subtotal_is_made_of_once_more_is_no_row_beside_it() -> None:
    """gov-hn-changde-2025-html: a subtotal of income, then how it is shared."""
    shared = [("其中：1.应划解收益", "62.00"), ("2.本级留存收入合计", "2022.35"), ("收入合计", "2084.35")]

    assert [role for role, _ in arranged(*TAXES, *shared)[3:]] == ["of_which", "of_which", "total"]
    assert [role for role, _ in arranged(*TAXES, ("其中：1.应划解收益", "62.00"), ("2.另列收入", "22.35"))[3:]] == ["item", "item"]


def test_projects_that_bear_the_code_of_the_subject_above_stand_below_it() -> None:
    def levels(*listed: tuple[str, str, str]) -> list[int | None]:
        rows = [Row("", code, name, "", [Amount(text, 0)]) for code, name, text in listed]
        arrange(RawTable("某局项目支出表", columns=[Column(("金额",))], rows=rows))
        return [row.level for row in rows]

    head = ("2130305", "水利工程建设", "22.29")

    assert levels(head, ("2130305", "河道整治", "13.37"), ("2130305", "水库加固", "8.92")) == [None, 4, 4]
    assert levels(head, ("2130305", "河道整治", "13.37"), ("2130305", "水库加固", "8.95")) == [None] * 3
    # One alone may be as large by chance, but not below the name of the official list.
    assert levels(("2080505", "河道整治", "8.92"), ("2080505", "水库加固", "8.92")) == [None, None]
    assert levels(("2080505", "机关事业单位基本养老保险缴费支出", "8.92"), ("2080505", "养老保险", "8.92")) == [None, 4]
    # Parts of another classification repeat the name.
    assert levels(("30201", "办公费", "22.29"), ("30201", "办公费", "13.37"), ("30201", "办公费", "8.92")) == [None] * 3


def test_a_unit_stands_above_subjects_whose_projects_bear_their_codes() -> None:
    listed = [
        ("", "某市水利局", "81.28"),
        ("2130302", "一般行政管理事务", "58.99"),
        ("2130302", "宣传培训", "48.77"),
        ("2130302", "信息化", "10.22"),
        ("2130305", "水利工程建设", "22.29"),
    ]
    rows = [Row("", code, name, "", [Amount(text, 0)]) for code, name, text in listed]
    arrange(RawTable("项目支出表", columns=[Column(("金额",))], rows=rows))

    assert rows[0].role == "unit"


def coded(*listed: tuple[str, str, str]) -> list[str]:
    rows = [Row(code=code, name=name, amounts=[Amount(text, 0)]) for code, name, text in listed]
    arrange(RawTable("某县一般公共预算收入表", columns=[Column(("决算数",))], rows=rows))
    return [row.role or row_role(row.name)[0] for row in rows]


def test_a_row_without_a_code_that_the_rows_of_the_shortest_codes_make_up_is_the_total() -> None:
    listed = [("101", "税收收入", "15.10"), ("10101", "增值税", "15.10"), ("103", "非税收入", "4.07"), ("10302", "专项收入", "4.07")]

    assert coded(*listed, ("", "一般公共预算收入合计", "19.17"))[-1] == "total"
    assert coded(("", "一般公共预算收入合计", "19.17"), *listed)[0] == "total"
    assert coded(*listed, ("", "一般公共预算收入合计", "19.17"), ("110", "转移性收入", "2.00"))[4] == "subtotal"
    assert coded(*listed, ("", "一般公共预算收入合计", "19.58"))[-1] == "item"
    assert coded(*listed, ("", "地方收入", "19.17"))[-1] == "item"


def test_a_subtotal_closes_classes_above_their_parts() -> None:
    """政府性基金: classes with what they consist of, told by names or by indents."""
    listed = [("城乡社区支出", "15.31"), ("某基金安排的支出", "9.20"), ("另一基金安排的支出", "6.11"), ("其他支出", "4.07"), ("福利支出", "4.07")]
    closed = [("基金支出合计", "19.38"), ("加：调出资金", "5.55"), ("专项债务还本支出", "7.13"), ("支出总计", "32.06")]

    assert arranged(*listed, *closed)[5:] == [("subtotal", None), ("item", 1), ("item", 1), ("total", None)]
    rows = [
        Row(name=name, indent=2 * (n in (1, 2)), amounts=[Amount(text, 0)])
        for n, (name, text) in enumerate([("甲", "15.31"), *listed[1:3], ("乙", "4.07"), *closed])
    ]
    arrange(RawTable("某县基金支出表", columns=[Column(("预算数",))], rows=rows))
    assert [row.role for row in rows[4:5]] == ["subtotal"]


def test_a_row_behind_subtotals_that_they_make_up_is_no_part_of_the_total_once_more() -> None:
    received = [("上级补助收入小计", "900.10"), ("其中：返还性收入", "300.06"), ("专项转移支付收入", "600.04"), ("上年结余收入", "50.01")]
    told = roles(*TAXES, *OTHERS, ("地方一般公共预算收入合计", "2748.89"), *received, ("收入总计", "3699.00"))
    wrong = roles(*TAXES, *OTHERS, ("地方一般公共预算收入合计", "2758.89"), *received, ("收入总计", "3699.00"))

    assert told == ["item", "item", "subtotal"] * 2 + ["of_which", "item", "item", "item", "carryover", "total"]
    assert wrong[6] == "item"


def test_a_single_part_at_the_end_of_a_table_is_a_part_of_its_subtotal() -> None:
    found = arranged(*TAXES, *OTHERS, ("其中：国有资源有偿使用收入", "664.54"))

    assert found[5:] == [("subtotal", None), ("of_which", 2)]
