"""Tables of text laid out with blanks: columns by where amounts end, heads over several lines by their order."""

from __future__ import annotations

from loaders.model import Line, Segment
from loaders.records import BudgetLine
from loaders.tables.laid import laid_out, width_of
from loaders.tables.laid.told import told_groups
from loaders.tables.laid.words import Word, leaves_of
from tests.tables.support import parse_text

_NAMES = {"205": "教育支出", "20508": "进修及培训", "2050803": "培训支出", "208": "社会保障和就业支出"}


def _row(code: str, name: str, *amounts: str, wide: int = 1) -> str:
    """A row with its amounts ending at fixed columns, a Chinese character ``wide`` of them."""
    filled = len(name) * wide
    return f"{code:<10}{name}{'':<{18 * wide - filled}}" + "".join(f"{amount:>13}" for amount in amounts).rstrip()


_HEADER = [
    f"{'':<56}{'财政拨款':<30}",
    f"{'':<86}{'事业单位':<8}",
    f"{'科目编码':<10}{'科目名称':<10}{'':<16}{'合计':<36}{'事业收入':<18}",
    f"{'':<56}{'一般公共预':<8}{'政府性基金':<22}{'经营收入':<8}",
    f"{'':<48}{'小计':<8}",
    f"{'':<56}{'算拨款':<8}{'预算拨款':<8}",
]
_ROWS = [
    _row("", "合计", "130.00", "120.00", "118.00", "2.00", "4.00", "6.00"),
    _row("205", "教育支出", "30.00", "20.00", "20.00", "", "4.00", "6.00"),
    _row("20508", "进修及培训", "30.00", "20.00", "20.00", "", "4.00", "6.00"),
    _row("2050803", "培训支出", "30.00", "20.00", "20.00", "", "4.00", "6.00"),
    _row("208", "社会保障和就业支出", "100.00", "100.00", "98.00", "2.00"),
]


def _lines(rows: list[str], header: list[str]) -> list[BudgetLine]:
    return parse_text("\n".join(["2024年部门收入预算总表", f"{'':<80}单位：万元", *header, *rows])).budget_lines


def test_heads_over_several_lines_go_to_the_columns_in_their_order() -> None:
    found = _lines(_ROWS, _HEADER)

    assert [(line.measure, line.amount_printed) for line in found if line.subject_code == "208"] == [
        ("total", "100.00"),
        ("fiscal_appropriation", "100.00"),
        ("general_budget", "98.00"),
        ("government_fund", "2.00"),
    ]
    assert [(line.measure, line.amount_printed) for line in found if line.subject_code == "2050803"] == [
        ("total", "30.00"),
        ("fiscal_appropriation", "20.00"),
        ("general_budget", "20.00"),
        ("institution", "4.00"),
        ("institution_business", "6.00"),
    ]


def test_a_group_is_part_of_the_label_of_the_columns_that_it_stands_over() -> None:
    labels = {line.measure: line.measure_label for line in _lines(_ROWS, _HEADER)}

    assert labels["fiscal_appropriation"] == "财政拨款/小计"
    assert labels["government_fund"] == "财政拨款/政府性基金预算拨款"
    assert labels["institution_business"] == "事业单位经营收入"


def test_characters_of_chinese_can_be_as_wide_as_two() -> None:
    rows = [_row(code, name, "12.50", "7.50", "5.00", wide=2) for code, name in _NAMES.items()]
    header = [f"{'科目编码':<6}{'科目名称':<30}{'合计':<9}{'基本支出':<9}{'项目支出':<9}"]

    found = _lines([*rows, _row("", "合计", "25.00", "15.00", "10.00", wide=2)], header)

    assert [(line.measure, line.amount_printed) for line in found[:3]] == [("total", "12.50"), ("basic", "7.50"), ("project", "5.00")]


def test_a_head_that_is_as_near_as_another_is_decided_by_what_the_document_says_or_not_at_all() -> None:
    header = [
        f"{'科目编码':<10}{'科目名称':<10}{'':<16}{'合计':<6}{'一般公共预 政府性基金 国有资本经':<20}",
        f"{'':<42}{'算拨款':<6}{'预算拨款':<6}{'营预算拨款':<6}",
    ]
    rows = [_row(code, name, "12.50", "12.50") for code, name in _NAMES.items()] + [_row("", "合计", "25.00", "25.00")]

    found = _lines(rows, header)

    assert {line.measure for line in found if line.amount_printed == "12.50"} == {"total", ""}


