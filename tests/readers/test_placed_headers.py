"""Headers of placed text without rules: cells that stand in the middle of their height, wrapped ones, groups."""

from __future__ import annotations

from loaders.model import Document
from loaders.pipeline import load
from loaders.readers import read_source, recognised
from loaders.records import BudgetLine

ROWS = (("201", "05", "统计信息事务", "300.00", "100.00", "150.00", "50.00"),) * 4
LEFTS = (40, 90, 140, 300, 400, 500, 600)
HEADER = (
    (40, 60, "项目"), (450, 60, "支出预算"), (40, 80, "科目编码"), (500, 76, "事业单位"), (140, 86, "科目名称"),
    (300, 86, "合计"), (400, 86, "基本支出"), (600, 86, "项目支出"), (500, 96, "经营支出"), (40, 106, "类"), (90, 106, "款"),
)  # fmt: skip


def text(left: float, top: float, words: str, width: float | None = None) -> str:
    wide = f"width:{width}px;" if width else ""
    return f"<p style='position:absolute;left:{left}px;top:{top}px;{wide}font-size:12px'>{words}</p>"


def lines(header: tuple[tuple[float, float, str], ...]) -> list[BudgetLine]:
    placed = [text(250, 20, "2025年部门支出预算总表"), text(600, 40, "单位：元")]
    placed += [text(left, top, words) for left, top, words in header]
    for number, row in enumerate(ROWS):
        placed += [text(left, 130 + 20 * number, words) for left, words in zip(LEFTS, row, strict=True)]
    data = f"<html><body><div>{''.join(placed)}</div></body></html>".encode()
    document = read_source(recognised("a.html", data))
    assert isinstance(document, Document)
    return load(document).parsed.budget_lines


def test_each_column_has_its_own_header() -> None:
    found = {(one.measure_label, one.amount_printed) for one in lines(HEADER)}

    assert found == {
        ("合计", "300.00"), ("基本支出", "100.00"), ("事业单位经营支出", "150.00"), ("项目支出", "50.00"),
    }  # fmt: skip


def test_columns_under_one_header_are_undecided() -> None:
    below = [part for part in HEADER if part[0] < 300]

    found = lines((*below, (450, 60, "支出预算"), (480, 106, "合计")))

    assert [one.amount_printed for one in found] == ["300.00", "100.00", "150.00", "50.00"] * 4
    assert {one.measure for one in found} == {""}
    assert {one.repair_code for one in found if one.measure_label} == {"column_undecided"}


def test_a_narrow_text_ends_before_what_stands_beside_it() -> None:
    placed = [
        text(20, 20 * n, "227,955.11", 45) + text(66, 20 * n, "一、教育支出") + text(200, 20 * n, f"{n}.00")
        for n in range(1, 10)
    ]
    data = f"<html><body><div>{''.join(placed)}</div></body></html>".encode()

    document = read_source(recognised("a.html", data))

    assert isinstance(document, Document)
    assert [cell.text for cell in document.blocks[0].cells][:3] == ["227,955.11", "一、教育支出", "1.00"]  # type: ignore[union-attr]


def test_a_year_is_not_parted_from_its_word() -> None:
    header = [part for part in HEADER if part[2] not in ("支出预算", "事业单位", "经营支出")]

    found = lines((*header, (500, 60, "2026"), (530, 60, "年预算安排"), (500, 86, "事业单位经营支出")))

    assert {one.measure_label for one in found if one.amount_printed == "150.00"} == {"2026年预算安排/事业单位经营支出"}


def test_an_item_without_its_code_below_its_class_is_undecided() -> None:
    rows = [("221", "住房保障支出", "9.00"), ("", "住房改革支出", "9.00"), ("2210201", "住房公积金", "9.00")]
    placed = [text(40, 60, "科目编码"), text(140, 60, "科目名称"), text(300, 60, "合计")]
    for number, row in enumerate(rows):
        placed += [text(left, 80 + 20 * number, words) for left, words in zip((40, 140, 300), row, strict=True) if words]
    title = [text(140, 20, "2025年部门支出预算总表"), text(300, 40, "单位：元")]
    document = read_source(recognised("a.html", f"<html><body><div>{''.join(title + placed)}</div></body></html>".encode()))
    assert isinstance(document, Document)

    found = {one.subject_name: one.repair_code for one in load(document).parsed.budget_lines}

    assert found == {"住房保障支出": "", "住房改革支出": "subject_undecided", "住房公积金": ""}
