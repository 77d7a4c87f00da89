"""Cut a document into budget tables, performance forms and prose, by titles and headings.

A title is recognised by what it says (``expenditure … budget … table``), never by its number: numbers and
order differ between provinces and years. A title in a list of contents is no title: one must be followed by a
unit line, a grid or a header before the next title comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from loaders.document.broken_title import joined_titles
from loaders.grammar.enumeration import NUMERAL
from loaders.grammar.normal import fold, squash
from loaders.grammar.numbers import NUMBER
from loaders.grammar.owners import is_owner_line
from loaders.grammar.page_numbers import may_be_page_number
from loaders.grammar.titles import (
    TABLE_NUMBER,
    clean_title,
    is_table_number,
    unquoted,
    without_mark,
    without_unit,
)
from loaders.grammar.units import MONEY, printed_unit
from loaders.model import Block, Cell, Document, Grid, Line, Segment

_TITLE_TAIL = re.compile(r"表(?:[(（][^()（）]{1,24}[)）])*$")
_TABLE_WORDS = (
    "预算", "决算", "收支", "收入", "支出", "经费", "采购", "拨款", "购买服务", "资产", "债务", "债券", "转移支付",
    "税收返还", "基金", "资金",
)  # fmt: skip
_SENTENCE = re.compile(rf"[，。；;?？!！]|^第[{NUMERAL}]+部分|本表|见表|附表如下|说明$|填列|反映")
_FORM_TITLE = re.compile(
    r"绩效(?:(?:目标|自评|评价|自我评价|(?:运行)?监控|指标)[^，。；]{0,16}?)?(?:表|自评价|自评|自评报告)(?:[(（][^()（）]{1,20}[)）])*$"
    r"|(?:项目支出|整体支出|整体)绩效(?:自评价?|自我评价)$"
)
_PART_TITLE = re.compile(r"^(?:中?长期|中期|实施期|总体|年度)绩效(?:目标|指标)表$")
_CONTINUED = re.compile(rf"[(（]?续表?[{NUMERAL}\d]?[)）]?$")
_FORM_SUMMARY = re.compile(r"汇总表|一览表|情况表")
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
_COLLECTION = re.compile(rf"^(?:第[{NUMERAL}]+部分.*|.{{0,30}}?(?:部门|单位)(?:预算|决算)(?:公开)?(?:报|公开)?表格?)$")
_LOOK_AHEAD = 10
_LOOK_BACK = 4
_AMOUNT_ROW = re.compile(rf"(?:^|\s)[-−－]?(?=\d+[,.]){NUMBER}(?:\s|$)")


@lru_cache(maxsize=16384)
def is_table_title(text: str) -> bool:
    """Whether one line of text reads like the title of a table of amounts."""
    bare = _may_be_title(text)
    return bool(bare) and any(word in bare for word in _TABLE_WORDS)


def _may_be_title(text: str) -> str:
    """What a line says that ends like the title of a table, whatever the table is about; ``""`` for any other."""
    bare = unquoted(without_mark(unquoted(without_unit(fold(text)))))
    is_title = (
        4 <= len(bare) <= 60
        and _TITLE_TAIL.search(bare) is not None
        and _SENTENCE.search(bare) is None
        and "绩效" not in bare
        and _COLLECTION.match(bare) is None
    )
    return bare if is_title else ""


def is_form_title(text: str) -> bool:
    """Whether one line of text reads like the title of a performance form."""
    folded = unquoted(fold(text))
    return (
        len(folded) <= 60
        and _FORM_TITLE.search(folded) is not None
        and _SENTENCE.search(folded) is None
        and _FORM_SUMMARY.search(folded) is None
    )


def segments(document: Document) -> list[Segment]:
    """Cut ``document`` into segments, in reading order; every block is in exactly one of them."""
    blocks = joined_titles(list(_peeled(document.blocks)), is_table_title)
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
    if not (isinstance(block, Line) and may_be_page_number(fold(block.text))):
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
        if is_table_title(text) or is_form_title(text) or _SENTENCE.search(text) or seen > _LOOK_AHEAD:
            return False
    return False


def _stands_over_money(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is the title of the grid below it, of which a unit of money is printed between them or in its first rows."""
    block = blocks[index]
    if not isinstance(block, Line) or not _may_be_title(block.text):
        return False
    is_money = False
    for below in blocks[index + 1 : index + 1 + _LOOK_BACK]:
        if isinstance(below, Grid):
            return is_money or any(_is_money(cell.text) for cell in below.cells if cell.row < 2)
        if fold(below.text) and not _above_title(fold(below.text)):
            return False
        is_money = is_money or _is_money(below.text)
    return False


def _is_money(text: str) -> bool:
    unit = printed_unit(text)
    return unit is not None and unit.unit in MONEY


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
    is_part = bool(before) and (own == fold(before) or _PART_TITLE.match(own) is not None)
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


def _peeled(blocks: Sequence[Block]) -> Iterator[Block]:
    """Titles, unit lines and notes that a grid has swallowed become lines again."""
    for block in blocks:
        if isinstance(block, Grid):
            yield from _peel(block)
        else:
            yield block


def _peel(grid: Grid) -> Iterator[Block]:
    by_row: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if squash(cell.text):
            by_row.setdefault(cell.row, []).append(cell)
    start = 0
    leading = True
    for row in range(grid.rows):
        cells = by_row.get(row, [])
        alone = len(cells) == 1 and grid.cols > 1
        text = cells[0].text if alone else ""
        lifted = alone and (
            is_table_title(text)
            or is_table_number(text)
            or (is_form_title(text) and (leading or not _PART_TITLE.match(fold(text))))
            or (leading and (printed_unit(text) is not None or TABLE_NUMBER.match(fold(text)) is not None))
            or (leading and _may_be_title(text) and any(_is_money(cell.text) for cell in by_row.get(row + 1, [])))
        )
        if lifted:
            yield from _part(grid, start, row)
            for number, part in zip(cells[0].lines or (0,), [squash(text)], strict=False):
                yield Line(number, part, grid.page)
            start = row + 1
        elif cells:
            leading = False
    yield from _part(grid, start, grid.rows)


def _part(grid: Grid, start: int, stop: int) -> Iterator[Grid]:
    if start == 0 and stop == grid.rows:
        yield grid
        return
    cells = tuple(replace(c, row=c.row - start) for c in grid.cells if start <= c.row < stop)
    if any(squash(c.text) for c in cells):
        yield replace(grid, rows=stop - start, cells=cells)
