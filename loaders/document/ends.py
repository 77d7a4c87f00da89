"""An end before what a file announces: nothing is mended, each finding is a reject with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from loaders.document.printed_lines import printed_lines
from loaders.document.title import is_table_title
from loaders.grammar.enumeration import MARK, NUMERAL, depth, mark
from loaders.grammar.normal import fold, squash
from loaders.grammar.numbers import read_number
from loaders.grammar.owners import is_owner_line
from loaders.grammar.page_numbers import is_page_number, may_be_page_number, page_of
from loaders.grammar.titles import is_table_number
from loaders.grammar.units import is_unit_caption, printed_unit
from loaders.grammar.years import without_year
from loaders.model import Document, Grid, Line, Segment
from loaders.notes import note
from loaders.records import Parsed, Reject

_MARK = re.compile(
    rf"^(?:第[{NUMERAL}]+(?:部分|章|节)|{MARK}|(?:附?表)\d{{1,2}}|\d{{1,2}}(?=[\u4e00-\u9fff]))"
)
_LISTED = re.compile(rf"{_MARK.pattern}|[.．…·]{{2,}}\d{{0,4}}$")
_ANNEX = re.compile(r"[(（]?(详?见)?附[件表]")
_ENTRY = re.compile(r"[.．…·\s]*\d{0,4}$")
_SENTENCE = re.compile(r"[。；;]|，.*，")
_LEAST_TITLE, _MOST_TITLE, _LIKE = 4, 60, 0.8
_LONGEST_HEAD = 4  # lines
_LEAST_TABLES = 5
_CLOSED = re.compile(r"[。！？!?；;：:.…”’\"》）)】]$")
_RUNNING = re.compile(r"[，；。]")
_GOES_ON = re.compile(r"[，、,（(“《]$")
_LEAST_FULL, _LEAST_WIDTH, _NEARLY = 3, 16, 2  # lines; characters
_LAST_NARROW = 0x2E7F
_SHOWN = 20  # characters
_TARGETS = re.compile(r"绩效目标[^，。；\d]{0,12}项目(\d+)个|(\d+)个项目[^，。；\d]{0,12}绩效目标")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HEADINGS = (1, 2)  # 一、 and （一）
_NUMBERED_ANNEX = re.compile(r"附[件表]\d{1,2}$")
_HEADED = re.compile(r"(?:表|说明|情况|概况|职责)(?:[(（].*)?$")
_DIGIT = re.compile(r"\d")
_CLAUSES = re.compile(r"[,;。]")  # of a folded text


def cut_off(document: Document, segments: Sequence[Segment], parsed: Parsed) -> list[Reject]:
    """The end is missing: what stands last in the list of contents isn't printed, nor the last of the pages that their numbers
    count, nor 二、 behind 一、; the last line is a heading, a table's head or a sentence that goes on; a form has no indicators.
    """
    return [*_unprinted(document), *_broken_off(document), *_without_forms(segments, parsed)]


def _unprinted(document: Document) -> Iterator[Reject]:
    """What the document's own numbers and its list of contents announce."""
    missing = _not_printed([text for _, text, _ in printed_lines(document)])
    if missing:
        yield Reject(stage="reader", note=note("contents_not_there", titles="、".join(missing[:8])))
    if pages := _last_page(document):
        yield Reject(stage="reader", note=note("pages_not_there", last=str(pages[0]), count=str(pages[1])))
    if line := _lone_first(document):
        yield _at("numbering_stops", line, title=squash(line.text)[:_MOST_TITLE])


def _broken_off(document: Document) -> Iterator[Reject]:
    """What stands last and can't be the end."""
    if head := _last_head(document):
        what = note("head_without_table", title=squash(head[0].text)[:_MOST_TITLE])
        lines = tuple(line.number for line in head)
        yield Reject(stage="reader", note=what, lines=lines, page=head[0].page, source_text=squash(head[-1].text))
    if line := _open_end(document):
        yield _at("text_breaks_off", line, words=squash(line.text)[-_SHOWN:])
    if line := _bare_heading(document):
        yield _at("heading_without_text", line, title=squash(line.text)[:_MOST_TITLE])


def _at(code: str, line: Line, **words: str) -> Reject:
    return Reject(stage="reader", note=note(code, **words), lines=(line.number,), page=line.page, source_text=squash(line.text))


