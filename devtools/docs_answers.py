"""Answers in the documentation are the sample warehouse's own.

In a Markdown file, a fenced ``sql`` block followed by ``<!-- answer -->`` … ``<!-- end -->`` is a question; what
stands between the marks is written by :func:`answered` and never by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb

from gongkai.settings import PROJECT, Settings

_QUESTION = re.compile(r"(```sql\n(?P<sql>.*?)```\n+<!-- answer -->\n).*?(<!-- end -->)", re.DOTALL)


def sample_settings() -> Settings:
    """A build of the project's own sample disclosures, apart from the published file."""
    folder = PROJECT / "build" / "samples"
    return Settings(PROJECT / "disclosures", folder / "staging", folder / "build", folder / "gongkai.duckdb")


def pages() -> list[Path]:
    """The Markdown files with questions."""
    found = sorted((PROJECT / "docs").glob("*.md"))
    return [path for path in found if _QUESTION.search(path.read_text(encoding="utf-8"))]


def questions(text: str) -> Iterator[str]:
    """The SQL of every question of a page."""
    return (match["sql"] for match in _QUESTION.finditer(text))


def answered(text: str, connection: duckdb.DuckDBPyConnection) -> str:
    """The page with every answer renewed.

    Raises duckdb.Error where a question can't be answered.
    """
    return _QUESTION.sub(lambda m: f"{m[1]}{table(connection, m['sql'])}{m[3]}", text)


def in_chinese(text: str) -> str:
    """The Chinese half of a bilingual page: headings up to where the English begins, paragraphs without a line in English.

    ``### 1. 哪些不通过？ Which fail?`` → ``### 1. 哪些不通过？``. Queries and answers stay as they are.
    """
    parts = re.split(r"(```sql\n.*?```|<!-- answer -->.*?<!-- end -->)", text, flags=re.DOTALL)
    return "".join(part if number % 2 else _chinese(part) for number, part in enumerate(parts))


def _chinese(prose: str) -> str:
    kept = []
    for line in prose.split("\n"):
        if line.startswith("#"):
            kept.append(re.sub(r"(?<=[^\x00-\x7f])(?: ·)? [A-Za-z][\x00-\x7f]*$", "", line))
        elif not re.match(r"[A-Za-z]|the answers", line):
            kept.append(line)
    return "\n".join(kept)


def table(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The result of a query as a Markdown table; numbers to the right."""
    cursor = connection.execute(sql)
    description = cursor.description or []
    rows = cursor.fetchall()
    names = [str(column[0]) for column in description]
    right = [str(column[1]).startswith(("DECIMAL", "NUMBER", "INTEGER", "BIGINT")) for column in description]
    lines = [_row(names), _row(["--:" if r else "---" for r in right])]
    lines.extend(_row([_shown(value) for value in row]) for row in rows)
    return "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal) and value.as_tuple().exponent not in (0, -1, -2):
        return f"{value:f}".rstrip("0").rstrip(".")
    return re.sub(r"\s+", " ", str(value)).replace("|", "\\|")
