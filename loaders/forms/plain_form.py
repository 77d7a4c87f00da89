"""A form printed as text: tab-separated cells, narrow cells broken over lines, or wrapped rows.

The form is cut into head, funding block, goals, indicator table and end by the labels that open them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from loaders.forms import plain_funding, plain_goals, plain_head
from loaders.forms.aligned_rows import Row
from loaders.forms.alignment import align
from loaders.forms.header import block_phase
from loaders.forms.labelled import text, title_year, year_alone
from loaders.forms.laid_out import LaidOut, laid_out
from loaders.forms.middle import assemble, chosen, points
from loaders.forms.misread import unconfused
from loaders.forms.pieces import (
    Piece,
    is_furniture,
    is_kept,
    is_tabbed,
    is_unfilled,
    join,
    pieces_of,
    place_of,
)
from loaders.forms.plain_header import Header, is_of_list, money_header, unknown_heads
from loaders.forms.plain_parts import Parts, is_label, parts_of
from loaders.forms.plain_rows import indicators, shared_names, with_first_level
from loaders.forms.raw import Place, RawForm
from loaders.forms.run_on_rows import parted
from loaders.forms.twin_names import repair
from loaders.forms.vocabulary import form_label, names_subject, ratings
from loaders.grammar.normal import fold, squash
from loaders.grammar.units import stated_unit
from loaders.grammar.values import is_number, parse_value
from loaders.model import Line, Segment, Used
from loaders.notes import Note, note
from loaders.records import Evaluation, Parsed

# A letter of a label that is printed from top to bottom (绩效指标), with the number of its row or a weight.
_TORN = re.compile(r"\d[绩效指标]$|^(?!指标)[绩效指标]{1,2}\d")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_FEWEST_TORN = 2
_NAMES = ("level1", "level2", "level3")


def read(segment: Segment) -> tuple[Parsed, Used]:
    """Read one form; ``form_seq`` is 1 in all records. What isn't understood becomes a reject."""
    printed = [block for block in segment.blocks if isinstance(block, Line)]
    lines = parted(printed)
    tabbed = is_tabbed(lines)
    laid = None if tabbed else laid_out(lines)
    tasks, heads, pieces = plain_funding.tasks(pieces_of(laid.above if laid else lines))
    parts = parts_of(pieces)
    parts.labels += heads
    is_list = bool(parts.headers) and is_of_list(pieces, parts.headers[0])
    if is_list or _are_beside(pieces):
        raw = RawForm(Evaluation())
        raw.reject(note("list_without_cells" if is_list else "forms_beside"), place_of(pieces, segment.title))
        return Parsed(rejects=raw.rejects), Used()
    first = place_of(pieces[:1])
    head = Evaluation(
        form_title=squash(segment.title), lines=first.lines, page=first.page, source_text=first.text
    )
    raw = RawForm(head, is_loose=True)
    plain_head.fill(raw, parts.head, tabbed=tabbed)
    if year := next((piece for piece in parts.head if year_alone(piece.text)), None):
        head.fiscal_year = year_alone(year.text)
        raw.cite(year.lines)
    head.fiscal_year = head.fiscal_year or title_year(lines)
    _funding(raw, parts, headed=laid is not None or bool(parts.headers))
    raw.funding += tasks
    for texts in (parts.texts, parts.goals):
        plain_goals.read(raw, texts, tabbed=tabbed)
    if laid:
        _laid_out(raw, laid)
        parts.labels, parts.tail = pieces_of(laid.lines), pieces_of(laid.below)
    elif parts.headers:
        _indicators(raw, parts, unknown_heads(pieces, parts.headers[0]), tabbed=tabbed, laid=is_kept(lines), run_on=lines != printed)
        _set_phases(raw, pieces, parts.headers)
    else:
        raw.reject(note("form_without_header"), Place(place_of(pieces).lines, first.page))
    _end(raw, parts.tail)
    parsed = assemble(raw)
    return parsed, _used(lines, parts, parsed)


