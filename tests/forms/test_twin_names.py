"""Names that one phase of a form has lost are completed from the other, where one name and its value say so."""

from __future__ import annotations

import pytest

from loaders.forms.raw import RawIndicator
from loaders.forms.twin_names import repair

Printed = tuple[str, str, str, str]  # phase, second level, name, target

WHOLE, CUT = "农村公路养护里程完成数", "农村公路养护里程"


def repaired(*printed: Printed, scanned: bool = False) -> list[tuple[str, list[str]]]:
    """Names and codes of repairs of rows, in their order."""
    rows = [
        RawIndicator(texts={"level3": name, "target": target}, phase=phase, level1="产出指标", level2=second)
        for phase, second, name, target in printed
    ]
    repair(rows, scanned=scanned)
    return [(row.texts["level3"], [one.code for one in row.repairs]) for row in rows]


@pytest.mark.parametrize("phases", [("term", "annual"), ("annual", "term")])
def test_a_name_that_is_cut_off_is_completed(phases: tuple[str, str]) -> None:
    one, other = phases
    rows = [
        (one, "数量指标", WHOLE, "≥30公里"),
        (other, "数量指标", CUT, "≥30公里"),
        (other, "质量指标", "合格率", "100%"),
    ]

    assert repaired(*rows) == [(WHOLE, []), (WHOLE, ["level3_completed"]), ("合格率", [])]


@pytest.mark.parametrize(
    "others",
    [
        [("term", "数量指标", WHOLE, "≥40公里")],  # another value
        [("term", "质量指标", WHOLE, "≥30公里")],  # another second level
        [("annual", "数量指标", WHOLE, "≥30公里")],  # of the same phase
        [
            ("term", "数量指标", WHOLE, "≥30公里"),
            ("term", "数量指标", CUT + "合格率", "≥30公里"),
        ],  # two continue it
        [
            ("term", "数量指标", WHOLE, "≥40公里"),
            ("term", "数量指标", CUT, "≥50公里"),
        ],  # printed so on the other side, too
        [("term", "数量指标", "县级公路养护里程完成数", "≥30公里")],  # another name
        [],
    ],
)
def test_a_name_that_nothing_completes_is_left(others: list[Printed]) -> None:
    cut = ("annual", "数量指标", CUT, "≥30公里")

    assert repaired(*others, cut)[-1] == (CUT, [])


@pytest.mark.parametrize(("short", "completed"), [("养护里", True), ("养护", False)])
def test_two_characters_begin_too_many_names(short: str, *, completed: bool) -> None:
    found = repaired(("term", "数量指标", "养护里程", "≥3"), ("annual", "数量指标", short, "≥3"))

    assert found[-1] == (("养护里程", ["level3_completed"]) if completed else (short, []))


@pytest.mark.parametrize("phases", [("term", "annual"), ("annual", "term")])
def test_a_name_misread_beyond_its_words_is_that_of_its_twin(phases: tuple[str, str]) -> None:
    """Only on a scanned form, beside one name of the same value, and where some characters are shared."""
    one, other = phases
    twin = (one, "数量指标", "培训人数", "≥50人")
    rows = [twin, (other, "数量指标", "培§人¤", "≥50人")]
    alone = [*rows, (one, "质量指标", "合格率", "100%"), (other, "质量指标", "合格率", "100%")]

    assert repaired(*alone, scanned=True)[:2] == [("培训人数", []), ("培训人数", ["level3_from_twin"])]
    assert repaired(*alone)[1] == ("培§人¤", [])
    for more in (
        [*rows, (one, "数量指标", "培训期数", "≥5期")],
        [*rows, (other, "数量指标", "培训期数", "≥5期")],
        [twin, (other, "数量指标", "培§人¤", "≥60人")],
        [twin, (other, "数量指标", "培§¤£", "≥50人")],
        [(one, "数量指标", "培训§数", "≥50人"), (other, "数量指标", "培§人¤", "≥50人")],
    ):
        assert repaired(*more, scanned=True)[1] == (more[1][2], [])
