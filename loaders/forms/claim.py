"""Tables that hold forms, whatever they are called: a grid with the header of a list of projects or of indicators.

``项目支出绩效情况表``, ``项目支出预算表`` or a grid without a title: what stands in the header says what a table is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from loaders.forms.form_rows import form_rows
from loaders.forms.grid_arrangement import arranged
from loaders.forms.grid_list_columns import list_header
from loaders.forms.header import indicator_header
from loaders.forms.header_rows import joined
from loaders.forms.labelled import year_alone
from loaders.forms.pieces import opens_form, pieces_of
from loaders.forms.plain_header import indicator_headers
from loaders.forms.vocabulary import form_labels
from loaders.grammar.enumeration import depth, without_mark
from loaders.grammar.normal import fold, squash
from loaders.grammar.owners import is_owner_line
from loaders.grammar.units import stated_unit
from loaders.grammar.values import is_number
from loaders.model import Block, Grid, Line, Segment

_LEVELS = {"level1", "level2", "level3"}
_LONGEST_TITLE = 60
_MOST_ABOVE = 40  # lines of a form above its indicators


def claimed(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments of a document, those tables and stretches of prose being forms that hold one.

    A form whose grid begins its segment is called by the title that ends the text before it, lines that say whose it is below it.
    """
    before: Segment | None = None
    for segment in _claimed(segments):
        if before is not None and segment.kind == "form" and not segment.title:
            before, segment = _titled(before, segment)
        if before is not None:
            yield before
        before = segment
    if before is not None:
        yield before


def _titled(before: Segment, form: Segment) -> tuple[Segment, Segment]:
    for n in range(len(before.blocks) - 1, -1, -1) if before.kind == "prose" else ():
        block = before.blocks[n]
        if title := _title(before.blocks[n : n + 1]) if _is_head(block) else "":
            blocks = before.blocks[n:] + form.blocks
            return replace(before, blocks=before.blocks[:n]), replace(form, title=title, blocks=blocks)
        if not (isinstance(block, Line) and _is_below_title(fold(block.text))):
            break
    return before, form


def _is_below_title(text: str) -> bool:
    """Whether a line may stand between a title and its table: blank, or whose and of when it is, in what unit."""
    return not text or (len(text) <= _LONGEST_TITLE and (is_owner_line(text) or bool(stated_unit(text) or year_alone(text))))


def _claimed(segments: Iterable[Segment]) -> Iterator[Segment]:
    for segment in segments:
        whole = replace(segment, blocks=arranged(segment.blocks))
        begun = (i for i, block in enumerate(whole.blocks) if _holds_form(block) or _names_printed_form(whole.blocks, i))
        first = None if segment.kind == "form" else next(begun, None)
        if first is None:
            yield from _parted(whole) if segment.kind == "form" else (segment,)
            continue
        segment = whole
        start = _with_head(segment.blocks, first)
        title = segment.title if start == 0 and segment.title else _title(segment.blocks[start:first])
        if start:
            yield replace(segment, blocks=segment.blocks[:start])
        yield Segment("form", title or segment.title, segment.blocks[start:], segment.section)


def _parted(segment: Segment) -> Iterator[Segment]:
    """A form, and the tables of amounts that it prints below itself under numbered headings of their own."""
    blocks, cut, title = segment.blocks, len(segment.blocks), ""
    for index in range(len(blocks) - 1, 0, -1):
        block = blocks[index]
        if isinstance(block, Grid) and not _is_table(block):
            break
        if isinstance(block, Line) and depth(fold(block.text)) == 1 and isinstance(blocks[min(index + 1, len(blocks) - 1)], Grid):
            cut, title = index, without_mark(squash(block.text))
    yield replace(segment, blocks=blocks[:cut])
    if cut < len(blocks):
        yield Segment("table", title, blocks[cut:], segment.section)


def _is_table(grid: Grid) -> bool:
    """Whether a grid has names and amounts below its header, and no label of a form but those of columns."""
    below = [cell for cell in grid.cells if cell.row and fold(cell.text)]
    rows = {cell.row for cell in below if is_number(cell.text)}
    labels = [one for cell in below for one in form_labels(cell.text)]
    return not labels and len(rows) * 2 > grid.rows


def _names_printed_form(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line has the label of a project's name, and the header of indicators stands in a line below it."""
    if not opens_form(blocks[index]):
        return False
    below = list(takewhile(lambda one: isinstance(one, Line), blocks[index + 1 : index + _MOST_ABOVE]))
    lines = [one for one in below if isinstance(one, Line) and "三级指标" in fold(one.text)]
    return bool(indicator_headers(pieces_of(lines[:1])))


def _holds_form(grid: Block) -> bool:
    if isinstance(grid, Line):
        return False
    if list_header(grid) is not None:
        return True
    headers = (indicator_header(row) for row in joined(form_rows([grid])))
    return any(len(_LEVELS & set(header.names())) > 1 for header in headers if header is not None)


def _with_head(blocks: Sequence[Block], first: int) -> int:
    """Where the lines and grids that belong to a form begin: below the text or the table before it."""
    start = first
    while start and isinstance(blocks[start - 1], Line) and _is_head(blocks[start - 1]):
        start -= 1
    return start


def _is_head(line: Block) -> bool:
    text = fold(line.text) if isinstance(line, Line) else ""
    return len(text) <= _LONGEST_TITLE and not text.endswith(("。", ";"))


def _title(blocks: Sequence[Block]) -> str:
    lines = [squash(block.text) for block in blocks if isinstance(block, Line)]
    return next((text for text in reversed(lines) if text.endswith(("表", "表)", "表）"))), "")