def _are_beside(pieces: Sequence[Piece]) -> bool:
    """Whether the label of a name stands twice on one line: two forms side by side, whose rows can't be parted."""
    named = Counter((piece.lines, piece.folded) for piece in pieces if names_subject(piece.text))
    return max(named.values(), default=0) > 1


def _indicators(raw: RawForm, parts: Parts, unknown: Sequence[str], *, tabbed: bool, laid: bool, run_on: bool) -> None:
    """The rows under the first header, of one phase or of two; a level that has no column of its own may stand above."""
    header = with_first_level(parts.headers[0].row)
    raw.columns.update(parts.headers[0].columns)
    each = [list(line) for _, line in groupby(parts.rows, key=lambda piece: piece.lines)] if run_on else [parts.rows]
    rows = [row for pieces in each for row in align(pieces, header.keys(), tabbed=tabbed)]
    doubts = _doubts(rows, parts.headers[0], [*unknown, *(piece.text for piece in parts.heads)], tabbed=tabbed, laid=laid, run_on=run_on)
    raw.indicators, nameless = indicators(rows, header, doubts)
    if any(column.half for column in header.columns):
        repair(raw.indicators, scanned=any(unconfused(piece.text) != piece.text for piece in parts.rows))
    for row in nameless:
        raw.reject(note("form_text_without_cell"), place_of(row.pieces))
    for shared in shared_names(rows):
        text(raw, "三级指标", join(shared), place_of(shared, join(shared)))


def _laid_out(raw: RawForm, laid: LaidOut) -> None:
    """The rows of a table whose columns are seen."""
    header = with_first_level(laid.header)
    raw.columns.update(laid.header.keys())
    unsure = {id(row) for row, is_unsure in laid.rows if is_unsure or row.is_doubtful}

    def doubts(row: Row) -> tuple[Note, ...]:
        is_aimless = "target" in header.names() and not row.text("target")
        return (note("form_cells_undecided"),) if id(row) in unsure or is_aimless else ()

    raw.indicators, nameless = indicators([row for row, _ in laid.rows], header, doubts)
    for row in nameless:
        raw.reject(note("form_text_without_cell"), place_of(row.pieces))


def _set_phases(raw: RawForm, pieces: Sequence[Piece], headers: Sequence[Header]) -> None:
    """The phases of several blocks of indicators, each called on the line of its header."""
    lines = [pieces[header.start].lines for header in headers]
    said = {at: next((p for piece in pieces if piece.lines == at and (p := block_phase(piece.text))), "") for at in lines}
    if set(said.values()) == {"term", "annual"}:
        for one in raw.indicators:
            one.phase = one.phase or next((p for at, p in reversed(said.items()) if at <= one.lines), "")


def _doubts(
    rows: Sequence[Row], header: Header, unknown: Sequence[str], *, tabbed: bool, laid: bool, run_on: bool
) -> Callable[[Row], tuple[Note, ...]]:
    """What keeps a row from being decided: unlikely cells, or columns of which any may be the blank one.

    Such are those that no word is known for, and where cells are kept those among them that have values. Where the cells of a
    row have run together (``run_on``) digits of a name may be of its value.
    """
    outside = set(unknown) - {column.label for column in header.row.columns}
    notes = [key for key, column in zip(header.columns, header.row.columns, strict=True) if column.name == "note"]
    valued = any(parse_value(row.text(key)).kind == "quantitative" for row in rows for key in notes)
    is_open = valued or (bool(unknown) and not tabbed)
    torn = sum(any(_TORN.search(fold(cell.text)) for cell in row.cells.values()) for row in rows)
    is_torn = torn >= _FEWEST_TORN or _are_centred(rows)
    heaped = {id(row) for row, below in pairwise(rows) if _is_heaped(row, below)}

    def doubts(row: Row) -> tuple[Note, ...]:
        if is_open and (outside or not row.fills(header.columns)):
            return (note("form_columns_undecided"),)
        is_aimless = "target" in header.columns and not row.text("target")
        counted = run_on and any(map(str.isdigit, _BRACKETED.sub("", row.text("level3"))))
        doubted = not tabbed and (laid or is_torn or is_aimless or counted or row.is_doubtful or id(row) in heaped)
        return (note("form_cells_undecided"),) if doubted else ()

    return doubts


