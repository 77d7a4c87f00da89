"""Pages that a converter wrote one after another into one file, each with a frame of its own."""

from __future__ import annotations

from loaders.model import Document
from loaders.readers import read_source, recognised

PAGE = "<!DOCTYPE html><html><head><title>第{n}页</title></head><body><p>第{n}段文字</p></body></html>\n"


def test_text_behind_the_first_end_is_read() -> None:
    data = "".join(PAGE.format(n=n) for n in range(1, 4)).encode()

    document = read_source(recognised("a.html", data))

    assert isinstance(document, Document)
    assert [block.text for block in document.blocks] == ["第1段文字", "第2段文字", "第3段文字"]
