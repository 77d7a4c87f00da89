"""What kind of disclosure a document is: of an agency or of a whole government, budget, final account, forms, debts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from loaders.document.agency import YEAR
from loaders.document.region import is_only_region
from loaders.grammar.enumeration import NUMERAL
from loaders.grammar.normal import fold
from loaders.model import Segment
from loaders.records import Parsed

_FUND = r"(?:一般公共预算|政府性基金|国有资本经营|社会保险基金|(?:一般)?公共财政)"
_INSURANCE = r"社会保险基金(?:预算|决算|收入|支出|收支)"
_GOVERNMENT = re.compile(
    rf"(?:全[省市区县州盟旗]|[省市区县州盟旗乡镇](?:级|本级)|(?<![部单])本级|地方)(?:汇总的)?(?:地方)?(?:{_FUND}|[“\"]?三公|财政(?!拨款)|预算执行|政府)"
    rf"|[省市区县州盟旗乡镇][“\"]?三公|[省市区县州盟旗]{_FUND}(?:预算)?(?:总|收入|支出|收支|平衡|转移|补助|执行|决算)"
    rf"|政府(?:一般|专项)?债[务券]|债务(?:限额|余额)|税收返还|{_INSURANCE}|社会保险基金结余"
    r"|转移支付.{0,10}(?:分地区|分项目|汇总|预算|决算).{0,4}表|预算执行情况[和与].{0,16}预算[(（]?草案|财政(?:预算|决算)(?:执行|草案|报告)|政府(?:关于.{0,16})?(?:预算|决算)(?!单位|(?:支出)?经济)"
)
# A place and what its treasury does, with no agency between them: 某县转移支付情况说明, 某县本级支出预算表.
_OF_PLACE = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{2,12}?[省市县区州盟旗])(?:[(（][\u4e00-\u9fff]{2,8}区[)）])?(?:[省市县区州盟旗乡镇]级|本级|全[省市县区州盟旗]|上级对.{0,4}?|对下|对乡镇)?"
    rf"(?:地方|财政(?![局厅])|{_FUND}|(?:一般性|专项)?转移支付|举借|债务|预备费|[预决]算|收支|收入|(?:基本|项目)?支出)"
)
_PUBLICS_OF_PLACE = re.compile(r"^(?P<place>[\u4e00-\u9fff]{2,12}?[省市县区州盟旗])[“\"]?三公")
# A town has a treasury of its own; what it spends its office may spend as an agency: 某县某镇一般公共预算收入表.
_OF_TOWN = re.compile(rf"^[\u4e00-\u9fff]{{1,15}}?(?:(?<!乡)镇|乡(?!镇))(?:{_FUND}(?:预算)?收[入支]|财政(?:预算|决算|收支))")
_DEBT = re.compile(r"债务|债券")
_REPORT = re.compile(r"(?:预算|决算|草案|执行情况|执行|调整方案)[)）]?(?:[(（]第[^()（）]{1,4}次[)）])?(?:的)?(?:编制)?(?:的)?报告")
_OF_MONTHS = re.compile(r"(?:月份?|季度|半年)[^，。；]{0,20}(?:收支|收入|支出|执行)[^，。；]{0,6}情况")  # what has come of a budget so far
_TO_AN_ASSEMBLY = re.compile(r"^(?:主任|各位)[^，。]{0,30}(?:代表|委员)|人民代表大会.{0,24}会议上")
_SUMMED = re.compile(r"经(?P<place>[\u4e00-\u9fff]{2,12}?)财政[局厅]汇总")
# A clause that begins with the money of a whole level: 2017年县级一般公共预算安排“三公”经费, 2017年县财政年初预算安排政府采购资金.
_OF_LEVEL = re.compile(
    rf"(?:^|[，,。；;])(?:{YEAR}年度?[，,]?)?(?:全[省市区县州盟旗]|[省市区县州盟旗](?:级|本级))(?:汇总的?)?(?:{_FUND})?[^，。；]{{0,60}}?三公"
    rf"|(?:^|[，,。；;])(?:{YEAR}年度?[，,]?)?[省市县区州盟旗]财政(?:年初)?预算安排"
)
# 截至2022年底，核定城区地方政府债务限额…: what only a government owes.
_OWED = re.compile(r"地方政府(?:法定|性|一般|专项)?债[务券](?:限额|余额)")
# What only a government insures: 2014年社会保险基金预算按险种分别编制.
_INSURED = re.compile(_INSURANCE)
# What only a treasury takes in, with its amount: 税收收入8103万元, 全县完成财政总收入4348万元. Without a table it reports on a month or year.
_TAKEN_IN = re.compile(
    r"税收收入(?:累计)?(?:完成|实现)?\d|(?:一般公共预算|财政总)收入(?:累计)?(?:完成|实现)\d|(?:完成|实现)(?:大口径)?(?:财政总?|一般公共预算)收入\d"
    r"|全[省市区县州盟旗](?:地方)?(?:财政)?一般公共预算(?:收入|支出)(?:累计)?(?:完成|实现)?\d"
)
_EXPLAINED = re.compile(rf"^(?:第?[{NUMERAL}]+部?分?、?)?(?:{YEAR}年度?)?(?:部门|单位)(预算|决算)(?:情况)?说明$")
# 现将某镇2020年度“三公”经费决算情况公布如下
_ANNOUNCED = re.compile(r"现将[^。；]{0,60}?(预算|决算)[^。；]{0,30}?(?:公开|公布|说明)如下")
# The name of a kind of money says nothing of the kind of the paper: 一般公共预算财政拨款“三公”经费支出决算.
_OF_FUND = re.compile(rf"{_FUND}(?:预算)?|预算绩效")
# An amount that a final account is held against: 完成年初预算的95%, 比预算数减少.
_HELD_AGAINST = re.compile(r"(?:完成|年初|全年|调整|比|较|于|等)预算|预算数|预算的")
# What names a law or both kinds says nothing of which of them it is: 《四川省预决算公开操作规程》, 首页>财政预决算.
_BOTH = re.compile(r"《[^《》]*》|[^，。；>]{0,8}预决算")
_AGAINST_BUDGET = re.compile(r"[比较和与]年初预算数?(?:增|减|下降|持平|相比)")  # only what was spent is held against this year's budget
_HEADING = re.compile(rf"^(?:第[{NUMERAL}]+部分[:：])?[^，。；：:]{{0,45}}(?:情况)?说明$")
_STATE = re.compile(r"^[^，。；：:]{0,45}([预决]算)(?:安排|执行|收支)?情况$")  # 二、2021年“三公”经费决算情况
_OF_AN_AGENCY = re.compile(r"(?:部门|单位)(?:综合)?(?:预算|决算)(?!.*绩效)")  # in a title: its forms are a part of it
_FIRST, _BEGINNING = 3, 40  # lines, and characters of them, in which it says so first
_OPENING, _OPENING_LENGTH = 12, 300  # lines in which a paper without tables says what it is
_FORMS = (
    ("自评|自我评价", "performance_self_evaluation"),
    ("绩效目标", "performance_target"),
    ("绩效评价", "performance_evaluation"),
)
_FORM_HEAD = re.compile(r"^[^，。；]{0,24}?绩效(?:目标|自评)[^，。；]{0,6}?表")  # also run together with the form below it
_EVALUATION = re.compile(r"(?<!自我)绩效评价报告$")
_AGENCY = re.compile(
    r"(?:部门|单位)(?:综合)?(?:预算|决算|收支|收入|支出|整体|基本情况|概况)|预算单位|绩效|财政拨款|机关运行|政府采购|政府购买服务"
)
_NUMBERED = re.compile(
    rf"[(（]?{YEAR}[)）]?年?度?(?:(?:\d{{1,2}}[-—至~]?)+月份?|[上下]半年|前?[{NUMERAL}]个?季度?)?|^\d{{2,4}}"
)


def is_of_government(titles: Sequence[str], owned: int = 0) -> bool:
    """Whether the titles of a document and of its tables speak of a whole government rather than of an agency, ``owned``
    lines of which say that a table is an agency's own."""
    plain = [_NUMBERED.sub("", fold(title)) for title in titles]
    whole = sum(_GOVERNMENT.search(title) is not None or _is_of_place(title) for title in plain)
    return whole > owned + sum(_AGENCY.search(title) is not None and not _is_of_publics(title) for title in plain)


