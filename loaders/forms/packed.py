"""Indicators packed into one cell: ``1、1-产出指标，11-数量指标，名称；实施周期指标值：5份，年度指标值：5份；2、…``.

An entry begins with its levels (numbered or not), its values follow their labels. Nothing is cut by position; what
does not begin so, or has no value behind a label or an operator, is left to be reported.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from loaders.forms import vocabulary
from loaders.forms.header import is_term
from loaders.forms.raw import RawIndicator
from loaders.grammar.enumeration import CIRCLED
from loaders.grammar.normal import fold, squash
from loaders.grammar.numbers import LOOSE
from loaders.grammar.values import units
from loaders.vocabulary import seed_rows

_CODE = r"(?:\d{1,3}[-－—–.、．])?"
_NUMBER = rf"(?:\d{{1,2}}[、.．)）]|[(（]\d{{1,2}}[)）]|[{CIRCLED}])?"
_STOP = "，,；;。、：:"
_JOINT = rf"[{_STOP}\-－—–/→]+\n?"
_BETWEEN = re.compile(rf"[；;]|(?:(?<=[。{_STOP}])|^){_NUMBER[:-1]}")
_SEPARATOR = re.compile(r"[-－—–/→>]+")  # between the levels of a path
_MARGIN = 1.5  # a line that is shorter by more ends a paragraph
_OPERATOR = re.compile(r"[≥≤≧≦⩾⩽＞＜><＝=]|不低于|不少于|不超过|不高于|大于等于|小于等于")

_BRACKETED = re.compile(r"(?P<name>.+?)[（(](?P<target>[^（）()]+)[)）]")
_IN_BRACKETS = re.compile(rf"[（(](?={_OPERATOR.pattern})")
_WITHIN_VALUE = re.compile(rf"\n(?={_OPERATOR.pattern})|(?<=[≥≤≧≦＞＜><＝=])\n")


@lru_cache(maxsize=1)
def _entries() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where an entry begins: with both levels, or with its second level alone."""
    first, second = ("|".join(sorted(vocabulary.level_labels()[n], key=len, reverse=True)) for n in (1, 2))
    begin = rf"(?:^|(?<=[{_STOP}%％)）\n]))\s*{_NUMBER}"
    level2 = rf"(?P<level2>{_CODE}(?:{second})){_JOINT}"
    both = rf"{begin}(?P<level1>{_CODE}(?:{first})){_JOINT}{_NUMBER}{level2}(?P<behind>)"
    ends = "".join(
        sorted({unit[-1] for unit in units()})
    )  # a full line goes on: a label right behind a value
    behind = rf"(?<=[\d)）{re.escape(ends)}])(?P<behind>(?:{second})(?<=指标))[:：]"
    return re.compile(both), re.compile(
        rf"{begin}(?:(?P<level1>{_CODE}(?:{first})){_JOINT}{_NUMBER})?{level2}|{behind}"
    )


@lru_cache(maxsize=1)
def _value() -> re.Pattern[str]:
    labels = (fold(row["label"]) for row in seed_rows("form_label") if row["field"] == "target")
    words = "|".join(
        re.escape(label) for label in sorted({*labels}, key=len, reverse=True) if "指标值" in label
    )
    return re.compile(
        rf"(?P<label>(?:实施周期|实施期|中期|总体)?(?:{words}))(?:[:：]|(?=[≥≤≧≦＞＜><＝=》《]))"
    )


def unpacked(text: str) -> tuple[list[RawIndicator], str]:
    """The indicators of a packed cell, each phase one, and the text in front of them that was not understood.

    ``text`` has a line a paragraph (``paragraphs``).
    """
    if _value().search(squash(text)):
        text = squash(text)
    found: list[RawIndicator] = []
    whole, short = _entries()
    entries = list((whole if _value().search(text) else short).finditer(text))
    left = text[: entries[0].start()] if entries else text
    level1 = ""
    for index, entry in enumerate(entries):
        stop = entries[index + 1].start() if index + 1 < len(entries) else len(text)
        level1 = entry["level1"] or level1
        level2 = entry["level2"] or entry["behind"]
        body = text[entry.end() : stop].strip()
        within = _BRACKETED.fullmatch(body.rstrip(_STOP)) if _IN_BRACKETS.search(text) else None
        if within:
            read = [_raw("", level1, level2, within["name"], within["target"], body)]
        else:
            read = _entry_values(body, level1, level2)
        if not read:
            left += text[entry.start() : stop]
        found += read
    return found, left.strip(_STOP)


