"""Read a performance form whose cells are known (PDF with rules, Word, Excel, HTML): targets and self-evaluations.

The layouts follow 财预〔2015〕82号, 财预〔2020〕10号 and what provinces made of them. Nothing is found by
position: a header row is recognised by its column names, a label by the vocabulary, its value is the next cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.document.title import is_form_title
from loaders.forms import vocabulary
from loaders.forms.form_rows import FormRow, form_rows
from loaders.forms.funding import FundingRows
from loaders.forms.head import Head, label_of
from loaders.forms.header import (
    HeaderColumn,
    HeaderRow,
    block_phase,
    funding_header,
    indicator_header,
    names_phases,
    under,
)
from loaders.forms.header_rows import joined
from loaders.forms.indicators import IndicatorRows
from loaders.forms.labelled import title_year
from loaders.forms.middle import assemble, is_blank, points, renumbered
from loaders.forms.page_breaks import rejoined
from loaders.forms.pieces import pieces_of
from loaders.forms.plain_header import indicator_headers
from loaders.forms.raw import Place, RawForm, RawIndicator
from loaders.forms.total import is_total, take_total
from loaders.grammar.normal import fold, squash
from loaders.grammar.units import stated_unit
from loaders.model import Block, Cell, Grid, Line, Segment, Used
from loaders.notes import note
from loaders.records import Evaluation, Parsed

_FEWEST_LABELS = 2
_ENDS_INDICATORS = ("narrative", "field", "rating", "head", "goal")


@dataclass(slots=True)
class _Form:
    """The state of reading one form row by row."""

    raw: RawForm
    head: Head
    funding: FundingRows
    used: Used
    indicators: IndicatorRows | None = None
    mode: str = "head"
    implied: HeaderRow | None = None  # of the form before, for one that prints no header of its own
    phase: str = ""  # of the block of indicators whose label was read last


def matches(segment: Segment) -> bool:
    """Whether the form's indicators stand in a grid, or its labels and money where it prints no indicators."""
    rows = joined(form_rows(block for block in segment.blocks if isinstance(block, Grid)))
    if any(indicator_header(row) is not None for row in rows):
        return True
    lines = [block for block in segment.blocks if isinstance(block, Line)]
    return _calls_money(rows) and not indicator_headers(pieces_of(lines))


def _calls_money(rows: Sequence[FormRow]) -> bool:
    """Whether grid rows have several labels of a form, some of them sources of its money."""
    texts = [cell.text for row in rows for cell in row.own]
    money = sum(vocabulary.funding_source(text) is not None for text in texts)
    heads = sum(
        vocabulary.form_label(text, "head", "department", "field", "person") is not None for text in texts
    )
    return money >= _FEWEST_LABELS and heads >= _FEWEST_LABELS


def read(segment: Segment) -> tuple[Parsed, Used]:
    """Parse the forms of one segment from its grids and the lines around them; ``form_seq`` counts from 1."""
    parsed, used = Parsed(), Used()
    rows = rejoined(joined(form_rows(filter(None, map(_as_grid, segment.blocks)))))
    starts = _starts(rows)
    implied: HeaderRow | None = None
    for start, stop in pairwise([*starts, len(rows)]):
        headed = any(indicator_header(row) for row in rows[start:stop])
        form = _opened(segment, rows[start] if start else None, used, None if headed else implied)
        if not start:
            _read_lines(segment, form)
        for row in rows[start:stop]:
            _read_row(row, form)
        implied = form.indicators.header if form.indicators else implied
        one = assemble(_filled(form))
        if len(starts) == 1 or not is_blank(one):
            parsed.extend(renumbered(one, len(parsed.evaluations)))
    return parsed, used


def _as_grid(block: Block) -> Grid | None:
    """A grid, or a line between grids that is the label of a block of indicators, as a row of its own."""
    if isinstance(block, Grid):
        return block
    named = vocabulary.block_of(block.text) == "indicator"
    return Grid(1, 1, (Cell(0, 0, block.text, (block.number,)),), block.page) if named else None


