"""``python -m devtools.measure SHARED [--renew]``: build real documents and hold the figures reached as floors.

Reads the documents of ``SHARED`` (disclosures, pool, pages), compares them with its gold and with the transcriptions of
held-back places in ``tests/heldout``, and counts what needs no gold. Every figure has a limit in
``devtools/limits.csv``; one that is worse fails. ``--renew`` writes today's figures there.
Uses folders of its own below ``build/``; the published file of the project is not touched.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import duckdb

from devtools.agreement import disagreements
from gongkai.build import build
from gongkai.errors import BuildError
from gongkai.settings import PROJECT, Settings
from loaders.errors import LoaderError

FOLDER = PROJECT / "build" / "measure"
HELD_BACK = PROJECT / "tests" / "heldout"
LIMITS = PROJECT / "devtools" / "limits.csv"
PARTS = ("disclosures", "pool", "pages")
_LINE = re.compile(r"^(.+): gold (\d+) found (\d+) matched (\d+) recall", re.M)
_TOTAL = re.compile(r"^(.+): gold \d+ recall ([\d.]+) precision ([\d.]+)$", re.M)
# One figure a query, in percent or as a count; less is better.
_COUNTS = {
    "cells without a column, %": """
        select 100.0 * count(*) filter (where measure is null) / count(*) from marts.fct_budget_line""",
    "cells without yuan, %": """
        select 100.0 * count(*) filter (where amount_yuan is null and coalesce(unit, '') <> '%') / count(*)
        from marts.fct_budget_line""",
    "error failures, % of judged": """
        select 100.0 * count(*) filter (where status = 'fail') / count(*) from marts.fct_check
        where severity = 'error' and status in ('pass', 'fail')""",
    "documents incomplete, %": """
        select 100.0 * count(*) filter (where quality = 'incomplete') / count(*) from marts.dim_document""",
    "documents without agency or year, %": """
        select 100.0 * count(*) filter (where agency_id is null or fiscal_year is null) / count(*)
        from marts.dim_document where quality <> 'unread'""",
    "plain sums that are wrong": """
        with printed as (
            select document_id, max(amount_yuan) as total from marts.fct_budget_line
            where table_type = 'expenditure_summary' and subject_level = 0 and measure = 'total' group by all
        ),
        summed as (select "文件编号" as document_id, sum("总支出_元") as total from zh."预算明细" group by all)
        select count(*) from printed inner join summed using (document_id)
        where abs(summed.total - printed.total) > 1""",
    "printed totals whose plain sum is null, %": """
        with printed as (
            select distinct document_id from marts.fct_budget_line
            where table_type in ('expenditure_summary', 'revenue_expenditure_summary') and subject_level = 0
                and measure = 'total' and document_id in (
                    select document_id from marts.dim_document
                    where not starts_with(disclosure_type, 'government_') and coalesce(numbers_used_pct, 0) >= 99
                )
        )
        select 100.0 * count(*) filter (where document_id not in (
            select document_id from marts.fct_money where side = 'expenditure'
        )) / count(*) from printed""",
}


def measure(shared: Path) -> dict[str, float]:
    """Print the comparisons, and give every figure by its name: recall and precision from 0 to 1, counts.

    Raises BuildError or LoaderError where the documents can't be built.
    """
    source = FOLDER / "input"
    shutil.rmtree(source, ignore_errors=True)
    for part in PARTS:
        shutil.copytree(shared / part, source / part, copy_function=shutil.copyfile)
    settings = Settings(source, FOLDER / "staging", FOLDER / "build", FOLDER / "warehouse" / "gongkai.duckdb")
    build(settings)
    figures: dict[str, float] = {}
    told = _output(shared / "tools" / "gold.py", settings.warehouse, shared)
    print(told, flush=True)
    for kind, recall, precision in _TOTAL.findall(told):
        figures[f"gold, {kind}, recall"] = float(recall)
        figures[f"gold, {kind}, precision"] = float(precision)
    figures |= _held_back(shared, settings.warehouse)
    print(_output(shared / "tools" / "pool.py", settings.warehouse), flush=True)
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        for name, query in _COUNTS.items():
            row = connection.execute(query).fetchone()
            figures[name] = round(float(row[0] or 0), 2) if row else 0.0
    different = disagreements(settings.warehouse)
    print(*different, sep="\n", flush=True)
    figures["clients that disagree about money"] = len(different)
    return figures


def _held_back(shared: Path, warehouse: Path) -> dict[str, float]:
    """Recall and precision over the transcriptions of places that were held back, all documents together."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for gold in sorted(path for path in HELD_BACK.iterdir() if path.is_dir()):
        raw = next(path for path in sorted((shared / "pool" / gold.name).iterdir()) if path.is_file())
        told = _output(shared / "tools" / "compare.py", warehouse, gold, raw)
        print(f"== held back: {gold.name}\n{told}", flush=True)
        for kind, *numbers in _LINE.findall(told):
            totals[kind] = [a + int(b) for a, b in zip(totals[kind], numbers, strict=True)]
    figures = {}
    for kind, (expected, found, matched) in totals.items():
        figures[f"held back, {kind}, recall"] = round(matched / expected, 4) if expected else 1.0
        figures[f"held back, {kind}, precision"] = round(matched / found, 4) if found else float(not expected)
    return figures


def _output(script: Path, *arguments: Path) -> str:
    command = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def worse(figures: dict[str, float], limits: dict[str, float]) -> Iterator[str]:
    """The figures that are worse than their limit, and the limits whose figure is gone, in words."""
    for name, limit in limits.items():
        value = figures.get(name)
        if value is None:
            yield f"{name}: not measured any more"
        elif value < limit if _is_share(name) else value > limit:
            yield f"{name}: {value:g}, was {limit:g}"


def _is_share(name: str) -> bool:
    return name.endswith(("recall", "precision"))


def main() -> int:
    """Measure with the folder given on the command line; 0 where nothing is worse than its limit."""
    shared, renew = Path(sys.argv[1]).absolute(), "--renew" in sys.argv
    try:
        figures = measure(shared)
    except (BuildError, LoaderError) as error:
        print(f"measure: {error}", file=sys.stderr)
        return 1
    for name, value in figures.items():
        print(f"{value:10g}  {name}")
    if renew:
        with LIMITS.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([("figure", "limit"), *figures.items()])
        return 0
    with LIMITS.open(encoding="utf-8", newline="") as file:
        limits = {row["figure"]: float(row["limit"]) for row in csv.DictReader(file)}
    fallen = list(worse(figures, limits))
    for sentence in fallen:
        print(f"worse: {sentence}", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
