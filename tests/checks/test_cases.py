"""The small inputs of ../shared/cases/trust and problems give what its CASES.md says: the planted fault, once, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from gongkai.warehouse.plan import Plan
from loaders.intake import runner

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "cases").is_dir(), reason="../shared/cases is not here")

AGENCIES = ("残疾人劳动服务所", "某县审计局")
TEMPLATE = "XX市XX局2025年部门预算\n\n一、收支预算总体情况\n2025年收入预算XX万元，其中：财政拨款收入XX万元，比上年增加（减少）XX万元。\n"
# Rules that a sentence changed in the sample budget breaks (CASES.md, trust/), and those of problems/ that an inspection names.
TRUST = {
    "m1_codes_in_prose": {"NT-01"},
    "m3_percent_in_reason": set(),
    "m5_last_year_in_brackets": set(),
    "m6_two_changes": {"NT-07-3"},
    "m9_code_7": {"SC-08"},
    "m10_year_against_itself": {"NT-13"},
    "unit-alone": {"NT-01"},
    "unit": {"NT-01"},
}
PROBLEMS = {
    "P01-late": {"CP-10"},
    "P03-only-classes": {"CP-06"},
    "P04-vehicles-not-split": {"CP-09"},
    "P05-final-full": set(),
    "P05a-final-no-batches": {"CP-07"},
    "P05b-final-bad-rate": {"NT-02"},
    "P08b-procurement-no-sme": {"CP-08"},
    "P12-old-year-in-prose": {"NT-13-2"},
    "P12b-old-year-title": {"NT-13-3"},
    "P12c-other-unit-name": {"NT-09-5"},
    "P13-template-left": {"NT-12"},
}


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """All cases at once, each of an agency of its own (but for the pair), so that none is held against another."""
    folder = tmp_path_factory.mktemp("cases")
    inbox, staging = folder / "in", folder / "staging"
    inbox.mkdir()
    files = {path.stem: path for kind in ("trust", "trust/pair", "problems") for path in (SHARED / "cases" / kind).glob("*.txt")}
    files |= {"unit-alone": files["unit"], "sample": SHARED / "disclosures" / "qingpu-2025-unit-budget.txt"}
    for number, (name, path) in enumerate(sorted(files.items())):
        text = path.read_text(encoding="utf-8")
        mark = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土"[0 if name in ("unit", "dept") else number + 1]
        for agency in AGENCIES:
            text = text.replace(agency, agency[:-1] + mark + agency[-1])
        (inbox / f"{name}.txt").write_text(text, encoding="utf-8")
    (inbox / "template.txt").write_text(TEMPLATE, encoding="utf-8")
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


@pytest.mark.parametrize("name", TRUST)
def test_a_changed_sentence_is_found_and_nothing_else(checks: duckdb.DuckDBPyConnection, name: str) -> None:
    assert {rule for rule, _ in _broken(checks, name) - _broken(checks, "sample")} == TRUST[name]


def test_parts_in_sentences_of_their_own_are_joined(checks: duckdb.DuckDBPyConnection) -> None:
    held = checks.execute(
        """select status from fct_check inner join dim_document using (document_id)
        where file_name = 'm4_parts_in_sentences.txt' and rule_id = 'NT-07' and stated = 20849.45"""
    ).fetchall()
    assert held == [("pass",)]


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_inspections_name_is_found_where_it_is(checks: duckdb.DuckDBPyConnection, name: str) -> None:
    named = set().union(*PROBLEMS.values())
    assert {rule for rule, _ in _broken(checks, name)} & named == PROBLEMS[name]


def test_an_empty_template_has_no_agency_and_no_error_but_what_it_left(checks: duckdb.DuckDBPyConnection) -> None:
    [(agency,)] = checks.execute("select agency_id from dim_document where file_name = 'template.txt'").fetchall()
    errors = checks.execute(
        """select distinct rule_id from fct_check inner join dim_document using (document_id)
        where file_name = 'template.txt' and status = 'fail' and severity = 'error'"""
    ).fetchall()
    assert (agency, errors) == (None, [("NT-12",)])
