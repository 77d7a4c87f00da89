"""What text without cells can't be trusted to say is undecided, not said under a wrong name or column."""

from __future__ import annotations

from loaders.document.decided import mark_undecided
from loaders.notes import is_undecided
from loaders.records import BudgetLine, Parsed
from loaders.tables.doubt import doubt
from loaders.tables.model import RawTable
from tests.tables.grid_art import draw, table
from tests.tables.support import parse_text

HEAD = "一般公共预算基本支出表\n单位：万元\n科目编码 科目名称 合计 人员经费 公用经费\n"
ROWS = (
    "302 商品和服务支出 9.00 6.00 3.00\n30206 电费 5.00 3.00 2.00\n"
    "30207 邮电费 3.00 3.00 0.00\n30213 维修（护）费 1.00 0.00 1.00\n"
)


def read(text: str) -> Parsed:
    parsed = parse_text(text)
    mark_undecided(parsed)
    return parsed


def undecided(parsed: Parsed) -> set[str]:
    return {
        line.subject_code or line.subject_name
        for line in parsed.budget_lines
        if not line.measure or is_undecided(line.repair_code)
    }


def test_names_as_the_codes_have_them_are_sure() -> None:
    assert undecided(read(HEAD + ROWS)) == set()


def test_a_name_with_words_of_the_header_in_it_is_undecided() -> None:
    assert undecided(read(HEAD + ROWS.replace("邮电费", "邮电费人员经费公用经费"))) == {"30207"}


def test_a_name_whose_end_stands_in_another_row_is_undecided() -> None:
    rows = ROWS.replace("维修（护）费", "维修（").replace("电费 5", "电费护）费 5")

    assert undecided(read(HEAD + rows)) == {"30206", "30213"}


def test_a_subject_without_the_code_that_the_table_prints_is_undecided() -> None:
    assert undecided(read(HEAD + ROWS + "劳务费 1.00 1.00 0.00\n合计 10.00 7.00 3.00\n")) == {"劳务费"}


def test_the_three_publics_under_headers_out_of_order_are_undecided() -> None:
    text = (
        "“三公”经费支出预算表\n单位：万元\n因公出国（境）费 公务用车购置费 “三公”经费合计 公务接待费 公务用车运行费\n"
        "833.60 427.50 222.50 83.60 101.00\n"
    )

    assert all(not line.measure for line in read(text).budget_lines)


def test_the_number_of_the_page_of_an_empty_table_is_no_amount() -> None:
    head = "政府性基金预算财政拨款支出预算表\n单位：万元\n科目编码 科目名称 合计\n合 计\n"

    assert read(head + "注：本部门无相关收支项目\n15\n").budget_lines == []


def test_a_name_of_letters_that_stand_for_others_and_an_amount_for_a_name_are_undecided() -> None:
    lines = [
        BudgetLine(table_seq=n, row_seq=1, subject_name=name, measure="total", amount_printed="1", unit="元")
        for n, name in enumerate(("Vʅɬʟ", "1.50", ""), 1)
    ]
    mark_undecided(Parsed(budget_lines=lines))

    assert [line.repair_code for line in lines] == ["subject_undecided", "subject_undecided", ""]


def test_a_subtotal_without_its_group_beside_the_total_is_undecided() -> None:
    lines = [
        BudgetLine(
            table_seq=1, row_seq=1, subject_name="合计", measure_label=label, measure="total", amount_printed="1", unit="元"
        )
        for label in ("合计", "小计", "基本支出/人员经费")
    ]  # fmt: skip
    mark_undecided(Parsed(budget_lines=lines))

    assert [line.repair_code for line in lines] == ["", "column_undecided", ""]


def test_all_columns_of_a_header_with_letters_of_another_script_are_undecided() -> None:
    lines = [
        BudgetLine(table_seq=1, row_seq=1, subject_name="合计", measure_label=label, measure="total", column_seq=n, amount_printed="1", unit="元")
        for n, label in enumerate(("合计", "Ā本支出", "项目支出"), 1)
    ]  # fmt: skip
    mark_undecided(Parsed(budget_lines=lines))

    assert {line.measure for line in lines} == {""}


def test_a_row_without_a_name_is_the_total_where_the_others_make_it_up() -> None:
    text = "“三公”经费支出预算表\n单位：万元\n项目 预算数\n{}\n因公出国（境）费 13.9\n公务接待费 9\n公务用车购置及运行费 35\n"
    total = read(text.format("57.9")).budget_lines[0]

    assert (total.subject_name, total.row_role, total.repair_code) == ("", "total", "total_by_sum")
    assert read(text.format("58.9")).budget_lines[0].repair_code == "subject_undecided"


