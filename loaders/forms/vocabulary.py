"""The vocabulary of performance forms, from the seeds: labels, indicator levels, funding sources, target words.

Labels are compared folded (full width to half width, no spaces), without enumeration, ``其中:`` and brackets
that only give a unit or a weight or ask for a seal. Sources of the terms: 财预〔2015〕82号, 财预〔2020〕10号, 财预〔2021〕101号 and the
printed forms of provinces that follow them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.grammar.enumeration import CIRCLED, MARK
from loaders.grammar.normal import fold
from loaders.grammar.units import MONEY_WORD
from loaders.vocabulary import organisation_endings
from loaders.vocabulary import seed_rows as read_seed

_ENUMERATION = re.compile(rf"^{MARK}")
_CIRCLED = re.compile(rf"[{CIRCLED}]")
_AMONG = re.compile(r"^(?:其中|其中的)[:]?")
_UNIT_TAIL = re.compile(
    rf"[(](?:单位[:]?)?(?:{MONEY_WORD}|%|分|A|B|B/A|C|\d+分|\d+%|\d+字以?内|如\d{{4,8}}|盖章|公章|签章|签字)[)]$|(?<=人)(?:签字|签名|签章)$"
)
_YEARS_TAIL = re.compile(r"[(]\d{4}年?[-—~至]+\d{4}年?[)]$")  # 项目总目标（2023年-2025年）
_LEVEL_WEIGHT = re.compile(r"^(.*?)[(](?:权重)?[:]?(\d+(?:\.\d+)?)(?:分|%)?[)]$")
_YEARLY = re.compile(r"^(?:当年|本年|年度|全年)预算(?:情况|安排|申请|收支)")
# A level of government and that it is its money: 自治区本级财政资金, 市(州)县配套资金.
_OF_LEVEL = re.compile(
    r"(?:(?P<central>中央)|(?P<provincial>省|自治区)|(?P<local>本(?=级)|(?:[市县区州盟旗乡镇()、]|地方)+)|(?P<superior_subsidy>上级))"
    r"(?:本?级)?(?:财政|预算内?|专项|补助|奖补|配套|转移支付|拨款|安排|资金|经费|投资)+"
)
_YEAR_OF_MONEY = re.compile(r"^20\d\d年度?(?=预算|资金)")
_GOVERNMENT = re.compile(r"^[省市县区州旗乡镇][级直]")  # 县级预算部门名称
_MARKS = "*★☆※"  # must be filled in, core indicator
_MIN_CLIPPED = 4
INDICATOR_COLUMNS = (
    "level1", "level2", "level3", "nature", "target", "unit", "actual", "weight", "score", "completion_rate",
    "deviation", "note",
)  # fmt: skip
SECOND = "'"  # ends the name of a column that two phases side by side print a second time: ``target'``
BUDGETS = ("initial_budget", "adjusted_budget", "executed")
# What a column's head says of it: what its rows add up to, how it is reckoned (得分（20分*执行率）).
_REMARK = re.compile(r"[(][^()]*[)]$")


@dataclass(frozen=True, slots=True)
class Level:
    """An indicator level's label: ``level`` 1 or 2, ``canonical`` name, ``parent`` the usual first level."""

    label: str
    level: int
    canonical: str
    parent: str


@dataclass(frozen=True, slots=True)
class FormLabel:
    """A label of a form. ``kind``: head, department, field, narrative, goal, expected, achieved, block,
    column, total, rating, person (named by a field, not to be published); ``field`` is the record's field, the column's name or the goal's phase."""

    label: str
    kind: str
    field: str


@dataclass(frozen=True, slots=True)
class Source:
    """A funding source: its canonical name and, where the label itself says it, the phase."""

    label: str
    source: str
    phase: str


@lru_cache(maxsize=16384)
def bare(text: str) -> str:
    """A label as it is compared: folded, without enumeration, ``其中:``, colons, unit brackets and marks of duty (``*``)."""
    folded = fold(text).lstrip(_MARKS).strip(":;")
    while True:
        shorter = _AMONG.sub("", _ENUMERATION.sub("", folded)).strip(":;")
        shorter = _YEARS_TAIL.sub("", _UNIT_TAIL.sub("", shorter))
        if shorter == folded or not shorter:
            return folded
        folded = shorter


