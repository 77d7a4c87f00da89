"""Characters that are not printed, and names made to hurt: neither reaches a staging CSV."""

from __future__ import annotations

import csv
import io
import os
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from loaders import pipeline, readers
from loaders.intake import staging
from loaders.intake.isolation import Limits
from loaders.intake.runner import run
from loaders.intake.worker import Job, document_id, process
from loaders.model import Document, Grid
from loaders.notes import note
from loaders.prose import subject
from loaders.readers import read_source, recognised
from loaders.records import Parsed, Reject
from tests.formats.generate import WRITERS, Para, Tbl, Title
from tests.hostile import build

STUB = "tests.hostile.stub_worker:process"
# direction marks and overrides, zero-width characters, soft hyphen, tags, variation selectors, line separators
FORMAT = "\u202e\u2066\u200f\u061c\u200b\u200d\u2060\ufeff\u00ad\U000e0041\ufe0f\U000e0100"
CONTROL = "\u0007\u009b\u0085\u2028"


def wild(marks: str) -> list[Title | Para | Tbl]:
    return [
        Title(f"某县{marks}2024年部门收支总表"),
        Para(f"单位{marks}：万元"),
        Tbl([["项目", "预算数"], [f"合{marks}计", f"1,234{marks}.50"], ["一、教育", f"1,234.50{marks}"]]),
        Para(f"本年预算{marks}1,234.50万元，比上年增加{marks}34.50万元。"),
    ]


def read(data: bytes, name: str) -> Document:
    found = readers.read_source(readers.recognised(name, data))
    assert isinstance(found, Document), found
    return found


def staged(document: Document, folder: Path) -> dict[str, list[dict[str, str]]]:
    staging.write(pipeline.load(document), folder / "document", "document", "test")
    found = {}
    for path in (folder / "document").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def unprinted(tables: dict[str, list[dict[str, str]]]) -> list[str]:
    cells = (cell for rows in tables.values() for row in rows for cell in row.values())
    return [cell for cell in cells if any(is_unprinted(c) for c in cell)]


def is_unprinted(char: str) -> bool:
    odd = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") or char in "\ufe0f\U000e0100"
    return odd and char not in "\n\t"


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_no_unprinted_character_is_staged(kind: str, tmp_path: Path) -> None:
    marks = FORMAT + (CONTROL if kind in ("txt", "csv") else "")

    tables = staged(read(WRITERS[kind](wild(marks)), f"a.{kind}"), tmp_path)

    assert unprinted(tables) == []
    assert tables["documents"]


@pytest.mark.parametrize("kind", sorted(set(WRITERS) - {"pdf"}))
def test_amounts_and_names_are_read_through_the_marks(kind: str, tmp_path: Path) -> None:
    tables = staged(read(WRITERS[kind](wild(FORMAT)), f"a.{kind}"), tmp_path)

    lines = [(r["subject_name"], r["amount_printed"]) for r in tables["budget_lines"]]
    assert lines == [("合计", "1234.50"), ("一、教育", "1234.50")]


def test_control_characters_in_a_pdf_and_in_its_title(tmp_path: Path) -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setTitle("\u202etitle\u0007")
    canvas.drawString(72, 700, "Total\x07\x1b[31m 1,234.50")
    canvas.save()

    assert unprinted(staged(read(out.getvalue(), "a.pdf"), tmp_path)) == []


def test_escaped_control_characters_of_a_workbook(tmp_path: Path) -> None:
    data = WRITERS["xlsx"]([*wild("_x0007__x202E_"), Tbl([["甲_x001B_", "1.00"], ["乙", "2.00"]])])

    assert unprinted(staged(read(data, "a.xlsx"), tmp_path)) == []


