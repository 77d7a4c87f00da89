"""The indicators of a form in text that keeps the page's layout: header, rows and end, by lanes (``lanes``, ``lane_rows``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from loaders.document.title import is_form_title
from loaders.forms.aligned_rows import Row
from loaders.forms.header import HeaderRow, block_phase
from loaders.forms.labelled import year_alone
from loaders.forms.lane_levels import Part
from loaders.forms.lane_rows import rows_of
from loaders.forms.lanes import LEVELS, Heads, heads_at, in_lanes, is_side, lanes_alike, lanes_under, words_of
from loaders.forms.pieces import is_furniture
from loaders.forms.plain_parts import ends_form
from loaders.forms.vocabulary import form_label
from loaders.grammar.normal import fold, squash
from loaders.grammar.titles import is_table_number
from loaders.grammar.values import is_number
from loaders.model import Line


@dataclass(slots=True)
class LaidOut:
    """The indicators of a form: their header, the lines they stand on, rows and whether each is unsure, the lines above and below."""

    header: HeaderRow
    above: Sequence[Line]
    lines: list[Line] = field(default_factory=list)
    rows: list[tuple[Row, bool]] = field(default_factory=list)
    below: Sequence[Line] = ()


def laid_out(lines: Sequence[Line]) -> LaidOut | None:
    """The indicators of a form in ``lines``; None where it prints them in two blocks, or its header is not seen to stand over lanes."""
    printed = [line for line in lines if squash(line.text) and not is_furniture(line.text)]
    found = _headers(printed)
    if not found or not _are_apart(found[0]) or any(one.row.keys() != found[0].row.keys() for one in found):
        return None
    if any(block_phase(word.text) == "term" for line in printed[found[0].start :] for word in words_of(line)):
        return None
    made = LaidOut(found[0].row, printed[: found[0].start])
    for heads, following in zip(found, [*found[1:], None], strict=True):
        body = printed[heads.stop : following.start if following else len(printed)]
        end = next((n for n, line in enumerate(body) if _ends(line, heads)), len(body))
        made.lines += [*printed[heads.start : heads.stop], *body[:end]]
        made.below = body[end:]
        pages = list(_pages(body[:end]))
        for number, page in enumerate(pages):
            is_cut = number + 1 < len(pages) or (end == len(body) and following is not None)
            if not _add(made, heads, page, is_headed=page[0].page == printed[heads.start].page, is_cut=is_cut):
                return None
    return made if made.rows else None


def _headers(printed: Sequence[Line]) -> list[Heads]:
    """The headers of a form, a page's each; of several ways to read one that of the most lines."""
    found: list[Heads] = []
    for at in range(len(printed)):
        heads = heads_at(printed, at)
        if heads is None:
            continue
        if not found or heads.start >= found[-1].stop:
            found.append(heads)
        elif heads.stop - heads.start > found[-1].stop - found[-1].start:
            found[-1] = heads
    return found


def _are_apart(heads: Heads) -> bool:
    """Whether most heads stand apart by more than a blank, as they do where the layout is kept."""
    gaps = [two.start - one.stop for one, two in pairwise(heads.spots)]
    return sum(gap != 1 for gap in gaps) * 2 > len(gaps)


def _pages(body: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each page, without the title and year that it repeats; no page that holds but what stands above the next form."""
    for number, (_, together) in enumerate(groupby(body, key=lambda line: line.page)):
        own = [line for line in together if not is_form_title(line.text) and not year_alone(line.text)]
        own = own[:-1] if own and is_number(squash(own[-1].text)) else own  # the page's number
        if own and not (number and all(len(words_of(line)) == 1 or is_table_number(fold(line.text)) for line in own)):
            yield own


def _add(made: LaidOut, heads: Heads, page: Sequence[Line], *, is_headed: bool, is_cut: bool) -> bool:
    """Add the rows of a page, under its header or in lanes like those before; whether they can be seen."""
    words = [words_of(line) for line in page]
    starts = lanes_under(heads.spots, [*words, heads.spots]) if is_headed else lanes_alike(words, len(heads.spots))
    if starts is None:
        return False
    levels = [lane for lane, column in enumerate(made.header.columns) if column.name in LEVELS]
    before = {name: made.rows[-1][0].text(name) for name in LEVELS} if made.rows else {}
    rows = rows_of([in_lanes(line, starts, levels) for line in page], made.header, Part(bool(made.rows), is_cut, before))
    made.rows += rows
    return bool(rows)


def _ends(line: Line, heads: Heads) -> bool:
    """Whether a line is what ends the form below its indicators: total, rating, a labelled field, a remark."""
    first = words_of(line)[0]
    name = fold(first.text).split(":")[0]
    if form_label(name, "total", "rating") is not None or ends_form(first.text):
        return True
    third = next(spot for spot, column in zip(heads.spots, heads.row.columns, strict=True) if column.name == "level3")
    label = form_label(name, "field", "narrative", "head", "department")
    return label is not None and not is_side(name) and (":" in fold(first.text) or first.stop < third.start)
