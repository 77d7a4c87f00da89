"""The middle of all forms: from what a front end read, as printed, to the records that are staged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from loaders.document.region import is_only_region
from loaders.forms import vocabulary
from loaders.forms.labelled import yield_subject
from loaders.forms.packed import cut_value
from loaders.forms.raw import Place, RawForm, RawIndicator
from loaders.grammar.enumeration import without_mark
from loaders.grammar.normal import fold
from loaders.grammar.titles import read_title
from loaders.grammar.values import number, parse_value, whole_target
from loaders.notes import note
from loaders.records import Evaluation, Funding, Indicator, Parsed

_TITLE_NAME = re.compile(r"^(?P<name>[^，。；]{3,40}?)项目(?:支出)?(?:绩效|自评).*表$")
_NO_NAME = re.compile(
    r"(?:部门|单位|预算|财政|支出|[省市区县]|本级|级|年度|专项|资金|重点|政府|政策|批复|公开|等|和|及|的|[、（）()])*"
)
_FULL = 100
_EVALUATED = ("actual", "score", "executed")
_PHASES = ("", "term", "annual")
_REACHED = ("actual_printed", "weight", "score")
_CHOSEN = ("rating", "project_nature", "project_category", "project_attribute", "project_term")
_TICKED, _BOX = re.compile(r"[(（]√[)）]|[√✓✔☒■☑]"), re.compile(r"[□○☐]")
_EMPTY = re.compile(r"[(（][)）]|[□○☐]")
_OPTIONS = re.compile(r"(?P<mark>[☑□])(?P<option>[^☑□]+)"), re.compile(r"(?P<option>[^☑□]+)(?P<mark>[☑□])")


def assemble(raw: RawForm) -> Parsed:
    """All records of one form; ``form_seq`` is 1 in all of them."""
    head = raw.head
    for name in _CHOSEN:
        setattr(head, name, chosen(getattr(head, name)))
    if "整体" in fold(head.form_title):
        titled = read_title(head.form_title).agency
        head.subject_name = raw.department_name or head.subject_name or titled * vocabulary.is_organisation(titled)
    elif not raw.project and (raw.indicators or raw.funding) and (name := project_in_title(head.form_title)):
        yield_subject(raw)
        raw.project, head.subject_name = True, head.subject_name or name
    named = raw.department and not raw.project
    if raw.project and raw.department_name not in (head.supervising_department, head.subject_name):
        head.implementing_unit = head.implementing_unit or raw.department_name
    title = head.form_title if raw.department or not raw.project else head.form_title.replace("整体", "")
    done = bool(raw.columns & set(_EVALUATED))
    head.form_type = vocabulary.form_type(title, department=named, evaluated=done)
    head.unit = raw.unit or next((one.unit for one in raw.funding if one.unit), "")
    for amount in raw.funding:
        known = None if amount.source else vocabulary.funding_source(amount.source_label)
        amount.source = known.source if known else amount.source
        amount.unit = amount.unit or head.unit
    if raw.columns and raw.columns.isdisjoint(("target", "actual")):
        for one in raw.indicators:
            one.texts |= cut_value(one.texts.get("level3", ""))
    found = indicators(raw.indicators)
    if raw.is_loose:
        _settle_score(head, found, raw.funding)
        _check_weights(raw, found)
    return Parsed(
        evaluations=[head], form_fields=raw.fields, funding=raw.funding, indicators=found, rejects=raw.rejects
    )


def chosen(text: str) -> str:
    """The option that is ticked among several (``☑优□良``, ``优（√）良（）``, ``1、经常性☑2、一次性□``); empty where none is, else as printed."""
    boxed = _TICKED.sub("☑", text)
    boxed = (_EMPTY if "（√）" in text or "(√)" in text else _BOX).sub("□", boxed)
    if "□" not in boxed:
        alone = boxed.strip("☑")
        return text if "☑" in alone else alone
    options = _OPTIONS[boxed[0] not in "☑□"].finditer(boxed)
    ticked = [one["option"] for one in options if one["mark"] == "☑"]
    return text if len(ticked) > 1 else without_mark("".join(ticked))


def project_in_title(title: str) -> str:
    """The project that a title names (``某县高中助学金项目绩效目标表``), for a form that prints no name; else empty."""
    named = _TITLE_NAME.match(read_title(title).about)
    name = named["name"] if named else ""
    while place := next((name[:end] for end in range(7, 1, -1) if is_only_region(name[:end])), ""):
        name = name[len(place) :]
    return "" if _NO_NAME.fullmatch(name) or vocabulary.is_organisation(name) else name


def _settle_score(head: Evaluation, found: Sequence[Indicator], funding: Sequence[Funding]) -> None:
    """The one score that a page cut took: what the printed total leaves for it, within its weight."""
    missing = [one for one in found if one.weight and not one.score]
    if len(missing) != 1 or not head.total_score or sum(bool(one.score) for one in found) < 2:
        return
    lost = missing[0]
    rest = Decimal(head.total_score) - _sum(one.score for one in found) - _sum(one.score for one in funding)
    if 0 <= rest <= Decimal(lost.weight):
        lost.score = str(rest.quantize(Decimal(lost.weight)))
        lost.mend(note("score_by_total", score=lost.score, total=head.total_score))


def _check_weights(raw: RawForm, found: Sequence[Indicator]) -> None:
    """Weights of a phase that don't add up to the form's 100 say that a row was misread or printed wrong.

    Then of a row that lacks a result, a weight or a score, unlike others, it isn't known which of them it lacks.
    """
    stated = Decimal(raw.head.total_weight or _FULL)
    for phase in dict.fromkeys(one.phase for one in found if one.weight):
        own = (one.weight for one in found if one.phase == phase)
        total = _sum(own) + _sum(one.weight for one in raw.funding)
        if total != stated:
            what = note("weights_not_full", total=total, stated=stated)
            raw.reject(what, Place(raw.head.lines[:1], raw.head.page))
            asked = [name for name in _REACHED if any(getattr(one, name) for one in found)]
            for one in found:
                said = [getattr(one, name) for name in asked]
                if one.phase == phase and any(said) and not all(said):
                    one.mend(note("form_columns_undecided"))


def _sum(printed: Iterable[str]) -> Decimal:
    return sum((Decimal(one) for one in printed if one), Decimal(0))


def is_blank(parsed: Parsed) -> bool:
    """Whether a form was printed without a single entry: a template."""
    named = any(one.subject_name or one.total_score for one in parsed.evaluations)
    return not named and not parsed.funding and not parsed.indicators


def renumbered(parsed: Parsed, before: int) -> Parsed:
    """The records of ``parsed`` with ``before`` forms in front of them."""
    for records in (parsed.evaluations, parsed.form_fields, parsed.funding, parsed.indicators):
        for record in records:
            record.form_seq += before
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
        phase=raw.phase,
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
        criteria="；".join(filter(None, (f"完成率：{rate}" if (rate := texts.get("completion_rate")) else "", texts.get("note", "")))),
        repairs=raw.repairs,
        lines=raw.lines,
        page=raw.page,
        source_text=raw.source_text,
    )


def points(text: str) -> str:
    """A weight or score: ``10.00``, ``(10)``, ``10分``, ``22.5%`` → digits; blanks and dashes → empty."""
    return number(fold(text).strip("()").rstrip("分%"))
