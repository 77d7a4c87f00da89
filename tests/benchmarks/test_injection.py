"""What the harness of hostile text takes for run, and what for shown."""

from __future__ import annotations

import html
import random
from pathlib import Path

import openpyxl

from benchmarks.breakage import injection
from benchmarks.breakage.injection import PAYLOADS
from gongkai.export.cells import neutral


def test_markup_that_is_shown_makes_no_element(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("".join(f'<p title="{html.escape(p)}">{html.escape(p)}</p>' for p in PAYLOADS), "utf-8")
    assert injection.elements(page) == []

    page.write_text("".join(f"<p>{p}</p>" for p in PAYLOADS) + f'<a href="{PAYLOADS[-1]}">a</a>', "utf-8")
    assert injection.elements(page) == ["zqx", "onzqx=1", "zqx", "zqx", "zqx", "href=javascript:zqx"]


def test_a_cell_that_is_calculated_is_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append([*(p for p in PAYLOADS if p.isprintable()), "=1+1"])
    book.save(tmp_path / "a.xlsx")
    assert injection.formulas(tmp_path / "a.xlsx") == ["Sheet G1"]

    (tmp_path / "a.csv").write_text("=zqx\n+1.00\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text(f"{neutral('=zqx')}\n", encoding="utf-8")
    assert injection.active(tmp_path / "a.csv") == ["=zqx"]
    assert injection.active(tmp_path / "b.csv") == []


def test_every_payload_stands_in_the_text_and_no_line_is_lost() -> None:
    text = "本单位2025年预算\n收入合计\t1.00"
    found = injection.injected(text, random.Random(1), share=1.0)
    assert all(payload in found for payload in PAYLOADS)
    assert "\t1.00" in found
