"""Cut a document into budget tables, performance forms and prose, by titles and headings.

A title is recognised by what it says (``expenditure … budget … table``), never by its number: numbers and
order differ between provinces and years. A title in a list of contents is no title: one must be followed by a
unit line, a grid or a header before the next title comes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.document.broken_title import joined_titles
from loaders.document.peeled import peeled, says_money
from loaders.document.title import PART_TITLE, SENTENCE, is_form_title, is_table_title, may_be_title
from loaders.grammar.enumeration import NUMERAL
from loaders.grammar.normal import fold, squash
from loaders.grammar.numbers import NUMBER
from loaders.grammar.owners import is_owner_line
from loaders.grammar.page_numbers import may_be_page_number
from loaders.grammar.titles import clean_title, is_table_number
from loaders.grammar.units import printed_unit
from loaders.model import Block, Document, Grid, Line, Segment

_CONTINUED = re.compile(rf"[(（]?续表?[{NUMERAL}\d]?[)）]?$")
_ATTACHMENT = re.compile(r"^附件\d{0,2}[:]?$")
_FORM_KEYS = re.compile(r"名称|部门基本|年度主要任务|[一二]级指标|指标值")
_HEADING = re.compile(
    rf"^(?:第[{NUMERAL}]+(?:部分|章|节)"
    r"|.{0,40}(?:情况说明|编制说明|名词解释|主要职能|机构设置|主要职责|部门概况|单位概况|部门职责)$)"
)
_NUMBERED_HEADING = re.compile(
    rf"^[{NUMERAL}]+、[^，。；：:\d]{{2,40}}$|^[(（][{NUMERAL}]+[)）][^，。；：:\d]{{2,40}}$"
)
_HEADLINE_END = re.compile(r"(?:情况|说明|概况|概述|事项|职责|职能)$")
_HEADER_WORD = re.compile(
    r"^(?:项目|项目名称|科目|科目编码|科目代码|科目名称|功能分类科目.*|经济分类科目.*|收入|支出|行次|栏次|合计|小计|总计|金额|\d{0,4}年?预算数?|决算数)$"
)
_LOOK_AHEAD = 10
_LOOK_BACK = 4
_AMOUNT_ROW = re.compile(rf"(?:^|\s)[-−－]?(?=\d+[,.]){NUMBER}(?:\s|$)")


def segments(document: Document) -> list[Segment]:
    """Cut ``document`` into segments, in reading order; every block is in exactly one of them."""
    blocks = joined_titles(list(peeled(document.blocks)), is_table_title)
    found: list[Segment] = []
    kind, title, section = "prose", "", ""
    current: list[Block] = []

    def close() -> None:
        if current:
            found.append(Segment(kind, title, tuple(current), section))
            current.clear()

    for index, block in enumerate(blocks):
        text = block.text if isinstance(block, Line) else ""
        if text and is_form_title(text) and _form_follows(blocks, index, title if kind == "form" else ""):
            close()
            kind, title = "form", clean_title(text)
        elif text and ((is_table_title(text) and _table_follows(blocks, index)) or _stands_over_money(blocks, index)):
            if not (kind == "table" and fold(clean_title(text)) == fold(title)):
                head = _trailing_head(current)
                close()
                current.extend(head)
                kind, title = "table", clean_title(text)
        elif kind != "form" and text and _is_heading(text, kind):
            close()
            kind, title, section = "prose", "", squash(text)
        elif isinstance(block, Grid) and kind == "prose":
            head = _trailing_head(current)
            close()
            current.extend(head)
            kind, title = "table", ""
        elif kind == "form" and text and _ends_form(text, current):
            close()
            kind, title, section = "prose", "", squash(text)
        elif kind == "table" and title == "" and len(fold(text)) > 1 and not _goes_on(blocks, index, current):
            close()
            kind = "prose"
        current.append(block)
    close()
    return found


def _goes_on(blocks: Sequence[Block], index: int, table: Sequence[Block]) -> bool:
    """Whether the line is a page number between two pages of one table: the next page begins with a grid of its width."""
    block = blocks[index]
    if not (isinstance(block, Line) and may_be_page_number(block.text)):
        return False
    last = next((b for b in reversed(table) if isinstance(b, Grid)), None)
    following = (b for b in blocks[index + 1 : index + 4] if isinstance(b, Grid) or len(fold(b.text)) > 1)
    upcoming = next(following, None)
    return (
        last is not None and isinstance(upcoming, Grid) and upcoming.cols == last.cols
        and (upcoming.page or 0) == (last.page or 0) + 1
    )  # fmt: skip


def _trailing_head(current: list[Block]) -> list[Block]:
    """Take back what is printed above a title and belongs to it: a table number (``公开05表``), the unit, the agency."""
    start = len(current)
    for index in range(len(current) - 1, -1, -1):
        block = current[index]
        if isinstance(block, Grid):
            break
        text = fold(block.text)
        if text and not _above_title(text):
            break
        if text:
            start = index
    taken = current[start:]
    if not any(isinstance(b, Line) and _stands_alone(fold(b.text)) for b in taken):
        return []
    del current[start:]
    return taken


def _above_title(text: str) -> bool:
    return _stands_alone(text) or (len(text) <= 40 and is_owner_line(text))


def _stands_alone(text: str) -> bool:
    """Whether a line is nothing but a table number or a unit."""
    unit = printed_unit(text)
    return is_table_number(text) or (unit is not None and len(text) <= 40 and len(text) - unit.end <= 2)


def _ends_form(text: str, form: Sequence[Block]) -> bool:
    """Whether a heading below a form's indicators is the document's own and no cell of the form."""
    folded = fold(text)
    if re.match(rf"^第[{NUMERAL}]+部分", folded):
        return True
    if re.match(rf"^[{NUMERAL}]+、[^，。；：:\d]{{2,30}}(?:情况|说明|事项)$", folded) is None:
        return False
    return any(isinstance(b, Line) and "三级指标" in fold(b.text) for b in form)


def _is_heading(text: str, kind: str) -> bool:
    folded = _headline(fold(text))
    if _HEADING.match(folded) and printed_unit(folded) is None and "表" not in folded[-1:]:
        return len(folded) <= 45
    if kind == "prose":
        return _NUMBERED_HEADING.match(folded) is not None
    return re.match(rf"^[{NUMERAL}]+、.{{2,40}}(?:说明|情况|概述|依据)$", folded) is not None


def _headline(folded: str) -> str:
    """A line without the full stop that some print behind a heading (``（一）收入决算情况。``)."""
    bare = folded.removesuffix("。")
    return bare if _HEADLINE_END.search(bare) else folded


def _table_follows(blocks: Sequence[Block], index: int) -> bool:
    """Whether a title is followed by its table: a grid, a unit line, or a header where the unit stands above."""
    title = blocks[index]
    unit = isinstance(title, Line) and printed_unit(title.text) is not None
    unit = unit or _unit_above(blocks, index)
    seen = 0
    header = False
    for block in blocks[index + 1 : index + 40]:
        if isinstance(block, Grid):
            return True
        text = fold(block.text)
        if not text:
            continue
        if printed_unit(text):
            return True
        header = header or any(_HEADER_WORD.match(fold(piece)) for piece in block.text.split())
        seen += 1
        if header and (unit or _AMOUNT_ROW.search(block.text)):
            return True
        if is_table_title(text) or is_form_title(text) or SENTENCE.search(text) or seen > _LOOK_AHEAD:
            return False
    return False


def _stands_over_money(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is the title of the grid below it, of which a unit of money is printed between them or in its first rows."""
    block = blocks[index]
    if not isinstance(block, Line) or not may_be_title(block.text):
        return False
    is_money = False
    for below in blocks[index + 1 : index + 1 + _LOOK_BACK]:
        if isinstance(below, Grid):
            return is_money or any(says_money(cell.text) for cell in below.cells if cell.row < 2)
        if fold(below.text) and not _above_title(fold(below.text)):
            return False
        is_money = is_money or says_money(below.text)
    return False


