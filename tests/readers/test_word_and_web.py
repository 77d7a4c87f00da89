"""What Word and web pages hide: numbering, deleted text, text boxes, layout tables."""

from __future__ import annotations

from loaders.model import Grid, Line
from loaders.readers.docx import read_docx
from loaders.readers.html import read_html
from tests.hostile.build import docx, paragraph

NUMBERED = (
    b'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum '
    b'w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    b'<w:lvlText w:val="%1&#12289;"/></w:lvl></w:abstractNum>'
    b'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def lines(blocks: tuple[object, ...]) -> list[str]:
    return [b.text for b in blocks if isinstance(b, Line)]


def test_automatic_numbers_are_printed() -> None:
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    body = (item.format("收入") + item.format("支出")).encode()

    document = read_docx(docx(body, extra={"word/numbering.xml": NUMBERED}), "a.docx")

    assert lines(document.blocks) == ["一、收入", "二、支出"]


def test_deleted_and_hidden_text_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>合计</w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r></w:p>"
    ).encode()

    assert lines(read_docx(docx(body), "a.docx").blocks) == ["合计12"]


def test_text_boxes_come_once() -> None:
    box = b"<w:txbxContent>" + paragraph("单位：万元") + b"</w:txbxContent>"
    body = b"<w:p><w:r><AlternateContent><Choice>" + box + b"</Choice><Fallback>" + box + b"</Fallback>"
    body += b"</AlternateContent></w:r></w:p>"

    assert lines(read_docx(docx(body), "a.docx").blocks) == ["单位：万元"]


def test_layout_tables_give_their_content() -> None:
    inner = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>12.00</td></tr></table>"
    page = f"<html><script>x</script><table><tr><td>首页</td><td>{inner}</td></tr></table></html>".encode(
        "gbk"
    )

    title, grid = read_html(page, "a.html").blocks

    assert isinstance(title, Line)
    assert isinstance(grid, Grid)
    assert (title.text, grid.rows, grid.cols) == ("首页", 2, 2)


def test_labels_keep_how_far_they_are_indented() -> None:
    def cell(text: str, indent: str = "") -> str:
        return f"<w:tc><w:p><w:pPr>{indent}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    indents = ["", '<w:ind w:firstLine="420"/>', '<w:ind w:leftChars="200" w:left="1"/>', '<w:ind w:left="210" w:hanging="210"/>']
    body = "".join(f"<w:tr>{cell(f'项目{n}', indent)}{cell('1.00')}</w:tr>" for n, indent in enumerate(indents))
    word = read_docx(docx(f"<w:tbl>{body}</w:tbl>".encode()), "a.docx")
    rows = "".join(f"<tr><td>{space}项目</td><td>1.00</td></tr>" for space in ("", "&emsp;", "&ensp;&ensp;", "\u3000&nbsp;"))
    page = read_html(f"<table>{rows}</table>".encode(), "a.html")

    for document, expected in ((word, [0, 4, 4, 2]), (page, [0, 2, 2, 3])):
        (grid,) = document.blocks
        assert isinstance(grid, Grid)
        assert [c.indent for c in grid.cells if c.col == 0] == expected
