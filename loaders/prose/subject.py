"""What an amount is about: the words before it, in the document's own words."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.grammar.enumeration import CIRCLED, NUMERAL
from loaders.grammar.numbers import GROUP
from loaders.prose import vocabulary as words

_SEPARATOR = "，。；：,;:!！?？"
_BETWEEN_CLAUSES = re.compile(rf"(?!(?<=\d){GROUP}(?!\d))[{_SEPARATOR}]")  # not the comma within a number
_DASHES = "—–-·•●■◆/／"  # that mark the items of a list, or stand between two
_OPEN, _CLOSE = "（(《“【〔", "）)》”】〕"
_LEAD = re.compile(
    rf"^(?:分别是|(?:主要)?(?:原因|由于|因为)[是为系：]?|[{NUMERAL}]{{1,3}}是|[{NUMERAL}]{{1,3}}、(?![{NUMERAL}]+级)|[(（][{NUMERAL}\d]{{1,3}}[)）]|[{CIRCLED}]|\d{{1,2}}[.．﹒、)）]"
    rf"|其中|另外|此外|即|故|单位(?=预算安排)|(?:占|完成)(?=[一-鿿]{{0,4}}(?:预算|计划|任务))|{words.ADDED}(?=[一-鿿、]{{2,20}}(?:收入|补助|资金|结余|结转|支出))|主要是|共(?!同|享|有|建)|共计|合计|总计|包括|主要包括|同时|按照|按(?![照月年季次])|分别为|并|以及|持续保持|本(?:单位|部门|年度|级)|我(?:单位|部门|局|会)"
    r"|全年|拟|由|为|计(?![划提算容生])|含|等)(?=.)|^\d+(?:多|余)?(?:名|个|人|户|家)(?=[一-鿿]{2}|\d+-\d)"
)
_YEAR = re.compile(
    r"^(?P<who>[^，（(]{0,30}?)(?P<kind>[（(](?:本级|汇总|机关|部门|单位)[）)])?(?<![的较比\d])(?:19|20)\d\d(?!\d)年?(?:度|末|底|初)?"
)
_YEAR_BEHIND = re.compile(r"(?<=[”）)])(?:19|20)\d\d年度?(?=[一-鿿]{2,8}$)")  # “…（项）”2026年度预算
_WHO = re.compile(rf"(?:^|单位|部门|{words.ORGANISATION})$")
_AS_OF = re.compile(r"^截[至止](?:到)?(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?")
_HOLDS = re.compile(r"^.{0,60}?共有(?=.)")
_ORGANISATION = re.compile(
    rf"^[一-鿿]{{2,30}}{words.ORGANISATION}(?:部门|单位|本级|本部|汇总)?(?:[(（][^()（）]{{1,8}}[)）])?(?={words.SUBJECT_START})"
)
_TAIL = re.compile(
    r"(?:均为|分别为|约为|总额为|不少于|不低于|不超过|超过|至少|累计|(?<=[入出门税金费款额)）])(?:预计|累计|共)?(?:完成|实现)|(?<=收入)安排|(?<=支出)安排|为|是|共计|共|(?<![总合小审统会设估预])计|约|达到?|超|近|人民币|按照|按|仅|各|有|由|(?<=[入出金债力额数])拟|[：:（(“\"])$"
)
# What a place did with its money is no part of the money's name: ``全县完成一般公共预算收入``.
_DID = re.compile(
    r"^(?P<place>(?:全|[一-鿿]{1,6})?[省市县区州盟旗镇乡])?(?:预计|累计|共)?(?:完成|实现)"
    r"(?=[一-鿿]{0,8}(?:财政|预算|基金|资本经营|税)[一-鿿]{0,8}(?:收入|支出))"
)
# What is added to an amount told before: ``一般公共预算收入加上上级补助收入124392万元``.
_ADDED_TO = re.compile(rf"^[^（(]{{2,20}}(?:收入|支出){words.ADDED}(?=[一-鿿]{{2,20}}(?:收入|补助|资金|结余|结转|支出))")
_SUBJECT_NAME = re.compile(r"^[“\"]([^“”\"]+)[”\"](?:科目)?$")
_QUOTED_PATH = re.compile(rf"^[“\"]([^“”\"]+[(（][类款项][)）])[”\"](?={words.VALUE_WORD}$)")
_VALUE = re.compile(rf"^(?P<stem>.*?)(?P<value>(?<!转移)(?<!公共)(?<!基金)(?<!经营){words.VALUE_WORD})$")
_PER = re.compile(r"[(（]?((?:(?:平均)?每[人户名月年次天家个台][^每\d，。；]{0,6})+)$")
_ONLY_TOTAL = re.compile(
    r"^(?:合计|总计|共计|小计|计|共|约|近|为|按|按照|每|金额|发放|投入|需要?|拨付|以上[一-鿿]{0,4})$"
)
TOTAL = re.compile(r"(?:共计|合计|总计|小计|总额|总数|^计|^共(?!同|享|有|建))")
_PART = re.compile(rf"^第[{NUMERAL}]+部分[:：]?")
_HEADING = re.compile(
    r"(?:(?:部门|单位|本年)?收支)?(?:总体|具体|安排|执行|增减|变化|变动|完成)*(?:(?:情况|概况)(?:的?说明)?|的?说明)$"
)
_LIMIT = 36
_REMARK = re.compile(r"[(（][^()（）]*[)）]")
_MANY = 8


def last_clause(text: str) -> str:
    """The text after the last separator that stands outside brackets and quotes."""
    closers: list[int] = []
    start = 0
    for index, char in enumerate(text):
        if char in _OPEN:
            closers.append(index)
        elif char in _CLOSE and closers:
            closers.pop()
        elif char in _CLOSE:
            start = start if char == "”" else index + 1
        elif _BETWEEN_CLAUSES.match(text, index) and not (closers and _closed_later(text, closers[-1])):
            start = index + 1
            closers.clear()
    if closers and text[closers[-1]] in "（(" and closers[-1] >= start:
        start = closers[-1] + 1
    return text[start:].lstrip("、")


def _closed_later(text: str, opened: int) -> bool:
    closer = _CLOSE[_OPEN.index(text[opened])]
    return closer in text[opened + 1 :]


def clauses(text: str) -> list[str]:
    """The first clauses of ``text`` in order, cleaned, without empty ones."""
    parts = _BETWEEN_CLAUSES.split(text, maxsplit=_MANY)[:_MANY]
    return [c for c in (tidy(part) for part in parts) if c]


_LAYERS = 12  # marks before a name; what has more is no name


@lru_cache(maxsize=16384)
def tidy(clause: str) -> str:
    """A clause without list marks, year, organisation, filler and copula."""
    text = clause.lstrip(_DASHES)
    text = text.strip(_SEPARATOR + "）)”") if text[:1] in "）)”" else text.strip(_SEPARATOR)
    before = None
    for _ in range(_LAYERS):
        if text == before:
            break
        before = text
        text = _AS_OF.sub("", text)
        text = _HOLDS.sub("", text)
        year = _YEAR.match(text)
        if year is not None and len(text) > year.end():
            who = "" if _WHO.search(year["who"]) else year["who"] + (year["kind"] or "")
            text = who + text[year.end() :]
        text = _ADDED_TO.sub("", _LEAD.sub("", text))
        text = _ORGANISATION.sub("", text)
        text = _YEAR_BEHIND.sub("", text)
        text = _DID.sub(lambda found: found["place"] or "", text)
        if len(text) > 1:
            text = _TAIL.sub("", text)
        text = text.strip(_SEPARATOR + "、")
    if _ONLY_TOTAL.match(text):
        return ""
    named = _SUBJECT_NAME.match(text)
    text = named[1] if named else _QUOTED_PATH.sub(r"\1", text)
    return _balanced(_shortened(text))


def only_total(clause: str) -> str:
    """The word by which a clause adds up what is listed before it: ``共计``."""
    found = TOTAL.search(clause)
    return found[0] if found else ""


def _shortened(text: str) -> str:
    """A list of names that has grown long goes without remarks, and is cut to its last members."""
    if len(text) > _LIMIT and "、" in text:
        text = _REMARK.sub("", text).lstrip("、") or text
    while len(text) > _LIMIT and "、" in text:
        text = text.split("、", 1)[1]
    return text


def _balanced(text: str) -> str:
    """Drop quotes and brackets at the edges whose partner is missing."""
    for opened, closed in (("“", "”"), ("（", "）"), ("(", ")")):
        if text.startswith(opened) and closed not in text:
            text = text[1:]
        if text.endswith(closed) and opened not in text:
            text = text[:-1]
    if text.startswith("”"):
        text = text[1:]
    return text


def split_value(subject: str) -> tuple[str, str]:
    """``专门协会帮困经费预算金额`` → (``专门协会帮困经费``, ``预算金额``); no value word gives ``""``."""
    match = _VALUE.match(subject)
    return (match["stem"], match["value"]) if match else (subject, "")


def of_heading(heading: str) -> str:
    """What a heading is about, without the words that say that it is one: ``“三公”经费支出决算情况说明`` → ``“三公”经费``."""
    bare = _HEADING.sub("", _PART.sub("", heading))
    return heading if bare == heading else split_value(bare)[0]


def combine(stem: str, value: str) -> str:
    """A stem with a value word: ``公务接待费支出`` and ``支出决算`` → ``公务接待费支出决算``."""
    for size in range(min(len(stem), len(value)), 0, -1):
        if stem.endswith(value[:size]):
            return stem + value[size:]
    return stem + value


def per_unit(text: str) -> tuple[str, str]:
    """``开办费补贴标准为每户`` → (``开办费补贴标准``, ``每户``); without a 每 phrase the second is ``""``."""
    match = _PER.search(text)
    if match is None:
        return text, ""
    return _TAIL.sub("", text[: match.start()]), match[1]


def normal(subject: str) -> str:
    """A subject for comparison: without quotes, brackets' contents and value words."""
    bare = re.sub(r"[“”\"《》]|[(（][^()（）]*[)）]", "", subject)
    bare = split_value(bare)[0]
    return re.sub(r"(?:总计|合计|预算|数|总额)+$", "", bare)
