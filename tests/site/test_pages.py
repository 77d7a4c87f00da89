"""The numbers of the site against the warehouse, one by one, without a browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from lxml import html

from gongkai.settings import from_environment
from gongkai.site import figures
from gongkai.site.generate import generate
from gongkai.site.warehouse import SiteError
from tests.site import samples
from tests.site.conftest import Made, read_data
from tests.site.synthetic import multiply

WAREHOUSE = from_environment().warehouse


@pytest.fixture(scope="session", params=["samples", "copies", *(["published"] if WAREHOUSE.exists() else [])])
def site(request: pytest.FixtureRequest, made: Made, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The site of the samples, of the published file where there is one, and of copied documents."""
    if request.param == "samples":
        return made
    folder = tmp_path_factory.mktemp(request.param)
    warehouse = WAREHOUSE
    if request.param == "copies":
        warehouse = folder / "copies.duckdb"
        multiply(made.warehouse, warehouse, 3)
    try:
        generate(warehouse, folder / "site")
    except SiteError as error:
        pytest.skip(str(error))
    return Made(warehouse, folder / "site")


@pytest.fixture(scope="session")
def pages(site: Made) -> dict[str, Any]:
    """Document id → its page."""
    return {
        row[0]: html.parse(
            str(site.site / "documents" / f"{figures.slug(row[0])}.html"), html.HTMLParser(encoding="utf-8")
        )
        for row in rows(site, "select document_id from marts.dim_document")
    }