def test_labels_that_cells_have_broken_above_and_below_their_amounts_are_one_official_name() -> None:
    rows = [
        *_ROWS[:1],
        _row("", "机关事业单位基本养老保险"),
        _row("2080505", "缴费支出", "100.00", "100.00", "100.00"),
        _row("", "机关事业单位职业年金缴费"),
        _row("2080506", "", "30.00", "20.00", "18.00", "2.00", "4.00", "6.00"),
        _row("", "支出"),
    ]

    names = {line.subject_code: line.subject_name for line in _lines(rows, _HEADER)}

    assert names["2080505"] == "机关事业单位基本养老保险缴费支出"
    assert names["2080506"] == "机关事业单位职业年金缴费支出"


def test_rows_that_speak_against_the_sums_of_the_header_have_no_columns_by_their_place() -> None:
    rows = [
        _row("205", "教育支出", "30.00", "20.00", "5.00", "4.00"),
        _row("20508", "进修及培训", "40.00", "20.00", "5.00", "4.00"),
        _row("2050803", "培训支出", "50.00", "20.00", "5.00", "4.00"),
        _row("208", "社会保障和就业支出", "100.00", "10.00", "98.00", "2.00"),
    ]

    found = _lines(rows, _HEADER)

    assert found
    assert not any(line.measure for line in found)


def test_items_of_a_list_with_several_columns_of_names_are_undecided() -> None:
    head = f"{'采购项目':<10}{'采购目录':<18}{'合计':>11}{'一般公共预算':>7}{'其他资金':>9}"
    rows = [_row("专项工作", "办公设备", "12.50", "7.50", "5.00"), _row("宣传工作", "印刷服务", "2.50", "1.50", "1.00"), _row("", "合计", "15.00", "9.00", "6.00")]

    found = parse_text("\n".join(["政府采购预算表", f"{'':<60}单位：万元", head, *rows])).budget_lines

    assert {line.repair_code for line in found if line.subject_name != "合计"} == {"subject_undecided"}
    assert next(line.measure for line in found if line.subject_name == "合计") == "total"


def test_what_is_longer_than_any_page_is_not_laid_out() -> None:
    line = Line(1, " ".join(f"{n}.00" for n in range(300)))

    assert laid_out(Segment("table", "", (line,)), len) is None
    assert width_of([line] * 10) is None


def test_each_side_of_a_table_with_two_begins_with_its_names_though_its_header_drifts() -> None:
    text = [
        "收入支出决算总表",
        f"{'':<70}单位：万元",
        f"{'':<24}收入{'':<42}支出",
        f"{'':<19}项目{'':<13}行次{'':<3}决算数{'':<19}项目{'':<16}行次{'':<3}决算数",
    ]
    sides = [
        ("一、一般公共预算财政拨款收入", "100.00", "一、公共安全支出", "90.00"),
        ("二、上级补助收入", "10.00", "二、卫生健康支出", "20.00"),
        ("三、事业收入", "5.00", "三、住房保障支出", "5.00"),
        ("总计", "115.00", "总计", "115.00"),
    ]
    for number, (left, amount, right, other) in enumerate(sides, 1):
        text.append(f"{left:<26}{number:>4}{amount:>18} {right:<24}{number + 13:>4}{other:>16}")

    lines = parse_text("\n".join(text)).budget_lines

    assert [line.amount_printed for line in lines if line.side == "revenue"] == [row[1] for row in sides]
    assert [line.amount_printed for line in lines if line.side == "expenditure"] == [row[3] for row in sides]


def test_headers_one_blank_from_each_other_are_no_sentence() -> None:
    text = [
        "部门收入总体情况表",
        f"{'':<85}单位：万元",
        f"{'':<59}本年收入",
        "单位（科目）名称    合计 小计 一般公共预算拨款 政府性基金预算拨 国有资本经营预算拨 财政专户管理资金 事业收 其他收",
        f"{'':<38}收入        款收入     款收入 收入    入     入",
    ]
    for name, amount in (("社会保障和就业支出", "36.21"), ("行政事业单位养老支出", "6.54"), ("行政单位离退休", "29.67")):
        text.append(f"{name:<16}{amount:>10} {amount:>7}{amount:>10}{'':>20}{amount:>18}")

    labels = {line.measure_label for line in parse_text("\n".join(text)).budget_lines}

    assert not labels & {"收入", "款收入", "入"}


