"""Web pages made from PDF: rows and cells by coordinates, on pages of their own, with what stands around them."""

from __future__ import annotations

from loaders.model import Document, Grid, Line
from loaders.readers.html import read_html

HEAD = [(10, 300, "甲市乙局2026年部门预算"), (40, 300, "支出总体情况表"), (60, 500, "单位：万元")]
ROWS = [
    (80, (100, "科目编码"), (200, "科目名称"), (420, "合计"), (520, "基本支出"), (620, "项目支出")),
    (100, (172, "合计"), (420, "160.00"), (520, "16.00"), (620, "144.00")),
    (120, (76, "205"), (172, "教育支出"), (420, "148.95"), (520, "4.95"), (620, "144.00")),
    (140, (113, "08"), (190, "进修及培训"), (420, "148.95"), (520, "4.95"), (620, "144.00")),
    (160, (140, "03"), (208, "培训支出"), (420, "148.95"), (520, "4.95"), (620, "144.00")),
    (180, (76, "208"), (172, "社会保障和就业支出"), (420, "11.05"), (520, "11.05")),
]


def placed(unit: str = "pt", scale: float = 1.0, tag: str = "div", style: str = "") -> str:
    texts = HEAD + [(top, left, text) for top, *cells in ROWS for left, text in cells]
    return "".join(
        f'<{tag} style="position:absolute;top:{top * scale}{unit};left:{left * scale}{unit};{style}">{text}</{tag}>'
        for top, left, text in texts
    )


def read(body: str, head: str = "") -> Document:
    page = f"<html><head>{head}<meta charset='utf-8'></head><body>{body}</body></html>"
    return read_html(page.encode(), "a.html")


def numbers(document: Document) -> list[list[str]]:
    (grid,) = [b for b in document.blocks if isinstance(b, Grid)]
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.text)
    return rows


EXPECTED = [[text for _, text in cells] for _, *cells in ROWS]


def test_rows_and_cells_by_coordinates() -> None:
    document = read(f'<div class="page">{placed()}</div>')

    assert [b.text.strip() for b in document.blocks if isinstance(b, Line)] == [text for *_, text in HEAD]
    assert numbers(document) == EXPECTED
    assert {b.page for b in document.blocks} == {1}
    assert document.page_count == 1


def test_pixels_classes_and_offsets_of_the_box_around_give_the_same() -> None:
    css = "<style>.t{position:absolute;white-space:nowrap;font-size:14px}</style>"
    body = placed("px", 1.5, "p").replace("position:absolute;", "").replace("<p ", "<p class='t' ")
    shifted = f'<div style="position:absolute;left:20px;top:5px">{body}</div>'

    assert numbers(read(f"<div style='position:relative'>{shifted}</div>", css)) == EXPECTED


def test_borders_are_rules_and_two_pages_are_two() -> None:
    lines = (
        "".join(
            f'<div style="position:absolute;left:{x}pt;top:70pt;width:{w}pt;height:{h}pt;border-bottom:0.5pt solid #000"></div>'
            for x, w, h in [(70, 630, 0)]
        )
        + "".join(
            f'<div style="position:absolute;left:70pt;top:{y}pt;width:630pt;height:0.0pt;border-bottom:0.5pt solid #000"></div>'
            for y in (95, 115, 135, 155, 175, 195)
        )
        + "".join(
            f'<div style="position:absolute;left:{x}pt;top:70pt;width:0.0pt;height:125pt;border-right:0.5pt solid #000"></div>'
            for x in (70, 110, 135, 165, 400, 500, 600, 700)
        )
    )
    page = f'<div class="page" style="position:relative">{placed()}{lines}</div>'
    document = read(f"<p>发布日期：2026年1月</p>{page}{page}<p>相关链接</p>")

    grids = [b for b in document.blocks if isinstance(b, Grid)]
    assert [(g.page, g.rows, g.cols) for g in grids] == [(1, 6, 7), (2, 6, 7)]
    numbers_of = [n for b in document.blocks for n in ((b.number,) if isinstance(b, Line) else b.lines)]
    assert numbers_of == sorted(numbers_of)
    assert document.blocks[0] == Line(1, "发布日期：2026年1月")
    assert document.blocks[-1].page is None


def test_a_placed_banner_is_no_page() -> None:
    banner = '<div style="position:absolute;left:0;top:0">站点名称</div>'
    document = read(
        f"{banner}<table><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>1.00</td></tr></table>"
    )

    assert document.page_count is None
    assert numbers(document) == [["项目", "金额"], ["合计", "1.00"]]
