"""The middle of all forms: from what a front end read, as printed, to the records that are staged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from loaders.forms import vocabulary
from loaders.forms.raw import RawForm, RawIndicator
from loaders.grammar.normal import fold
from loaders.grammar.values import number, parse_value, whole_target
from loaders.records import Indicator, Parsed

_EVALUATED = ("actual", "score", "executed")
_PHASES = ("", "term", "annual")


def assemble(raw: RawForm) -> Parsed:
    """All records of one form; ``form_seq`` is 1 in all of them."""
    head = raw.head
    named = raw.department and not raw.project
    title = head.form_title if raw.department or not raw.project else head.form_title.replace("整体", "")
    done = bool(raw.columns & set(_EVALUATED))
    head.form_type = vocabulary.form_type(title, department=named, evaluated=done)
    head.unit = raw.unit or next((one.unit for one in raw.funding if one.unit), "")
    for amount in raw.funding:
        amount.unit = amount.unit or head.unit
    return Parsed(
        evaluations=[head],
        form_fields=raw.fields,
        funding=raw.funding,
        indicators=indicators(raw.indicators),
        rejects=raw.rejects,
    )


def is_blank(parsed: Parsed) -> bool:
    """Whether a form was printed without a single entry: a template."""
    named = any(one.subject_name or one.total_score for one in parsed.evaluations)
    return not named and not parsed.funding and not parsed.indicators


def renumbered(parsed: Parsed, before: int) -> Parsed:
    """The records of ``parsed`` with ``before`` forms in front of them."""
    for evaluation in parsed.evaluations:
        evaluation.form_seq += before
    for field in parsed.form_fields:
        field.form_seq += before
    for amount in parsed.funding:
        amount.form_seq += before
    for indicator in parsed.indicators:
        indicator.form_seq += before
    for stated in parsed.stated_amounts:
        if stated.form_seq:
            stated.form_seq = str(int(stated.form_seq) + before)
    return parsed


def indicators(found: Iterable[RawIndicator]) -> list[Indicator]:
    """Records of all indicators, phase by phase, numbered within their phase."""
    ordered = [_indicator(raw) for raw in sorted(found, key=lambda raw: _PHASES.index(raw.phase))]
    counts: Counter[str] = Counter()
    for one in ordered:
        counts[one.phase] += 1
        one.indicator_seq = counts[one.phase]
    return ordered


def _indicator(raw: RawIndicator) -> Indicator:
    texts = raw.texts
    printed = whole_target(texts.get("nature", ""), texts.get("target", ""), texts.get("unit", ""))
    target, actual = parse_value(printed), parse_value(texts.get("actual", ""))
    known = vocabulary.level_of(raw.level2, 2) if raw.level2 else None
    return Indicator(
        form_seq=1,
        phase=raw.phase,
        indicator_seq=0,
        level1=raw.level1 or (known.parent if known else ""),
        level2=raw.level2,
        level3=texts.get("level3", ""),
        level1_weight=raw.level1_weight,
        level2_weight=raw.level2_weight,
        target_printed=printed,
        target_operator=target.operator,
        target_value=target.value,
        target_unit=target.unit,
        target_kind=target.kind,
        actual_printed=texts.get("actual", ""),
        actual_value=actual.value,
        actual_unit=actual.unit,
        weight=points(texts.get("weight", "")),
        score=points(texts.get("score", "")),
        deviation=texts.get("deviation", ""),
        criteria="；".join(filter(None, (_rate(texts.get("completion_rate", "")), texts.get("note", "")))),
        repairs=raw.repairs,
        lines=raw.lines,
        page=raw.page,
        source_text=raw.source_text,
    )


def _rate(text: str) -> str:
    return f"完成率：{text}" if text else ""


def points(text: str) -> str:
    """A weight or score: ``10.00``, ``(10)``, ``10分``, ``22.5%`` → digits; blanks and dashes → empty."""
    return number(fold(text).strip("()").rstrip("分%"))