@lru_cache(maxsize=1)
def level_labels() -> dict[int, dict[str, Level]]:
    """All level labels by level, then by folded label."""
    found: dict[int, dict[str, Level]] = {1: {}, 2: {}}
    for row in read_seed("indicator_level"):
        level = int(row["level"])
        found[level][fold(row["label"])] = Level(row["label"], level, row["canonical"], row["parent"])
    return found


@lru_cache(maxsize=1)
def level_words() -> re.Pattern[str]:
    """Any level's label that ends in 指标, whole or without its last character."""
    whole = {label for labels in level_labels().values() for label in labels if label.endswith("指标")}
    return re.compile(
        "|".join(f"{re.escape(label[:-1])}标?" for label in sorted(whole, key=len, reverse=True))
    )


@lru_cache(maxsize=16384)
def level_of(text: str, level: int) -> Level | None:
    """The level label that ``text`` is, allowing for brackets with a weight: ``产出指标(50分)``."""
    folded = fold(text)
    weighted = _LEVEL_WEIGHT.match(folded)
    return level_labels()[level].get(weighted[1] if weighted else bare(folded))


def is_level(text: str) -> bool:
    """Whether a text is the label of a level, the first or the second."""
    return any(level_of(text, level) for level in (1, 2))


@lru_cache(maxsize=4096)
def is_part_of_level(text: str) -> bool:
    """Whether a text is a stretch of a level's label."""
    return any(fold(text) in label for labels in level_labels().values() for label in labels)


def level_weight(text: str) -> str:
    """The weight printed inside a level label (``产出指标(50分)`` → ``50``), else an empty text."""
    weighted = _LEVEL_WEIGHT.match(fold(text))
    return weighted[2] if weighted else ""


@lru_cache(maxsize=16384)
def complete_level(text: str, level: int) -> str:
    """The official label of a clipped one (``服务对象满意度指`` → ``服务对象满意度指标``); others as printed.

    Only a label that has lost one or more of its last characters and continues in exactly one official way
    is completed; a label that is itself in the vocabulary stays.
    """
    folded = fold(text)
    whole = () if folded in level_labels()[level] else _clipped_levels(level).get(folded, ())
    return whole[0] if len(whole) == 1 else folded


@lru_cache(maxsize=2)
def _clipped_levels(level: int) -> dict[str, tuple[str, ...]]:
    """The labels of a level by what is left of them without their last one or two characters."""
    found: dict[str, tuple[str, ...]] = {}
    for label in level_labels()[level]:
        for clipped in (label[:-1], label[:-2]):
            if len(clipped) >= _MIN_CLIPPED:
                found[clipped] = (*found.get(clipped, ()), label)
    return found


@lru_cache(maxsize=1)
def _sources() -> dict[str, Source]:
    rows = read_seed("funding_source")
    return {fold(r["label"]): Source(r["label"], r["source"], r["phase"]) for r in rows}


@lru_cache(maxsize=16384)
def funding_source(text: str) -> Source | None:
    """The funding source a printed label stands for: ``其中：当年财政拨款`` → ``fiscal_current_year``."""
    folded = fold(_CIRCLED.sub("", text))
    dated = _YEAR_OF_MONEY.sub("年度", bare(folded))  # 2025年预算
    for part in (folded, bare(folded), bare(folded.split(":")[-1]), bare(folded).removesuffix("小计"), dated):
        if part in _sources():
            return _sources()[part]
    level = _OF_LEVEL.fullmatch(bare(folded))
    return Source(bare(folded), level.lastgroup, "") if level and level.lastgroup else None


@lru_cache(maxsize=1)
def _form_labels() -> dict[str, tuple[FormLabel, ...]]:
    found: dict[str, tuple[FormLabel, ...]] = {}
    for row in read_seed("form_label"):
        label = FormLabel(row["label"], row["kind"], row["field"])
        found[fold(row["label"])] = (*found.get(fold(row["label"]), ()), label)
    return found


