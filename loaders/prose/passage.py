"""Lines of prose rejoined into passages, and passages cut into sentences.

A passage is a string without white space in which every character knows its source line, so that a number
or unit that was broken over lines and pages reads as one and is still traced to where it was printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.grammar.enumeration import NUMERAL
from loaders.grammar.normal import squash
from loaders.grammar.notes import ABOUT_THE_PAGE
from loaders.grammar.numbers import NUMBER
from loaders.grammar.units import UNIT_STARTS
from loaders.model import Line

_PAGE_SAYS = re.compile(ABOUT_THE_PAGE)  # no part of the sentence below it
_FOOTER = re.compile(
    r"^(?:[-—–－·]+\s*\d{1,4}\s*[-—–－·]+|第?\s*\d{1,4}\s*页(?:[,，/]?共\s*\d{1,4}\s*页)?|\d{1,3}\s*/\s*\d{1,3})$"
)
_BARE_NUMBER = re.compile(r"^\d{1,3}$")
_ENUMERATION = re.compile(
    rf"^\s*(?:[{NUMERAL}]{{1,3}}、|[(（][{NUMERAL}\d]{{1,3}}[)）]|\d{{1,2}}(?:\.\d{{1,2}})?[)）、]|[1-9]\d?[.．﹒](?:\s+(?=\S)|(?=[^\s\d])))"
)
_MARKUP = re.compile(r"<\s*(/?)\s*(p|br|div|li)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/][^<>]{0,80}>|&nbsp;")
_TWO_NUMBERS = re.compile(r"(\d\.\d{2,}[%％]?|\d[%％])\s+(?=\d)")
_END = "。！？!?\n"
_PUNCTUATION = re.compile(r"[，。；：、,;:（(]")
_TABLE_NUMBER = re.compile(rf"(?=\d+[,.]\d){NUMBER}")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
_LONG = 600
_SHORT = 0.75
_HALF = 0.5
_YEAR_OPENS = re.compile(r"(?:19|20)\d\d(?:年|全?[省市区县州盟旗])")
_TITLE_ALONE = re.compile(r"(?:(?:19|20)\d\d年度?)?[^\d，。；：、,;:（）()]{4,30}(?:情况|说明)$")
_SHORTEST_HEAD = 6
_UNIT = re.compile(f"[{UNIT_STARTS}]")


@dataclass(frozen=True, slots=True)
class Context:
    """Where a passage stands."""

    section: str = ""
    form_seq: str = ""
    field_label: str = ""


@dataclass(slots=True)
class Passage:
    """``text`` without white space; ``owners[i]`` is the line of character i; ``\\n`` is a hard break."""

    context: Context
    text: str = ""
    owners: list[tuple[int, ...]] = field(default_factory=list)
    pages: dict[int, int | None] = field(default_factory=dict)

    def add(self, text: str, lines: tuple[int, ...]) -> None:
        """Append ``text``, which was printed on ``lines``."""
        self.text += text
        self.owners.extend([lines] * len(text))

    def lines(self, start: int, stop: int) -> tuple[int, ...]:
        """The source lines of the characters from ``start`` to ``stop``."""
        return tuple(sorted(set[int]().union(*set(self.owners[start:stop]))))

    def page(self, lines: tuple[int, ...]) -> int | None:
        """The page of the first of ``lines``."""
        return self.pages.get(lines[0]) if lines else None


def clean(text: str) -> str:
    """One line without mark-up and white space; the end of a marked-up paragraph becomes a hard break.

    White space between two numbers that can't be one (``968.19 100%``) becomes a comma.
    """
    text = _TWO_NUMBERS.sub(r"\1，", text)
    marked = _TAG.sub("", _MARKUP.sub(lambda m: "\n" if m[1] or m[2].lower() == "br" else "", text))
    return "\n".join(squash(part) for part in marked.split("\n")).translate(_HALF_WIDTH)


def is_footer(text: str) -> bool:
    """Whether a line is a printed page number: ``- 12 -``, ``-28-``, ``第 3 页``."""
    return _FOOTER.match(text.strip()) is not None


def is_tabular(text: str) -> bool:
    """Whether a line has the numbers of a table row and nothing of a sentence."""
    return (
        len(_TABLE_NUMBER.findall(text)) >= 2
        and _PUNCTUATION.search(_TABLE_NUMBER.sub("", text)) is None
        and _UNIT.search(_TABLE_NUMBER.sub("#", text).split("#", 1)[1]) is None
    )


def join(
    lines: Sequence[Line], context: Context, heads: frozenset[int] = frozenset()
) -> tuple[Passage, list[Line], list[Line]]:
    """Join ``lines`` into one passage; also give the heads and footers of pages and the lines that look like table rows.

    ``heads`` are the numbers of lines known as the document's running heads.
    """
    passage, footers, tabular = Passage(context), [], []
    printed = [line for line in lines if squash(line.text)]
    width = max((len(squash(line.text)) for line in printed), default=0)
    running = heads | running_heads(printed, 2)
    for index, line in enumerate(printed):
        if is_footer(line.text) or _page_number(printed, index) or line.number in running:
            footers.append(line)
            continue
        if is_tabular(line.text):
            tabular.append(line)
            passage.add("\n", (line.number,))
            continue
        passage.pages[line.number] = line.page
        if squash(line.text) == context.section or _heading(line.text):
            passage.add("\n" + squash(line.text) + "\n", (line.number,))
            continue
        if line.page is None and _PAGE_SAYS.match(squash(line.text)):
            passage.add("\n" + clean(line.text) + "\n", (line.number,))
            continue
        mark = _ENUMERATION.match(line.text)
        if mark is not None and _may_start_item(passage.text):
            passage.add("\n", (line.number,))
            passage.add(clean(line.text[mark.end() :]), (line.number,))
            if _item_heading(printed, index, width):
                passage.add("\n", (line.number,))
        else:
            passage.add(clean(line.text), (line.number,))
            if _heads(printed, index, width):
                passage.add("\n", (line.number,))
    return passage, footers, tabular


def running_heads(printed: Sequence[Line], least: int) -> frozenset[int]:
    """Lines that open their page with the words that open ``least`` pages or more: no part of what is told across them."""
    openings = [
        line
        for before, line in pairwise([None, *printed])
        if line is not None and line.page is not None and (before is None or before.page != line.page)
    ]
    texts = Counter(squash(line.text) for line in openings)
    return frozenset(
        line.number
        for line in openings
        if texts[squash(line.text)] >= least and len(squash(line.text)) >= _SHORTEST_HEAD
    )


def _page_number(printed: Sequence[Line], index: int) -> bool:
    """A bare integer at the edge of its page is a page number; without pages, unless it goes on a broken amount."""
    line = printed[index]
    if _BARE_NUMBER.match(squash(line.text)) is None:
        return False
    before = printed[index - 1] if index else None
    after = printed[index + 1] if index + 1 < len(printed) else None
    if line.page is not None and (
        (before is not None and before.page != line.page) or (after is not None and after.page != line.page)
    ):
        return True
    digits = before is not None and squash(before.text)[-1:] in set("0123456789.,")
    follows = squash(after.text) if after is not None else ""
    return _UNIT.match(follows) is None and not (digits and re.match(r"[,.\d]", follows))


def _item_heading(printed: Sequence[Line], index: int, width: int) -> bool:
    """An enumerated line that ends well before the margin, without digits or punctuation, heads what follows."""
    mark = _ENUMERATION.match(printed[index].text)
    text = squash(printed[index].text[mark.end() :] if mark else "")
    after = squash(printed[index + 1].text) if index + 1 < len(printed) else ""
    return (
        len(squash(printed[index].text)) < _SHORT * width
        and re.search(r"\d|[，。；：、,;:（(]", text) is None
        and (not re.match(r"[\d，。；：、）)]", after) or _YEAR_OPENS.match(after) is not None)
    )


def _heads(printed: Sequence[Line], index: int, width: int) -> bool:
    """A short line of words alone, without a mark of lists, above one that begins with a year: a title that no stop ends."""
    text = squash(printed[index].text)
    after = squash(printed[index + 1].text) if index + 1 < len(printed) else ""
    return len(text) < _HALF * width and _TITLE_ALONE.match(text) is not None and _YEAR_OPENS.match(after) is not None


def _heading(text: str) -> bool:
    return re.match(rf"^\s*第[{NUMERAL}]+部分", text) is not None


def _may_start_item(before: str) -> bool:
    """An enumeration mark after an unfinished number or an open bracket is the rest of the line before."""
    tail = before.rsplit("\n", 1)[-1]
    if tail.endswith((",", ".")):
        return False
    opened = tail.count("（") + tail.count("(") > tail.count("）") + tail.count(")")
    return not (opened and len(tail) < 400 and not tail.endswith(("。", "；", "：")))


def sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    """Start and stop of every sentence of a passage, without the hard breaks between them.

    A run without a full stop is cut at a semicolon or comma once it is longer than any sentence is.
    """
    start = 0
    text = passage.text
    for index, char in enumerate(text):
        length = index - start
        if length <= _LONG and char not in _END:
            continue
        if char in _END[:-1] and text[index + 1 : index + 2] in ("）", ")"):
            continue  # the sentence goes on behind the bracket
        if char in _END or (length > _LONG and char in "；;，") or length > 2 * _LONG:
            stop = index if char == "\n" else index + 1
            if stop > start:
                yield start, stop
            start = index + 1
    if start < len(text):
        yield start, len(text)