def _unit_above(blocks: Sequence[Block], index: int) -> bool:
    seen = 0
    for block in reversed(blocks[max(0, index - 12) : index]):
        if isinstance(block, Grid):
            return False
        text = fold(block.text)
        if not text:
            continue
        if not _above_title(text):
            return False
        if printed_unit(text):
            return True
        seen += 1
        if seen >= _LOOK_BACK:
            return False
    return False


def _form_follows(blocks: Sequence[Block], index: int, before: str) -> bool:
    """Whether a title is followed by its form; that of a block, or of the page of a form called ``before`` that goes
    on, is followed by the header of the indicators at once."""
    block, seen = blocks[index], 0
    own = _CONTINUED.sub("", fold(clean_title(block.text))) if isinstance(block, Line) else ""
    is_part = bool(before) and (own == fold(before) or PART_TITLE.match(own) is not None)
    before = ""
    for block in blocks[index + 1 : index + 40]:
        text = fold(" ".join(c.text for c in block.cells[:6]) if isinstance(block, Grid) else block.text)
        if not text:
            continue
        if is_part and "一级指标" in text:
            return False
        if _FORM_KEYS.search(before + text):  # a narrow cell breaks the label over two lines
            return True
        before = text
        seen += 1
        if is_form_title(text) or _ATTACHMENT.match(text) or seen > _LOOK_AHEAD:
            return False
    return False
