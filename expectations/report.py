"""``python -m expectations.report [FILE]``: what the published file was held against, and what came of it.

Prints a line a suite and the expectations that don't hold; with FILE (``.html``) it writes a page of all of them that needs
no network and no scripts. The results are those of the build, read from ``quality.expectation_result``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb
from jinja2 import Environment

from expectations.catalogue import CATALOGUE
from gongkai.settings import from_environment

_TABLES = {item.name: f"{item.schema}.{item.table}" for item in CATALOGUE}
_PAGE = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>预期检验</title><style>
body {font: 15px/1.5 sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; color: #222; background: #fff}
table {border-collapse: collapse; width: 100%; margin: .5em 0 2em} td, th {border-bottom: 1px solid #bbb; padding: .3em .6em; text-align: left; vertical-align: top}
.n {text-align: right; white-space: nowrap} .fail {background: #fde8e8} .none {color: #595959} code {font-size: 85%; overflow-wrap: anywhere}
</style></head><body>
<h1>预期检验 <small lang="en">Expectations</small></h1>
<p>{{ path }}<br>{{ summary }}</p>
<p>critical：不成立的文件不发布。warning：随文件发布，供查看。没有检查到任何行的不算成立。
<span lang="en">critical: a document that breaks it isn't published; warning: published with it. Nothing examined is no success.</span></p>
{% for table, rows in tables %}<h2>{{ table }}</h2>
<table><thead><tr><th>预期 Expectation</th><th>级别 Severity</th><th>结果 Result</th><th class="n">检查 Examined</th><th class="n">不符 Unexpected</th></tr></thead><tbody>
{% for row in rows %}<tr class="{{ {true: '', false: 'fail', none: 'none'}[row.success] }}"><td>{{ row.title }}<br><code>{{ row.name }}</code>
{% for example in row.examples %}<br><code>{{ example }}</code>{% endfor %}</td><td>{{ row.severity }}</td><td>{{ row.verdict }}</td>
<td class="n">{{ "{:,}".format(row.examined) }}</td><td class="n">{{ "{:,}".format(row.unexpected) }}</td></tr>
{% endfor %}</tbody></table>
{% endfor %}</body></html>
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One expectation with its result; ``success`` is null where nothing was examined."""

    table: str
    name: str
    title: str
    severity: str
    success: bool | None
    examined: int
    unexpected: int
    examples: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """In words, Chinese and English."""
        return {True: "成立 holds", False: "不成立 fails", None: "无可检查 nothing examined"}[self.success]


def read(path: Path) -> list[Row]:
    """The results that the file at ``path`` was published with, by table."""
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(
            "select expectation, title, severity, success, examined_count, unexpected_count, sample"
            " from quality.expectation_result"
        ).fetchall()
    rows = [
        Row(
            _TABLES.get(name, "quality"),
            name,
            title,
            severity,
            success,
            examined,
            unexpected,
            _examples(sample),
        )
        for name, title, severity, success, examined, unexpected, sample in found
    ]
    return sorted(rows, key=lambda row: (row.table, row.severity, row.name))


def _examples(sample: str) -> tuple[str, ...]:
    try:
        rows = json.loads(sample or "[]")
    except json.JSONDecodeError:  # the message of an expectation that could not be run
        return (sample,)
    return tuple(", ".join(f"{key}={value}" for key, value in row.items()) for row in rows)


def summary(rows: Sequence[Row]) -> str:
    """How many hold, fail, and had nothing to examine."""
    held, failed = (sum(row.success is wanted for row in rows) for wanted in (True, False))
    empty = len(rows) - held - failed
    return f"{held} 成立 / hold，{failed} 不成立 / fail，{empty} 无可检查 / nothing examined"


def text(rows: Sequence[Row]) -> str:
    """A line a table, and one for each expectation that doesn't hold."""
    lines = []
    for table, members in groupby(rows, key=lambda row: row.table):
        group = list(members)
        lines.append(f"{table}: {summary(group)}")
        lines += [
            f"  {row.severity} {row.title} [{row.name}]: {row.unexpected:,} / {row.examined:,}"
            for row in group
            if row.success is False
        ]
    return "\n".join([*lines, summary(rows)])


def page(rows: Sequence[Row], path: Path) -> str:
    """All results as one page that loads nothing."""
    tables = [(table, list(members)) for table, members in groupby(rows, key=lambda row: row.table)]
    template = Environment(autoescape=True).from_string(_PAGE)
    return template.render(tables=tables, path=path.name, summary=summary(rows))


def main() -> int:
    """Print, and write the page where a file is named; 1 where there is no published file."""
    path = from_environment().warehouse
    if not path.is_file():
        print(f"没有 {path}，先运行 make build / no such file, run make build first", file=sys.stderr)
        return 1
    rows = read(path)
    print(text(rows))
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(page(rows, path), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
