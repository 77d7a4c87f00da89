"""Amounts that a sentence has lost or prints twice: ``预算支出万元，``; ``支出13,000 13,000万元``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.numbers import LOOSE_GROUPED
from loaders.grammar.units import MONEY_WORD
from loaders.notes import note
from loaders.prose.passage import Passage
from loaders.records import Reject

# What an amount follows: a verb, or the last character of what is stated. Brackets and colons announce a unit, and so do
# the words that say in which one amounts are given (金额单位为万元).
_LOST = re.compile(
    rf"(?<!位为)(?<!位是)(?<!位均为)(?<!统一为)(?<!折算为)(?<!换算为)(?<!转换为)(?<=[为是了出入算额计费款加少长降余约达共元增减金排助贴付])(?:人民币)?(?:(?!元){MONEY_WORD}|(?<=资金|补助|补贴|支出|预算|安排|拨款|收入|经费)元)(?=[，。；、,;）)（(:：\n]|$)"
)
_TWICE = re.compile(rf"(?<![\d.,])({LOOSE_GROUPED}|\d+\.\d+)，?\1(?={MONEY_WORD})")
_SHOWN = 20


def slips(passage: Passage) -> Iterator[Reject]:
    """One reject for each such place of a passage."""
    for pattern, code in ((_LOST, "amount_lost"), (_TWICE, "amount_twice")):
        for match in pattern.finditer(passage.text):
            start = max(passage.text.rfind(mark, 0, match.start()) + 1 for mark in "\n。；")
            lines = passage.lines(match.start(), match.end())
            shown = passage.text[max(start, match.start() - _SHOWN) : match.end()]
            yield Reject(
                stage="prose",
                note=note(code, shown=shown),
                lines=lines,
                page=passage.page(lines),
                source_text=passage.text[start : match.end()],
            )
