"""PDFs that are damaged, locked or absurd: a clear error or a document, never a crash."""

from __future__ import annotations

import io
import random

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from loaders.errors import EncryptedDocument, UnreadableDocument
from loaders.model import Document
from loaders.readers.pdf.reader import read_pdf
from tests.readers.pdf_drawing import Drawing
from tests.readers.test_pdf_ruled import ROWS, XS, YS, captioned, grids, read


@pytest.fixture(autouse=True)
def _without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.readers.ocr.available", lambda: False)


def drawn() -> bytes:
    drawing = captioned(Drawing())
    drawing.lattice(XS, YS)
    drawing.rows(XS, YS, ROWS)
    return drawing.save()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n" + bytes(100), b"not a pdf"])
def test_what_is_no_pdf_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read_pdf(data, "x.pdf")


def test_password_is_told_apart() -> None:
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, encrypt=StandardEncryption("secret", strength=128))
    sheet.drawString(60, 700, "locked")
    sheet.save()

    with pytest.raises(EncryptedDocument):
        read_pdf(buffer.getvalue(), "x.pdf")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
def test_truncated_files_give_a_document_or_a_clear_error(share: float) -> None:
    data = drawn()
    try:
        document = read_pdf(data[: int(len(data) * share)], "x.pdf")
    except UnreadableDocument:
        return
    assert isinstance(document, Document)


def test_flipped_bytes_give_a_document_or_a_clear_error() -> None:
    data = drawn()
    chance = random.Random(7)
    for _ in range(30):
        damaged = bytearray(data)
        for _ in range(20):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            document = read_pdf(bytes(damaged), "x.pdf")
        except UnreadableDocument:
            continue
        assert isinstance(document, Document)


def test_absurd_coordinates_do_not_hide_the_table() -> None:
    drawing = captioned(Drawing())
    drawing.lattice(XS, YS)
    drawing.rows(XS, YS, ROWS)
    drawing.line(-1e30, 100, 1e30, 100)
    drawing.line(1e300, 1e300, 1e300, -1e300)
    drawing.text(1e30, 1e30, "远处")

    assert any(grid.rows >= 6 for grid in grids(read(drawing)))


def test_page_without_size() -> None:
    document = read(Drawing(0, 0))

    assert document.page_count == 1
    assert document.blocks == ()


def test_many_drawn_objects_are_capped_with_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.readers.pdf.paths.MAX_OBJECTS", 5)

    document = read_pdf(drawn(), "x.pdf")

    assert any(notice.code == "objects_cut" for notice in document.notices)


def test_notices_are_capped() -> None:
    drawing = Drawing()
    for _ in range(150):
        drawing.text(60, 100, "\ue001\ue002\ue003预算")
        drawing.page()

    assert len(read(drawing).notices) <= 201