def _without_forms(segments: Sequence[Segment], parsed: Parsed) -> Iterator[Reject]:
    """Forms without indicators, and none at all where the text counts targets."""
    with_indicators = {indicator.form_seq for indicator in parsed.indicators}
    headed = [segment for segment in segments if segment.kind == "form" and _has_indicator_header(segment)]
    for form in parsed.evaluations:
        if form.form_seq not in with_indicators and (with_indicators or headed):
            yield Reject(
                stage="form", note=note("form_without_indicators", name=form.subject_name or form.form_title),
                lines=form.lines[:1], page=form.page, source_text=form.source_text,
            )  # fmt: skip
    for sentence in parsed.sentences if not parsed.evaluations else ():
        told = _TARGETS.search(sentence.source_text)
        if told and int(told[1] or told[2]):
            what = note("targets_not_here", count=told[1] or told[2])
            yield Reject(stage="prose", note=what, lines=sentence.lines, page=sentence.page, source_text=told[0])
            return


def _last_page(document: Document) -> tuple[int, int] | None:
    """The last page that is numbered 第 n 页 共 m 页 and how many there are, where it isn't the last and no page m follows."""
    pages = [found for _, text, _ in printed_lines(document) if (found := page_of(text))]
    last, count = max(pages, default=(0, 0))
    stands_on = max((block.page or 0 for block in document.blocks), default=0)
    return (last, count) if last < count and stands_on < count and {m for _, m in pages} == {count} else None


def _lone_first(document: Document) -> Line | None:
    """The only heading 一、 of a document in which nothing begins with 二、: a list of one. A label of a table stands beside or above
    an amount and is none.
    """
    if any(fold(text).startswith("二、") for _, text, _ in printed_lines(document)):
        return None
    lines = [block for block in document.blocks if isinstance(block, Line) and squash(block.text)]
    found = [line for line in lines if fold(line.text).startswith("一、")]
    return found[0] if len(found) == 1 and _is_heading(found[0].text) and _HEADED.search(fold(found[0].text)) else None


def _bare_heading(document: Document) -> Line | None:
    """A heading or the number of an annex that stands last, where one like it stands above with something below it."""
    blocks = [b for b in document.blocks if isinstance(b, Grid) or (squash(b.text) and not may_be_page_number(b.text))]
    last = blocks[-1] if blocks else None
    if last is None or isinstance(last, Grid) or not (_is_heading(last.text) or _NUMBERED_ANNEX.match(fold(last.text))):
        return None
    above = [b for b in blocks[:-1] if isinstance(b, Line) and _is_like(b.text, last.text)]
    return last if above and above[-1] is not blocks[-2] else None


def _is_heading(text: str) -> bool:
    """Whether a line is marked 一、 or （一） and is no sentence and no amount."""
    plain = fold(text)
    rest = without_year(plain[len(mark(plain)) :])
    is_short = _LEAST_TITLE <= len(rest) <= _MOST_TITLE
    return depth(plain) in _HEADINGS and is_short and not (_CLAUSES.search(rest) or _CLOSED.search(plain) or _DIGIT.search(rest))


def _is_like(text: str, last: str) -> bool:
    return depth(fold(text)) == depth(fold(last)) if depth(fold(last)) else _NUMBERED_ANNEX.match(fold(text)) is not None


def _not_printed(lines: Sequence[str]) -> list[str]:
    """The last entries of the list of contents, where nothing like them stands below it but the others do; and the one table of five
    at least between the others.

    What stands in an annex (附件：2026年度部门预算报表, the last line or two) isn't in this file.
    """
    end = [squash(fold(line)) for line in lines[-_LONGEST_HEAD:] if not is_page_number(fold(line))]
    if any(map(_ANNEX.match, end[-2:])):
        return []
    start = next(
        (n + 1 for n, line in enumerate(lines) if "目录" in fold(line) and _key(line) == "目录"), None
    )
    if start is None:
        return []
    entries, body = _listed(lines, start)
    text = "\n".join(body)
    titles = [key for key in body if "表" in key]  # what a table is called; its column can be called nearly so
    printed = [
        entry in text or bool(get_close_matches(entry, titles if "表" in entry else body, 1, _LIKE)) for entry in entries
    ]
    last = max((n for n, is_printed in enumerate(printed) if is_printed), default=-1)
    if last <= 0 or sum(printed) <= (last + 1) / 2:
        return []
    tables = [(entry, is_printed) for entry, is_printed in zip(entries[:last], printed[:last], strict=True) if entry.endswith("表")]
    between = [entry for entry, is_printed in tables if not is_printed]
    return [*(between if len(between) == 1 and len(tables) >= _LEAST_TABLES else ()), *entries[last + 1 :]]


