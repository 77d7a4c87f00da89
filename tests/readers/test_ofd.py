"""OFD: text objects become lines by their position."""

from __future__ import annotations

from loaders import readers
from loaders.model import Document, Line
from loaders.readers import Unread
from tests.hostile.build import zipped

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(texts: list[tuple[float, float, str]]) -> bytes:
    """An OFD of one page with 4 mm text at (x, y)."""
    objects = "".join(
        f'<ofd:TextObject Boundary="{x} {y} 80 5" Size="4"><ofd:TextCode X="0" Y="4">{text}</ofd:TextCode></ofd:TextObject>'
        for x, y, text in texts
    )
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {_NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".encode(),
            "Doc_0/Document.xml": f'<ofd:Document {_NS}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Content.xml"/></ofd:Pages></ofd:Document>'.encode(),
            "Doc_0/Pages/Content.xml": f"<ofd:Page {_NS}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>".encode(),
        }
    )


def read(data: bytes) -> Document | Unread:
    return readers.read_source(readers.recognised("a.ofd", data))


def test_texts_of_one_baseline_are_one_line_in_reading_order() -> None:
    found = read(ofd([(60, 20, "1,234.50"), (10, 20, "合计"), (10, 10, "收支总表")]))

    assert isinstance(found, Document)
    assert [b.text for b in found.blocks if isinstance(b, Line)] == ["收支总表", "合计 1,234.50"]
    assert found.reader == "ofd"


def test_ofd_without_text_is_unread() -> None:
    found = read(ofd([]))

    assert isinstance(found, Unread)
    assert "没有文字" in str(found.error)
