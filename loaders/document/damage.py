"""What a file shows of its own damage: text that is no text, rows printed twice, an end before what it announces.

Nothing is mended here. Each finding is a reject with its place; the registry says what it means for the document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from loaders.document.several import several
from loaders.document.title import is_table_title
from loaders.grammar.enumeration import MARK, NUMERAL, mark
from loaders.grammar.garbled import is_garbled, strange_letters
from loaders.grammar.normal import fold, squash
from loaders.grammar.numbers import read_number
from loaders.grammar.owners import is_owner_line
from loaders.grammar.page_numbers import is_page_number, may_be_page_number
from loaders.grammar.titles import is_table_number
from loaders.grammar.units import is_unit_caption, printed_unit
from loaders.grammar.years import without_year
from loaders.model import Document, Grid, Line, Segment
from loaders.notes import note
from loaders.records import BudgetLine, Funding, Indicator, Parsed, Record, Reject

_TWICE = 2
_MARK = re.compile(
    rf"^(?:第[{NUMERAL}]+(?:部分|章|节)|{MARK}|(?:附?表)\d{{1,2}}|\d{{1,2}}(?=[\u4e00-\u9fff]))"
)
_LISTED = re.compile(rf"{_MARK.pattern}|[.．…·]{{2,}}\d{{0,4}}$")
_ANNEX = re.compile(r"[(（]?(详?见)?附[件表]")
_ENTRY = re.compile(r"[.．…·\s]*\d{0,4}$")
_SENTENCE = re.compile(r"[。；;]|，.*，")
_LEAST_TITLE, _MOST_TITLE, _LIKE = 4, 60, 0.8
_LONGEST_HEAD = 4  # lines
_CLOSED = re.compile(r"[。！？!?；;：:.…”’\"》）)】]$")
_RUNNING = re.compile(r"[，；。]")
_GOES_ON = re.compile(r"[，、,（(“《]$")
_LEAST_FULL, _LEAST_WIDTH, _NEARLY = 3, 16, 2  # lines; characters
_LAST_NARROW = 0x2E7F
_SHOWN = 20  # characters
_IDENTIFIER = re.compile(r"(?<![A-Za-z\d])[A-Z]{1,6}\d{8,}(?:-\d+)*")  # of one project: P14152202-0014
_SERIAL = re.compile(r"(\d{1,3})\s")  # of a list, in front of its row
_LEAST_STEPS = 2
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST_DESCRIBED = 30  # characters of a row that no other row has by chance
_TOTAL = ("total", "subtotal")
_LISTS = ("", "generic", "procurement", "project_expenditure")
_TARGETS = re.compile(r"绩效目标[^，。；\d]{0,12}项目(\d+)个|(\d+)个项目[^，。；\d]{0,12}绩效目标")


def damage(document: Document, segments: Sequence[Segment], parsed: Parsed) -> list[Reject]:
    """Everything that speaks against the file as a whole."""
    return [*broken_text(document), *printed_twice(parsed), *several(parsed), *cut_off(document, segments, parsed)]


def broken_text(document: Document) -> list[Reject]:
    """One reject for every page whose text layer maps glyphs to letters of other scripts, or holds hardly any Chinese.

    A page here is one of a PDF; a document without pages is one as a whole.
    """
    pages: dict[int | None, list[str]] = defaultdict(list)
    for _, text, page in _lines(document):
        pages[page].append(text)
    found = []
    for page, texts in pages.items():
        text = "\n".join(texts)
        strange = strange_letters(text)
        if is_garbled(text):
            shown = " ".join(letter for letter, _ in Counter(strange).most_common(8))
            what = note("text_broken", count=len(strange), shown=shown or "—")
            found.append(Reject(stage="reader", note=what, page=page, source_text=squash(texts[0])[:80]))
    return found


def printed_twice(parsed: Parsed) -> list[Reject]:
    """Rows that are printed again on the next line: totals, places, rows with a code, a mark, 其中, an identifier or a number of
    their list, economic subjects, the three publics, funding and indicators of a form.
    """
    found: list[Reject] = []
    rows: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    often = Counter(
        (row.table_seq, row.side, row.subject_code, row.subject_name) for row in parsed.row_labels
    )
    types = {table.table_seq: table.table_type for table in parsed.tables}
    numbered = _numbered(parsed)
    for line in parsed.budget_lines:
        is_once = often[line.table_seq, line.side, line.subject_code, line.subject_name] <= _TWICE
        kind = types.get(line.table_seq, "")
        is_numbered = line.table_seq in numbered and _SERIAL.match(line.source_text) is not None
        is_named = (is_once and _is_one(line, kind)) or _is_marked(line, kind) or is_numbered
        if is_named or _is_described(line):
            rows["table", line.table_seq, line.side, line.row_seq].append(line)
    of_forms: list[Funding | Indicator] = [*parsed.funding, *parsed.indicators]
    for record in of_forms:
        rows["form", type(record), record.form_seq, record.lines].append(record)
    # The sides of a table stand beside each other: the last row is that of the same side.
    latest: dict[tuple[object, ...], tuple[tuple[object, ...], Record]] = {}
    for place, records in rows.items():
        first = records[0]
        is_exact = place[0] == "table" and (place[1] in numbered or _is_described(first))
        said = (first.source_text if is_exact else "", *(_said(record) for record in records))
        here = place[:3]  # a side of a table, money or indicators of a form
        said_last, last = latest.get(here, ((), first))
        is_next = bool(first.lines and last.lines) and first.lines[0] == last.lines[-1] + 1
        if isinstance(first, Funding | Indicator) and said == said_last:
            # The first row of a block begins with what the block is called.
            texts = sorted((squash(first.source_text), squash(last.source_text)), key=len)
            is_next = is_next and texts[1].endswith(texts[0])
        if said == said_last and is_next and all(reject.lines != first.lines for reject in found):
            what = note("row_printed_twice", row=first.source_text.strip()[:60])
            found.append(
                Reject(stage=str(place[0]), note=what, lines=first.lines, page=first.page, source_text=first.source_text)
            )
        latest[here] = said, first
    return [*found, *_forms_twice(parsed)]


def _forms_twice(parsed: Parsed) -> Iterator[Reject]:
    """Forms of one name whose next one says the same of its money and indicators, two figures at least."""
    told: dict[int, list[tuple[object, ...]]] = defaultdict(list)
    of_forms: list[Funding | Indicator] = [*parsed.funding, *parsed.indicators]
    for record in of_forms:
        told[record.form_seq].append(_said(record))
    for one, other in pairwise(parsed.evaluations):
        is_same = bool(one.subject_name) and (one.subject_name, one.form_type) == (other.subject_name, other.form_type)
        if is_same and len(told[one.form_seq]) > 1 and told[one.form_seq] == told[other.form_seq]:
            what = note("row_printed_twice", row=other.subject_name[:60])
            yield Reject(stage="form", note=what, lines=other.lines, page=other.page, source_text=other.source_text)


def _numbered(parsed: Parsed) -> set[int]:
    """Tables whose rows print the numbers of a list, one after the other: three at least, of which one may be there twice."""
    numbers: dict[int, dict[tuple[int, ...], int]] = defaultdict(dict)
    for line in parsed.budget_lines:
        if serial := _SERIAL.match(line.source_text):
            numbers[line.table_seq][line.lines] = int(serial[1])
    found = set()
    for table, printed in numbers.items():
        steps = Counter(after - before for before, after in pairwise(printed.values()))
        if steps[1] >= _LEAST_STEPS and steps[0] <= 1 and steps[0] + steps[1] == steps.total():
            found.add(table)
    return found


def _is_one(line: BudgetLine, table_type: str) -> bool:
    """Whether what a row is called is there once: in a list of purchases or projects many rows have one code or name, and two
    can be equal; 款 and 项 without codes bear one name, as do 类 and 款 called 其他…
    """
    if line.subject_code or line.row_role in _TOTAL or line.subject_system == "region" or table_type == "three_public":
        return True
    is_subject = line.subject_system.endswith("economic") and not line.subject_name.startswith("其他")
    return is_subject and table_type not in _LISTS


def _is_described(record: Record) -> bool:
    """Whether a row says more than others of its list do: a number of a project, or a description of it."""
    return _IDENTIFIER.search(record.source_text) is not None or len(_HAN.findall(record.source_text)) >= _LEAST_DESCRIBED


def _is_marked(line: BudgetLine, table_type: str) -> bool:
    """Whether a row bears a mark or 其中, or is a subject of an economic list: the next one of its list is another, however often
    its name stands in the table.
    """
    is_economic = line.subject_system.endswith("economic") and not line.subject_name.startswith("其他")
    return table_type not in _LISTS and (
        is_economic or line.subject_name.startswith("其中") or bool(mark(line.subject_name))
    )


def _said(record: Record) -> tuple[object, ...]:
    """What a record says, without its place."""
    if isinstance(record, BudgetLine):
        return (
            record.subject_code,
            record.subject_name,
            record.second_subject_name,
            record.column_seq,
            record.amount_printed,
        )
    if isinstance(record, Funding):
        return (record.source_label, record.phase, record.amount_printed)
    if isinstance(record, Indicator):
        return (
            record.phase,
            record.level3,
            record.target_printed,
            record.actual_printed,
            record.weight,
            record.score,
        )
    return ()


def cut_off(document: Document, segments: Sequence[Segment], parsed: Parsed) -> list[Reject]:
    """The end is missing: what stands last in the list of contents isn't printed, the last line is a table's head or a sentence
    that goes on, or a form has no indicators.
    """
    found = []
    missing = _not_printed([text for _, text, _ in _lines(document)])
    if missing:
        found.append(Reject(stage="reader", note=note("contents_not_there", titles="、".join(missing[:8]))))
    if head := _last_head(document):
        what = note("head_without_table", title=squash(head[0].text)[:_MOST_TITLE])
        lines = tuple(line.number for line in head)
        found.append(Reject(stage="reader", note=what, lines=lines, page=head[0].page, source_text=squash(head[-1].text)))
    if line := _open_end(document):
        what = note("text_breaks_off", words=squash(line.text)[-_SHOWN:])
        found.append(Reject(stage="reader", note=what, lines=(line.number,), page=line.page, source_text=squash(line.text)))
    with_indicators = {indicator.form_seq for indicator in parsed.indicators}
    headed = [segment for segment in segments if segment.kind == "form" and _has_indicator_header(segment)]
    for form in parsed.evaluations:
        if form.form_seq not in with_indicators and (with_indicators or headed):
            found.append(
                Reject(
                    stage="form", note=note("form_without_indicators", name=form.subject_name or form.form_title),
                    lines=form.lines[:1], page=form.page, source_text=form.source_text,
                )
            )  # fmt: skip
    if not parsed.evaluations:
        for sentence in parsed.sentences:
            told = _TARGETS.search(sentence.source_text)
            if told and int(told[1] or told[2]):
                what = note("targets_not_here", count=told[1] or told[2])
                found.append(
                    Reject(
                        stage="prose",
                        note=what,
                        lines=sentence.lines,
                        page=sentence.page,
                        source_text=told[0],
                    )
                )
                break
    return found


def _not_printed(lines: Sequence[str]) -> list[str]:
    """The last entries of the list of contents, where nothing like them stands below it but the others do.

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
    body = list(dict.fromkeys(key for key in below if len(key) <= _MOST_TITLE))
    text = "\n".join(body)
    titles = [key for key in body if "表" in key]  # what a table is called; its column can be called nearly so
    printed = [
        entry in text or bool(get_close_matches(entry, titles if "表" in entry else body, 1, _LIKE)) for entry in entries
    ]
    last = max((n for n, is_printed in enumerate(printed) if is_printed), default=-1)
    return entries[last + 1 :] if last > 0 and sum(printed) > (last + 1) / 2 else []


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


def _lines(document: Document) -> Iterator[tuple[int, str, int | None]]:
    for block in document.blocks:
        if isinstance(block, Grid):
            for cell in block.cells:
                yield (cell.lines[0] if cell.lines else 0), cell.text, block.page
        else:
            yield block.number, block.text, block.page
