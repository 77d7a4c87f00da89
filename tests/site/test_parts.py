"""The small decisions: verdicts, targets met, execution bands, figures, escapes, the folder that is replaced."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.site import charts, figures, output, performance, text, verdicts
from gongkai.site.warehouse import SiteError, Warehouse


def check(
    status: str, severity: str = "error", difference: str = "0", evidence: tuple[str, ...] = ("a",)
) -> dict[str, Any]:
    return {
        "status": status,
        "severity": severity,
        "difference": Decimal(difference),
        "evidence": list(evidence),
    }


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (check("pass"), "ok"),
        (check("pass", difference="0.01"), "rounding"),
        (check("fail", "rounding", "0.02"), "rounding"),
        (check("fail", "error", "5"), "wrong"),
        (check("fail", "notice", "5"), "notice"),
        (check("not_applicable"), "unchecked"),
    ],
)
def test_verdict_of_a_check(found: dict[str, Any], verdict: str) -> None:
    assert verdicts.of_check(found) == verdict


def test_the_worst_check_decides() -> None:
    checks = [
        check("pass", evidence=("a", "b")),
        check("fail", evidence=("b", "c")),
        check("not_applicable", evidence=("d",)),
    ]

    assert verdicts.of_facts(checks) == {"a": "ok", "b": "wrong", "c": "wrong", "d": "unchecked"}


@pytest.mark.parametrize(
    ("operator", "target", "actual", "unit", "result"),
    [
        (">=", "90", "98", "%", "yes"),
        (">=", "90", "89", "%", "no"),
        (">=", "10", "14", "人", "exceeded"),
        ("<=", "5", "3", "天", "yes"),
        ("<=", "5", "6", "天", "no"),
        ("=", "100", "100", "%", "yes"),
        ("=", "100", "99", "%", "no"),
        ("=", "100", "101", "%", "yes"),
        (">", "90", "90", "%", "no"),
        ("<", "90", "90", "%", "no"),
        (None, "10", "9", "个", "no"),
        (None, "10", "14", "个", "exceeded"),
        (">=", "90", None, "%", "unknown"),
    ],
)
def test_target_met(operator: str | None, target: str, actual: str | None, unit: str, result: str) -> None:
    row = {
        "target_value": Decimal(target), "target_operator": operator, "target_unit": unit, "actual_unit": unit,
        "actual_value": None if actual is None else Decimal(actual), "actual_printed": "x",
        "score": None, "weight": None,
    }  # fmt: skip

    assert met(row) == result
    assert met({**row, "actual_printed": None}) == "none"
    assert met({**row, "actual_unit": "other"}) == "unknown"
    assert met({**row, "actual_unit": None}) == "unknown"
    # Without a unit of its own a result is in the target's, where the score says the same.
    is_met = result in ("yes", "exceeded")
    assert met({**row, "actual_unit": None, "score": 10 if is_met else 3, "weight": 10}) == result
    assert met({**row, "actual_unit": None, "score": 3 if is_met else 10, "weight": 10}) == "unknown"


def met(row: dict[str, Any]) -> str:
    named = ", ".join(f"${name} as {name}" for name in row)
    found = duckdb.execute(f"select {performance.MET} from (select {named})", row).fetchone()
    assert found is not None
    return str(found[0])


@pytest.mark.parametrize(
    ("rate", "band"),
    [
        (None, "none"),
        ("0", "0"),
        ("49.99", "0"),
        ("50", "50"),
        ("89.9", "80"),
        ("90", "90"),
        ("100", "100"),
        ("100.1", "over"),
    ],
)
def test_band(rate: str | None, band: str) -> None:
    assert performance.band(None if rate is None else Decimal(rate)) == band


@pytest.mark.parametrize(
    ("unit", "is_cost"),
    [("元/人", True), ("万元", True), ("元", True), ("人", False), ("单元", False), (None, False)],
)
def test_cost_unit(unit: str | None, is_cost: bool) -> None:
    assert bool(performance.cost_unit({"target_unit": unit, "actual_unit": None})) is is_cost


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("1234567.80", "1,234,567.80"),
        ("-1234", "-1,234"),
        ("0.00", "0.00"),
        ("0123", "0123"),
        ("约100", "约100"),
        (None, ""),
    ],
)
def test_grouped(printed: str | None, shown: str) -> None:
    assert figures.grouped(printed) == shown


@given(st.text())
def test_a_script_keeps_every_text_and_can_not_be_left(value: str) -> None:
    made = output.script("name", [value])

    assert not set("<>&\u2028\u2029") & set(made.replace("&&", ""))
    assert json.loads(made.partition("]=")[2].rstrip().removesuffix(";")) == [value]


def test_a_slug_is_a_safe_file_name() -> None:
    assert figures.slug("qingpu-2025.budget_1") == "qingpu-2025.budget_1"
    for odd in ("../../etc", "脏 文件", "a" * 200, ".hidden"):
        assert re.fullmatch(r"doc-[0-9a-f]{16}", figures.slug(odd))


def test_fact_key_survives_colons_in_document_ids() -> None:
    assert figures.fact_key("a:b:budget_line:12") == ("a:b", "budget_line-12")


def test_a_folder_with_other_things_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(SiteError, match="不覆盖"):
        output.Site(tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_no_warehouse_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="gongkai build"):
        Warehouse(tmp_path / "none.duckdb")


def test_a_file_of_an_older_version_says_to_build_again(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as old:
        old.execute("create schema marts")
        old.execute("create table marts.agency_year (agency_id varchar)")
        old.execute("create table marts.dim_document (document_id varchar)")

    with pytest.raises(SiteError, match="旧版本"):
        Warehouse(path)


def test_every_word_has_both_languages() -> None:
    lacking = [key for key, (zh, en) in text.words().items() if not zh or not en]
    assert lacking == []


def test_every_word_that_templates_and_scripts_name_exists() -> None:
    sources = [*(output.HERE / "templates").glob("*.html"), *(output.HERE / "static").glob("*.js")]
    named = re.compile(
        r"""(?:\bt\(|\btext\(|data-label=|words\[|title: )['"]([a-z_]+(?:\.[a-z_0-9]+)+)['"]"""
    )
    missing = {key for path in sources for key in named.findall(path.read_text(encoding="utf-8"))} - set(
        text.words()
    )
    assert missing == set()


@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=40), st.floats(10, 1000), st.floats(10, 1000))
def test_a_treemap_fills_its_place_with_areas_in_proportion(
    sizes: list[float], width: float, height: float
) -> None:
    total = sum(sizes)
    areas = sorted((size * width * height / total for size in sizes), reverse=True)

    placed = charts.squarified(areas, width, height)

    assert [w * h for _, _, w, h in placed] == pytest.approx(areas, rel=1e-6)
    assert all(
        x >= -1e-6 and y >= -1e-6 and x + w <= width * 1.000001 and y + h <= height * 1.000001
        for x, y, w, h in placed
    )
    middles = [(x + w / 2, y + h / 2) for x, y, w, h in placed]
    inside = [sum(x < a < x + w and y < b < y + h for x, y, w, h in placed) for a, b in middles]
    assert inside == [1] * len(placed)


def test_a_trend_has_a_point_and_a_figure_for_each_amount() -> None:
    lines = [
        charts.Line("budget", {2022: Decimal(10_000), 2024: Decimal(30_000)}),
        charts.Line("final_account", {2023: Decimal(0)}),
    ]
    drawn = charts.trend(lines)
    assert drawn.count("<circle") == 3
    assert [f">{said}</text>" in drawn for said in ("1.00", "3.00", "0.00", "2023")] == [True] * 4
    assert charts.trend([charts.Line("budget", {2024: Decimal(1)})]) == ""


def test_names_in_charts_are_text() -> None:
    parts = [
        charts.Part("<script>" * 3, Decimal(9), "a.html#x", 0),
        charts.Part("b", Decimal(1), "b.html", 1),
    ]
    assert "<script>" not in charts.treemap(parts, "<b>")
