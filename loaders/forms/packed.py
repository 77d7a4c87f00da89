"""Indicators packed into one cell: ``1、1-产出指标，11-数量指标，名称；实施周期指标值：5份，年度指标值：5份；2、…``.

An entry begins with its levels (numbered or not), its values follow their labels. Nothing is cut by position; what
does not begin so, or has no value behind a label or an operator, is left to be reported.
"""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.forms import vocabulary
from loaders.forms.grid_form_header import is_term
from loaders.forms.raw import RawIndicator
from loaders.grammar.normal import fold, squash

_CODE = r"(?:\d{1,3}[-－—–.、．])?"
_NUMBER = r"(?:\d{1,2}[、.．)）]|[(（]\d{1,2}[)）])?"
_STOP = "，,；;。、：:"
_BETWEEN = re.compile(rf"[；;]|(?:(?<=[。{_STOP}])|^){_NUMBER[:-1]}")
_OPERATOR = re.compile(r"[≥≤≧≦⩾⩽＞＜><＝=]|不低于|不少于|不超过|不高于|大于等于|小于等于")


@lru_cache(maxsize=1)
def _entries() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where an entry begins: with both levels, or with its second level alone."""
    first, second = ("|".join(sorted(vocabulary.level_labels()[n], key=len, reverse=True)) for n in (1, 2))
    begin = rf"(?:^|(?<=[{_STOP}%％]))\s*{_NUMBER}"
    level2 = rf"(?P<level2>{_CODE}(?:{second}))[{_STOP}]+"
    both = rf"{begin}(?P<level1>{_CODE}(?:{first}))[{_STOP}]+{_NUMBER}{level2}"
    return re.compile(both), re.compile(
        rf"{begin}(?:(?P<level1>{_CODE}(?:{first}))[{_STOP}]+{_NUMBER})?{level2}"
    )


@lru_cache(maxsize=1)
def _value() -> re.Pattern[str]:
    labels = (fold(row["label"]) for row in vocabulary.read_seed("form_label") if row["field"] == "target")
    words = "|".join(
        re.escape(label) for label in sorted({*labels}, key=len, reverse=True) if "指标值" in label
    )
    return re.compile(
        rf"(?P<label>(?:实施周期|实施期|中期|总体)?(?:{words}))(?:[:：]|(?=[≥≤≧≦＞＜><＝=》《]))"
    )


def unpacked(text: str) -> tuple[list[RawIndicator], str]:
    """The indicators of a packed cell, each phase one, and the text in front of them that was not understood."""
    text = squash(text)
    found: list[RawIndicator] = []
    whole, short = _entries()
    entries = list((whole if _value().search(text) else short).finditer(text))
    left = text[: entries[0].start()] if entries else text
    level1 = ""
    for index, entry in enumerate(entries):
        stop = entries[index + 1].start() if index + 1 < len(entries) else len(text)
        level1 = entry["level1"] or level1
        body = text[entry.end() : stop]
        read = _entry_values(body, level1, entry["level2"])
        if not read:
            left += text[entry.start() : stop]
        found += read
    return found, left.strip(_STOP)


def listed(text: str, level2: str) -> list[RawIndicator]:
    """The indicators that a cell under the head of their level prints one after another, a line or a number each.

    A text without an operator is a name: where it ends and a value begins is not known.
    """
    parts = (part for line in text.split("\n") for part in _BETWEEN.split(squash(line)))
    found = []
    for part in (part.strip(_STOP) for part in parts):
        operator = _OPERATOR.search(part)
        cut = operator.start() if operator and operator.start() else len(part)
        if part:
            found.append(_raw("", "", level2, part[:cut].strip(_STOP), part[cut:], part))
    return found


def glued_levels(text: str) -> dict[str, str] | None:
    """The levels and the name that one cell prints without separators: 产出指标数量指标培训人数; None where it doesn't."""
    match = _glued().match(squash(text))
    return match.groupdict() if match else None


@lru_cache(maxsize=1)
def _glued() -> re.Pattern[str]:
    words = {n: (label for label in vocabulary.level_labels()[n] if label.endswith("指标")) for n in (1, 2)}
    first, second = ("|".join(sorted(words[n], key=len, reverse=True)) for n in (1, 2))
    return re.compile(rf"^(?P<level1>{first})(?P<level2>{second})(?P<level3>.+)$")


def _entry_values(body: str, level1: str, level2: str) -> list[RawIndicator]:
    values = list(_value().finditer(body))
    if not values:
        operator = _OPERATOR.search(body)
        if operator is None or operator.start() == 0:
            return []
        name, target = body[: operator.start()].strip(_STOP), body[operator.start() :].strip(_STOP)
        return [_raw("", level1, level2, name, target, body)]
    name = body[: values[0].start()].strip(_STOP)
    stops = [*(value.start() for value in values[1:]), len(body)]
    cut = [(v["label"], body[v.end() : stop].strip(_STOP)) for v, stop in zip(values, stops, strict=True)]
    phased = len(cut) > 1 or is_term(cut[0][0])
    return [
        _raw(("term" if is_term(label) else "annual") if phased else "", level1, level2, name, target, body)
        for label, target in cut
        if name
    ]


def _raw(phase: str, level1: str, level2: str, name: str, target: str, body: str) -> RawIndicator:
    texts = {"level3": name, "target": target}
    return RawIndicator(
        texts=texts, phase=phase, level1=level1, level2=level2, source_text=f"{level1} {level2} {body}"
    )
