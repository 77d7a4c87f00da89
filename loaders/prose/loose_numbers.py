"""Numbers that stand in prose as those of a table do: alone on their lines, or several on a line without a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.grammar.normal import fold
from loaders.grammar.numbers import NUMBER, read_number
from loaders.grammar.units import MONEY_WORD
from loaders.model import Line
from loaders.notes import note
from loaders.records import Reject

_FEWEST = 6
_NEAR = 8  # lines between two numbers of one table, blank cells among them
_SENTENCE = re.compile(r"[，。；：、:;]")
_ROW = re.compile(rf"(?:\s{NUMBER}[%％]?){{2,}}\s*$")
_END = re.compile(rf"(?:\s+{NUMBER}[%％]?)+\s*$")
_UNIT = re.compile(rf"\S[(（](?:单位[:：])?{MONEY_WORD}[)）]")
_WORDS = 3
_STOP = re.compile(r"[，。；,;]")
_TOKEN = re.compile(NUMBER)


def tables_missed(lines: Sequence[Line]) -> list[Reject]:
    """One reject for each run of numbers that no sentence says anything of; page numbers, which rise by one, are none.
    Below a line that reads like a header, each number at the end of a line is one of a table.

    Only for text without pages: on a page of a PDF such numbers are those of a chart, too.
    """
    if any(line.page is not None for line in lines):
        return []
    headed = [run for index, line in enumerate(lines) if _is_header(line.text) and (run := _below(lines[index + 1 :]))]
    if headed:
        return [_reject(run) for run in headed]
    runs: list[list[tuple[Line, list[str]]]] = []
    for line in lines:
        found = _numbers(line.text)
        if found and runs and line.number - runs[-1][-1][0].number <= _NEAR:
            runs[-1].append((line, found))
        elif found:
            runs.append([(line, found)])
    return [_reject(run) for run in runs if _is_table([text for _, found in run for text in found])]


def _is_header(text: str) -> bool:
    """Whether a line reads like the header of a table: several words, one of them with its unit, and no sentence."""
    return _STOP.search(text) is None and len(text.split()) >= _WORDS and _UNIT.search(text) is not None


def _below(lines: Sequence[Line]) -> list[tuple[Line, list[str]]]:
    """The lines right below a header that end in numbers, with these."""
    found: list[tuple[Line, list[str]]] = []
    for line in lines:
        ends = _END.search(line.text) if line.text.strip() else None
        if ends is not None:
            found.append((line, _TOKEN.findall(ends[0])))
        elif line.text.strip():
            break
    return found


def _numbers(text: str) -> list[str]:
    if read_number(text) is not None:
        return [fold(text)]
    row = _ROW.search(text) if _SENTENCE.search(text) is None else None
    return _TOKEN.findall(row[0]) if row else []


def _is_table(numbers: Sequence[str]) -> bool:
    whole = [int(text) for text in numbers if text.isdecimal()]
    return len(numbers) >= _FEWEST and not (
        len(whole) == len(numbers) and all(b == a + 1 for a, b in pairwise(whole))
    )


def _reject(run: Sequence[tuple[Line, list[str]]]) -> Reject:
    numbers = [text for _, found in run for text in found]
    what = note("table_not_recognised", count=len(numbers), shown=" ".join(numbers[:_FEWEST]))
    return Reject(
        stage="prose", note=what, lines=tuple(line.number for line, _ in run), source_text=run[0][0].text.strip()
    )
