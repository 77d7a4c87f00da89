"""What a cell of a two-phase indicator block looks like: level labels, values, names, each with a cost.

Costs are small numbers that ``stream_rows`` adds up: 0 is a cell that looks exactly like its kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from loaders.forms import vocabulary
from loaders.grammar.normal import fold
from loaders.grammar.numbers import GROUP

_UNIT = r"[^\d\s≥≤=<>,，。;；:：]{0,10}"
_NUMBER = rf"\d+{GROUP}*(?:\.\d+)?"
_LEAD = r"(?:平均)?(?:每[^\d\s指]{1,3})?(?:约|不低于|不少于|不超过|不高于|不大于|不小于|至少|最多|大于等于|小于等于|大于|小于|高于|低于|达到|等于|控制在)?"
QUANTITY = re.compile(rf"^{_LEAD}[≥≤=<>＞＜]{{0,2}}{_NUMBER}(?:[-~—至到]{_NUMBER})?(?P<unit>{_UNIT})$")
_DAY = r"(?:\d{4}年)?(?:\d{1,2}月?)?(?:\d{1,2}[日号])?"
DATE = re.compile(
    rf"^(?=.*\d[年月日号]|\d{{4}}[-./]\d)[≤<]?(?:{_DAY}|\d{{4}}[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?)(?:[-~—至到]{_DAY})?"
    r"(?:之?前|以前|底前?|末|内|以内|年底前?|中旬|上旬|下旬|完成|前完成|底前完成)?$"
)
_ADVERB = r"(?:日渐|日益|逐步|逐渐|逐年|不断|持续|有效|明显|显著|有所|得到|得以|进一步|大幅|稳步|切实|基本|较大|充分|全面|较为|更加|比较)"
_VERB = (
    r"(?:提高|提升|改善|增强|加强|减轻|降低|减少|保障|巩固|促进|推进|完善|完美|有效|规范|合规|合格|健全|增加|扩大|缓解"
    r"|稳定|满意|良好|及时|达标|优化|落实|控制|维护|实现|完成|保证|浓厚|推动|带动|改进|好转|解决|无违规|有序推进)"
)
WORD = re.compile(rf"^{_ADVERB}{{0,2}}{_VERB}$")
_DIGIT = re.compile(r"\d")
OPERATOR = re.compile(r"[≥≤＞＜<>=]")
OPERATOR_IN_NAME, LABEL_IN_NAME = 3.0, 4.0
_QUANTITY_TAIL = re.compile(r"\d([^\d]{1,6})$")
_LABEL_TAIL = 2
_CERTAIN_VALUE = 0.7
_SHORT_NAME = {1: 3.0, 2: 0.8, 3: 0.2}
_UNITLESS_RANGE = 1.5


@dataclass(frozen=True, slots=True)
class LabelCell:
    """A level label found in a stream: ``printed`` may be clipped or misread, ``label`` is the official one."""

    stop: int
    level: int
    label: str
    parent: str
    cost: float
    damaged: bool


@lru_cache(maxsize=1)
def _labels() -> tuple[tuple[str, int, str, str], ...]:
    found = []
    for level, labels in vocabulary.level_labels().items():
        for label, entry in labels.items():
            found.append((label, level, label if label.endswith("指标") else entry.canonical, entry.parent))
    return tuple(sorted(found, key=lambda item: -len(item[0])))


@lru_cache(maxsize=1)
def confusions() -> tuple[tuple[str, str, str], ...]:
    """Misread words of scanned pages: ``(misread, correct, unless it is part of this word)``."""
    return tuple((r["misread"], r["correct"], r["unless"]) for r in vocabulary.read_seed("ocr_confusion"))


@lru_cache(maxsize=1)
def confused_characters() -> frozenset[tuple[str, str]]:
    """Pairs (misread, correct) of single characters, from the words of ``confusions``."""
    return frozenset(
        (a, b)
        for misread, correct, _ in confusions()
        for a, b in zip(misread, correct, strict=True)
        if a != b
    )


@lru_cache(maxsize=16384)
def unconfused(text: str) -> str:
    """``text`` with the known misread words put right: ``项日完成时间`` → ``项目完成时间``."""
    for misread, correct, unless in confusions():
        if misread in text and not (unless and unless in text):
            text = text.replace(misread, correct)
    return text


def _misread(printed: str, label: str) -> int | None:
    """How many characters of ``printed`` are known misreadings of ``label``; None where another differs."""
    pairs = [(a, b) for a, b in zip(printed, label, strict=True) if a != b]
    known = all(pair in confused_characters() for pair in pairs)
    return len(pairs) if known and len(pairs) * 3 <= len(label) else None


@lru_cache(maxsize=4096)
def read_as(character: str) -> frozenset[str]:
    """What a character can stand for on a scanned page: itself, and what it is known to be misread for."""
    return frozenset({character} | {right for wrong, right in confused_characters() if wrong == character})


@lru_cache(maxsize=4096)
def _labels_starting(character: str) -> tuple[tuple[str, int, str, str], ...]:
    firsts = read_as(character)
    return tuple(label for label in _labels() if label[0][0] in firsts)


def labels_at(folded: str, start: int, gap_at: tuple[int, ...]) -> list[LabelCell]:
    """Level labels that can be read at ``start``: whole, misread, or clipped by up to two characters.

    A short form (``数量``) counts only between gaps; so does a clipped label, unless it lost one character.
    """
    found: list[LabelCell] = []
    for label, level, official, parent in _labels_starting(folded[start]):
        whole = label.endswith("指标")
        for lost in range(_LABEL_TAIL + 1 if whole else 1):
            size = len(label) - lost
            stop = start + size
            if (size < 3 and whole) or stop > len(folded):
                continue
            wrong = _misread(folded[start:stop], label[:size])
            bounded = gap_at[stop] > 0
            if wrong is None or (not whole and (wrong or not bounded)):
                continue
            if lost and not bounded and (lost > 1 or size < 5):
                continue
            cost = 0.3 * wrong + 0.9 * lost + (0.0 if whole else 0.8)
            found.append(LabelCell(stop, level, official, parent, cost, bool(wrong or lost)))
    return found


@lru_cache(maxsize=65536)
def value_cost(text: str) -> float:
    """How little ``text`` (folded) looks like an indicator's value: 0 for ``≥27人``, ``2024年3月至12月``."""
    figures = _DIGIT.search(text) is not None
    if figures and DATE.match(text):
        return 0.0 if len(text) > 1 else 0.6
    quantity = QUANTITY.match(text) if figures else None
    if quantity is not None:
        return _unit_cost(quantity["unit"]) + (_UNITLESS_RANGE if text[-1].isdigit() and "-" in text else 0.0)
    if text in vocabulary.target_words("target") or WORD.match(text):
        return max(0.05, 0.35 - 0.05 * len(text)) + (0.5 if len(text) == 1 else 0.0)
    if not figures:
        return (3.0 if len(text) == 1 else 1.3) + 0.12 * len(text)
    return 2.0 + 0.1 * len(text)