def _is_heaped(row: Row, below: Row) -> bool:
    """Whether a name of several lines may be that of several indicators: the row below has a value and nothing before it."""
    name = row.cells.get("level3")
    return name is not None and len(name.pieces) > 1 and "target" in below.cells and below.cells.keys().isdisjoint(_NAMES)


def _are_centred(rows: Sequence[Row]) -> bool:
    """Whether the first level stands beside the middle of its rows: what belongs to which label isn't known then."""
    labelled = [n for n, row in enumerate(rows) if "level1" in row.cells]
    return bool(labelled) and any("level2" in row.cells for row in rows[: labelled[0]])


def _used(lines: Sequence[Line], parts: Parts, parsed: Parsed) -> Used:
    """Which lines were understood; goal texts count as prose that is kept in the form's fields."""
    used = Used()
    for field in parsed.form_fields:
        used.mark(field.lines, "prose")
    for record in (*parsed.funding, *parsed.indicators):
        used.mark(record.lines, "row")
    for piece in (*parts.head, *parts.funding):
        title = form_label(piece.text, "head", "department") is None and "绩效" in piece.text
        used.mark(piece.lines, "title" if title else "label")
    for piece in (*parts.labels, *parts.heads, *filter(is_label, (*parts.texts, *parts.goals))):
        used.mark(piece.lines, "header")
    ends = [p for p in parts.tail if form_label(p.folded.split(":")[0]) is not None or is_number(p.text)]
    for piece in ends:
        used.mark(piece.lines, "row")
    for line in lines:
        if is_furniture(line.text):
            used.mark(line.number, "footer")
        elif is_unfilled(line.text):
            used.mark(line.number, "instruction")
    return used


def _funding(raw: RawForm, parts: Parts, *, headed: bool) -> None:
    raw.unit = stated_unit(join(parts.funding)) or stated_unit(join(parts.head))
    header = money_header(parts.funding)
    if header is None:
        raw.funding = plain_funding.targeted(parts.funding)
        return
    raw.columns.update(header.columns)
    rows = [*parts.funding[: header.start], *parts.funding[header.stop :]]
    raw.funding = plain_funding.evaluated(rows, header, headed=headed)


def _end(raw: RawForm, tail: Sequence[Piece]) -> None:
    """Total weight and score, rating, and the fields below them."""
    head, numbers, expects = raw.head, list[str](), "total"
    rest: list[Piece] = []
    for piece in tail:
        name, _, value = piece.folded.partition(":")
        label = form_label(name, "total", "rating")
        if label is not None and not is_number(name):
            expects = "rating" if form_label(name, "rating") else "total"
        else:
            value = piece.folded
        if expects == "rating" and (not value or not chosen(value)):  # a box without a tick
            continue
        if expects == "rating" and chosen(value) in ratings() and not head.rating:
            head.rating, expects = chosen(value), ""
            raw.cite(piece.lines)
        elif expects == "total" and points(value):
            numbers.append(points(value))
            raw.cite(piece.lines)
        elif label is None:
            rest.append(piece)
            expects = ""
    scored = any(points(one.texts.get("score", "")) for one in raw.indicators)
    if len(numbers) > 1 or not scored:
        head.total_weight = next(iter(numbers), "")
    if len(numbers) > 1 or scored:
        head.total_score = next(iter(numbers[1:] or numbers), head.total_score)
    plain_head.fill(raw, rest, texts=True)
