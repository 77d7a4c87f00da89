"""Text made to be run, in every place of a document from which text is taken: does anything that is written run it?

The samples with pieces of markup, templates, SQL, formulas and terminal codes behind their words and in their names are built,
checked, made a site and exported. What is written is read back by a parser of its format.
"""

from __future__ import annotations

import csv
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import openpyxl

from benchmarks.breakage.builds import Folders, build
from gongkai.export.cells import neutral
from gongkai.settings import PROJECT

MARK = "zqx"
PAYLOADS = (
    f"<{MARK} on{MARK}=1>", f"</script><{MARK}>", f"\"'><{MARK}>", f"{{{{ {MARK}() }}}}", f"{{% {MARK} %}}", f"'; drop table {MARK}; --",
    f"=cmd|'/c {MARK}'!A1", f"\x1b[31m{MARK}\x07", f"[bold red]{MARK}[/]", f"%s{{0}}{MARK}", f"]]><{MARK}/>", f"([*{MARK}\\", f"javascript:{MARK}",
)  # fmt: skip
_WORDS = re.compile(r"[\u4e00-\u9fff]{2,}")
_FOLLOWED = ("href", "src", "action", "formaction")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_TEXTS = """
    select schema_name || '."' || table_name || '"', '"' || column_name || '"' from duckdb_columns()
    where not internal and schema_name in ('marts', 'zh') and data_type = 'VARCHAR' order by all
"""


def injection(root: Path, seed: int) -> Iterator[tuple[str, str]]:
    """``(whole | runs | failed, what)`` of the build, the terminal, the checks' reports, the site and the export."""
    folders = Folders(root / "injected")
    chance = random.Random(f"{seed}/injection")
    for number, sample in enumerate(sorted((PROJECT / "disclosures").glob("*.txt"))):
        place = folders.disclosures / PAYLOADS[number].replace("/", "")
        place.mkdir(parents=True)
        name = f"{sample.stem}{PAYLOADS[-number].replace('/', '')}.txt"
        (place / name).write_text(injected(sample.read_text(encoding="utf-8"), chance), encoding="utf-8")
    status, said = build(folders)
    if status:
        yield "failed", f"build: {said}"
        return
    with duckdb.connect(str(folders.warehouse), read_only=True) as connection:
        columns = [
            f"{table}.{column}"
            for table, column in connection.execute(_TEXTS).fetchall()
            if connection.execute(f"select 1 from {table} where {column} like '%{MARK}%' limit 1").fetchone()
        ]
    yield "whole", f"build: the text stands in {len(columns)} columns"
    html, book = root / "report.html", root / "report.xlsx"
    files = [str(path) for path in folders.disclosures.rglob("*.txt")]
    checked = _run(folders, "gongkai.cli", "check", *files, "--html", str(html), "--xlsx", str(book))
    yield from _found("terminal", len(checked), [c for c in _CONTROL.findall(checked) if c != "\r"])
    _run(folders, "gongkai.site", GONGKAI_SITE=str(root / "site"))
    _run(folders, "gongkai.export", GONGKAI_EXPORT=str(root / "export"))
    pages = [html, *(root / "site").rglob("*.html")]
    yield from _found("pages", len(pages), [f"{p}: {found}" for p in pages for found in elements(p)])
    books = [book, *(root / "export").rglob("*.xlsx")]
    yield from _found("workbooks", len(books), [f"{p}: {found}" for p in books for found in formulas(p)])
    tables = list((root / "export").rglob("*.csv"))
    yield from _found("CSV", len(tables), [f"{p}: {found}" for p in tables for found in active(p)])


def injected(text: str, chance: random.Random, share: float = 0.1) -> str:
    """``text`` with a payload behind some of its words, and one line a payload alone."""
    lines = _WORDS.sub(
        lambda m: m[0] + (chance.choice(PAYLOADS) if chance.random() < share else ""), text
    ).split("\n")
    for payload in PAYLOADS:
        lines.insert(chance.randrange(len(lines)), payload)
    return "\n".join(lines)


def _run(folders: Folders, module: str, *arguments: str, **more: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env=folders.variables(**more) | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def _found(what: str, examined: int, wrong: list[str]) -> Iterator[tuple[str, str]]:
    if not examined:
        yield "failed", f"{what}: nothing was written"
    elif wrong:
        yield "runs", f"{what}: {len(wrong)}, such as {wrong[0]!r}"
    else:
        yield "whole", f"{what}: {examined} examined"


class _Elements(HTMLParser):
    """Collects elements and attributes that the payloads would make."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is there only where a payload was taken for markup."""
        named = [
            f"{name}={value}"
            for name, value in attrs
            if name == f"on{MARK}" or (name in _FOLLOWED and (value or "").startswith("javascript:"))
        ]
        self.found += [tag, *named] if tag == MARK else named


def elements(page: Path) -> list[str]:
    """Elements of a page that payloads made."""
    parser = _Elements()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser.found


def formulas(book: Path) -> list[str]:
    """Cells of a workbook that a spreadsheet would calculate with a payload."""
    sheets = openpyxl.load_workbook(book, read_only=True).worksheets
    return [
        f"{sheet.title} {cell.coordinate}"
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and MARK in str(cell.value)
    ]


def active(table: Path) -> list[str]:
    """Cells of a CSV that a spreadsheet would take for formulas."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row if MARK in cell and neutral(cell) != cell]
