"""The words of the site in Chinese and English, from ``text.csv``."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

WORDS = Path(__file__).with_name("text.csv")


@cache
def words() -> dict[str, tuple[str, str]]:
    """Key → (Chinese, English)."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        return {row["key"]: (row["zh"], row["en"]) for row in csv.DictReader(file)}


def both(zh: str, en: str) -> Markup:
    """Both languages; the style sheet shows the chosen one."""
    return Markup('<span class="zh" lang="zh-CN">{}</span><span class="en" lang="en">{}</span>').format(
        zh, en
    )


def text(key: str) -> Markup:
    """The words of a key.

    Raises KeyError for a key that text.csv doesn't have.
    """
    return both(*words()[key])


def term(group: str, value: str | None) -> Markup:
    """The words of a coded value; a value without words is shown as it is."""
    if value is None or value == "":
        return Markup("")
    known = words().get(f"{group}.{value}")
    return both(*known) if known else escape(value)


def place(row: dict[str, Any]) -> Markup:
    """Page and lines of a row."""
    page, first, last = row["source_page"], row["source_line"], row["source_line_end"]
    lines = f"{first}–{last}" if last and last != first else f"{first}"
    zh = " ".join(([f"第 {page} 页"] if page else []) + ([f"第 {lines} 行"] if first else []))
    en = " ".join(([f"p. {page}"] if page else []) + ([f"l. {lines}"] if first else []))
    return both(zh, en)


def number(key: str, verdict: str, shown: str) -> Markup:
    """A figure that opens the panel, marked by its verdict."""
    return Markup(
        f'<span class="fact v-{verdict}" id="{escape(key)}"><button>{escape(shown)}</button></span>'
    )
