"""How well a text fits a column of an indicator table: vocabulary first, then the shape of values."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.forms.misread import unconfused
from loaders.forms.vocabulary import SECOND, complete_level, level_labels, level_of, level_words, target_words
from loaders.grammar.normal import fold
from loaders.grammar.values import is_number, number, parse_value, units

_SHORTEST_NAME = 3
_LONGEST_LABEL = 20  # of a level, with what may stand before it
_DOUBTED, _UNLIKELY = ("level3", "target", "actual"), -2.0
IMPOSSIBLE = -40.0
_UNKNOWN = -1.0  # whatever stands in a column of which nothing is known
_WITHOUT_SUFFIX = ("投入管理指标",)  # whose second-level names are printed without 指标
_MOST = {
    "level1": 6, "level1_weight": 1, "level2": 8, "level2_weight": 1, "level3": 30, "target": 14, "actual": 14,
    "weight": 1, "score": 1, "completion_rate": 2, "deviation": 70, "note": 12, "nature": 1, "unit": 2,
}  # fmt: skip
_BEST = {
    "level1": 9.0, "level1_weight": 3.0, "level2": 9.0, "level2_weight": 3.0, "level3": 1.0, "target": 6.0, "actual": 6.0,
    "weight": 4.0, "score": 4.0, "completion_rate": 4.0, "deviation": 2.0, "nature": 5.0, "unit": 4.0,
}  # fmt: skip
_NAME_TAIL = re.compile(
    r"(?:率|数|量|性|度|人次|情况|水平|程度|时间|额|标准|面积|比例|机制|作用|限|费用?|能力|影响|效果|成本)$"
)
HINT = re.compile(r"[(]?[≥≤≧≦=<>]*\*\*[^()]{0,6}[)]?")  # what a template says of the value to come: 受益人口数(≥**人)
_OPERATOR = re.compile(r"[≥≤≧≦=<>]")
_PERIOD = re.compile(r"20\d\d[./]\d{1,2}(?!\d)|\d{1,4}年|\d{1,2}月|每[年月周日季]|[年月日季]底?(?:之?前|内)$|季度")
_DAY = r"(?:20\d{2}[./]\d{1,2}(?:[./]\d{1,2})?|(?:20\d{2}年)?(?:\d{1,2}月?)?(?:\d{1,2}[日号])?)"
_DATE = re.compile(rf"[≤<]?{_DAY}(?:[-~—至到]{_DAY})?(?:[之以]?前|底前?|末|[以之]?内|[上中下]旬)?(?:完成)?")
_TWO_TIMES = re.compile(
    r"20\d\d年[^至到\-—~、,和及]+20\d\d年|[前内]已"
)  # a target runs into its actual value
_RUN_ON = re.compile(
    r"[%‰](?:\d|[\u4e00-\u9fff]{5})|\d[^\d,;、()<>]{0,4}[≥≤≧≦=]\d"
)  # ≥90%≥90%, =100%部门正常运转
_TWICE = re.compile(r"([≥≤=])\d[^\d,;、()<>]{0,4}\1\d")  # ≥5次≥85%: of two indicators
_SAID_BEHIND = re.compile(r"[%‰](?!以|左右|及)[\u4e00-\u9fff]{3}")  # 98%雨季影响: what is said of it
_LEVEL_INSIDE = re.compile(r"^[^()]{2,8}指标[(]\d+分?[)]")  # another group's label with its weight
_REASON = re.compile(r"因|由于|导致|原因|未完成|未能|影响|延期|调整|减少|增加|超额|偏差|措施|加强|下一步|受")
_WEIGHT = re.compile(r"^[(]?\d{1,3}(?:\.\d+)?(?:分|%)?[)]?$")
_WEIGHT_ALONE = re.compile(r"^[(]\d{1,3}分[)]$")  # of a level whose label stands at the side, a character a line
_BROKEN = re.compile(r"[(][^()]*$|^[^()]*[)]")


def most_pieces(column: str) -> int:
    """The most pieces that one cell of ``column`` may be broken into."""
    return _MOST.get(column.removesuffix(SECOND), 12)


def best_score(column: str) -> float:
    """The most that ``cell_score`` can give a cell of ``column``."""
    return _BEST.get(column.removesuffix(SECOND), _UNKNOWN)


def is_unlikely(column: str, text: str, words: tuple[str, ...]) -> bool:
    """Whether a name or a value looks like none, so that it can be part of another cell or of several."""
    return column.removesuffix(SECOND) in _DOUBTED and cell_score(column, text, words, False) <= _UNLIKELY


@lru_cache(maxsize=65536)
def cell_score(column: str, text: str, words: tuple[str, ...], bare: bool) -> float:
    """How well ``text`` fits ``column``: positive where it speaks for it, negative where it speaks against.

    ``words`` are the space-separated parts of the first piece; ``bare``: the form prints level labels
    without 指标, so that 社会效益 alone can be one.
    """
    folded = fold(text)
    column = column.removesuffix(SECOND)
    if column in ("level1", "level2"):
        return _level(folded, int(column[-1]), words, bare)
    scorer = _SCORERS.get(column)
    return scorer(folded) if scorer else _UNKNOWN


def _level(text: str, level: int, words: tuple[str, ...], bare: bool) -> float:
    if len(text) > _LONGEST_LABEL and "(" not in text and len(words) < 2:
        return IMPOSSIBLE
    text = unconfused(text)
    if level == 1 and _WEIGHT_ALONE.match(text):
        return 3.0
    known = level_of(text, level)
    if known is not None:
        official = text.endswith(("指标", ")")) or known.parent in _WITHOUT_SUFFIX
        return 9.0 if official else (7.0 if bare else -1.0)
    whole = complete_level(text, level)
    if whole != text:
        return 5.0 if bare or whole.endswith("指标") else -1.0
    if level == 2 and len(words) > 1 and all(level_of(word, 2) is not None for word in words):
        return 9.0
    if len(text) <= 12 and re.search(r"指标$", text) and not re.search(r"\d", text):
        return -2.0
    return IMPOSSIBLE


_value = lru_cache(maxsize=16384)(parse_value)


def _name(text: str) -> float:
    text = HINT.sub("", text) or text
    value = _value(text)
    score = 1.0 if _NAME_TAIL.search(text) else 0.0
    if is_number(text):
        return IMPOSSIBLE
    if text.endswith("指标") and (text in level_labels()[1] or text in level_labels()[2]):
        score -= 9.0
    if _OPERATOR.search(text):
        score -= 8.0
    if value.kind == "quantitative" and (value.operator or len(text) < 14):
        score -= 6.0
    if text in target_words("actual"):
        score -= 7.0
    elif text in target_words("target"):
        score -= 3.0
    if _BROKEN.search(text) and text.count("(") != text.count(")"):
        score -= 4.0
    if text.endswith("。"):
        score -= 4.0
    if _LEVEL_INSIDE.search(text) or len(level_words().findall(text)) > 1:
        score -= 10.0
    if len(text) < _SHORTEST_NAME:
        score -= 2.0 * (_SHORTEST_NAME - len(text))
    return score - (0.15 * (len(text) - 40) if len(text) > 40 else 0.0)


def _ends_with_level(text: str) -> bool:
    """Whether a value runs on into the label of the next group: ``100%社会效益指标``."""
    return text.endswith("指标") and any(
        text[start:] in level_labels()[level]
        for start in range(max(1, len(text) - 12), len(text) - 3)
        for level in (1, 2)
    )


def _target(text: str) -> float:
    if text.count("(") != text.count(")") or _ends_with_level(text):
        return -12.0
    value = _value(text)
    if value.kind == "quantitative":
        if _RUN_ON.search(text) or (text.endswith(("标", "指")) and not text.endswith("达标")):  # ≥90%标
            return -2.0
        if value.operator:
            return 6.0 if text.count("%") <= 2 and len(_OPERATOR.findall(text)) <= 2 else 0.0
        return 4.0 if value.unit else 1.0
    if text in target_words("actual") and text not in target_words("target"):
        return -3.0
    if text in target_words("target"):
        return 4.5
    if _OPERATOR.match(text):
        return -2.0 if _TWICE.search(text) else 3.0
    if period := _PERIOD.search(text):
        if _DATE.fullmatch(text):
            return 5.0
        apart = 0.75 * period.start() + 0.25 * (len(text) - period.end())
        return -2.0 if _TWO_TIMES.search(text) else 3.0 - apart
    if text.startswith(_opening_words()):
        return 0.5
    if text[0] in "无有不未" and len(text) > 2:
        return 1.0
    return -1.0 - 0.05 * len(text)


@lru_cache(maxsize=1)
def _opening_words() -> tuple[str, ...]:
    return tuple(word for word in target_words("target") if len(word) > 1)


def _actual(text: str) -> float:
    if text.count("(") != text.count(")") or _ends_with_level(text):
        return -12.0
    value = _value(text)
    if text in target_words("actual"):
        return 6.0
    if value.kind == "quantitative":
        if _SAID_BEHIND.search(text):
            return -2.0
        return (4.0 if value.unit else 1.0) - (2.0 if value.operator else 0.0)
    if text in target_words("target"):
        return 2.5
    if len(text) == 1:
        return -5.0
    return -1.5 - 0.05 * len(text)


def _points(text: str) -> float:
    if _WEIGHT_ALONE.match(text):
        return IMPOSSIBLE
    if not _WEIGHT.match(text) or float(re.sub(r"[^\d.]", "", text)) > 100:
        return -1.0 if text in ("-", "--", "—", "/") else IMPOSSIBLE
    return 4.0


def _rate(text: str) -> float:
    if not number(text.removesuffix("%")):
        return IMPOSSIBLE
    return 4.0 if text.endswith("%") else 1.5


def _deviation(text: str) -> float:
    if is_number(text):
        return -3.0 if text == "0" else -15.0
    if text.endswith("指标") and (text in level_labels()[1] or text in level_labels()[2]):
        return -12.0
    score = -4.0 + (2.5 if text.endswith("。") else 0.0) + (2.0 if _REASON.search(text) else 0.0)
    if text in ("无", "-", "/", "无偏差", "不适用"):
        score += 4.0
    if _OPERATOR.match(text):
        score -= 6.0
    return score


def _nature(text: str) -> float:
    return (
        5.0
        if text in ("定性", "定量", "正向", "反向", "正向指标", "反向指标") or _OPERATOR.fullmatch(text)
        else IMPOSSIBLE
    )


def _unit(text: str) -> float:
    if text in units():
        return 4.0
    return -1.0 if len(text) <= 5 and not re.search(r"\d", text) else IMPOSSIBLE


def _whole(text: str) -> float:
    return 3.0 if re.match(r"^\d{1,3}(?:\.\d+)?%?$", text) else IMPOSSIBLE


_SCORERS = {
    "level3": _name, "target": _target, "actual": _actual, "weight": _points, "score": _points,
    "completion_rate": _rate, "deviation": _deviation, "level1_weight": _whole, "level2_weight": _whole,
    "nature": _nature, "unit": _unit,
}  # fmt: skip