def _starts(rows: Sequence[FormRow]) -> list[int]:
    """Where the forms of one segment begin: each with its name, below the indicators of the one before."""
    starts, headed = [0], False
    for index, row in enumerate(rows):
        if headed and _names_subject(row):
            starts.append(index)
            headed = False
        headed = headed or indicator_header(row) is not None or _names_levels(row)
    if not headed and len(starts) > 1:  # a name below the last indicators is no form's
        starts.pop()
    return starts


def _names_levels(row: FormRow) -> bool:
    return len(row.own) > 2 and any(vocabulary.is_level(cell.text) for cell in row.own)


def _names_subject(row: FormRow) -> bool:
    """Whether a row begins with the label of a project's or department's name."""
    name = squash(row.own[0].text).replace("：", ":").partition(":")[0]
    return vocabulary.names_subject(name) and (len(row.own) > 1 or bool(_before_colon(row.own[0].text)))


def _opened(segment: Segment, row: FormRow | None, used: Used, implied: HeaderRow | None) -> _Form:
    first = segment.blocks[0] if segment.blocks else None
    lines = (first.number,) if isinstance(first, Line) else (first.lines[:1] if first else ())
    place = row or Place(lines, first.page if first else None)
    raw = RawForm(Evaluation(form_title=segment.title, lines=place.lines, page=place.page, source_text=segment.title))
    return _Form(raw, Head(raw), FundingRows(), used, implied=implied)


def _filled(form: _Form) -> RawForm:
    raw = form.raw
    raw.head.fiscal_year = raw.head.fiscal_year or title_year([Line(0, raw.head.form_title)])
    raw.unit, raw.funding = form.funding.unit, form.funding.funding()
    raw.indicators = form.indicators.found if form.indicators else []
    if form.phase and not {"term", "annual"} <= {one.phase for one in raw.indicators}:
        for one in raw.indicators:  # a phase is said where there is another
            one.phase = ""
    if form.indicators and "level1" in form.indicators.header_names(1):
        raw.indicators = _one_block(raw.indicators)
    for row, cell in (*form.head.unread, *form.funding.unread):
        place = Place(cell.lines or row.lines, row.page, squash(cell.text))
        raw.reject(note("form_cell_without_label"), place)
    return raw


def _one_block(found: list[RawIndicator]) -> list[RawIndicator]:
    """The indicators of two halves that each have first levels of their own: one block that goes on on the right, no phases."""
    halves = [[one for one in found if (one.phase == "annual") == is_right] for is_right in (False, True)]
    left, right = ({one.level1 for one in half} for half in halves)
    if not left or not right or left & right:
        return found
    for one in found:
        one.phase = ""
    return [*halves[0], *halves[1]]


def _read_lines(segment: Segment, form: _Form) -> None:
    """Lines around the grids: title, year, unit, labelled values; others stay unmarked."""
    for line in segment.blocks:
        if not isinstance(line, Line) or not fold(line.text):
            continue
        unit = stated_unit(line.text)
        if is_form_title(line.text):
            form.raw.head.fiscal_year = form.raw.head.fiscal_year or title_year([line])
            form.used.mark(line.number, "title")
            continue
        if form.head.add_line(line):
            form.used.mark(line.number, "row")
        if unit:
            form.funding.unit = form.funding.unit or unit
            form.used.mark(line.number, "unit")


