"""Generated disclosures of all kinds and formats: five texts made from the samples and a budget of two tables in five formats for
each place and year. Places are the counties of the official list, so agencies are as many as places times bodies."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from gongkai.settings import PROJECT

Table = tuple[str, list[list[str]]]
_BODIES = ("教育局", "水利局", "交通运输局", "农业农村局", "文化和旅游局")
_ITEMS = (
    ("205", "教育支出"), ("20502", "普通教育"), ("2050201", "学前教育"), ("2050202", "小学教育"),
    ("208", "社会保障和就业支出"), ("20805", "行政事业单位养老支出"), ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("210", "卫生健康支出"), ("21011", "行政事业单位医疗"), ("2101101", "行政单位医疗"),
    ("221", "住房保障支出"), ("22102", "住房改革支出"), ("2210201", "住房公积金"),
)  # fmt: skip
_YEAR = re.compile(r"20[12]\d(?=年)")
_LAST_YEAR = 2025


def write(folder: Path, numbers: Sequence[int]) -> None:
    """Write the documents of these numbers, ten of a place and year side by side in a folder."""
    for number in numbers:
        place, kind = divmod(number, 10)
        target = folder / f"{place:05}"
        target.mkdir(parents=True, exist_ok=True)
        names = _places()
        year = _LAST_YEAR - place // len(names)
        if kind < len(_texts()):
            stem, text = _texts()[kind]
            (target / f"{stem}.txt").write_text(
                _moved(text, names[place % len(names)], year), encoding="utf-8"
            )
        else:
            suffix, make = list(_FORMATS.items())[kind - len(_texts())]
            body = "".join(names[place % len(names)]) + _BODIES[kind % len(_BODIES)]
            data = make(f"{body}{year}年部门预算", _tables(body, random.Random(number)))
            (target / f"budget-{kind}.{suffix}").write_bytes(data)


def change(folder: Path, number: int) -> None:
    """Change one document: the first amount of its text."""
    [path] = list((folder / f"{number:05}").glob("qingpu*.txt"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("4,336.11", "4,336.12"), encoding="utf-8")


def remove(folder: Path, number: int) -> None:
    """Remove one document: the text of that place."""
    [path] = list((folder / f"{number:05}").glob("qingpu*.txt"))
    path.unlink()


@cache
def _places() -> list[tuple[str, str]]:
    """Province and name of every county whose name no other place has."""
    with (PROJECT / "seeds" / "official" / "region.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["last_seen_year"]]
    provinces = {
        row["region_code"][:2]: row["region_name"] for row in rows if row["region_level"] == "province"
    }
    names = [row["region_name"] for row in rows]
    return [
        (provinces[row["region_code"][:2]], row["region_name"])
        for row in rows
        if row["region_level"] == "county" and names.count(row["region_name"]) == 1
    ]


@cache
def _texts() -> list[tuple[str, str]]:
    return [
        (path.stem, path.read_text(encoding="utf-8"))
        for path in sorted((PROJECT / "disclosures").glob("*.txt"))
    ]


def _moved(text: str, place: tuple[str, str], year: int) -> str:
    """A sample of another place and year."""
    province, county = place
    for old in ("上海市闵行区", "上海市青浦区", "上海市残"):
        text = text.replace(old, f"{province}{county}{'残' if old.endswith('残') else ''}")
    text = text.replace("青浦区", county).replace("泽州县", county)
    return _YEAR.sub(lambda found: str(int(found[0]) - (_LAST_YEAR - year)), text)


def _tables(body: str, chance: random.Random) -> list[Table]:
    """Two tables of a budget whose sums hold, in 万元."""
    leaves = {
        code: (chance.randint(100, 99999), chance.randint(100, 99999)) for code, _ in _ITEMS if len(code) == 7
    }

    def amounts(code: str) -> list[str]:
        chosen = [pair for leaf, pair in leaves.items() if leaf.startswith(code)]
        basic, project = (sum(pair[n] for pair in chosen) for n in (0, 1))
        return [f"{cents / 100:.2f}" for cents in (basic + project, basic, project)]

    rows = [["合计", "", *amounts("")], *([code, name, *amounts(code)] for code, name in _ITEMS)]
    total = amounts("")[0]
    classes = [[name, amounts(code)[0]] for code, name in _ITEMS if len(code) == 3]
    balance = [
        ["一、一般公共预算拨款收入" if n == 0 else "", total if n == 0 else "", *row]
        for n, row in enumerate(classes)
    ]
    return [
        (
            "收支预算总表",
            [["项目", "预算数", "项目", "预算数"], *balance, ["收入总计", total, "支出总计", total]],
        ),
        ("支出预算总表", [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], *rows]),
    ]


def _csv(title: str, tables: list[Table]) -> bytes:
    text = io.StringIO()
    for name, rows in tables:
        csv.writer(text).writerows([[title], [name], ["单位：万元"], *rows, []])
    return text.getvalue().encode("utf-8")


def _html(title: str, tables: list[Table]) -> bytes:
    def table(name: str, rows: list[list[str]]) -> Iterator[str]:
        yield f"<p>{name}</p><p>单位：万元</p><table border=1>"
        yield from ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        yield "</table>"

    body = "".join(part for name, rows in tables for part in table(name, rows))
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>".encode()


def _xlsx(title: str, tables: list[Table]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables:
        sheet = book.create_sheet(name)
        for row in [[title], [name], ["单位：万元"], *rows]:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _docx(title: str, tables: list[Table]) -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph(title)
    for name, rows in tables:
        document.add_paragraph(name)
        document.add_paragraph("单位：万元")
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(rows, table.rows, strict=True):
            for text, cell in zip(row, cells.cells, strict=True):
                cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _pdf(title: str, tables: list[Table]) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as Grid

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("text", fontName="STSong-Light")
    parts: list[Paragraph | Grid] = [Paragraph(title, style)]
    for name, rows in tables:
        grid = Grid(
            rows,
            style=[("FONT", (0, 0), (-1, -1), "STSong-Light", 8), ("GRID", (0, 0), (-1, -1), 0.5, "black")],
        )
        parts += [Paragraph(name, style), Paragraph("单位：万元", style), grid]
    data = io.BytesIO()
    SimpleDocTemplate(data, pagesize=A4).build(parts)
    return data.getvalue()


_FORMATS: dict[str, Callable[[str, list[Table]], bytes]] = {
    "csv": _csv, "html": _html, "xlsx": _xlsx, "docx": _docx, "pdf": _pdf,
}  # fmt: skip