def _is_of_publics(title: str) -> bool:
    """Whether a title speaks of the three publics of a place, by whatever money: 某县“三公”经费财政拨款情况统计表."""
    match = _PUBLICS_OF_PLACE.match(title)
    return match is not None and is_only_region(match["place"])


def _is_of_place(title: str) -> bool:
    title = title.removeprefix("关于")
    match = _OF_PLACE.match(title)
    return (match is not None and is_only_region(match["place"])) or _OF_TOWN.match(title) is not None


def summed_for(lines: Sequence[str]) -> str:
    """The place whose finance bureau sums up for all its agencies (``经某市财政局汇总，…``); ``""`` where none says so."""
    return next((m["place"] for text in lines[:_OPENING] if (m := _SUMMED.search(fold(text)))), "")


def begins_for_all(lines: Sequence[str]) -> bool:
    """Whether a paper begins with what its whole level takes in, spends, owes or insures, whoever signs it."""
    opening = [fold(text) for text in lines[:_OPENING]]
    first = [text[:_BEGINNING] for text in opening[:_FIRST]]
    return any(words.search(text) for text in opening for words in (_OF_LEVEL, _TAKEN_IN)) or any(
        words.search(text) for text in first for words in (_OWED, _INSURED)
    )


def disclosure_type(
    segments: Sequence[Segment], parsed: Parsed, title: str, lines: Sequence[str], *, of_government: bool, is_named: bool = False
) -> str:
    """The kind of a document, one of the codes of ``disclosure_type`` in seeds/official/code_label.csv; ``is_named``: its agency
    is known."""
    form_types = Counter(e.form_type for e in parsed.evaluations)
    tables = [s.title for s in segments if s.kind == "table" and s.title]
    opening = [fold(line) for line in lines[:_OPENING]]
    said = [title, *(text for text in opening if len(text) <= 40 and "。" not in text), *(m[0] for text in opening if (m := _FORM_HEAD.match(text)))]
    if of_government:
        return _of_government(tables, title, opening)
    if any(_EVALUATION.search(text) for text in said):
        return "performance_evaluation"
    if not tables and form_types:
        kind = form_types.most_common(1)[0][0]
        return "performance_self_evaluation" if kind.endswith("self_evaluation") else "performance_target"
    if not (tables or _OF_AN_AGENCY.search(title)) and (
        kind := next((k for text in said for words, k in _FORMS if re.search(words, text)), "")
    ):
        return kind
    said_so = _said(title, lines, is_named=is_named)
    if not tables and not said_so:
        return "other"
    final = sum("决算" in t for t in tables) * 2 > len(tables) if tables else said_so == "决算"
    if final:
        return "final_account"
    text = title + "".join(tables) + "".join(fold(t) for t in lines[:200])
    return (
        "unit_budget"
        if text.count("单位预算") + text.count("预算单位") > text.count("部门预算")
        else "department_budget"
    )


