"""Files that try to hurt: each gets a recorded outcome with a reason, and the good ones load."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from loaders import pipeline, readers
from loaders.intake.isolation import Limits
from loaders.intake.runner import run
from loaders.model import Document, Grid, Line
from loaders.readers import Unread
from tests.formats.generate import WRITERS, Para, Tbl, Title
from tests.hostile import build

STUB = "tests.hostile.stub_worker:process"
GOOD = [Title("某县2024年部门收支总表"), Para("单位：万元"), Tbl([["项目", "预算数"], ["合计", "1,234.50"]])]


def outcome(data: bytes, name: str) -> Document | Unread:
    return readers.read_source(readers.recognised(name, data))


def reason(data: bytes, name: str) -> str:
    found = outcome(data, name)
    assert isinstance(found, Unread), found
    return str(found.error)


def texts(data: bytes, name: str) -> str:
    found = outcome(data, name)
    assert isinstance(found, Document), found
    return "\n".join(
        block.text if isinstance(block, Line) else "|".join(c.text for c in block.cells)
        for block in found.blocks
    )


def encrypted_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 700, "Total 1,234.50")
    canvas.save()
    return out.getvalue()


def test_truncated_pdf_is_said_to_be_damaged() -> None:
    assert "PDF" in reason(build.pdf()[:120], "a.pdf")


def test_half_a_pdf_gives_what_is_left_or_a_reason() -> None:
    whole = build.pdf(3)
    found = outcome(whole[: len(whole) * 2 // 3], "a.pdf")

    assert isinstance(found, Document) or str(found.error)


def test_encrypted_pdf() -> None:
    assert "加密" in reason(encrypted_pdf(), "a.pdf")


def test_picture_named_pdf_is_taken_for_a_picture() -> None:
    found = readers.recognised("a.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 64)

    assert found.format is not None
    assert found.format.media_type == "image/png"


def test_pdf_with_absurd_coordinates_loads_the_rest() -> None:
    content = (
        b"BT /F1 12 Tf 9e30 -9e30 Td (far) Tj ET BT /F1 12 Tf 72 700 Td (near) Tj ET 0 0 m 1e30 1e30 l S"
    )

    assert "near" in texts(build.pdf(content=content), "a.pdf")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (build.zip_bomb("a.txt", 64 * 2**20), "炸弹"),
        (build.zip_bomb("xl/workbook.xml", 64 * 2**20), "炸弹"),
        (build.zip_bomb("word/document.xml", 64 * 2**20), "炸弹"),
        (build.zipped({f"{i}.txt": b"x" for i in range(2001)}), "过多"),
        (build.zipped({"a.txt": "甲".encode()})[:-30], "不完整"),
    ],
    ids=["zip", "xlsx", "docx", "count", "truncated"],
)
def test_archives_over_the_limits(data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(data)

    found = [readers.read_source(s) for s in readers.sources(tmp_path / "a.zip", root=tmp_path)]

    assert [isinstance(f, Unread) and words in str(f.error) for f in found] == [True]


def test_a_bomb_beside_a_document_costs_itself(tmp_path: Path) -> None:
    members = {"a.txt": "甲".encode(), "b.txt": b" " * (64 * 2**20), "c.txt": "丙".encode()}
    (tmp_path / "a.zip").write_bytes(build.zipped(members))

    found = [readers.read_source(s) for s in readers.sources(tmp_path / "a.zip", root=tmp_path)]

    assert [type(f) for f in found] == [Document, Unread, Document]


def test_a_member_whose_place_lies_outside_costs_itself(tmp_path: Path) -> None:
    """As in an archive whose directory was written anew: the second entry's offset is before the file."""
    data = build.zipped({f"{n}.txt": f"第{n}份".encode() for n in range(1, 6)})
    start = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    damaged = data[: start + 42] + (2**32 - 2).to_bytes(4, "little") + data[start + 46 :]
    (tmp_path / "five.zip").write_bytes(damaged)

    found = [readers.read_source(s) for s in readers.sources(tmp_path / "five.zip", root=tmp_path)]

    assert [isinstance(f, Document) for f in found] == [True, False, True, True, True]


def test_zip_in_zip_is_not_entered(tmp_path: Path) -> None:
    inner = build.zipped({"b.txt": "乙".encode()})
    (tmp_path / "a.zip").write_bytes(build.zipped({"inner.zip": inner, "a.txt": "甲".encode()}))

    found = [readers.read_source(s) for s in readers.sources(tmp_path / "a.zip", root=tmp_path)]

    assert [type(f) for f in found] == [Unread, Document]
    assert "压缩包内还有压缩包" in str(found[0].error) if isinstance(found[0], Unread) else False


def test_member_names_do_not_leave_the_archive(tmp_path: Path) -> None:
    data = build.zipped(
        {"../../etc/x.txt": "甲".encode(), "/root.txt": "乙".encode(), "C:\\y.txt": "丙".encode()}
    )
    (tmp_path / "a.zip").write_bytes(data)

    names = [d.file_name for d in readers.read(tmp_path / "a.zip", root=tmp_path)]

    assert names == ["a.zip/etc/x.txt", "a.zip/root.txt", "a.zip/y.txt"]


@pytest.mark.parametrize("prologue", [build.LAUGHS, build.EXTERNAL], ids=["laughs", "external"])
def test_xml_entities_are_refused(prologue: bytes) -> None:
    body = b"<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>"
    assert "实体" in reason(build.docx(body, prologue=prologue), "a.docx")

    book = build.zipped({"xl/workbook.xml": prologue + b"<workbook>&e9;</workbook>"})
    assert "实体" in reason(book, "a.xlsx")


