"""How likely each kind of text is in each column of an indicator table: what decides how lines are cut into cells."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from loaders.forms.likelihood import cell_score, is_unlikely, most_pieces

GOLDEN = Path(__file__).parent / "golden" / "likelihood.csv"
with GOLDEN.open(encoding="utf-8", newline="") as stream:
    ROWS = [(r["column"], r["text"], bool(r["bare"]), float(r["score"])) for r in csv.DictReader(stream)]


@pytest.mark.parametrize(("column", "text", "is_bare", "score"), ROWS)
def test_scores(column: str, text: str, is_bare: bool, score: float) -> None:
    assert cell_score(column, text, (text,), is_bare) == pytest.approx(score)


def test_several_second_levels_in_one_cell_are_levels() -> None:
    assert cell_score("level2", "社会效益指标生态效益指标", ("社会效益指标", "生态效益指标"), False) == 9.0
    assert cell_score("level1", "产出指标效益指标", ("产出指标", "效益指标"), False) == -2.0


def test_only_names_and_values_are_doubted() -> None:
    doubted = [
        ("level3", "产出指标(50分)"),
        ("target", "(9人"),
        ("actual", "100%社会效益指标"),
        ("target'", "≥90%≥90%"),
    ]
    assert all(is_unlikely(column, text, (text,)) for column, text in doubted)
    assert not is_unlikely("deviation", "12", ("12",))
    assert not is_unlikely("actual", "完成道路养护", ("完成道路养护",))


def test_cells_of_numbers_are_one_piece_and_those_of_texts_many() -> None:
    assert [most_pieces(name) for name in ("weight", "score'", "level1", "deviation", "elsewhere")] == [
        1, 1, 6, 70, 12,
    ]  # fmt: skip
