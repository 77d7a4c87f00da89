"""Forms and tables run together in one line of text: nothing tells where a cell ends, so they are reported whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.grammar.normal import fold, squash
from loaders.grammar.numbers import LOOSE_GROUPED, MONEY_LIKE
from loaders.grammar.units import MONEY_WORD
from loaders.model import Line, Segment
from loaders.notes import note
from loaders.records import Parsed, Reject

_FORM = re.compile(r"绩效[^，。；：]{0,12}表|自评表")
_FORM_LABEL = re.compile(
    r"项目名称|主管部门|主管单位|实施单位|项目单位|[一二三]级指标|指标值|总体目标|年度目标|执行率|得分|分值|"
    r"(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度|满意度|产出|效益)指标"
)
_TABLE = re.compile(r"(?:收支|收入|支出|预算|决算|经费|执行情况)[^，。；:：]{0,12}表")
_AMOUNT = re.compile(MONEY_LIKE)
# Alone between white space: what a unit or any other word follows (得分18.50分) is said of something.
_BARE = re.compile(rf"(?<![\d.,])(?:{LOOSE_GROUPED}|\d+\.\d{{2,6}})(?=\s|$)(?!\s*(?:{MONEY_WORD}|[%％]|个?百分点))")
_UNIT = re.compile(rf"单位[:：]?[(（]?(?:人民币)?{MONEY_WORD}")
_TITLE_WITHIN = 80
_FEWEST_LABELS = 2
_FEWEST_UNTITLED = 4
_FEWEST_AMOUNTS = 5


def glued(segments: Sequence[Segment], parsed: Parsed) -> Iterator[Reject]:
    """One reject per line that holds a whole form or table and that no record of one cites."""
    cited = {n for row in (*parsed.evaluations, *parsed.indicators, *parsed.budget_lines) for n in row.lines}
    for segment in segments:
        if segment.kind != "prose":
            continue
        for block in segment.blocks:
            if isinstance(block, Line) and block.number not in cited and (code := _what(block)):
                yield Reject(
                    stage="form" if code == "form_glued" else "table",
                    note=note(code),
                    lines=(block.number,),
                    page=block.page,
                    source_text=squash(block.text),
                )


def _what(line: Line) -> str:
    text, plain = line.text, fold(line.text)
    labels = {match[0] for match in _FORM_LABEL.finditer(plain)}
    if len(labels) >= _FEWEST_UNTITLED or (
        len(labels) >= _FEWEST_LABELS and _FORM.search(plain[:_TITLE_WITHIN])
    ):
        return "form_glued"
    if (
        _UNIT.search(plain)
        and _TABLE.search(plain[: 2 * _TITLE_WITHIN])
        and len(_AMOUNT.findall(text)) >= _FEWEST_AMOUNTS
    ):
        return "table_glued"
    # On a page of a PDF such numbers are those of a chart, too.
    return "table_glued" if line.page is None and len(_BARE.findall(text)) >= _FEWEST_AMOUNTS else ""
