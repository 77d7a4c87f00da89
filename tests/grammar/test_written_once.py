"""Patterns of print stand in ``loaders/grammar`` alone: elsewhere they are made of its pieces."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

LOADERS = Path(__file__).parents[2] / "loaders"
WRITTEN_ONCE = {
    "Chinese numerals": r"一二三四",
    "circled numbers": r"[①⑴⒈]-[⑳⒇⒛]",
    "thousands": r",\??\\d\{\{?3\}",
    "digits with separators": r"\\d\[\\d,",
    "units of money": r"[百千万亿]\][?*+]*元|[百千万]元\|[^\"]*亿元\|(?!以及)|亿\?万\?元",
    "owners": r"编制(?:部门|单位)\|",
}


def modules() -> list[Path]:
    return [path for path in sorted(LOADERS.rglob("*.py")) if path.parent.name != "grammar"]


@pytest.mark.parametrize("kind", WRITTEN_ONCE)
def test_patterns_of_print_are_written_once(kind: str) -> None:
    pattern = re.compile(WRITTEN_ONCE[kind])
    found = [
        f"{path.relative_to(LOADERS)}:{number}"
        for path in modules()
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if pattern.search(line)
    ]

    assert found == [], f"{kind}: import them from loaders/grammar"


def test_the_grammar_has_them() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in (LOADERS / "grammar").glob("*.py"))

    assert all(re.search(WRITTEN_ONCE[kind], written) for kind in ("Chinese numerals", "circled numbers", "thousands"))
