"""A form printed as text: tab-separated cells, narrow cells broken over lines, or wrapped rows.

The form is cut into head, funding block, goals, indicator table and end by the labels that open them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from loaders.forms import plain_funding, plain_goals, plain_head
from loaders.forms.alignment import Row, align
from loaders.forms.labelled import GOALS, text, title_year, year_alone
from loaders.forms.middle import assemble, points
from loaders.forms.misread import unconfused
from loaders.forms.pieces import (
    Piece,
    is_furniture,
    is_tabbed,
    is_unfilled,
    join,
    lines_of,
    pieces_of,
    place_of,
    rest_of_line,
    runs,
)
from loaders.forms.plain_header import Header, indicator_headers, is_of_list, money_header, unknown_heads
from loaders.forms.plain_rows import indicators, shared_names, with_first_level
from loaders.forms.raw import Place, RawForm
from loaders.forms.twin_names import repair
from loaders.forms.vocabulary import FormLabel, block_of, form_label, funding_source, ratings
from loaders.grammar.normal import squash
from loaders.grammar.units import stated_unit
from loaders.grammar.values import is_number
from loaders.model import Line, Segment, Used
from loaders.notes import Note, note
from loaders.records import Evaluation, Parsed, Reject

_VERTICAL = re.compile(r"^[绩效指标项目年度]{1,2}$")
_REMARK = re.compile(r"^(?:备?注|说明|填[报表]说明):")
_FULL = 100
_LABEL_LINES = 5  # a label in a narrow cell, broken over lines


@dataclass(slots=True)
class _Parts:
    """The pieces of a form by part."""

    head: list[Piece]
    funding: list[Piece]
    goals: list[Piece]
    headers: list[Header]
    labels: list[Piece]
    rows: list[Piece]
    tail: list[Piece]


def read(segment: Segment) -> tuple[Parsed, Used]:
    """Read one form; ``form_seq`` is 1 in all records. What isn't understood becomes a reject."""
    lines = [block for block in segment.blocks if isinstance(block, Line)]
    tabbed = is_tabbed(lines)
    pieces = pieces_of(lines)
    parts = _parts(pieces)
    if parts.headers and not tabbed and is_of_list(pieces, parts.headers[0]):
        place = place_of(pieces, segment.title)
        what = note("list_without_cells")
        reject = Reject(stage="form", note=what, lines=place.lines, page=place.page, source_text=place.text)
        return Parsed(rejects=[reject]), Used()
    first = place_of(pieces[:1])
    head = Evaluation(
        form_title=squash(segment.title), lines=first.lines, page=first.page, source_text=first.text
    )
    raw = RawForm(head, is_loose=True)
    plain_head.fill(raw, parts.head, tabbed=tabbed)
    for piece in islice((piece for piece in parts.head if year_alone(piece.text)), 1):
        head.fiscal_year = year_alone(piece.text)
        raw.cite(piece.lines)
    head.fiscal_year = head.fiscal_year or title_year(lines)
    _funding(raw, parts)
    plain_goals.read(raw, parts.goals, tabbed=tabbed)
    if parts.headers:
        _indicators(raw, parts, _doubts(pieces, parts.headers[0], tabbed=tabbed), tabbed=tabbed)
    else:
        raw.reject(note("form_without_header"), Place(lines_of(pieces), first.page))
    _end(raw, parts.tail)
    parsed = assemble(raw)
    return parsed, _used(lines, parts, parsed)


def _indicators(
    raw: RawForm, parts: _Parts, doubts: Callable[[Row], tuple[Note, ...]], *, tabbed: bool
) -> None:
    """The rows under the first header, of one phase or of two; a level that has no column of its own may stand above."""
    header = with_first_level(parts.headers[0].row)
    raw.columns.update(parts.headers[0].columns)
    rows = align(parts.rows, header.keys(), tabbed=tabbed)
    raw.indicators, nameless = indicators(rows, header, doubts)
    if any(column.half for column in header.columns):
        repair(raw.indicators, scanned=any(unconfused(piece.text) != piece.text for piece in parts.rows))
    for row in nameless:
        raw.reject(note("form_text_without_cell"), place_of(row.pieces))
    for shared in shared_names(rows):
        text(raw, "三级指标", join(shared), place_of(shared, join(shared)))


def _doubts(pieces: Sequence[Piece], header: Header, *, tabbed: bool) -> Callable[[Row], tuple[Note, ...]]:
    """What keeps a row from being decided: heads that are not known where a cell may be blank, or unlikely cells."""
    unknown = [] if tabbed else unknown_heads(pieces, header)
    is_outside = not set(unknown) <= {column.label for column in header.row.columns}

    def doubts(row: Row) -> tuple[Note, ...]:
        if unknown and (is_outside or not row.fills(header.columns)):
            return (note("form_columns_undecided"),)
        return (note("form_cells_undecided"),) if row.is_doubtful and not tabbed else ()

    return doubts


def _used(lines: Sequence[Line], parts: _Parts, parsed: Parsed) -> Used:
    """Which lines were understood; goal texts count as prose that is kept in the form's fields."""
    used = Used()
    for field in parsed.form_fields:
        used.mark(field.lines, "prose")
    for record in (*parsed.funding, *parsed.indicators):
        used.mark(record.lines, "row")
    for piece in (*parts.head, *parts.funding):
        title = form_label(piece.text, "head", "department") is None and "绩效" in piece.text
        used.mark(piece.lines, "title" if title else "label")
    for piece in (*parts.labels, *(p for p in parts.goals if form_label(p.text) is not None)):
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