_FUND = [
    "2024年政府性基金预算支出表",
    f"{'':<74}单位：万元",
    f"{'科目名称':<20}{'合计':>11}{'基本支出':>8}{'项目支出':>8}",
    *(f"{name:<20}{amount:>13}{'':>12}{amount:>12}" for name, amount in (("城乡社区", "9.50"), ("农林水利", "8.50"), ("交通运输", "7.50"), ("合计金额", "25.50"))),
]


def test_a_group_whose_parts_have_heads_is_no_head_wherever_its_line_was_pushed() -> None:
    text = [
        "一般公共预算“三公”经费支出情况表",
        f"{'':<98}单位：元",
        f"{'':<21}2024年预算数{'':<50}2025年预算数",
        f"合计 因公出国（境）费 小计 公务用车购置费   公务用车购置及运行费{'':<11}公务接待费    合计    因公出国（境）费              公务用车购置及运行费",
        f"{'':<35}公务用车运行费{'':<31}小计 公务用车购置费 公务用车运行费 公务接待费",
        "49.20     1.10 17.10          0.20      16.90    31.00 47.00        0.50 17.50          0.30  17.20 29.00",
    ]
    lines = parse_text("\n".join([*_FUND, *text])).budget_lines
    found = {line.amount_printed: line.measure_label for line in lines if not line.subject_name}

    assert found == {
        "49.20": "2024年预算数/合计",
        "1.10": "2024年预算数/因公出国（境）费",
        "17.10": "2024年预算数/公务用车购置及运行费/小计",
        "0.20": "2024年预算数/公务用车购置及运行费/公务用车购置费",
        "16.90": "2024年预算数/公务用车购置及运行费/公务用车运行费",
        "31.00": "2024年预算数/公务接待费",
        "47.00": "2025年预算数/合计",
        "0.50": "2025年预算数/因公出国（境）费",
        "17.50": "2025年预算数/公务用车购置及运行费/小计",
        "0.30": "2025年预算数/公务用车购置及运行费/公务用车购置费",
        "17.20": "2025年预算数/公务用车购置及运行费/公务用车运行费",
        "29.00": "2025年预算数/公务接待费",
    }


def test_amounts_of_one_row_that_speak_against_the_sum_of_their_heads_are_undecided() -> None:
    text = [
        "财政拨款“三公”经费支出决算表",
        f"{'':<74}单位：万元",
        f"{'':<20}预算数{'':<48}决算数",
        f"{'':<20}公务用车购置及运行费",
        f"合计 因公出国（境）费 小计 公务用车购置费{'':<18}公务接待费    合计   因公出国（境）费         公务用车购置及运行费",
        f"{'':<29}公务用车运行费{'':<30}小计 公务用车购置费 公务用车运行费 公务接待费",
        "4.10      0.10 2.30     0.20       2.10     1.70 3.37        0.05 1.84     0.04    1.80  1.48",
    ]

    assert {line.repair_code for line in parse_text("\n".join(text)).budget_lines} == {"column_undecided"}


def _words(*lines: list[tuple[str, float, float]]) -> list[list[Word]]:
    return [[Word(text, x0, x1, (at,)) for text, x0, x1 in line] for at, line in enumerate(lines)]


def test_a_group_of_an_unknown_name_is_no_part_of_the_head_below_it() -> None:
    rows = _words([("本年拨款", 100, 124)], [("一般公共预算", 40, 76), ("政府性基金预算", 90, 132), ("国有资本经营预算", 150, 198)])

    leaves, groups = leaves_of(rows)

    assert [leaf.word.text for leaf in leaves] == ["一般公共预算", "政府性基金预算", "国有资本经营预算"]
    assert [group.text for group in groups] == ["本年拨款"]


