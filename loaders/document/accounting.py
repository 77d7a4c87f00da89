"""Whether every number printed in tables and forms was used.

Independent of the parsers: a number counts as used when a record that cites its line holds it under a decided subject,
column and unit. Numbers that belong where they stand (codes, line and column numbers, dates, marks of lists, words) are
set aside by kind, as are those of headers, units and footers. An amount within a name is not used by the name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loaders.document import printed
from loaders.document.evidence import Cited, Evidence, citations
from loaders.document.printed import Printed
from loaders.grammar.normal import fold
from loaders.grammar.numbers import AMOUNTS_BESIDE, GROUP, NUMBER, plain_number
from loaders.grammar.page_numbers import may_be_page_number
from loaders.grammar.units import MONEY_WORD
from loaders.model import Cell, Grid, Segment, Used
from loaders.notes import note
from loaders.records import Parsed, Reject

_STATED = re.compile(rf"(?P<digits>{NUMBER}){MONEY_WORD}(?P<bound>(?:\([^)]*\))?以[上下内])?")
_MONEY_LIKE = re.compile(rf"\d\.\d{{1,2}}(?![\d%％‰])|\d{GROUP}")
_LINE_NUMBERS = re.compile(r"(?:^|\s)行\s?次(?:\s|$)")
_ROW = re.compile(rf"(?:^|\s{{2,}}){AMOUNTS_BESIDE}")
_SAID = ("sentence", "note")
_WORDS = 20  # characters of a text for each of its amounts; money stands closer in a list of sources

_Row = tuple[tuple[int, ...], str, int | None, list[Printed]]


@dataclass(slots=True)
class Account:
    """Numbers seen in tables and forms; ``set_aside`` counts by kind, ``unused`` are the rejects to be staged."""

    total: int = 0
    used: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    unused: list[Reject] = field(default_factory=list)

    @property
    def ignored(self) -> int:
        """Numbers that no fact has to hold."""
        return self.set_aside.total()

    def _take(self, tokens: Sequence[Printed], evidence: Evidence, how: str, *, is_form: bool) -> list[str]:
        """Book the numbers of one row; those that nothing holds are returned."""
        missing = []
        for token in tokens:
            self.total += 1
            held = (is_form and evidence.repeats(token)) or evidence.holds(token)
            if held:
                self.used += 1
            elif held is None:  # a fact has it, but not under a decided subject, column and unit
                continue
            elif not token.is_owed and not (is_form and token.kind == printed.TEXT):
                self.set_aside[token.kind] += 1
            elif how == "prose" and token.kind != printed.IN_TEXT:  # of a sentence only its amounts are facts
                self.set_aside[printed.TEXT] += 1
            elif how not in ("", "row", "prose") and (how != "label" or token.kind != printed.AMOUNT):
                self.set_aside[how] += 1
            else:
                missing.append(token.digits)
        return missing


def account(segments: Sequence[Segment], parsed: Parsed, used: Used, reported: Iterable[int] = ()) -> Account:
    """Count the numbers of all table and form segments, without lines that are ``reported`` whole."""
    cited = citations(parsed)
    result = Account()
    booked = set(reported)
    for segment in segments:
        if segment.kind == "prose" or _is_no_amount_table(segment, cited):
            continue
        for lines, text, page, tokens in _rows(segment):
            booked.update(lines)
            if not tokens or _is_furniture(text, lines, segment, used):
                continue
            evidence = Evidence([cited[n] for n in lines if n in cited])
            how = next((used.disposition[n] for n in lines if n in used.disposition), "")
            if how == "prose" and _ROW.search(text):  # a row that no table took: no sentence prints its amounts so
                how = ""
            missing = result._take(tokens, evidence, how, is_form=segment.kind == "form")
            if segment.kind == "form" and len(lines) == 1:
                broken = [digits for digits in missing if _goes_on(digits, text, evidence.values)]
                missing = [digits for digits in missing if digits not in broken]
                result.used += len(broken)
            if missing:
                shown = " ".join(missing[:8])
                what = note("numbers_unused", title=segment.title, count=len(missing), shown=shown)
                result.unused.append(
                    Reject(stage="numbers", note=what, lines=lines, page=page, source_text=text.strip()[:200])
                )
    if not parsed.tables and not parsed.evaluations:
        _account_prose(parsed, booked, result)
    return result


def _account_prose(parsed: Parsed, booked: Container[int], result: Account) -> None:
    """Book the money of a text that has neither tables nor forms: what its sentences state is all that it says.

    ``booked`` are lines that were looked at already.
    """
    stated: dict[int, set[str]] = defaultdict(set)
    for one in parsed.stated_amounts:
        for number in one.lines:
            stated[number] |= {one.amount_printed.lstrip("-"), one.change_printed.lstrip("-")}
    for sentence in parsed.sentences:
        if sentence.kind not in _SAID or any(n in booked for n in sentence.lines):
            continue
        held = set[str]().union(*(stated[n] for n in sentence.lines if n in stated))
        missing = []
        for match in _STATED.finditer(fold(sentence.source_text)):
            digits = plain_number(match["digits"])
            result.total += 1
            if digits in held:
                result.used += 1
            elif match["bound"]:
                result.set_aside[printed.DESCRIPTION] += 1
            else:
                missing.append(digits)
        if missing:
            shown = " ".join(missing[:8])
            what = note("numbers_unused", title=sentence.section, count=len(missing), shown=shown)
            result.unused.append(
                Reject(
                    stage="numbers", note=what, lines=sentence.lines, page=sentence.page,
                    source_text=sentence.source_text[:200],
                )
            )  # fmt: skip


def _goes_on(digits: str, text: str, values: Iterable[str]) -> bool:
    """Whether a number is part of one that a narrow cell breaks over two lines: its beginning ends the line, or its
    end begins it, and a record that cites the line holds the whole."""
    line = text.strip()
    begins, ends = line.rstrip(".").endswith(digits), line.startswith(digits)
    return any(
        len(value) > len(digits) and ((begins and value.startswith(digits)) or (ends and value.endswith(digits)))
        for value in values
    )


def _is_no_amount_table(segment: Segment, cited: Mapping[int, Cited]) -> bool:
    """Whether an untitled grid holds no amounts: a list of units, a table of contents, a text box."""
    if segment.title:
        return False
    grids = [block for block in segment.blocks if isinstance(block, Grid)]
    if any(n in cited for grid in grids for n in grid.lines):
        return False
    return not any(
        token.kind == printed.AMOUNT and _MONEY_LIKE.search(cell.text)
        for grid in grids
        for cell in grid.cells
        for token in printed.numbers(cell.text)
    )


def _is_furniture(text: str, lines: tuple[int, ...], segment: Segment, used: Used) -> bool:
    """A page number, or a remark beside a grid that holds nothing like an amount: no number of the table."""
    if may_be_page_number(text):
        return True
    if len(lines) != 1 or lines[0] in used.disposition or _MONEY_LIKE.search(text):
        return False
    grids = [block for block in segment.blocks if isinstance(block, Grid)]
    return bool(grids) and not any(lines[0] in grid.lines for grid in grids)


def _rows(segment: Segment) -> list[_Row]:
    """Lines, text, page and numbers of each printed row; where a header says 行次, the numbers that count the rows are known."""
    rows = list(_printed_rows(segment))
    if not any(_LINE_NUMBERS.search(text) for _, text, _, _ in rows):
        return rows
    kinds = (printed.AMOUNT, printed.LINE_NUMBER)
    whole = [{int(t.digits) for t in row[3] if t.kind in kinds and t.digits.isdecimal()} for row in rows]
    counted = []
    for place, (lines, text, page, tokens) in enumerate(rows):
        near = {n + 1 for n in (whole[place - 1] if place else ())}
        near |= {n - 1 for n in (whole[place + 1] if place + 1 < len(rows) else ())}
        numbers = {str(n) for n in whole[place] & near}
        tokens = [replace(t, kind=printed.LINE_NUMBER) if t.digits in numbers else t for t in tokens]
        counted.append((lines, text, page, tokens))
    return counted


def _printed_rows(segment: Segment) -> Iterator[_Row]:
    grids = [block for block in segment.blocks if isinstance(block, Grid)]
    is_form = segment.kind == "form"
    kinds = printed.column_kinds(grids, is_form=is_form)
    place = 0
    for block in segment.blocks:
        if not isinstance(block, Grid):
            tokens = [
                replace(token, kind=printed.DESCRIPTION) if is_form and _is_description(token, piece, is_form=True) else token
                for piece in printed.pieces(block.text)
                for token in printed.numbers(piece)
            ]
            yield (block.number,), block.text, block.page, tokens
            continue
        by_row: dict[int, list[Cell]] = defaultdict(list)
        for cell in block.cells:
            by_row[cell.row].append(cell)
        for row in sorted(by_row):
            cells = sorted(by_row[row], key=lambda c: c.col)
            lines = tuple(sorted({n for c in cells for n in c.lines}))
            text = "  ".join(c.text.replace("\n", "") for c in cells)
            yield lines, text, block.page, _of_row(cells, place, kinds, is_form=is_form)
        place += 1


def _of_row(
    cells: Sequence[Cell], place: int, kinds: Mapping[tuple[int, int], str], *, is_form: bool
) -> list[Printed]:
    texts = [part for cell in cells for part in printed.stacked(cell.text)]
    if printed.is_column_numbers(texts):
        return [Printed(t.digits, printed.COLUMN_NUMBER) for text in texts for t in printed.numbers(text)]
    found = []
    for col, text in ((cell.col, text) for cell in cells for text in printed.stacked(cell.text)):
        kind = kinds.get((place, col), "")
        for token in printed.numbers(text):
            if kind and printed.is_of(kind, token, fold(text)):
                found.append(Printed(token.digits, kind))
            elif _is_description(token, text, is_form=is_form) or (_is_remark(kind, token) and not is_form):
                found.append(Printed(token.digits, printed.DESCRIPTION))
            else:
                found.append(token)
    return found


def _is_remark(kind: str, token: Printed) -> bool:
    """Whether a number stands among words in a column of remarks: reasons for a change, what a project is made of."""
    return kind == printed.DESCRIPTION and token.is_owed and token.within != ""


def _is_description(token: Printed, text: str, *, is_form: bool) -> bool:
    """Whether running text says a number: what a project is for is no amount of a table, and no value of a form."""
    if not printed.is_sentence(text):
        return False
    if is_form:
        money = sum(other.kind == printed.IN_TEXT for other in printed.numbers(text))
        is_value = token.kind == printed.IN_TEXT and len(text) < _WORDS * money
        in_words = token.kind in (printed.TEXT, printed.IN_VALUE, printed.IN_TEXT)
        return in_words and not is_value and not printed.lists_indicators(text)
    return token.kind != printed.AMOUNT and token.is_owed
