"""Pieces of text cut into cells and rows: by what cells say, by the width of columns, by borders that were lost."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from loaders.forms.aligned_rows import Row
from loaders.forms.alignment import align
from loaders.forms.borders import touches, unglued
from loaders.forms.pieces import join, lines_of, pieces_of, rest_of_line, runs, source_text, width, would_fit
from loaders.model import Line

COLUMNS = ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation")
TARGETS = ("level1", "level2", "level3", "target")


def _rows(text: str, columns: Sequence[str] = COLUMNS, *, tabbed: bool = False) -> list[Row]:
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    return align(pieces_of(lines), columns, tabbed=tabbed)


def _said(rows: Sequence[Row]) -> list[dict[str, str]]:
    return [{name: cell.text for name, cell in row.cells.items()} for row in rows]


def test_levels_are_left_out_where_they_are_merged() -> None:
    text = "产出指标 数量指标 培训人数 ≥9人 9人 20 20\n检查场次 ≥3次 3次 10 10\n质量指标 合格率 ≥9% 8% 10 8 因检查较严"
    assert _said(_rows(text)) == [
        {"level1": "产出指标", "level2": "数量指标", "level3": "培训人数", "target": "≥9人", "actual": "9人",
         "weight": "20", "score": "20"},
        {"level3": "检查场次", "target": "≥3次", "actual": "3次", "weight": "10", "score": "10"},
        {"level2": "质量指标", "level3": "合格率", "target": "≥9%", "actual": "8%", "weight": "10", "score": "8",
         "deviation": "因检查较严"},
    ]  # fmt: skip


def test_cells_are_broken_over_lines() -> None:
    text = "产出指\n标\n数量\n指标\n培训乡镇\n干部人数\n≥9\n人\n9人\n20\n20\n质量指\n标\n合格率\n≥9%\n8%\n10\n8\n因检查较严，\n下一步改进。"
    assert _said(_rows(text)) == [
        {"level1": "产出指标", "level2": "数量指标", "level3": "培训乡镇干部人数", "target": "≥9人", "actual": "9人",
         "weight": "20", "score": "20"},
        {"level2": "质量指标", "level3": "合格率", "target": "≥9%", "actual": "8%", "weight": "10", "score": "8",
         "deviation": "因检查较严，下一步改进。"},
    ]  # fmt: skip


def test_tabbed_cells_are_whole() -> None:
    text = "产出指标\t数量指标\t培训人数\t≥9人\t9人\t20\t20\n\t\t12月检查\t≥3次\t3次\t10\t10"
    assert _said(_rows(text, tabbed=True))[1] == {
        "level3": "12月检查",
        "target": "≥3次",
        "actual": "3次",
        "weight": "10",
        "score": "10",
    }


def test_tabbed_cells_are_not_cut_where_words_in_them_could_touch() -> None:
    (row,) = _said(_rows("产出指标\t数量指标\t培训人数≥9人\t完成", TARGETS, tabbed=True))
    assert row == {"level1": "产出指标", "level2": "数量指标", "level3": "培训人数≥9人", "target": "完成"}


@pytest.mark.parametrize(
    ("text", "touching"),
    [
        ("培训人数≥9人", True),
        ("100%质量指标", True),
        ("产出指标(50分)", False),
        ("数量指标", False),
        ("按时完成", False),
        ("≥9人", False),
        ("0-6岁儿童", False),
    ],
)
def test_cells_are_seen_to_touch(text: str, touching: bool) -> None:
    assert touches(pieces_of([Line(1, text)])) is touching


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("产出指标数量指标培训人数≥9人", ["产出指标", "数量指标", "培训人数", "≥9人"]),
        ("培训及时率及时", ["培训及时率", "及时"]),
        ("培训人数9人质量指标", ["培训人数", "9人", "质量指标"]),
        ("培训2024年3月", ["培训", "2024年3月"]),
        ("培训人数", ["培训人数"]),
    ],
)
def test_pieces_are_cut_at_labels_and_values(text: str, parts: list[str]) -> None:
    found = unglued(pieces_of([Line(1, f"甲乙 {text}")]))[1:]
    assert [piece.text for piece in found] == parts
    assert [piece.before for piece in found] == ["".join(parts[:n]) for n in range(len(parts))]
    assert not any(piece.first for piece in found)


def test_cells_that_touch_are_rows_of_their_own_columns() -> None:
    said = _said(_rows("产出指标数量指标培训人数≥9人\n时效指标 完成时间2024年12月底前", TARGETS))
    assert said == [
        {"level1": "产出指标", "level2": "数量指标", "level3": "培训人数", "target": "≥9人"},
        {"level2": "时效指标", "level3": "完成时间", "target": "2024年12月底前"},
    ]


def test_a_row_without_any_value_is_doubtful() -> None:
    (row,) = _rows("产出指标 数量指标 培训人数 ≥9人", TARGETS)
    assert not row.is_doubtful
    assert row.fills(TARGETS)
    assert lines_of(row.pieces) == (1,)
    assert source_text(row.pieces) == "产出指标 数量指标 培训人数 ≥9人"
    assert (row.text("level3"), row.text("actual")) == ("培训人数", "")
    for text in ("数量指标 培训人数", "产出指标 数量指标 培训人数 (9人"):
        (row,) = _rows(text, TARGETS)
        assert row.is_doubtful
    assert not row.fills(COLUMNS)


def test_nothing_has_no_rows() -> None:
    assert align([], COLUMNS, tabbed=False) == []


def test_pieces_of_lines() -> None:
    lines = [Line(1, "绩 效 指 标"), Line(2, ""), Line(3, "-28-"), Line(4, "甲 ≥"), Line(5, "9人 <p>乙</p>"), Line(6, "----")]
    found = pieces_of(lines)
    assert [(p.text, p.lines, p.first, p.gap) for p in found] == [
        ("绩效指标", (1,), True, False),
        ("甲", (4,), True, True),
        ("≥9人", (4, 5), False, False),
        ("乙", (5,), False, False),
    ]  # fmt: skip
    assert [join(rest_of_line(found, n)) for n in (0, 1, 2)] == ["绩效指标", "甲≥9人乙", "≥9人乙"]
    assert runs(found, 0, 3) == [(2, "绩效指标甲"), (1, "绩效指标")]


def test_widths() -> None:
    assert (width("甲a"), width("（1"), would_fit("甲乙", "丙", 6), would_fit("甲乙", "丙", 5)) == (3, 3, True, False)
    assert not would_fit("甲", "，乙", 9)
    assert not would_fit("甲", "12.5乙", 5)