def test_entities_in_html_stay_small() -> None:
    page = build.LAUGHS.replace(b'<?xml version="1.0"?>', b"").replace(b"DOCTYPE x", b"DOCTYPE html")
    found = outcome(page + "<html><p>合计 &e9; 12.00</p></html>".encode(), "a.html")

    assert isinstance(found, Document)
    assert sum(len(b.text) for b in found.blocks if isinstance(b, Line)) < 2000


def test_deeply_nested_word_and_html_do_not_overflow() -> None:
    depth = 5000
    word = b"<w:tbl><w:tr><w:tc>" * depth + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * depth
    assert reason(build.docx(word), "a.docx")

    page = outcome(b"<html>" + b"<div>" * depth + "甲".encode() + b"</div>" * depth + b"</html>", "a.html")
    assert isinstance(page, Document) or "嵌套" in str(page.error)


def test_macros_are_ignored_with_a_notice() -> None:
    data = build.docx(build.paragraph("合计 12.00"), extra={"word/vbaProject.bin": b"Sub AutoOpen()"})

    found = outcome(data, "a.docm")

    assert isinstance(found, Document)
    assert any(n.code == "macros_ignored" for n in found.notices)


def test_direction_marks_and_control_characters_are_dropped() -> None:
    marks = "合\u202e计\u0007 1,2\u200f34.50\u2066"

    assert texts(marks.encode(), "a.txt") == "合计 1,234.50"
    assert texts(f"<html><p>{marks}</p></html>".encode(), "a.html") == "合计 1,234.50"


def test_binary_rubbish_is_no_text() -> None:
    assert "格式无法识别" in reason(bytes(range(256)) * 40, "a.txt")


def test_spreadsheet_cell_at_the_far_corner_is_no_hazard() -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["项目", "金额"])
    sheet.write_row(1, 0, ["合计", "12.00"])
    sheet.write(1_048_575, 16_383, "far")
    book.close()

    found = outcome(out.getvalue(), "a.xlsx")

    assert isinstance(found, Document)
    assert [(b.rows, b.cols) for b in found.blocks if isinstance(b, Grid)] == [(2, 2)]


def test_all_of_them_in_one_folder(tmp_path: Path) -> None:
    """Through the runner, with limits in proportion to the files: the good documents load, each bad one has its reason."""
    folder = tmp_path / "in"
    folder.mkdir()
    for kind, write in WRITERS.items():
        (folder / f"good.{kind}").write_bytes(write(GOOD))
    (folder / "truncated.pdf").write_bytes(build.pdf()[:120])
    (folder / "bomb.pdf").write_bytes(build.pdf(raw=build.bomb_stream(2**28)))
    (folder / "long.pdf").write_bytes(build.pdf(100))
    (folder / "bomb.zip").write_bytes(build.zip_bomb("a.txt", 64 * 2**20))
    (folder / "wrong.txt").write_bytes("合计".encode() + b"\xff\xfe\xfd\xff" * 9)
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(2 * 2**30)
    os.mkfifo(folder / "pipe.pdf")

    limits = Limits(seconds=15, memory=250 * 2**20)
    summary = run(folder, tmp_path / "staging", jobs=2, progress=False, limits=limits, handler=STUB)

    found = {o.file_name: o.reason for o in summary.outcomes}
    assert {name for name, why in found.items() if not why} >= {f"good.{kind}" for kind in WRITERS}
    assert "300 MB" in found["huge.txt"]
    assert all(found[n] for n in ("truncated.pdf", "bomb.zip/a.txt", "wrong.txt", "pipe.pdf"))
    assert len(found) == 12


def test_a_very_long_pdf_is_not_cut_short() -> None:
    assert len(pypdfium2.PdfDocument(build.pdf(10_000))) == 10_000


def test_a_workbook_whose_directory_points_outside_is_damaged() -> None:
    whole = WRITERS["xlsx"](GOOD)
    start = whole.index(b"PK\x01\x02")
    damaged = whole[: start + 42] + (2**32 - 2).to_bytes(4, "little") + whole[start + 46 :]

    assert "已损坏" in reason(damaged, "a.xlsx")


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/core.xml"]
)
def test_a_workbook_with_a_part_that_is_no_xml_is_damaged(part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(WRITERS["xlsx"](GOOD))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert part in members

    assert "已损坏" in reason(build.zipped(members | {part: members[part].replace(b">", b"", 1)}), "a.xlsx")


def test_ten_thousand_nested_tables_are_cut_where_the_parser_stops() -> None:
    deep = "<table><tr><td>" * 10_000 + "合计" + "</td></tr></table>" * 10_000

    assert "256" in reason(f"<html>{deep}</html>".encode(), "a.html")

    found = outcome(f"<html><p>收入合计 12.00</p>{deep}</html>".encode(), "a.html")
    assert isinstance(found, Document)
    assert [n.code for n in found.notices] == ["nested_cut"]


@pytest.mark.parametrize("bracket", ["(", "（）"])
def test_a_hundred_thousand_brackets_are_passed_over(bracket: str) -> None:
    text = f"某县2024年部门支出预算表\n单位：万元\n项目 预算数\n合计 {bracket * 100_000} 12.00\n"

    found = outcome(text.encode(), "a.txt")

    assert isinstance(found, Document)
    pipeline.load(found)


@pytest.mark.parametrize("span", ["99999999", "-1", "1e9"])
def test_absurd_spans_stay_small(span: str) -> None:
    cells = f"<td colspan={span} rowspan={span}>合计</td><td>12.00</td>"
    found = outcome(f"<html><table>{f'<tr>{cells}</tr>' * 30}</table></html>".encode(), "a.html")

    assert isinstance(found, Document)
    assert all(b.rows < 100_000 for b in found.blocks if isinstance(b, Grid))
