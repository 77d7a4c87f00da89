"""Pictures of the original: the right page, upright, with the right cell marked, and nothing from elsewhere."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from gongkai.check import report_html
from gongkai.check import result as check_result
from gongkai.check.album import Shot, drawn
from gongkai.check.run import examined
from gongkai.pictures.asking import box_of, located, pictures, views_of
from gongkai.pictures.drawing import Picture, View
from gongkai.places import Place
from gongkai.words import Words
from loaders.pipeline import load
from loaders.readers.pdf.reader import read_pdf
from tests.cli.test_report import FINDING, result
from tests.originals import SHARED, among
from tests.readers.pdf_drawing import Drawing

AMOUNT = Place(
    "d:budget_line:1",
    "d",
    "a.pdf",
    False,
    "budget_line",
    "合计",
    "7.00",
    "万元",
    "",
    1,
    1,
    1,
    "",
    box="1,2,3,4",
)


def table(drawing: Drawing) -> bytes:
    drawing.text(200, 60, "2024年部门支出总表")
    drawing.text(420, 80, "单位：万元")
    rows = [
        ("科目编码", "科目名称", "合计"),
        ("205", "教育支出", "5.00"),
        ("208", "社会保障支出", "3.00"),
        ("", "合计", "7.00"),
    ]
    xs, ys = [60, 160, 360, 500], [100, 120, 140, 160, 180]
    drawing.lattice(xs, ys)
    drawing.rows(xs, ys, rows)
    return drawing.save()


def is_marked(picture: Picture, box: tuple[float, float, float, float]) -> bool:
    """Whether the picture has red corners around the box, and the cell's own ink inside."""
    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    x0, y0, x1, y1 = (
        (v + d) * picture.scale for v, d in zip(box, (-2, -2 - picture.top, 2, 2 - picture.top), strict=True)
    )
    middle = round((y0 + y1) / 2)
    edges = [[image.getpixel((round(x) + d, middle)) for d in (-1, 0, 1)] for x in (x0, x1)]
    inside = image.crop((round(x0) + 3, round(y0) + 3, round(x1) - 3, round(y1) - 3)).convert("L")
    return (
        all(any(r > 150 and g < 110 for r, g, _ in edge) for edge in edges) and inside.getextrema()[0] < 150
    )


@pytest.mark.parametrize(("turn", "rotation"), [(0, 0), (90, 90), (90, 0), (270, 0), (180, 0), (0, 90)])
def test_a_cell_is_marked_where_it_is_printed_however_the_page_is_turned(
    tmp_path: Path, turn: int, rotation: int
) -> None:
    (tmp_path / "a.pdf").write_bytes(table(Drawing(turn=turn, page_rotation=rotation)))
    lines = load(read_pdf((tmp_path / "a.pdf").read_bytes(), "a.pdf")).parsed.budget_lines
    [line] = [each for each in lines if each.amount_printed == "7.00"]
    box = box_of(replace(AMOUNT, box=line.source_box))
    assert box is not None

    strip, whole = View(1, (box,)), View(1, (box,), whole=True)
    found = pictures(tmp_path, {"a.pdf": [strip, whole]})

    assert is_marked(found["a.pdf", strip], box)
    assert is_marked(found["a.pdf", whole], box)
    assert found["a.pdf", strip].height < found["a.pdf", whole].height / 2
    assert found["a.pdf", whole].height > found["a.pdf", whole].width


def test_what_cannot_be_drawn_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (tmp_path / "a.txt").write_text("合计 7.00", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("in/a.pdf", table(Drawing()))
    view, beyond = View(1, ((1.0, 2.0, 3.0, 4.0),)), View(9)
    wanted = {"broken.pdf": [view], "a.txt": [view], "gone.pdf": [view], "b.zip/in/a.pdf": [view, beyond]}
    assert list(pictures(tmp_path, wanted)) == [("b.zip/in/a.pdf", view)]


def test_names_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.7")
    (inside / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (inside / "a.pdf").write_bytes(b"%PDF-1.7")
    assert located(inside, "a.pdf") == (inside / "a.pdf").resolve()
    for name in ("../secret.pdf", str(tmp_path / "secret.pdf"), "link.pdf", "", "x/../../secret.pdf"):
        assert located(inside, name) is None, name


def test_one_strip_for_each_page_of_a_finding() -> None:
    places = [
        AMOUNT,
        replace(AMOUNT, box="5,6,7,8"),
        replace(AMOUNT, page=2),
        replace(AMOUNT, box=""),
        replace(AMOUNT, page=None),
    ]
    assert views_of(places) == {"a.pdf": [View(1, ((1, 2, 3, 4), (5, 6, 7, 8))), View(2, ((1, 2, 3, 4),))]}


def test_the_report_shows_both_sides_of_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(table(Drawing()))
    with examined([tmp_path / "a.pdf"]) as found:
        results = check_result.results(found)
        album = drawn(found.inbox, results)
    page = report_html.render(results, Words("zh"), album)
    assert {root.finding.check_id for root in results[0].errors} <= set(album)
    assert page.count("data:image/png;base64,") == sum(map(len, album.values())) > 0
    assert "框出：" in page


def test_texts_beside_a_picture_are_escaped() -> None:
    shot = Shot("<b>.pdf", View(1), ('"><script>1',), (), Picture(View(1), b"x", 0, 0, 1, 1, 1))
    page = report_html.render([result(findings=[FINDING])], Words("zh"), {FINDING.check_id: [shot]})
    assert "<script>" not in page
    assert "&lt;b&gt;.pdf" in page


@pytest.mark.parametrize("name", among("pool", ["cq-a63e312b", "yt-6b30cc79", "sz-15defc28"]))
def test_boxes_on_real_pages_hold_what_was_read(name: str) -> None:
    content = (SHARED / "pool" / name / f"{name}.pdf").read_bytes()
    lines = [one for one in load(read_pdf(content, f"{name}.pdf")).parsed.budget_lines if one.source_box]
    document = pdfium.PdfDocument(content)
    wrong = []
    for line in lines[:: max(1, len(lines) // 60)]:
        page = document[(line.page or 1) - 1]
        box = box_of(replace(AMOUNT, box=line.source_box))
        assert box is not None
        text = page.get_textpage().get_text_bounded(*in_page(page, box))
        if line.amount_printed.strip("-") not in "".join(text.split()).replace(",", ""):
            wrong.append((line.page, line.source_box, line.amount_printed, text))
    assert lines
    assert wrong == []


def in_page(
    page: pdfium.PdfPage, box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """A box of the upright page in the page's own space, which knows no ``/Rotate``: left, bottom, right, top."""
    (x0, y0, x1, y1), (_, height) = box, page.get_size()
    if page.get_rotation() == 90:
        return y0 - 1, x0 - 1, y1 + 1, x1 + 1
    return x0 - 1, height - y1 - 1, x1 + 1, height - y0 + 1