def rows(site: Made, sql: str) -> list[Any]:
    with duckdb.connect(str(site.warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def packed(site: Made, name: str) -> Iterator[list[Any]]:
    for path in sorted(
        (site.site / "data").glob(f"{name}-*.js"), key=lambda p: int(p.stem.rsplit("-", 1)[1])
    ):
        if path.stem.rsplit("-", 1)[0] == name:
            (data,) = read_data(path).values()
            for row in data["r"]:
                yield [data["t"][value[0]] if isinstance(value, list) else value for value in row]


def said(element: Any) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize(
    ("table", "key", "printed"),
    [
        ("fct_budget_line", "budget_line_id", "amount_printed"),
        ("fct_funding", "funding_id", "amount_printed"),
        ("fct_stated_amount", "stated_amount_id", "amount_printed"),
        ("fct_indicator", "indicator_id", "coalesce(target_printed, '—')"),
    ],
)
def test_every_fact_is_shown_once_as_printed(
    site: Made, pages: dict[str, Any], table: str, key: str, printed: str
) -> None:
    kind = table.removeprefix("fct_")
    shown = Counter(
        (document_id, element.get("id"), said(element))
        for document_id, page in pages.items()
        for element in page.iterfind(".//span[@class][@id]")
        if element.get("id").startswith(f"{kind}-")
    )
    stored = Counter(
        (
            document_id,
            figures.fact_key(fact_id)[1],
            figures.grouped(value) if table != "fct_indicator" else value,
        )
        for document_id, fact_id, value in rows(
            site, f"select document_id, {key}, {printed} from marts.{table}"
        )
    )
    assert shown == stored


def test_amounts_stand_in_their_row_and_under_their_header(site: Made, pages: dict[str, Any]) -> None:
    sql = "select document_id, budget_line_id, subject_name, table_seq from marts.fct_budget_line"
    for document_id, fact_id, name, table_seq in rows(site, sql):
        element = pages[document_id].find(f".//span[@id='{figures.fact_key(fact_id)[1]}']")
        row = element.getparent().getparent()
        labels = [said(cell) for cell in row.findall("th")]
        assert not name or name in labels
        assert element.xpath("ancestor::section[1]/@id") == [f"table-{table_seq}"]


def test_every_printed_row_is_there_in_order(site: Made, pages: dict[str, Any]) -> None:
    sql = """select document_id, table_seq, side, list(subject_name order by row_seq) from marts.fct_row_label
        where subject_name is not null group by all"""
    for document_id, table_seq, _, names in rows(site, sql):
        cells = [
            said(cell)
            for cell in pages[document_id].iterfind(f".//section[@id='table-{table_seq}']//tbody//th")
        ]
        remaining = iter(cells)
        assert all(name in remaining for name in names)


def test_verdicts_agree_with_the_checks(site: Made, pages: dict[str, Any]) -> None:
    failing = {
        fact_id
        for (fact_id,) in rows(
            site, "select unnest(evidence) from marts.fct_check where status = 'fail' and severity = 'error'"
        )
    }
    passing = {
        fact_id
        for (fact_id,) in rows(site, "select unnest(evidence) from marts.fct_check where status = 'pass'")
    }
    for document_id, fact_id in rows(site, "select document_id, budget_line_id from marts.fct_budget_line"):
        classes = (
            pages[document_id].find(f".//span[@id='{figures.fact_key(fact_id)[1]}']").get("class").split()
        )
        assert ("v-wrong" in classes) is (fact_id in failing)
        assert ("v-unchecked" in classes) <= (fact_id not in passing | failing)


def test_provenance_of_every_fact_is_in_the_data(site: Made) -> None:
    sql = """select document_id, budget_line_id, amount_yuan, source_page, source_line, source_line_end, source_text, repair
        from marts.fct_budget_line"""
    data = {
        document_id: read_data(site.site / "documents" / f"{figures.slug(document_id)}.js")["document"]
        for (document_id,) in rows(site, "select document_id from marts.dim_document")
    }
    for document_id, fact_id, amount, page, first, last, source, repair in rows(site, sql):
        found = data[document_id]
        fact = found["facts"][figures.fact_key(fact_id)[1]]
        assert Decimal(fact[3].replace(",", "")) == amount
        assert fact[4][:3] == [page, first, last]
        assert found["texts"][fact[5]] == (source or "")
        assert fact[6] == (repair or "")


def test_overview_counts(site: Made) -> None:
    page = html.parse(str(site.site / "index.html"), html.HTMLParser(encoding="utf-8"))
    shown = {e.get("data-count"): int(said(e).replace(",", "")) for e in page.iterfind(".//dd[@data-count]")}
    ((documents, amounts, indicators, findings, passed, failed, na),) = rows(
        site,
        """select (select count(*) from marts.dim_document), (select count(*) from marts.fct_budget_line),
            (select count(*) from marts.fct_indicator),
            count(distinct (document_id, root_id)) filter (
                where status = 'fail' and severity = 'error' and attribution is distinct from 'extraction'
            ),
            count(*) filter (where status = 'pass'), count(*) filter (where status = 'fail'),
            count(*) filter (where status = 'not_applicable') from marts.fct_check""",
    )
    assert shown | {"agencies": 0} == {
        "documents": documents, "agencies": 0, "amounts": amounts, "indicators": indicators,
        "findings": findings, "checks": passed + failed + na, "passed": passed, "failed": failed, "na": na,
    }  # fmt: skip
    assert (site.site / "index.html").stat().st_size < 1_000_000


def test_findings_are_the_failing_checks(site: Made) -> None:
    names = [row[0] for row in packed(site, "documents")]
    shown = Counter((names[r[0]], r[1], r[2], r[4], r[5], r[6], r[7]) for r in packed(site, "findings"))
    stored = Counter(
        (figures.slug(r[0]), r[1], r[2], r[3] or "", *map(figures.plain, r[4:]))
        for r in rows(
            site,
            "select document_id, rule_id, severity, scope, stated, expected, difference from marts.fct_check where status = 'fail'",
        )
    )
    assert shown == stored


def test_indicators_and_forms_agree(site: Made) -> None:
    names = [row[0] for row in packed(site, "documents")]
    years = {f"indicators-{year}" for year in read_data(site.site / "data" / "indicators.js")["indicators"]}
    shown = Counter((names[r[0]], r[1], r[5], r[6], r[7], r[8]) for year in years for r in packed(site, year))
    stored = Counter(
        (
            figures.slug(d),
            figures.fact_key(i)[1],
            target or "",
            actual or "",
            figures.plain(weight),
            figures.plain(score),
        )
        for d, i, target, actual, weight, score in rows(
            site,
            "select document_id, indicator_id, target_printed, actual_printed, weight, score from marts.fct_indicator",
        )
    )
    assert shown == stored
    forms = Counter((names[r[0]], r[1], r[10], r[11]) for r in packed(site, "forms"))
    assert forms == Counter(
        (figures.slug(d), figures.fact_key(e)[1], figures.plain(score), rating or "")
        for d, e, score, rating in rows(
            site, "select document_id, evaluation_id, total_score, rating from marts.fct_evaluation"
        )
    )


def money_rows(site: Made) -> Iterator[tuple[str, str, int]]:
    """Document, system and amount in 分 of each amount of the money page."""
    names = [row[0] for row in packed(site, "documents")]
    for key in read_data(site.site / "data" / "money.js")["money"]["shards"]:
        for number, _, _, cents in packed(site, "-".join(["money", *map(str, key)])):
            yield names[number], key[0], cents


def test_money_adds_up_to_the_printed_totals(site: Made) -> None:
    names = [row[0] for row in packed(site, "documents")]
    sums: Counter[tuple[str, str]] = Counter()
    for name, system, cents in money_rows(site):
        sums[name, system] += cents
    totals: dict[str, set[Decimal]] = {}
    for document_id, total in rows(
        site,
        "select document_id, amount_yuan from marts.fct_budget_line where row_role in ('total', 'subtotal')",
    ):
        totals.setdefault(figures.slug(document_id), set()).add(total)
    assert sums
    for (slug, system), cents in sums.items():
        assert Decimal(cents) / 100 in totals[slug], (slug, system)
    assert not {(names[n], system) for n, system, _ in packed(site, "money-excluded")} & set(sums)


def test_every_amount_of_the_money_page_is_one_of_the_warehouse(site: Made) -> None:
    stored = Counter(
        {
            (figures.slug(document_id), side): total
            for document_id, side, total in rows(
                site,
                """select document_id, side, sum(amount_yuan) from marts.fct_money
                where is_counted group by all""",
            )
        }
    )
    listed: Counter[tuple[str, str]] = Counter()
    for name, system, cents in money_rows(site):
        if system in ("function", "source"):
            listed[name, "revenue" if system == "source" else "expenditure"] += Decimal(cents) / 100
    assert listed == stored


_INDICATOR_CELLS = """
select document_id, indicator_id, [
    case when count(actual_printed) over block > 0 then coalesce(actual_printed, '') end,
    case when count(weight) over block > 0 then coalesce(cast(weight as varchar), '') end,
    case when count(score) over block > 0 then coalesce(cast(score as varchar), '') end,
    case when count(deviation) over block > 0 then coalesce(deviation, '') end
]
from marts.fct_indicator
window block as (partition by evaluation_id, phase)
"""


def test_results_weights_and_scores_stand_beside_their_target(site: Made, pages: dict[str, Any]) -> None:
    for document_id, fact_id, expected in rows(site, _INDICATOR_CELLS):
        row = (
            pages[document_id].find(f".//span[@id='{figures.fact_key(fact_id)[1]}']").getparent().getparent()
        )
        shown = [said(cell) for cell in row.findall("td")][1:]
        assert [figure_or_text(t) for t in shown] == [figure_or_text(t) for t in expected if t is not None]


def test_weight_rate_and_score_stand_beside_their_money(site: Made, pages: dict[str, Any]) -> None:
    sql = """select document_id, funding_id, [weight, execution_rate, score] from marts.fct_funding
        where weight is not null or execution_rate is not null or score is not null"""
    for document_id, fact_id, expected in rows(site, sql):
        row = (
            pages[document_id].find(f".//span[@id='{figures.fact_key(fact_id)[1]}']").getparent().getparent()
        )
        assert [said(cell) for cell in row.findall("td")[-3:]] == [figures.figure(v) for v in expected]


def test_changes_and_shares_stand_beside_their_amount(site: Made, pages: dict[str, Any]) -> None:
    sql = """select document_id, stated_amount_id, change_printed, coalesce(change_unit, ''), change_pct, share_pct
        from marts.fct_stated_amount"""
    for document_id, fact_id, change, unit, *shares in rows(site, sql):
        row = (
            pages[document_id].find(f".//span[@id='{figures.fact_key(fact_id)[1]}']").getparent().getparent()
        )
        shown = [said(cell) for cell in row.findall("td")][2:5]
        expected = ["" if share is None else f"{figures.figure(share)} %" for share in shares]
        assert shown == [f"{figures.grouped(change)} {unit}" if change else "", *expected]


def figure_or_text(value: str) -> Decimal | str:
    """A number as such, whatever zeros and separators it is written with."""
    try:
        return Decimal(value.replace(",", ""))
    except ArithmeticError:
        return value


def test_pages_are_self_contained(site: Made) -> None:
    for path in site.site.rglob("*.html"):
        page = html.parse(str(path), html.HTMLParser(encoding="utf-8"))
        assert "default-src 'none'" in page.find(".//meta[@http-equiv]").get("content")
        assert all(
            script.get("src") and not (script.text or "").strip() for script in page.iterfind(".//script")
        )
        assert not [
            e
            for e in page.iter()
            if isinstance(e.tag, str)
            for name in e.attrib
            if name.startswith("on") or name == "style"
        ]
        for name in ("src", "href"):
            for element in page.iterfind(f".//*[@{name}]"):
                target = element.get(name).split("#")[0].split("?")[0]
                assert "://" not in target
                assert not target or (path.parent / target).resolve().is_file(), (path, target)


def test_ids_are_unique_and_headers_have_a_scope(pages: dict[str, Any]) -> None:
    for page in pages.values():
        ids = Counter(element.get("id") for element in page.iterfind(".//*[@id]"))
        assert [key for key, n in ids.items() if n > 1] == []
        assert all(cell.get("scope") for cell in page.iterfind(".//th"))


def test_hostile_text_is_text(made: Made) -> None:
    path = made.site / "documents" / f"{figures.slug(samples.ODD_NAME)}.html"
    page = html.parse(str(path), html.HTMLParser(encoding="utf-8"))

    assert "window.hit" not in "".join(said(script) for script in page.iterfind(".//script"))
    assert page.find(".//img") is None
    assert samples.HOSTILE in said(page.getroot())
    for script in made.site.rglob("*.js"):
        if "static" not in script.parts:
            assert "<" not in script.read_text(encoding="utf-8")


def test_unread_documents_say_why(made: Made) -> None:
    assert "文件已加密" in (made.site / "documents" / "broken.html").read_text(encoding="utf-8")


def test_making_it_again_replaces_it(made: Made, tmp_path: Path) -> None:
    target = tmp_path / "site"
    generate(made.warehouse, target)
    (target / "documents" / "stale.html").write_text("stale")

    generate(made.warehouse, target)

    assert not (target / "documents" / "stale.html").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
