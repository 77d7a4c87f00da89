"""Whole documents written down as text: their tables with what each cell means, and the files made of them.

``# 标题`` begins a table, ``> `` is a line of text, ``= `` says what the columns are, then come the header and, below
``---``, the rows; ``===`` ends a page (``=== header`` prints the header again). Cells stand between ``|``; ``<`` joins a
cell to its left neighbour, ``^`` to the one above. A column is ``code`` (several in a row are its parts), ``name``,
``second``, ``-`` (no amount) or ``measure[@side][*unit]``; names hold for the amounts to their right. ``^`` below a name
or a code repeats it; ``@ expenditure`` says of which side the rows below it are. The first line of a file is what it is made into and how (``pdf rules=horizontal``).
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path

import docx
import openpyxl

from tests.readers.pdf_drawing import SIZE, Drawing

_HIGH, _PAD, _MARGIN = 15.0, 3.0, 36.0
_WIDEST = 150.0
_JOINED = re.compile(r"\[(\d+)\](.+)")


@dataclass(frozen=True, slots=True)
class Box:
    """A cell with its spans and its text as drawn."""

    row: int
    col: int
    high: int
    wide: int
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One amount that a document prints: side, code, name, second name, last header word, digits, unit."""

    side: str
    code: str
    name: str
    second: str
    measure: str
    amount: str
    unit: str


@dataclass(slots=True)
class Sheet:
    """A table: lines above, header and rows as cells of art, lines below. ``pages`` are the rows of each page."""

    title: str = ""
    above: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    header: list[list[str]] = field(default_factory=list)
    pages: list[list[list[str]]] = field(default_factory=list)
    repeats: list[bool] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    unit: str = "万元"
    sides: dict[int, str] = field(default_factory=dict)  # by row, where no column says so

    @property
    def rows(self) -> list[list[str]]:
        """The rows of all pages."""
        return [row for page in self.pages for row in page]


@dataclass(slots=True)
class Drawn:
    """A document: what it is made into, with which options, and its tables."""

    kind: str
    options: dict[str, str]
    sheets: list[Sheet]


def read(path: Path) -> Drawn:
    """The document that a file describes."""
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    kind, *options = first.split()
    sheets: list[Sheet] = []
    in_rows, side = False, ""
    for line in lines:
        if not line.strip():
            continue
        if line.startswith("# "):
            sheets.append(Sheet(title=line[2:]))
            in_rows = False
        elif line.startswith("> "):
            (sheets[-1].below if in_rows else sheets[-1].above).append(line[2:])
        elif line.startswith("= "):
            sheets[-1].roles = line[2:].split()
        elif line.startswith("unit "):
            sheets[-1].unit = line[5:]
        elif line.startswith("@ "):
            side = line[2:]
        elif line == "---":
            side = ""
            in_rows = True
            sheets[-1].pages.append([])
            sheets[-1].repeats.append(True)
        elif line.startswith("==="):
            sheets[-1].pages.append([])
            sheets[-1].repeats.append("header" in line)
        else:
            cells = [cell.strip(" ") for cell in line.strip(" ").split("|")]
            assert len(cells) == len(sheets[-1].roles), (path.name, line)
            if in_rows and side:
                sheets[-1].sides[len(sheets[-1].rows)] = side
            (sheets[-1].pages[-1] if in_rows else sheets[-1].header).append(cells)
    return Drawn(kind, dict(o.partition("=")[::2] for o in options), sheets)


def facts(sheet: Sheet) -> Iterator[Fact]:
    """What the rows of a table say."""
    known: dict[int, str] = {}
    for number, row in enumerate(sheet.rows):
        parts: list[str] = []
        name = second = ""
        labels = True
        for col, (text, role) in enumerate(zip(row, sheet.roles, strict=True)):
            text = text.replace("\\n", "").replace("\u3000", "")
            if text == "^":
                text = known.get(col, "")
            if role in ("code", "name", "second", "-"):
                if not labels:
                    parts, name, second, labels = [], "", "", True
                if text not in ("<", ""):
                    known[col] = text
            else:
                labels = False
            if role == "-" and text.endswith("计"):
                name = text
            elif role == "code" and text != "<":
                parts.append(text)
            elif role == "name" and text != "<":
                name = text or name
            elif role == "second" and text != "<":
                second = text
            elif not labels and text not in ("", "<", "-", "—"):
                joined = _JOINED.fullmatch(name)
                measure, _, unit = role.partition("*")
                measure, _, side = measure.partition("@")
                code = joined[1] if joined else _code(parts, known, sheet.roles)
                label = joined[2] if joined else name or "".join(part for part in parts if not part.isdigit())
                side = side or sheet.sides.get(number, "")
                yield Fact(side, code, label, second, measure, text.replace(",", ""), unit or sheet.unit)