def test_what_the_parsers_say_is_cleaned_too(tmp_path: Path) -> None:
    found = pipeline.load(read("甲\t乙\n".encode(), "\u202ea\n.txt"))
    rejects = [Reject(stage="table", note=note("unread", why="x\udc80\u0000\u200by\tz\n"))]

    staging.write(replace(found, parsed=Parsed(rejects=rejects)), tmp_path / "document", "document", "test")

    with (tmp_path / "document" / "rejects.csv").open(encoding="utf-8", newline="") as file:
        assert [row["reason"] for row in csv.DictReader(file)] == ["xy\tz\n"]


@pytest.mark.parametrize(
    "name",
    [
        "\u202efdp.2024.txt",
        "a\nb\r\x1b[2Jc.txt",
        "../../etc/passwd.txt",
        '"quoted"\';drop table x;--.txt',
        "=cmd|'/c calc'!A1.txt",
        "长" * 80 + ".txt",
        "𠀀" * 60 + ".txt",
        "\u200b\u200b.txt",
        ". .txt",
    ],
)
def test_member_names_of_archives(name: str, tmp_path: Path) -> None:
    data = build.zipped({name: "一、收入 12.00\n".encode(), "good.txt": "二、支出 3.00\n".encode()})
    (tmp_path / "a.zip").write_bytes(data)
    (tmp_path / "staging").mkdir()

    job = Job(str(tmp_path / "a.zip"), str(tmp_path), str(tmp_path / "staging"), "test")
    outcomes = [m for m in process(job) if hasattr(m, "document_id")]

    folders = sorted(p.name for p in (tmp_path / "staging").iterdir())
    assert len(folders) == len(outcomes) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "staging"]
    for folder in folders:
        with (tmp_path / "staging" / folder / "documents.csv").open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)
        assert unprinted({"documents": [row]}) == []
        assert row["document_id"] == folder
        assert row["status"] == "read"
        assert ".." not in row["file_name"]
        assert "\n" not in row["file_name"]


def test_document_id_is_a_plain_folder_name_of_bounded_length() -> None:
    for name in ("../..", "𠀀" * 100, "a\nb/\u202ec", "\udcff\udcfe.pdf", "x" * 5000):
        found = document_id(name, "0" * 64)
        assert found.replace("-", "").replace("_", "").isalnum()
        assert len(f".{found}-99.new".encode()) <= 255


def test_files_with_hostile_names_are_all_recorded(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = [b"a\nb.txt", b"\xe2\x80\xaetxt.pdf", b"'\".txt", b"\xff\xfe.txt", b"\xff\xfd.txt", b"x" * 250]
    for name in names:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("合计 1.00\n", encoding="utf-8")
    os.mkfifo(os.fsencode(folder) + b"/\xfc\xfb.pdf")
    os.symlink("nowhere", os.fsencode(folder) + b"/\xfa.pdf")
    os.mkdir(os.fsencode(folder) + b"/\xf9.pdf")

    limits = Limits(seconds=30, memory=400 * 2**20)
    summary = run(folder, tmp_path / "staging", jobs=1, progress=False, limits=limits, handler=STUB)

    assert len(summary.outcomes) == 9
    assert len({o.document_id for o in summary.outcomes}) == 9
    unread = {o.file_name: o.reason for o in summary.unread}
    assert len(unread) == 5
    assert all(name.encode("utf-8") for name in unread)


def test_marks_before_a_name_are_taken_off_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    as_of = subject._AS_OF

    class Counted:
        def sub(self, by: str, text: str) -> str:
            nonlocal looked
            looked += 1
            return as_of.sub(by, text)

    monkeypatch.setattr(subject, "_AS_OF", Counted())
    subject.tidy("(" * 1200 + "合计")

    assert looked < 20


def test_a_table_of_too_many_columns_is_cut_and_says_so() -> None:
    found = read_source(recognised("a.csv", ("\n".join([",".join(["1.00"] * 5000)] * 2)).encode()))
    assert isinstance(found, Document)

    assert [n.code for n in found.notices] == ["columns_cut"]
    assert {b.cols for b in found.blocks if isinstance(b, Grid)} == {256}