def _read_row(row: FormRow, form: _Form) -> None:
    phase = _block_phase(row)
    if phase and form.mode == "indicators":
        form.mode = "head"
    form.phase = phase or form.phase
    header = indicator_header(row)
    if header is not None:
        _start_indicators(header, form)
        form.used.mark(row.lines, "header")
        return
    money = funding_header(row)
    if money is not None:
        form.funding.open(money, row)
        form.mode = "funding"
        form.raw.columns.update(money.names())
        form.used.mark(row.lines, "header")
        _note_unit(row, form)
        return
    if form.indicators is None and form.implied is not None and _is_level_row(row, form.implied):
        _start_indicators(form.implied, form)
    if form.mode == "indicators" and names_phases(row):
        form.used.mark(row.lines, "header")
        return
    if form.mode == "indicators" and _read_indicator(row, form):
        return
    if form.mode == "funding" and form.funding.header is not None:
        if form.funding.add_columns(row, under(form.funding.header, row)):
            form.used.mark(row.lines, "row")
            return
        form.mode = "head"
    _note_unit(row, form)
    if form.funding.add_heads(row):
        form.used.mark(row.lines, "header")
        return
    if form.funding.add_headed(row):
        form.used.mark(row.lines, "row")
        return
    used = form.funding.add_pairs(row)
    form.used.mark(row.lines, "row")
    kinds = {label.kind for cell in row.own if (label := label_of(cell.text))}
    form.raw.department |= "department" in kinds
    form.raw.project |= "head" in kinds and any(
        label.field == "subject_name" and label.kind == "head" for c in row.own if (label := label_of(c.text))
    )
    if form.indicators is not None or used:
        form.head.last = ""
    form.head.add_row(row, used)


def _is_level_row(row: FormRow, header: HeaderRow) -> bool:
    """Whether a row has an official level where the header of the form before says, and an indicator beside it."""
    texts = {
        column.name: "".join(cell.text for cell in cells) for column, cells in under(header, row).items()
    }
    levels = [texts[name] for name in ("level1", "level2") if name in texts]
    known = any(vocabulary.level_of(text, n) for text in levels for n in (1, 2))
    return known and bool(texts.get("level3") or texts.get("target"))


def _start_indicators(header: HeaderRow, form: _Form) -> None:
    form.mode = "indicators"
    form.head.goal_heads = []
    form.raw.columns.update(header.names())
    if form.indicators is None:
        form.indicators = IndicatorRows(header)
    else:
        form.indicators.header = header
    form.indicators.phase = form.phase


def _block_phase(row: FormRow) -> str:
    """The phase that the label of a block of indicators says, alone in a row or left of all that is the block: 长期绩效指标."""
    alone = len(row.own) == 1 or (row.own[0].row_span > 1 and indicator_header(row) is not None)
    return block_phase(row.own[0].text) if alone else ""


def _note_unit(row: FormRow, form: _Form) -> None:
    for cell in row.own:
        form.funding.unit = stated_unit(cell.text) or form.funding.unit


def _read_indicator(row: FormRow, form: _Form) -> bool:
    """An indicator row or a total; False where the indicator block has ended."""
    if form.indicators is None:
        return False
    header = form.indicators.header
    labels = [label_of(cell.text) or label_of(_before_colon(cell.text)) for cell in row.own]
    first = next((label for label in labels if label is None or label.kind != "block"), None)
    weights = (
        *(points(one.texts.get("weight", "")) for one in form.indicators.found),
        *(one.weight for one in form.funding.found),
    )
    if (first is not None and first.kind == "total") or is_total(row, header, weights):
        take_total(row, header, form.raw)
        form.used.mark(row.lines, "row")
        return True
    cells = under(header, row)
    names = {column.name for column in cells}
    alone = names.isdisjoint({"level3", "target", "weight", "score"}) or all(labels) or (
        len(row.own) <= 2 and not _names_indicator(row, cells)
    )
    if first is not None and first.kind in _ENDS_INDICATORS and alone:
        form.mode = "head"
        return False
    if form.indicators.add(row, cells):
        form.used.mark(row.lines, "row")
        return True
    form.mode = "head" if first is not None and first.kind in _ENDS_INDICATORS else form.mode
    return form.mode == "indicators"


def _before_colon(text: str) -> str:
    """What calls the rest of a cell: 填报人：某某; empty where nothing stands behind a colon."""
    name, colon, value = squash(text).replace("：", ":").partition(":")
    return name if colon and value else ""


def _names_indicator(row: FormRow, cells: dict[HeaderColumn, list[Cell]]) -> bool:
    """Whether the row's first cell stands under 三级指标 alone: a name there may read like a label (完成时间)."""
    widest = max(column.stop - column.start for column in cells) if cells else 0
    first = next((column.name for column, found in cells.items() if row.own[0] in found), "")
    return first == "level3" and all(cell.col_span <= widest for cell in row.own)