def _code(parts: list[str], known: dict[int, str], roles: list[str]) -> str:
    """The parts of a code; a class left blank is the one above."""
    first = roles.index("code") if "code" in roles else 0
    last = max((n for n, part in enumerate(parts) if part.isdigit()), default=-1)
    return "".join(part or known.get(first + n, "") for n, part in enumerate(parts[: last + 1]))


def boxes(art: list[list[str]]) -> list[Box]:
    """The cells of art with their spans."""
    found = []
    for r, row in enumerate(art):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            wide = high = 1
            while c + wide < len(row) and row[c + wide] == "<":
                wide += 1
            while r + high < len(art) and art[r + high][c] == "^":
                high += 1
            found.append(Box(r, c, high, wide, text.replace("\\n", "\n")))
    return found


def make(drawn: Drawn) -> tuple[bytes, str]:
    """The file of a document and its suffix."""
    return {"pdf": _pdf, "xlsx": _xlsx, "docx": _docx, "html": _html}[drawn.kind](drawn), drawn.kind


def _xlsx(drawn: Drawn) -> bytes:
    """A sheet a table (``sheets=one``: one below the other); numbers as numbers where ``numbers`` is set."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    top = 1
    for number, one in enumerate(drawn.sheets):
        if not number or drawn.options.get("sheets") != "one":
            sheet, top = book.create_sheet(f"表{number + 1}"), 1
        width = len(one.roles)
        for text in (one.title, *one.above):
            side = width if "单位：" in text and text.startswith(("单位", "金额")) else 1
            sheet.cell(top, side, text)
            if side == 1 and drawn.options.get("merged") != "no":
                sheet.merge_cells(start_row=top, start_column=1, end_row=top, end_column=width)
            top += 1
        art = one.header + one.rows
        for box in boxes(art):
            cell = sheet.cell(top + box.row, 1 + box.col)
            number_ = box.text.replace(",", "")
            if (
                drawn.options.get("numbers")
                and box.row >= len(one.header)
                and one.roles[box.col] not in ("code", "name", "-")
                and _is_number(number_)
            ):
                cell.value = float(number_)
                cell.number_format = drawn.options["numbers"]
            else:
                cell.value = box.text or None
            if box.high * box.wide > 1 and drawn.options.get("merged") != "no":
                sheet.merge_cells(start_row=top + box.row, start_column=1 + box.col, end_row=top + box.row + box.high - 1, end_column=box.col + box.wide)  # fmt: skip
        top += len(art)
        for text in one.below:
            sheet.cell(top, 1, text)
            top += 1
        top += 1
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()


def _docx(drawn: Drawn) -> bytes:
    document = docx.Document()
    for one in drawn.sheets:
        for text in (one.title, *one.above):
            document.add_paragraph(text)
        art = one.header + one.rows
        table = document.add_table(len(art), len(one.roles))
        grid = [list(row.cells) for row in table.rows]
        for box in boxes(art):
            here = grid[box.row][box.col]
            if box.high * box.wide > 1:
                here = here.merge(grid[box.row + box.high - 1][box.col + box.wide - 1])
            here.text = box.text
        for text in one.below:
            document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _html(drawn: Drawn) -> bytes:
    """A table each; ``lines=inside`` puts title and unit into rows of the table, as copied workbooks do."""
    out = ["<!doctype html><html><head><meta charset='utf-8'></head><body>"]
    for one in drawn.sheets:
        inside = drawn.options.get("lines") == "inside"
        head = [one.title, *one.above]
        if not inside:
            out += [f"<p>{html.escape(text)}</p>" for text in head]
        out.append("<table>")
        if inside:
            out += [f"<tr><td colspan='{len(one.roles)}'>{html.escape(text)}</td></tr>" for text in head]
        art = one.header + one.rows
        rows: list[list[str]] = [[] for _ in art]
        for box in boxes(art):
            text = html.escape(box.text).replace("\n", "<br>").replace("\u3000", "&emsp;")
            rows[box.row].append(f"<td rowspan='{box.high}' colspan='{box.wide}'>{text}</td>")
        out += [f"<tr>{''.join(row)}</tr>" for row in rows]
        out.append("</table>")
        out += [f"<p>{html.escape(text)}</p>" for text in one.below]
    return "\n".join([*out, "</body></html>"]).encode("utf-8")


def _width(text: str) -> float:
    return max(
        (sum(SIZE if ord(c) > 0x2E7F else SIZE / 2 for c in line) for line in text.split("\n")), default=0.0
    )


def _wrapped(text: str, width: float) -> list[str]:
    lines = []
    for part in text.split("\n"):
        line = ""
        for char in part:
            if line and _width(line + char) > width:
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    return lines


def _pdf(drawn: Drawn) -> bytes:
    """Each table on pages of its own (``flow=yes``: one below the other). ``rules`` all, horizontal or none; ``rotate`` turns."""
    widths = [_widths(one) for one in drawn.sheets]
    width = max(595.0, max(map(sum, widths)) + 2 * _MARGIN)
    turn = int(drawn.options.get("rotate", 0))
    drawing = Drawing(
        width, 842, turn=turn, page_rotation=turn if drawn.options.get("view") == "upright" else 0
    )
    y = _MARGIN
    for number, one in enumerate(drawn.sheets):
        if number and drawn.options.get("flow") != "yes":
            drawing.page()
            y = _MARGIN
        y += 20
        drawing.text(width / 2, y, one.title, size=16, align="centre")
        for text in one.above:
            y += 18
            right = text.startswith(("单位：", "金额单位"))
            drawing.text(width - _MARGIN if right else _MARGIN, y, text, align="right" if right else "left")
        y += 8
        for at, (page, repeats) in enumerate(zip(one.pages, one.repeats, strict=True)):
            if at:
                drawing.page()
                y = _MARGIN
            y = _draw(
                drawing,
                (one.header if repeats else []) + page,
                widths[number],
                y,
                len(one.header) if repeats else 0,
                drawn.options,
            )
        for text in one.below:
            y += 18
            drawing.text(_MARGIN, y, text)
        y += 20
    return drawing.save()


def _widths(one: Sheet) -> list[float]:
    found = [30.0] * len(one.roles)
    for box in boxes(one.header + one.rows):
        if box.wide == 1:
            found[box.col] = max(
                found[box.col],
                min(_width(box.text), _WIDEST if box.row >= len(one.header) else 70.0) + 2 * _PAD,
            )
    return found


def _draw(
    drawing: Drawing,
    art: list[list[str]],
    widths: list[float],
    top: float,
    header: int,
    options: dict[str, str],
) -> float:
    xs = [_MARGIN, *(_MARGIN + at for at in accumulate(widths))]
    cells = boxes(art)
    highs = [_HIGH] * len(art)
    texts = {}
    for box in cells:
        lines = _wrapped(box.text, xs[box.col + box.wide] - xs[box.col] - 2 * _PAD)
        texts[box.row, box.col] = lines
        last = box.row + box.high - 1
        highs[last] = max(highs[last], len(lines) * 12 + 4 - sum(highs[box.row : last]))
    ys = [top, *(top + at for at in accumulate(highs))]
    rules = options.get("rules", "all")
    for box in cells:
        x0, y0, x1, y1 = xs[box.col], ys[box.row], xs[box.col + box.wide], ys[box.row + box.high]
        if rules == "all":
            drawing.box(x0, y0, x1, y1)
        elif rules == "horizontal":
            drawing.line(x0, y0, x1, y0)
            drawing.line(x0, y1, x1, y1)
        lines = texts[box.row, box.col]
        y = (y0 + y1) / 2 - 6 * len(lines) + 9
        for line in lines:
            if box.row < header:
                drawing.text((x0 + x1) / 2, y, line, align="centre")
            elif _is_number(line.replace(",", "")):
                drawing.text(x1 - _PAD, y, line, align="right")
            elif line:
                indent = len(line) - len(line.lstrip("\u3000"))
                drawing.text(x0 + _PAD + SIZE * indent, y, line.lstrip("\u3000"))
            y += 12
    return ys[-1]


def with_kind(drawn: Drawn, kind: str) -> Drawn:
    """The same document as another kind of file."""
    return replace(drawn, kind=kind)