def test_a_measure_beside_its_parts_is_no_group_where_it_has_no_total_of_its_own() -> None:
    parts = [("一般公共预算", 80.0, 110.0), ("政府性基金预算", 120.0, 150.0)]

    assert told_groups(_words([("合计", 0, 10), ("财政拨款", 40, 60), *parts])) == []
    assert [word.text for word in told_groups(_words([("合计", 0, 10), ("财政拨款", 80, 100)], [("小计", 60, 70), *parts]))] == ["财政拨款"]


def test_rows_numbered_with_gaps_beside_their_labels_are_no_amounts() -> None:
    """行次 on both sides of a table, as printed where rows are left out."""
    found = parse_text(
        """2023年度收入支出决算总表
                                                    金额单位：万元
              收入                                支出
          项目            行次  决算数           项目            行次  决算数
一、财政拨款收入            1  2,310.42  一、公共安全支出          32  1,900.00
二、事业收入                2    100.00  二、教育支出              36    310.20
三、其他收入                8     12.58  三、住房保障支出          50    212.80
本年收入合计               27  2,423.00  本年支出合计              58  2,423.00
总计                       31  2,423.00  总计                      62  2,423.00"""
    ).budget_lines

    assert [(line.side, line.subject_name, line.amount_printed) for line in found][:4] == [
        ("revenue", "一、财政拨款收入", "2310.42"),
        ("revenue", "二、事业收入", "100.00"),
        ("revenue", "三、其他收入", "12.58"),
        ("revenue", "本年收入合计", "2423.00"),
    ]
    assert not {"1", "32", "36", "58"} & {line.amount_printed for line in found}


def test_a_side_stands_over_its_names_too() -> None:
    """支出 right above the amounts of one of two lists of expenditure is no part of their head."""
    found = parse_text(
        """2024年部门收支总表
                                                              单位：万元
              收入                                      支出
          项目          预算数        功能科目          预算数    支出性质    预算数
一、财政拨款收入      1,812.36  一、公共安全支出      1,640.10  一、基本支出    1,612.36
二、其他收入             10.00  二、住房保障支出        182.26  二、项目支出      210.00
收入总计              1,822.36  支出总计              1,822.36  支出总计        1,822.36"""
    ).budget_lines

    assert [(line.side, line.subject_name, line.amount_printed, line.measure_label) for line in found if line.subject_name != "收入总计"][:4] == [
        ("revenue", "一、财政拨款收入", "1812.36", "预算数"),
        ("revenue", "二、其他收入", "10.00", "预算数"),
        ("expenditure", "一、公共安全支出", "1640.10", "预算数"),
        ("expenditure", "二、住房保障支出", "182.26", "预算数"),
    ]
    assert ("expenditure", "一、基本支出", "1612.36") in [(line.side, line.subject_name, line.amount_printed) for line in found]


def test_names_one_blank_from_each_other_are_of_as_many_columns_as_have_heads() -> None:
    """A number before each name, and a formula behind it that drifts into the longer ones."""
    numbered = parse_text(
        """2024年部门预算支出汇总表
                                                       单位：万元
序号   单位名称     合计          基本支出      项目支出
     合计      6,820.50   3,920.50   2,900.00
 1 县政府办公室    1,520.30    920.30    600.00
 2 县财政局      1,300.20   1,000.20    300.00
 3 县农业农村局    4,000.00   2,000.00   2,000.00"""
    ).budget_lines
    formulas = parse_text(
        """2024年地方政府债务限额调整情况表
                                                 单位：亿元
         项目        公式     本地区       本级        下级
一、2023年地方政府债务限额     A=B+C 428,660    128,660   300,000
其中：一般债务限额          B       36,660    16,660    20,000
专项债务限额             C      392,000   112,000   280,000
二、2024年新增地方政府债务限额 D=E+F    42,866    42,866
其中：一般债务限额          E        3,666     3,666
专项债务限额             F       39,200    39,200"""
    ).budget_lines

    assert {line.subject_name for line in numbered} == {"合计", "县政府办公室", "县财政局", "县农业农村局"}
    assert {line.subject_name for line in formulas} == {
        "一、2023年地方政府债务限额", "其中：一般债务限额", "专项债务限额", "二、2024年新增地方政府债务限额",
    }  # fmt: skip
