"""One disclosure in every format: the same fact rows, and exactly those that were written."""

from __future__ import annotations

import pytest

from loaders.model import Document
from loaders.notes import is_undecided
from loaders.pipeline import Staged, load
from loaders.readers import read_source, recognised
from tests.formats.arranged import ARRANGED
from tests.formats.budget import Disclosure, unit_budget
from tests.formats.declared import DECLARED
from tests.formats.evaluated import EVALUATED
from tests.formats.final_account import final_account
from tests.formats.generate import WRITERS, as_csv, as_tabbed_text
from tests.formats.listed import LISTED
from tests.formats.performance import FORMS
from tests.formats.places import PLACES
from tests.staged import shapes
from tests.staged.golden import plain
from tests.staged.rendering import rendered

TABLE_WRITERS = {**WRITERS, "csv": as_csv}
FORM_WRITERS = {**WRITERS, "txt": as_tabbed_text}
SEEDS = (1, 3, 6)
FIXED = DECLARED | EVALUATED | LISTED | ARRANGED
LAYOUTS = [*((kind, seed) for kind in PLACES for seed in SEEDS), *((kind, 1) for kind in FIXED)]
LINES_IN_CELLS = ("packed_by_lines", "packed_in_levels", "stacked_lines")
MAKERS = {"unit_budget": unit_budget, "final_account": final_account}


def staged(data: bytes, name: str) -> Staged:
    document = read_source(recognised(name, data))
    assert isinstance(document, Document), document
    return load(document)


def budget_facts(found: Staged) -> list[tuple[int, str, str, str, str, str]]:
    return sorted(
        (b.table_seq, b.side, b.subject_code, b.subject_name, b.measure_label, b.amount_printed)
        for b in found.parsed.budget_lines
    )


def stated(found: Staged) -> list[tuple[str, ...]]:
    return [
        (s.subject_name, s.role, s.amount_printed, s.unit, s.change_printed, s.change_pct, s.share_pct)
        for s in found.parsed.stated_amounts
    ]


def measures(found: Staged) -> list[tuple[str, ...]]:
    """What is derived of labels: measure, role, level and unit of every amount, and the tables' types."""
    return sorted(
        (b.measure_label, b.measure, b.row_role, b.subject_level, b.subject_system, b.unit, b.subject_name)
        for b in found.parsed.budget_lines
    ) + [(t.table_title, t.table_type, t.unit, bool(t.empty_note)) for t in found.parsed.tables]


@pytest.fixture(scope="module")
def as_page() -> dict[tuple[str, int], tuple[Disclosure, Staged]]:
    """Each disclosure as a web page, read once."""
    found = {}
    for kind, make in MAKERS.items():
        for seed in SEEDS:
            made = make(seed)
            found[kind, seed] = made, staged(WRITERS["html"](made.items), "a.html")
    return found


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("suffix", TABLE_WRITERS)
def test_budgets_and_final_accounts(
    kind: str, seed: int, suffix: str, as_page: dict[tuple[str, int], tuple[Disclosure, Staged]]
) -> None:
    made, page = as_page[kind, seed]

    found = staged(TABLE_WRITERS[suffix](made.items), f"a.{suffix}")

    assert budget_facts(found) == sorted(made.facts)
    assert measures(found) == measures(page)
    assert stated(found) == stated(page) != []
    assert not found.parsed.rejects
    assert found.account.used + found.account.ignored == found.account.total
    assert (found.identity.agency_name, found.identity.fiscal_year) == (made.agency, made.year)
    assert found.identity == page.identity


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("suffix", FORM_WRITERS)
def test_performance_forms(kind: str, seed: int, suffix: str) -> None:
    made = FORMS[kind](seed)

    parsed = staged(FORM_WRITERS[suffix](made.items), f"a.{suffix}").parsed

    assert len(parsed.evaluations) == 1
    evaluation = parsed.evaluations[0]
    assert evaluation.form_type == made.kind
    assert {name: getattr(evaluation, name) for name in made.head} == made.head
    assert sorted((f.source_label, f.phase, f.amount_printed) for f in parsed.funding) == sorted(made.funding)
    assert sorted(
        (i.phase, i.level1, i.level2, i.level3, i.target_printed, i.actual_printed, i.weight, i.score)
        for i in parsed.indicators
    ) == sorted(made.indicators)
    assert not parsed.rejects


@pytest.mark.parametrize(
    ("suffix", "kind", "seed"),
    # A line of text has no cells of several lines.
    [
        (suffix, *layout)
        for suffix in FORM_WRITERS
        for layout in LAYOUTS
        if suffix != "txt" or layout[0] not in LINES_IN_CELLS
    ],
)
def test_forms_of_further_places(suffix: str, kind: str, seed: int) -> None:
    made = (PLACES | FIXED)[kind](seed)
    found = staged(FORM_WRITERS[suffix](made[0].items), f"a.{suffix}")
    parsed = found.parsed

    assert [(e.form_type, *(getattr(e, name) for name in made[0].head)) for e in parsed.evaluations] == [
        (one.kind, *one.head.values()) for one in made
    ]
    for number, one in enumerate(made, start=1):
        money = [f for f in parsed.funding if f.form_seq == number]
        named = one.funding[0][0] if one.funding else ""
        assert sorted((f.source_label if named else "", f.phase, f.amount_printed) for f in money) == sorted(
            one.funding
        )
        assert sorted(
            (i.phase, i.level1, i.level2, i.level3, i.target_printed, i.actual_printed, i.weight, i.score)
            for i in parsed.indicators
            if i.form_seq == number
        ) == sorted(one.indicators)
    assert not parsed.rejects
    if suffix in ("docx", "xlsx", "pdf") and seed == 1 and (suffix, kind) != ("pdf", "in_sections"):  # a text below it
        assert plain(rendered(found)) == plain(rendered(shapes.staged(kind)))


@pytest.mark.parametrize(
    "kind", ["value_and_content", "direction_of_value", "over_pages", "two_phases_in_list"]
)
def test_a_list_whose_cells_are_lost_gives_no_facts(kind: str) -> None:
    parsed = staged(WRITERS["txt"](FIXED[kind](1)[0].items), "a.txt").parsed

    assert not [*parsed.evaluations, *parsed.funding, *parsed.indicators]
    assert "list_without_cells" in {reject.code for reject in parsed.rejects}


def test_indicators_behind_tasks_and_their_projects_are_read_where_cells_are_lost() -> None:
    [made] = FIXED["tasks_with_projects"](1)

    parsed = staged(WRITERS["txt"](made.items), "a.txt").parsed

    assert [
        (i.phase, i.level1, i.level2, i.level3, i.target_printed, i.actual_printed, i.weight, i.score)
        for i in parsed.indicators
    ] == list(made.indicators)


@pytest.mark.parametrize("kind", ["graded_values", "values_in_two_columns", "scored_twice"])
def test_indicators_below_heads_that_are_not_known_are_undecided_where_cells_are_lost(kind: str) -> None:
    parsed = staged(WRITERS["txt"](FIXED[kind](1)[0].items), "a.txt").parsed

    assert parsed.indicators
    assert all(is_undecided(one.repair_code) for one in parsed.indicators)