def _unit_cost(unit: str) -> float:
    if not unit:
        return 0.3
    unknown = [part for part in unit.split("/") if part not in vocabulary.units()]
    return 0.0 if unit in vocabulary.units() else sum(0.25 * len(part) + 0.1 for part in unknown)


@lru_cache(maxsize=65536)
def name_cost(text: str, alone: bool = False) -> float:
    """How little ``text`` (folded) looks like the name of a third-level indicator.

    A level label inside a name is a sign of two cells taken for one, unless it ends a text
    that stands ``alone`` between gaps.
    """
    cost = _SHORT_NAME.get(len(text), 0.0)
    if value_cost(text) < _CERTAIN_VALUE:
        cost += 3.0
    if OPERATOR.search(text):
        cost += OPERATOR_IN_NAME
    if "指" in text:  # the end of every label, clipped or not
        cost += _label_inside(text, alone)
    if text[-1].isdigit() or _ends_in_quantity(text):
        cost += 1.0
    return cost + max(0, len(text) - 32) * 0.2


def _label_inside(text: str, alone: bool) -> float:
    label = whole_label().search(text)
    if label is not None:
        return 0.8 if alone and label.start() else LABEL_IN_NAME
    return 2.0 if _clipped_label().search(text) else 0.0


def _ends_in_quantity(text: str) -> bool:
    """Whether a name ends in a number with a unit of its own, as when the value was taken for a part of it."""
    match = _QUANTITY_TAIL.search(text)
    return match is not None and match[1] in vocabulary.units()


@lru_cache(maxsize=1)
def whole_label() -> re.Pattern[str]:
    """Any level label printed with 指标, the shortest that fits."""
    return _any_of(_whole_labels())


@lru_cache(maxsize=1)
def _clipped_label() -> re.Pattern[str]:
    return _any_of([label[:-1] for label in _whole_labels()])


def _any_of(texts: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(text) for text in sorted(texts, key=len)))


def _whole_labels() -> list[str]:
    return [label for label, _, _, _ in _labels() if label.endswith("指标") and len(label) >= 4]


def is_header(text: str) -> bool:
    """Whether a line is (part of) the header of a two-phase block: two columns 三级指标 or 指标值."""
    folded = fold(text)
    return folded.count("三级指标") >= 2 or folded.count("指标值") >= 2
