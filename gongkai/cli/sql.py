"""``gongkai sql`` and ``gongkai documents``: the published file, read-only."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from gongkai.settings import from_environment
from gongkai.terminal import UNUSABLE, console, open_warehouse, print_json
from gongkai.words import QUALITIES, Words, safe

_DOCUMENTS = """
select d.document_id, d.file_name, d.title, a.agency_name, d.fiscal_year, d.disclosure_type, d.reader, d.page_count,
    d.table_count, d.form_count, d.numbers_used_pct, d.finding_count, d.reject_count, d.quality, d.status_reason
from marts.dim_document as d left join marts.dim_agency as a using (agency_id)
order by d.file_name
"""


class Shell:
    """The published file. It is opened anew when a build has replaced it, so answers are never of an old file."""

    def __init__(self) -> None:
        self.path = from_environment().warehouse
        self.connection = open_warehouse()
        self.seen = self._identity()

    def run(self, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Column names and rows of a query. Raises duckdb.Error."""
        if self._identity() != self.seen:
            self.connection.close()
            self.connection = open_warehouse()
            self.seen = self._identity()
        cursor = self.connection.execute(query)
        return [d[0] for d in cursor.description or []], cursor.fetchall()

    def _identity(self) -> tuple[int, int]:
        with suppress(OSError):
            status = self.path.stat()
            return status.st_ino, status.st_mtime_ns
        return self.seen


def run(query: str | None, style: str, words: Words) -> int:
    """Run one query, the queries on standard input, or a prompt where that is a terminal; the exit status."""
    shell = Shell()
    if query is None and sys.stdin.isatty():
        return _interactive(shell, style, words)
    return 0 if _answer(shell, query if query is not None else sys.stdin.read(), style, words) else UNUSABLE


def documents(words: Words, as_json: bool) -> None:
    """List the documents with what was read of them and their quality."""
    names, rows = Shell().run(_DOCUMENTS)
    found = [dict(zip(names, row, strict=True)) for row in rows]
    if as_json:
        print_json({"documents": found})
        return
    header = [words("文件", "file"), words("单位", "agency"), words("年度", "year"), words("表", "tables"),
              words("绩效表", "forms"), words("读懂", "understood"), words("不符", "errors"), words("质量", "quality")]  # fmt: skip
    shown = [
        (
            d["file_name"], d["agency_name"], d["fiscal_year"], d["table_count"], d["form_count"],
            "" if d["numbers_used_pct"] is None else f"{d['numbers_used_pct']}%", d["finding_count"],
            words.name(QUALITIES, d["quality"]),
        )
        for d in found
    ]  # fmt: skip
    _table(header, shown)


def _answer(shell: Shell, query: str, style: str, words: Words) -> bool:
    import duckdb

    if not query.strip().rstrip(";"):
        return True
    try:
        names, rows = shell.run(query)
    except duckdb.Error as error:
        click.echo(f"{words('查询出错', 'Error')}：{_lines(str(error))}", err=True)
        return False
    _PRINTERS[style](names, rows)
    return True


def _interactive(shell: Shell, style: str, words: Words) -> int:
    with suppress(ImportError):
        import readline

        _use_history(readline)
    click.echo(words(
        f"{shell.path}（只读）。语句以 ; 结束，.tables 列出表，.quit 退出。",
        f"{shell.path} (read-only). End a query with ; — .tables lists the tables, .quit leaves.",
    ))  # fmt: skip
    lines: list[str] = []
    while True:
        try:
            line = input("     > " if lines else "公开 > ")
        except EOFError:
            click.echo()
            return 0
        except KeyboardInterrupt:
            click.echo()
            lines = []
            continue
        if line.strip() in (".quit", ".exit") or (not lines and line.strip() in ("exit", "quit")):
            return 0
        if line.strip() == ".tables":
            lines, line = [], _TABLES
        lines.append(line)
        if line.rstrip().endswith(";") or not line.strip():
            _answer(shell, "\n".join(lines), style, words)
            lines = []


_TABLES = "select schema_name, table_name, comment from duckdb_tables() union all by name select schema_name, view_name as table_name, comment from duckdb_views() where not internal order by all;"  # fmt: skip


def _use_history(readline: Any) -> None:
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "gongkai"
    history = folder / "history"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        history.touch(mode=0o600)
        readline.read_history_file(history)
        readline.set_history_length(1000)

        import atexit

        atexit.register(readline.write_history_file, history)


def _table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from rich.table import Table
    from rich.text import Text

    numeric = [any(isinstance(row[i], int | float | Decimal) for row in rows) for i in range(len(names))]
    table = Table(header_style="bold")
    for name, right in zip(names, numeric, strict=True):
        table.add_column(Text(safe(name)), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    console().print(table)


def _csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    shown = safe if sys.stdout.isatty() else str
    writer.writerows(["" if value is None else shown(value) for value in row] for row in rows)


def _json(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    print_json([dict(zip(names, row, strict=True)) for row in rows])


def _markdown(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    click.echo("| " + " | ".join(safe(n) for n in names) + " |")
    click.echo("|" + " --- |" * len(names))
    for row in rows:
        click.echo("| " + " | ".join(_shown(v).replace("|", "\\|") for v in row) + " |")


_PRINTERS = {"table": _table, "csv": _csv, "json": _json, "markdown": _markdown}


def _shown(value: object) -> str:
    return "" if value is None else safe(value)


def _lines(text: str) -> str:
    """An error message keeps its line breaks: DuckDB points at the place with them."""
    return "\n".join(safe(line) for line in text.splitlines())