def _listed(lines: Sequence[str], start: int) -> tuple[list[str], list[str]]:
    """The entries of a list of contents that begins at ``start``, and what is printed below it, both as keys."""
    entries: list[str] = []
    stop = start
    for stop in range(start, len(lines)):
        key = _key(lines[stop])
        if key in entries:  # the body has begun: as many headings ago as stand before this one in the list
            begun = entries.index(key)
            entries, stop = entries[: len(entries) - begun], stop - begun
            break
        if _SENTENCE.search(key):
            break
        if _LEAST_TITLE <= len(key) <= _MOST_TITLE and _LISTED.search(fold(lines[stop])):
            entries.append(key)
    below = (_key(line) for line in dict.fromkeys(lines[stop:]) if read_number(line) is None)
    return entries, list(dict.fromkeys(key for key in below if len(key) <= _MOST_TITLE))


def _last_head(document: Document) -> list[Line]:
    """The title and the unit of a table that stand last in the document, with nothing below them."""
    tail: list[Line] = []
    for block in reversed(document.blocks):
        if isinstance(block, Grid) or len(tail) > _LONGEST_HEAD:
            return []
        if is_page_number(fold(block.text)):
            continue
        tail.insert(0, block)
        if not (is_unit_caption(block.text) or is_owner_line(block.text) or is_table_number(block.text)):
            break
    is_titled = bool(tail) and is_table_title(tail[0].text)
    return tail if is_titled and any(printed_unit(line.text) for line in tail[1:]) else []


def _open_end(document: Document) -> Line | None:
    """The last line of a document, where it stops at a comma, or is as long as the lines of its text are and ends no sentence.

    It or the open line above it has marks of a running text. Lines are of one length where three at least and most of the longer
    ones come within two characters of it, and most of these end in the middle of a sentence: a text whose lines are paragraphs has none.
    """
    printed = [b for b in document.blocks if isinstance(b, Grid) or (squash(b.text) and not may_be_page_number(b.text))]
    last = printed[-1] if printed else None
    if last is None or isinstance(last, Grid) or _CLOSED.search(squash(last.text)) or not _is_worded(last.text):
        return None
    above = next((b.text for b in printed[-2:-1] if isinstance(b, Line) and not _CLOSED.search(squash(b.text))), "")
    if _ANNEX.match(fold(last.text)) or not (_RUNNING.search(last.text) or _RUNNING.search(above)):
        return None  # a title, an annex, a list
    if _GOES_ON.search(squash(last.text)):
        return last
    worded = [squash(b.text) for b in printed if isinstance(b, Line) and _is_worded(b.text)]
    widths = Counter(round(_width(text)) for text in worded)
    full = max(widths, key=lambda width: (sum(widths[width + n] for n in (-1, 0, 1)), width))
    of_full = [text for text in worded if abs(_width(text) - full) <= _NEARLY]
    open_count = sum(_CLOSED.search(text) is None for text in of_full)
    is_wrapped = len(of_full) > _LEAST_FULL and 2 * len(of_full) > len(worded) and 2 * open_count > len(of_full)
    return last if is_wrapped and _width(squash(last.text)) >= full - _NEARLY else None


def _is_worded(text: str) -> bool:
    """Whether a line is one of a text: long, and of words."""
    plain = squash(text)
    return _width(plain) >= _LEAST_WIDTH and 2 * len(_HAN.findall(plain)) >= len(plain)


def _width(text: str) -> float:
    """How wide a text is, in Chinese characters."""
    return sum(1.0 if ord(letter) > _LAST_NARROW else 0.5 for letter in text)


def _key(text: str) -> str:
    """A title without its mark, year and page number, to find it again where it is printed."""
    return _ENTRY.sub("", without_year(_MARK.sub("", fold(text)))).strip(":：.《》")


def _has_indicator_header(segment: Segment) -> bool:
    text = "".join(
        cell for block in segment.blocks
        for cell in ([c.text for c in block.cells] if isinstance(block, Grid) else [block.text])
    )  # fmt: skip
    return "三级指标" in fold(text)
