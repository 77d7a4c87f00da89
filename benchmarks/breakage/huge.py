"""Inputs made to exhaust a machine, beside a good document: each ends within its limits with a reason, the good one is read."""

from __future__ import annotations

import random
import resource
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.breakage.builds import change
from benchmarks.breakage.reading import LIMITS
from loaders.intake import runner

_SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"""
_ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>项目{0}</t></is></c><c r="B{0}"><v>{0}.25</v></c></row>'
_PARTS = {
    "[Content_Types].xml": """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""",
    "_rels/.rels": """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""",
}  # fmt: skip


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n" if path.suffix == ".pdf" else "单位：万元\n".encode())
        file.truncate(5 * 2**30)


def _one_line(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(200):
            file.write("支出1234.50，".encode() * (2**20 // 19))


def _many_lines(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(100):
            file.write("205\t教育支出\t1,234.50\t1,000.25\t234.25\n".encode() * 20_000)


def _million_rows(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_SHEET.encode())
            for start in range(1, 1_000_001, 10_000):
                sheet.write("".join(map(_ROW.format, range(start, start + 10_000))).encode())
            sheet.write(b"</sheetData></worksheet>")


def _bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w", force_zip64=True) as member,
    ):
        for _ in range(4096):
            member.write(bytes(2**20))


MADE: dict[str, Callable[[Path], None]] = {
    "sparse 5 GB.txt": _sparse, "sparse 5 GB.pdf": _sparse, "one line of 200 MB.txt": _one_line, "two million lines.txt": _many_lines,
    "a million rows.xlsx": _million_rows, "4 GB of zeros.zip": _bomb,
}  # fmt: skip


def huge(root: Path, names: list[str] | None = None) -> Iterator[tuple[str, str]]:
    """``(whole | failed, what)`` of each input: whole where it and the good document have an outcome within the limits."""
    for name in names or list(MADE):
        folder = root / name
        change(folder / "in", random.Random(1))
        path = folder / "in" / name
        MADE[name](path)
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        summary = runner.run(folder / "in", folder / "staging", jobs=1, progress=False, limits=LIMITS)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        path.unlink()
        own = [o for o in summary.outcomes if o.file_name.startswith(name)]
        is_good = bool(own) and any(
            not o.reason for o in summary.outcomes if not o.file_name.startswith(name)
        )
        is_bounded = spent < 2 * LIMITS.seconds + 10
        why = "; ".join(sorted({o.reason or "read" for o in own}))
        yield (
            "whole" if is_good and is_bounded else "failed",
            f"{name}: {spent:.0f} s of processor, {time.monotonic() - began:.0f} s: {why}",
        )
