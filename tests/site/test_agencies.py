"""Pages of agencies, search and addresses against the warehouse, without a browser."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from lxml import html

from gongkai.site import agencies, figures, search
from gongkai.site.generate import generate
from gongkai.site.output import Folder
from gongkai.site.search import SHARDS
from gongkai.site.warehouse import Warehouse
from tests.site.conftest import Made, read_data
from tests.site.synthetic import multiply
from tests.site.test_pages import packed, rows, said


def page(made: Made, agency_id: str) -> Any:
    path = made.site / "agencies" / f"{figures.agency_slug(agency_id)}.html"
    return html.parse(str(path), html.HTMLParser(encoding="utf-8"))


def test_the_years_of_an_agency_are_those_of_the_warehouse(made: Made) -> None:
    for agency_id, year, stage, spent in rows(
        made, "select agency_id, fiscal_year, stage, expenditure_yuan from marts.agency_year"
    ):
        found = [
            said(row.find("td[@data-measure='expenditure_yuan']"))
            for row in page(made, agency_id).iterfind(".//section[@id='years']//tbody/tr")
            if said(row.find("th")) == str(year) and stage_of(row) == stage
        ]
        assert found == [figures.wan(spent)]


def stage_of(row: Any) -> str:
    return {"预算Budget": "budget", "决算Final account": "final_account"}[said(row.find("td"))]


def test_what_money_is_for_adds_up_to_the_expenditure_of_the_latest_year() -> None:
    def row(year: int, name: str, yuan: int, kind: str = "amount") -> dict[str, Any]:
        key = None if kind == "rounding" else f"d:budget_line:{yuan}"
        return {
            "fiscal_year": year, "stage": "budget", "class_name": f"{name}类", "subject_name": name, "measure_label": None, "kind": kind,
            "amount_yuan": Decimal(yuan), "document_id": "d", "budget_line_id": key,
        }  # fmt: skip

    money = [row(2023, "旧", 9), row(2024, "教育", 60), row(2024, "卫生", 30), row(2024, "", 1, "rounding")]
    found = agencies.Page({"agency_name": "某局"}, "s", [], [], [], [], [], money).structure

    assert found is not None
    assert (found.year, found.total) == (2024, 91)
    assert found.classes == [("教育类", 60), ("卫生类", 30), ("（尾差）", 1)]
    assert re.findall(r'href="([^"]+)"', found.map) == [
        "../documents/d.html#budget_line-60",
        "../documents/d.html#budget_line-30",
    ]


def test_the_same_findings_on_the_pages_of_agencies_and_documents(made: Made) -> None:
    listed: Counter[str] = Counter()
    for (agency_id,) in rows(made, "select agency_id from marts.dim_agency"):
        for link in page(made, agency_id).iterfind(".//section[@id='findings']//a[@href]"):
            listed[link.get("href").removeprefix("../")] += 1
    stored = Counter(
        f"documents/{figures.slug(document_id)}.html#{figures.check_key(check_id)}"
        for document_id, check_id in rows(
            made,
            """select document_id, check_id from marts.fct_check inner join marts.dim_document using (document_id)
            where status = 'fail' and severity = 'error' and agency_id is not null""",
        )
    )
    assert listed == stored
    for address in listed:
        path, anchor = address.split("#")
        assert f'id="{anchor}"' in (made.site / path).read_text(encoding="utf-8")


def test_every_name_is_found_by_any_two_of_its_letters(made: Made) -> None:
    entries = list(packed(made, "search-entries"))
    names = [
        name
        for (name,) in rows(
            made, "select agency_name from marts.dim_agency inner join marts.dim_document using (agency_id)"
        )
    ]
    assert {entry[1] for entry in entries if entry[0] == 0} == set(names)
    for number, (_, name, _, address, letters) in enumerate(entries):
        assert (made.site / address.split("#")[0]).is_file(), name
        for pair in {letters[at : at + 2] for at in range(min(len(letters), 120) - 1)}:
            shard = (ord(pair[0]) * 31 + ord(pair[1])) % SHARDS
            steps = read_data(made.site / "data" / f"search-{shard}.js")[f"search-{shard}"][pair]
            assert number in [sum(steps[: n + 1]) for n in range(len(steps))]


def test_the_index_of_the_search_is_the_same_in_how_many_lots_it_is_made(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_AT_ONCE", 1)
    with Warehouse(made.warehouse) as warehouse:
        assert search.write(Folder(tmp_path), warehouse) > 1
    for path in (tmp_path / "data").glob("search*.js"):
        assert path.read_bytes() == (made.site / "data" / path.name).read_bytes()


def test_addresses_of_findings_and_figures_outlive_a_rebuild(made: Made, tmp_path: Path) -> None:
    """Other documents come in and rows are stored in another order: the anchors of those that stay are the same."""
    more = tmp_path / "more.duckdb"
    multiply(made.warehouse, tmp_path / "twice.duckdb", 2)
    with duckdb.connect(str(more)) as connection:
        connection.execute(
            f"attach '{made.warehouse}' as here (read_only); attach '{tmp_path / 'twice.duckdb'}' as there (read_only)"
        )
        for schema in ("marts", "quality", "reference", "zh"):
            connection.execute(f"create schema {schema}")
            for (table,) in connection.execute(
                "select table_name from duckdb_tables() where database_name = 'here' and schema_name = ?",
                [schema],
            ).fetchall():
                both = (
                    f"from here.{schema}.{table} union by name from there.{schema}.{table} order by all desc"
                )
                connection.execute(f"create table {schema}.{table} as {both}")
    generate(more, tmp_path / "site")
    kept = {path.name for path in (made.site / "documents").glob("*.html")}
    assert len(list((tmp_path / "site" / "documents").glob("*.html"))) > len(kept)
    for name in kept:
        assert anchors(tmp_path / "site" / "documents" / name) == anchors(made.site / "documents" / name)


def anchors(path: Path) -> dict[str, str]:
    tree = html.parse(str(path), html.HTMLParser(encoding="utf-8"))
    return {
        e.get("id"): said(e)
        for e in tree.iterfind(".//*[@id]")
        if e.get("id").split("-")[0] in ("check", "budget_line", "indicator", "funding")
    }


def test_only_what_changed_is_written_again(made: Made, tmp_path: Path) -> None:
    copy, target = tmp_path / "copy.duckdb", tmp_path / "site"
    shutil.copy(made.warehouse, copy)
    generate(copy, target)
    before = {path: path.stat().st_ino for path in target.rglob("*") if path.is_file()}
    with duckdb.connect(str(copy)) as connection:
        [(document_id,)] = connection.execute(
            "update marts.fct_budget_line set source_text = 'changed' "
            "where budget_line_id = (select min(budget_line_id) from marts.fct_budget_line) returning document_id"
        ).fetchall()

    made_again = generate(copy, target)

    changed = {
        path.relative_to(target).as_posix()
        for path in target.rglob("*")
        if path.is_file() and before.get(path) != path.stat().st_ino
    }
    assert made_again.renewed == 1
    assert f"documents/{figures.slug(document_id)}.js" in changed
    assert not {
        p
        for p in changed
        if p.startswith("documents/") and not p.startswith(f"documents/{figures.slug(document_id)}.")
    }
    assert not {p for p in changed if p.startswith(("static/", "pictures/"))}
    assert generate(copy, target).renewed == 0
    assert json.loads((target / ".gongkai-site").read_text())


@pytest.mark.parametrize("name", ["agencies", "compare", "search"])
def test_pages_of_lists_are_there(made: Made, name: str) -> None:
    assert (made.site / f"{name}.html").is_file()