def test_a_name_that_holds_a_sentence_or_the_mark_of_another_row_is_undecided() -> None:
    rows = ROWS.replace("邮电费", "保障工作开展。邮电费").replace("电费 5", "本年支出（一）电费 5")

    assert undecided(read(HEAD + rows)) == {"30206", "30207"}


def test_what_pages_repeat_at_their_edge_is_no_row_and_no_part_of_one() -> None:
    lines = read(HEAD + ROWS + "某市水务局 2026 年度单位预算公开\n").budget_lines

    assert [line.amount_printed for line in lines if line.subject_code == "30213"] == ["1.00", "0.00", "1.00"]
    assert [line.subject_name for line in lines][-1] == "维修（护）费"
    assert not any(line.amount_printed == "2026" for line in lines)


def test_a_name_that_has_lost_its_beginning_is_undecided() -> None:
    assert undecided(read(HEAD + ROWS.replace("邮电费", "、邮电费"))) == {"30207"}


def test_names_cut_out_of_sentences_are_undecided_in_cells_too() -> None:
    grid = draw("""
        项目|预算数
        ．基本支出：指单位为保障其机构正常运转|4
        万元，|5
        公务接待费|6
    """)
    read = table("支出预算表", "单位：万元", grid)
    doubt([read])

    assert [row.repair is not None for row in read.rows] == [True, True, False]


def test_a_code_longer_than_any_is_undecided_where_alignment_alone_shows_cells() -> None:
    read = table("支出预算表", "单位：万元", draw("科目编码|科目名称|合计\n205030399|其他职业教育支出|656.73\n2050399|其他职业教育支出|656.73"))
    read.is_aligned = True
    doubt([read])

    assert [row.repair is not None for row in read.rows] == [True, False]


def _aligned(title: str, art: str) -> RawTable:
    read = table(title, "单位：万元", draw(art))
    read.is_aligned = True
    doubt([read])
    return read


def test_rows_of_a_table_of_two_sides_are_undecided_where_alignment_has_lost_one() -> None:
    read = _aligned(
        "财政拨款收支总表",
        """
        项目|合计
        一、本年收入|41.00
        （一）一般公共预算资金 4,137.00（一）教育支出|22.00
        （二）政府性基金预算资金|9.00
        """,
    )

    assert all(row.repair is not None for row in read.rows)


def test_names_of_which_lines_were_taken_for_one_make_those_of_their_table_undecided() -> None:
    read = _aligned(
        "收入总表",
        """
        单位|合计
        某某市医疗保障局某某市医疗|37.00
        保障基金中|34.00
        """,
    )

    assert all(row.repair is not None for row in read.rows)


_CONTENTS = HEAD + ROWS + "2101201 财政对职工基本医疗保险基金的补助 7.00 7.00 0.00\n2101202 财政对居民基本医疗保险基金的补助 3.00 3.00 0.00\n"


def test_a_letter_that_the_next_name_begins_with_is_missed_where_another_table_has_both() -> None:
    cut = _CONTENTS.replace("补助 7", "补 7").replace(" 财政对居民", " 助财政对居民").replace("基本支出表", "支出表")

    assert undecided(read(cut)) == set()
    assert {line.subject_name for line in read(_CONTENTS + cut).budget_lines if is_undecided(line.repair_code)} == {
        "财政对职工基本医疗保险基金的补",
        "助财政对居民基本医疗保险基金的补助",
    }


def test_letters_of_no_chinese_name_and_the_official_name_in_another_order_are_undecided() -> None:
    read = table(
        "支出预算表",
        "单位：万元",
        draw("""
            科目编码|科目名称|合计
            2210202|Ż̺×ǩ|1.00
            2080506|费支出机关事业单位职业年金缴|2.00
            2080505|机关事业单位基本养老保险缴费支出|3.00
            |GJYC|4.00
        """),
    )
    doubt([read])

    assert [row.repair is not None for row in read.rows] == [True, True, False, False]


def test_a_name_behind_the_code_of_another_classification_is_undecided() -> None:
    found = table("一般公共预算基本支出表", draw("科目编码 | 科目名称 | 合计\n30206 | 50201 电费 | 5.00\n30207 | 邮电费 | 3.00"))
    found.rows[0].name = "50201电费"
    found.is_text = True

    doubt([found])

    assert [row.repair is not None and row.repair.code for row in found.rows] == ["subject_undecided", False]