def paragraphs(text: str, *, is_wrapped: bool) -> str:
    """The text of a cell, a line a paragraph. ``is_wrapped``: it stands on a page, whose full lines go on below."""
    lines = [squash(line) for line in text.split("\n") if squash(line)]
    widest = max((_width(line) for line in lines), default=0.0) - _MARGIN
    ends = (f"{line}\n" if not is_wrapped or _width(line) <= widest else line for line in lines)
    return _WITHIN_VALUE.sub("", "".join(ends)).strip()


def _width(line: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in line)


def listed(text: str, level2: str) -> tuple[list[RawIndicator], str]:
    """The indicators that a cell under the head of their level prints one after another, a line or a number each,
    and what can't be cut.

    A text without an operator is a name: where it ends and a value begins is not known.
    """
    found, left = [], ""
    for part in _parts(text):
        if cut := _at_operator(part):
            found.append(_raw("", "", level2, *cut, part))
        else:
            left += part
    return found, left


def cut_value(text: str) -> dict[str, str]:
    """The name and the target of an indicator printed in one cell: 培训人数≥200人; nothing where no operator cuts it."""
    name, target = _at_operator(text) or ("", "")
    return {"level3": name, "target": target} if target else {}


def _at_operator(text: str) -> tuple[str, str] | None:
    """The name and the target of one indicator, the latter empty where no operator stands behind a name; None for several."""
    operators = list(_OPERATOR.finditer(text))
    if len(operators) > 1 and not _is_range(text):
        return None
    cut = operators[0].start() if operators and operators[0].start() else len(text)
    return text[:cut].strip(_STOP), text[cut:]


def _parts(text: str) -> list[str]:
    """One text an indicator: cut at lines, semicolons, numbers, and at commas and units between two values."""
    parts = (part for line in text.split("\n") for part in _BETWEEN.split(line))
    cut: list[str] = []
    for part in (part.strip(_STOP) for part in parts):
        if len(_OPERATOR.findall(part)) > 1 and not _is_range(part):
            cut += [one.strip(_STOP) for one in _between_values().sub(r"\g<0>\n", part).split("\n")]
        elif part:
            cut.append(part)
    return [part for part in cut if part]


@lru_cache(maxsize=1)
def _between_values() -> re.Pattern[str]:
    """A value with a known unit, or one before a comma, where the name of the next indicator follows."""
    known = "|".join(re.escape(unit) for unit in sorted(units(), key=len, reverse=True))
    follows = rf"(?=[^，,；;。\d]{{2,}}[^，,；;。]*?(?:{_OPERATOR.pattern}))"
    value = rf"(?:{_OPERATOR.pattern}){LOOSE}"
    return re.compile(rf"{value}(?:{known})?(?:[，,、]{follows}|(?<=\D){follows})")


def _is_range(part: str) -> bool:
    """Whether a second operator bounds the same value: ≥5，≤10次."""
    first = _OPERATOR.search(part)
    return first is not None and re.search(r"[\u4e00-\u9fff]{3}", part[first.end() :]) is None


def level_path(text: str) -> dict[str, str] | None:
    """Both levels, and the name below them where it is there, of one cell: 产出指标-数量指标, 产出指标/数量指标/培训人数, or
    产出指标数量指标培训人数 without anything between; None where it is no such path."""
    parts = dict(zip(("level1", "level2", "level3"), _SEPARATOR.split(squash(text), maxsplit=2), strict=False))
    if all(vocabulary.level_of(parts.get(f"level{n}", ""), n) for n in (1, 2)):
        return parts
    match = _glued().match(squash(text))
    return match.groupdict() if match else None


@lru_cache(maxsize=1)
def _glued() -> re.Pattern[str]:
    words = {n: (label for label in vocabulary.level_labels()[n] if label.endswith("指标")) for n in (1, 2)}
    first, second = ("|".join(sorted(words[n], key=len, reverse=True)) for n in (1, 2))
    return re.compile(rf"^(?P<level1>{first})(?P<level2>{second})(?P<level3>.+)$")


def _entry_values(body: str, level1: str, level2: str) -> list[RawIndicator]:
    values = list(_value().finditer(squash(body)))
    if not values and len(_parts(body)) > 1:
        found, left = listed(body, level2)
        return [] if left else [replace(one, level1=level1) for one in found]
    body = squash(body)
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