def _said(title: str, lines: Sequence[str], *, is_named: bool) -> str:
    """What a paper without tables says that it is, ``预算`` or ``决算``: by its title, by the headings of what it explains;
    where the title names a fund alone, or the paper begins with an agency's “三公”, by the word that its text uses more.
    ``""`` where nothing tells."""
    explained = next((m[1] for text in lines if (m := _EXPLAINED.match(fold(text)))), "")
    headings = [text for line in lines if _HEADING.match(text := fold(line))]
    announced = "".join(m[1] for text in lines[:_OPENING] if (m := _ANNOUNCED.search(_OF_FUND.sub("", fold(text)))))
    states = {m[1] for line in lines if (m := _STATE.match(_OF_FUND.sub("", fold(line))))}
    for text in (title + explained, announced, "".join(headings), "".join(states) if len(states) == 1 else ""):
        named = _OF_FUND.sub("", text)
        if found := next((word for word in ("决算", "预算") if word in named), ""):
            return found
    begins = is_named and any("三公" in text for text in lines[:_FIRST])
    if not (begins or _OF_FUND.search(title)):
        return ""
    counts = Counter(re.findall("预算|决算", _HELD_AGAINST.sub("", _OF_FUND.sub("", "".join(map(fold, lines))))))
    return max(counts, key=counts.__getitem__, default="")


def _of_government(tables: Sequence[str], title: str, opening: Sequence[str]) -> str:
    if _REPORT.search(title) or _OF_MONTHS.search(title) or (not tables and any(_TO_AN_ASSEMBLY.search(text) for text in opening)):
        return "government_report"
    if not tables and any(_TAKEN_IN.search(text) for text in opening) and not _named_kind(title):
        return "government_report"
    named = [title, *tables]
    if not any(re.search("预算|决算|债", name) for name in named):
        named = [said for text in opening if re.search("预算|决算|债", said := text[:_OPENING_LENGTH])]
    named = [_BOTH.sub("", name) for name in named]
    if sum(_DEBT.search(name) is not None for name in named) * 2 > len(named):
        return "debt_disclosure"
    final = sum("决算" in name for name in named)
    if not any(map(_named_kind, named)):
        final += len(named) * any(_AGAINST_BUDGET.search(text) for text in opening)
    return "government_final_account" if final * 2 > len(named) else "government_budget"


def _named_kind(name: str) -> bool:
    """Whether a name says budget or final account of the paper itself, not of a fund or of what is held against it."""
    return re.search("预算|决算", _HELD_AGAINST.sub("", _OF_FUND.sub("", name))) is not None