@lru_cache(maxsize=16384)
def form_labels(text: str) -> tuple[FormLabel, ...]:
    """All meanings of a form's label; none where the text is no label."""
    texts = (fold(text).strip(":"), bare(text), _GOVERNMENT.sub("", bare(text)))
    return next((found for one in texts if (found := _form_labels().get(one))), ())


@lru_cache(maxsize=65536)
def form_label(text: str, *kinds: str) -> FormLabel | None:
    """The meaning of a form's label, of one of ``kinds`` where they are given."""
    for label in form_labels(text):
        if not kinds or label.kind in kinds:
            return label
    return None


def block_of(text: str) -> str:
    """What a text that is the label of a block opens: funding, indicator, goal, basic, task; empty where it is none."""
    label = form_label(text, "block")
    return label.field if label else ""


def names_subject(text: str) -> bool:
    """Whether a text is the label of a project's or a department's name."""
    label = form_label(text, "head", "department")
    return label is not None and label.field == "subject_name"


@lru_cache(maxsize=16)
def labels_of(*kinds: str) -> tuple[str, ...]:
    """All folded labels of ``kinds``, longest first."""
    found = (text for text, labels in _form_labels().items() for one in labels if one.kind in kinds)
    return tuple(sorted(set(found), key=lambda text: (-len(text), text)))


def clipped_person(text: str) -> FormLabel | None:
    """The label of a person that a narrow cell has cut (项目负责人及电): what stands behind it is not to be published."""
    folded = fold(text)
    whole = (label for label in labels_of("person") if len(folded) > _MIN_CLIPPED and label.startswith(folded))
    return form_label(next(whole, ""), "person")


@lru_cache(maxsize=1)
def _clipped_columns() -> dict[str, set[str]]:
    """The columns by every spelling of their labels: whole, or without the last one or two characters."""
    found: dict[str, set[str]] = {}
    for text, labels in _form_labels().items():
        for one in labels:
            if one.kind == "column":
                for clipped in (text, text[:-1], text[:-2]):
                    found.setdefault(clipped, set()).add(one.field)
    return found


@lru_cache(maxsize=16384)
def column(text: str) -> str:
    """The column a header cell names (``level1`` … ``deviation``, ``initial_budget`` …), clipped or whole."""
    label = form_label(text, "column")
    if label is not None:
        return label.field
    plain = form_label(_REMARK.sub("", fold(text)), "column")
    if plain is not None:
        return plain.field
    folded = bare(text)
    if len(folded) < 3:
        return ""
    fields = _clipped_columns().get(folded, set())
    return next(iter(fields)) if len(fields) == 1 else ""


@lru_cache(maxsize=2)
def target_words(role: str) -> frozenset[str]:
    """Words that stand as qualitative ``target`` (及时, 提升) or ``actual`` (达成指标)."""
    return frozenset(fold(row["word"]) for row in read_seed("target_word") if row["role"] == role)


@lru_cache(maxsize=1)
def ratings() -> frozenset[str]:
    """All rating words: 优, 良, 中, 差, 合格, 不合格 …"""
    return frozenset(row["rating"] for row in read_seed("rating_band"))


def form_type(title: str, *, department: bool = False, evaluated: bool = False) -> str:
    """The form type by title, completed by what the form contains (department labels, actual values)."""
    folded = fold(title)
    whole = department or "整体" in folded
    done = evaluated or any(word in folded for word in ("自评", "自我评价", "绩效评价"))
    return f"{'department' if whole else 'project'}_{'self_evaluation' if done else 'target'}"


def is_organisation(name: str) -> bool:
    """Whether a name ends like that of an organisation, whatever stands in brackets behind it."""
    bare_name = re.sub(r"[(][^()]*[)]$", "", fold(name))
    return bare_name.endswith(organisation_endings())


def is_yearly_block(text: str) -> bool:
    """Whether a label opens money that is the year's: a department's by source or by use, or what says so itself."""
    folded = fold(text)
    named = block_of(folded) == "funding" and _YEARLY.match(folded) is not None
    return named or folded.startswith(("按资金来源", "按资金方向"))