def _parts(pieces: list[Piece]) -> _Parts:
    headers = indicator_headers(pieces)
    start = headers[0].start if headers else len(pieces)
    top, table = pieces[:start], pieces[start:]
    skipped = {i for h in headers for i in range(h.start - start, h.stop - start)}
    labels = [piece for i, piece in enumerate(table) if i in skipped]
    table = [piece for i, piece in enumerate(table) if i not in skipped]
    money = next((i for i, _ in enumerate(top) if _opens_funding(top, i)), None)
    goal = next((i for i, _ in enumerate(top) if i > (money or 0) and _opens_goals(top, i)), len(top))
    first = money if money is not None else goal
    early = next((i for i in range(first) if top[i].first and _opens_text(top, i)), first)
    body = _without_vertical(table)
    kept = {id(piece) for piece in body}
    labels += [piece for piece in table if id(piece) not in kept]
    rows, tail = _without_end(body)
    return _Parts(top[:early], top[first:goal], [*top[early:first], *top[goal:]], headers, labels, rows, tail)


def _labels(pieces: Sequence[Piece], index: int, *kinds: str) -> list[FormLabel]:
    """What the piece at ``index`` can be a label of, alone or with what a narrow cell has broken off below it."""
    printed = (name for _, name in reversed(runs(pieces, index, _LABEL_LINES)))
    return [label for name in printed if (label := form_label(name, *kinds)) is not None]


def _opens_text(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a block of texts (项目基本情况, goals) begins above the funding block; no label of the head follows it."""
    labels = _labels(pieces, index, "block", "goal", "expected", "narrative")
    if not labels or labels[0].field == "funding":
        return False
    following = pieces[index + 1 :]
    money = next((n for n in range(len(following)) if _opens_funding(following, n)), 0)
    return money > 0 and not any(
        form_label(p.folded.split(":")[0], "head", "department") for p in following[:money]
    )


def _opens_funding(pieces: Sequence[Piece], index: int) -> bool:
    if any(label.field == "funding" for label in _labels(pieces, index, "block")):
        return True
    return pieces[index].first and (
        funding_source(pieces[index].text) is not None or plain_funding.opens(pieces, index)
    )


def _opens_goals(pieces: Sequence[Piece], index: int) -> bool:
    labels = _labels(pieces, index, *GOALS, "narrative", "block") if pieces[index].first else []
    return any(label.field != "funding" for label in labels)


def _without_vertical(pieces: list[Piece]) -> list[Piece]:
    """The table without the label at its side, printed one or two characters a line (绩/效/指/标)."""
    kept: list[Piece] = []
    spelled = ""
    for index, piece in enumerate(pieces):
        if block_of(piece.text) in ("indicator", "goal"):
            continue
        if (
            not kept
            and _VERTICAL.match(piece.text)
            and len(spelled) < 8
            and len(rest_of_line(pieces, index)) == 1
        ):
            spelled += piece.text
            continue
        kept.append(piece)
    return kept


def _without_end(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Rows, and what ends the form: total, rating, who filled it in."""
    for index, piece in enumerate(pieces):
        name = piece.folded.split(":")[0]
        opens = piece.first and form_label(name, "total", "rating", "field", "narrative") is not None
        if opens or _is_total(pieces, index) or (piece.first and _REMARK.match(piece.folded)):
            return pieces[:index], pieces[index:]
    return pieces, []


def _is_total(pieces: Sequence[Piece], index: int) -> bool:
    """A line of two numbers alone, the first of them 100: the form's total weight and score."""
    texts = [piece.text for piece in rest_of_line(pieces, index)] if pieces[index].first else []
    return len(texts) == 2 and all(map(is_number, texts)) and float(texts[0].replace(",", "")) == _FULL


def _funding(raw: RawForm, parts: _Parts) -> None:
    raw.unit = stated_unit(join(parts.funding)) or stated_unit(join(parts.head))
    header = money_header(parts.funding)
    if header is None:
        raw.funding = plain_funding.targeted(parts.funding)
        return
    raw.columns.update(header.columns)
    rows = [*parts.funding[: header.start], *parts.funding[header.stop :]]
    raw.funding = plain_funding.evaluated(rows, header)


def _end(raw: RawForm, tail: Sequence[Piece]) -> None:
    """Total weight and score, rating, and the fields below them."""
    head = raw.head
    numbers: list[str] = []
    rest: list[Piece] = []
    expects = "total"
    for piece in tail:
        name, _, value = piece.folded.partition(":")
        if form_label(name, "rating") is not None and not is_number(name):
            expects = "rating"
        elif form_label(name, "total") is not None:
            expects = "total"
        else:
            value = piece.folded
        if expects == "rating" and value in ratings() and not head.rating:
            head.rating, expects = value, ""
            raw.cite(piece.lines)
        elif expects == "total" and points(value):
            numbers.append(points(value))
            raw.cite(piece.lines)
        elif form_label(name, "total", "rating") is None:
            rest.append(piece)
            expects = ""
    if len(numbers) >= 2:
        head.total_weight, head.total_score = numbers[0], numbers[1]
    elif numbers and any(points(one.texts.get("score", "")) for one in raw.indicators):
        head.total_score = numbers[0]
    elif numbers:
        head.total_weight = numbers[0]
    plain_head.fill(raw, rest, texts=True)
