"""One thing changed in the sample budget is found once, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from gongkai.warehouse.plan import Plan
from loaders.intake import runner
from tests.checks import changed

AGENCIES = ("残疾人劳动服务所", "某县审计局")
# Rules that a changed sentence breaks, and those that inspections name.
SENTENCES = {
    "codes_in_prose": {"NT-01"},
    "percent_in_reason": set(),
    "percent_of_two_decimals": {"NT-05"},
    "last_year_in_brackets": set(),
    "two_changes": {"NT-07-3"},
    "code_of_no_class": {"SC-08"},
    "year_against_itself": {"NT-13"},
    "older_year": {"NT-13"},
    "two_older_years": set(),
    "older_year_beside": set(),
    "unit_alone": {"NT-01"},
    "unit": {"NT-01"},
}
INSPECTED = {
    "published_late": {"CP-10"},
    "only_classes": {"CP-06"},
    "vehicles_not_split": {"CP-09"},
    "final": set(),
    "final_without_counts": {"CP-07"},
    "final_with_wrong_rate": {"NT-02"},
    "nothing_for_small_firms": {"CP-08"},
    "last_year_in_prose": {"NT-13-2"},
    "last_year_in_title": {"NT-13-3"},
    "other_unit": {"NT-09-5"},
    "template_left": {"NT-12"},
}


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """All cases at once, each of an agency of its own (but for the pair), so that none is held against another."""
    folder = tmp_path_factory.mktemp("cases")
    inbox, staging = folder / "in", folder / "staging"
    inbox.mkdir()
    for number, (name, text) in enumerate(sorted(changed.documents().items())):
        mark = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土天地日月山川江河湖海"[
            0 if name in ("unit", "department") else number + 1
        ]
        for agency in AGENCIES:
            text = text.replace(agency, agency[:-1] + mark + agency[-1])
        (inbox / f"{name}.txt").write_text(text, encoding="utf-8")
    runner.run(inbox, staging)
    connection = duckdb.connect(":memory:", config={"threads": 1})
    Plan(connection, staging).build("fct_check", "dim_document")
    yield connection
    connection.close()


def _broken(checks: duckdb.DuckDBPyConnection, name: str) -> set[tuple[str, str]]:
    return set(
        checks.execute(
            """select rule_id, regexp_replace(scope, '服务.所', '服务所') from fct_check inner join dim_document using (document_id)
            where file_name = ? || '.txt' and fct_check.is_root""",
            [name],
        ).fetchall()
    )


@pytest.mark.parametrize("name", SENTENCES)
def test_a_changed_sentence_is_found_and_nothing_else(checks: duckdb.DuckDBPyConnection, name: str) -> None:
    assert {rule for rule, _ in _broken(checks, name) - _broken(checks, "sample")} == SENTENCES[name]


def test_parts_in_sentences_of_their_own_are_joined(checks: duckdb.DuckDBPyConnection) -> None:
    held = checks.execute(
        """select status from fct_check inner join dim_document using (document_id)
        where file_name = 'parts_in_sentences.txt' and rule_id = 'NT-07' and stated = 20849.45"""
    ).fetchall()
    assert held == [("pass",)]


@pytest.mark.parametrize("name", INSPECTED)
def test_what_inspections_name_is_found_where_it_is(checks: duckdb.DuckDBPyConnection, name: str) -> None:
    named = set().union(*INSPECTED.values())
    assert {rule for rule, _ in _broken(checks, name)} & named == INSPECTED[name]


def test_an_empty_template_has_no_agency_and_no_error_but_what_it_left(
    checks: duckdb.DuckDBPyConnection,
) -> None:
    [(agency,)] = checks.execute(
        "select agency_id from dim_document where file_name = 'template.txt'"
    ).fetchall()
    errors = checks.execute(
        """select distinct rule_id from fct_check inner join dim_document using (document_id)
        where file_name = 'template.txt' and status = 'fail' and severity = 'error'"""
    ).fetchall()
    assert (agency, errors) == (None, [("NT-12",)])
