"""Names of agencies: what is one, where a title, a cover, a label or a sentence prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from loaders.document.region import begins_with_place, find_region, is_only_region, places_named
from loaders.grammar import owners
from loaders.grammar.enumeration import NUMERAL, mark
from loaders.grammar.normal import fold
from loaders.vocabulary import organisation_endings

KIND = (
    r"(?:区级|市级|省级|县级|本级)?(?:部门|单位)?(?:综合)?(?:[(（][^()（）]{1,8}[)）])?(?:财政)?(?:拨款)?"
    r"(?:预算|决算|“?三公|项目(?:支出)?绩效|整体(?:支出)?绩效|绩效)"
)
YEAR = r"(?:19|20)\d\d"
_YEAR_SPAN = re.compile(rf"[(（]?{YEAR}[)）]?\s*[-—]?\s*年?度?")
_STOPS = re.compile(KIND + r"|概况|收入支出|收支|一般公共|项目支出|情况说明|机关运行")
_BEFORE = re.compile(
    rf"^(?:第[{NUMERAL}]+部分|附件\d{{0,2}}|附表\d{{0,2}}|[{NUMERAL}]+、|[(（][{NUMERAL}]+[)）]|\d{{1,2}}[.、]|关于(?:公开|批复|下达)?)[:：]?"
)
_FILED = re.compile(r"^[【\[](?P<under>[^【】\[\]]+)[】\]](?P<title>.+)$")
_MARKS = re.compile(r"[《》【】\[\]“”\"]")
_REMARK = re.compile(r"[\[【][^\[\]【】]{1,10}[\]】]$")  # 某市中医院[单户表]
_CODE = re.compile(r"^[(（\[【]?\d{2,9}[)）\]】]?[-—_ ]?")
_AFTER = re.compile(r"(?:关于|部门|单位|机关|系统|整体|所属)$")
_BRACKETED = re.compile(
    r"[(（](?:本级|汇总|本部|部门|机关|系统|盖章|公章|原[^()（）]{2,20}|含[^()（）]{2,20})[)）]$"
)
# One agency that has two names: 某区综合行政执法局(某区城市管理局).
_TWICE = re.compile(r"^(?P<first>[^()（）]{4,30})[(（](?P<second>[^()（）]{4,30})[)）]$")
_PLAIN_NAME = re.compile(r"^[\u4e00-\u9fff()（）·、]{3,40}$")
_CENTRAL = re.compile(
    r"^(?:国家|中国|中华|全国|中央|国务院|最高人民)[\u4e00-\u9fff()（）]*(?:部|署|局|院|会|委|办|厅|室|社|行|台|所|中心|大学|学校|馆|团|公司|协会)$"
    r"|^[\u4e00-\u9fff]{2,9}(?<!本)(?<!部)(?:部|总署|审计署)$|^审计署$"
)
_PARTY_BODY = re.compile(r"(?:宣传|组织|统战|武装|社会工作|政治|对外联络|农村工作|工作)部$")
_HEADS = re.compile(
    r"[省市区县州旗盟]委$|人民政府$"
)  # what may begin the name of one agency: 中共某市委某市人民政府信访办公室
_COMMON = re.compile(
    r"(?:社会|机会|大会|会议|晚会|年会|展览会|格局|结局|全局|布局|场所|厕所|网站|中心站|为中心|部队|军队|大厅|原委|全委|相关部门|各部门|主管部门)$"
)
# Nothing but words of kinds: what a broken line has left of a name.
_GENERIC = re.compile(
    r"^(?:国有资产|综合|行政|监督|管理|协调|领导|服务|执法|审批|工作|指挥|机关|事务|总|分|本)*"
    r"(?:局|厅|委员会|委|办公室|办公厅|中心|站|所|处|队|支队|大队|总队|院|会|人民政府)$"
)
# What a department or a unit of a place publishes: ``无锡市少年宫2024年度单位预算``. The title says that it is one, whatever it is called.
_OF_ITS_OWN = re.compile(
    rf"^(?:{_YEAR_SPAN.pattern}(?P<behind>(?![年度])[^，。；:：]{{4,30}}?)|(?P<before>[^，。；:：]{{4,30}}?){_YEAR_SPAN.pattern}(?:[省市区县本]级)?)"
    r"(?:部门|单位)(?:综合)?(?:预算|决算|整体)"
)
_OWN_NAME = re.compile(r"^[\u4e00-\u9fff()（）·、\d]{4,30}$")
_NO_OWN_NAME = re.compile(r"(?:[级直属]|机关|系统|财政|政府|预算|全部|所有|各)$|^关于")
_LETTER = re.compile(r"[〔\[【]20\d\d[〕\]】]\d+号")
_NOT_IN = re.compile(
    r"主管部门|实施单位|预算单位|本单位|本部门|我单位|我部门|该单位|名称|代码|编码|金额|合计|小计|总计|预算数|决算数|情况|说明|绩效|指标|项目|公开|填报|填写|填列|负责人|"
    r"万元|亿元|以及|主要|根据|按照|通过|负责|开展|完成|加强|组织实施|目录|其中|所属|直属单位|下属|内设|机构设置|职责|等单位|附件|比上年|"
    r"财政拨款|支出|收入|安排|用于|发布|批准|次会议|表$"
)
_STARTS = re.compile(
    r"^(?:本|该|各|其|以|和|及|对|由|与|为|在|经|按|从|向|因|等|是|将|年|月|日|全|一是|二是|包括|负责|指导|做好|推进|我|此|无|并|或|至|到|于|共)(?!山|水|林|安|福|康|阳|州|城|国|南|北|东|西|内|政)"
)
LABEL = re.compile(
    rf"(?P<label>{owners.LABEL})(?:[(](?:盖章|公章|签章)[)])?"
    r"[:：](?:[(](?:盖章|公章|签章)[)])?(?P<agency>[^\s:：，。；]{3,40}?)(?=(?:金额)?单位[:：]|填报|发布|日期|项目名称|20\d\d年|(?:预算|所属)?年度[:：]|$|\s)"
)
# The cell beside it names the agency itself, not the one above it or the one that carries out a project.
_CELL_LABEL = re.compile(rf"^(?!(?:预算)?主管|实施|申报){owners.LABEL}(?:[(]?(?:名称|全称)[)]?)?:?$")
_LABEL_OF_ANOTHER = re.compile(r"(?:预算)?主管(?:部门|单位)(?:及代码|名称)?[:：]?")
# 某市中医院属于独立核算的事业单位; 某市中医院为一级预算单位
_IS_A_UNIT = re.compile(r"^(?P<agency>[\u4e00-\u9fff()（）·]{3,30}?)(?:属于?|是|为)[^，。；]{0,14}(?:预算|事业|行政|参公)单位")
_IMPRINT = re.compile(
    r"(?:(?:来源|信息来源|作者|责任部门)[:：]|(?:发布|发文)(?:机构|单位|机关)[:：|]?)(?P<agency>[\u4e00-\u9fff()（）]{3,30})"
)
_GLUED = re.compile(
    r"(?:项目实施单位|实施单位|项目单位|主管部门|项目主管单位)(?P<rest>[\u4e00-\u9fff()（）]{3,40})"
)
# As the systems that budgets are made with print a unit: 776001-某县人民检察院.
_CODED = re.compile(r"(?<![\d.,])\d{3,9}[-—_](?P<rest>[\u4e00-\u9fff()（）]{3,40})")
_OFFICE_ROOM = "公室"  # behind 政府办
_LONGEST_TITLE = 45
_DATE = re.compile(rf"^{YEAR}年\d{{1,2}}月(?:\d{{1,2}}日)?$")
_BLANKS = ("名称", "本部门", "本单位", "单位名称", "部门名称")


@dataclass(frozen=True, slots=True)
class Named:
    """A name found, as printed without spaces, and where it was found (``Identity.agency_source``)."""

    name: str
    source: str


def is_agency(name: str) -> bool:
    """Whether a text is the name of an agency: it ends like one, and is no phrase, no template and no place alone."""
    bare = _BRACKETED.sub("", fold(name))
    if not _PLAIN_NAME.match(bare) or _NOT_IN.search(bare) or _COMMON.search(bare) or _GENERIC.match(bare):
        return False
    if _STARTS.match(bare) and not begins_with_place(bare):
        return False
    if _is_two(bare):
        return False
    if is_central(bare):
        return True
    return (bare.endswith(organisation_endings()) and not is_only_region(bare)) or _PARTY_BODY.search(bare) is not None


def _is_two(name: str) -> bool:
    """Whether two agencies of one place are written one behind the other (``某县民政局某县财政局``)."""
    for end in range(4, len(name) - 3):
        first, second = name[:end], name[end:]
        if first.endswith(organisation_endings()) and not _HEADS.search(first) and second.endswith(organisation_endings()):
            place = find_region(second).code
            if place and place == find_region(first).code and not is_only_region(second):
                return True
    return False


def is_central(name: str) -> bool:
    """Whether a name is that of a body of the central government, which names no place."""
    bare = fold(name)
    return (
        _CENTRAL.match(bare) is not None and _PARTY_BODY.search(bare) is None and not find_region(bare).code
    )


def tidy(name: str) -> str:
    """A name without the code before it and the words of a title around it (``关于``, ``部门``); brackets stay."""
    bare = _REMARK.sub("", _CODE.sub("", fold(name).strip("|")))
    while (cut := _BEFORE.sub("", bare)) != bare:
        bare = cut
    if (twice := _TWICE.match(bare)) and is_agency(twice["first"]) and is_agency(twice["second"]):
        bare = twice["first"]
    if not bare.endswith(organisation_endings()):
        shorter = _AFTER.sub("", bare)
        if shorter.endswith((*organisation_endings(), ")", "）")) or _PARTY_BODY.search(shorter):
            bare = shorter
    return bare


def in_title(text: str) -> str:
    """The agency that a title begins with, before its year or what it is about; ``""`` where it names none.

    ``2026年某市财政局部门预算`` → 某市财政局; ``关于某局2025年部门预算的说明`` → 某局.
    """
    bare = _unbracketed(fold(text))
    while (cut := _BEFORE.sub("", bare)) != bare:
        bare = cut
    if len(bare) > 70 or re.search(r"[，。；;？！]", bare):
        return ""
    year = _YEAR_SPAN.search(bare)
    if year and year.start() > 2 and is_agency(tidy(bare[: year.start()])):
        return tidy(bare[: year.start()])
    rest = _YEAR_SPAN.sub("", bare, count=1)
    names = [tidy(rest[: stop.start()]) for stop in _STOPS.finditer(rest)]
    return next((name for name in reversed(names) if is_agency(name)), "") or _of_its_own(bare)


def _of_its_own(title: str) -> str:
    """What a title calls a department or unit of a place, without an ending that tells agencies; ``""`` where it calls none so."""
    found = _OF_ITS_OWN.match(title)
    if found is None:
        return ""
    called = found["behind"] or found["before"]
    name = re.sub(r"(?:单位|部门)$", "", tidy(called))
    is_name = _OWN_NAME.match(name) and not any(words.search(name) for words in (_NOT_IN, _COMMON)) and not _NO_OWN_NAME.search(called)
    return name if is_name and find_region(name).code and not is_only_region(name) else ""


def _unbracketed(text: str) -> str:
    """A title without brackets and quotation marks, and without what it is filed under (``【部门预算】某局2024年…``)."""
    if (filed := _FILED.match(text)) and not is_agency(tidy(filed["under"])):
        text = filed["title"]
    return _MARKS.sub("", text)


def is_title(text: str) -> bool:
    """Whether a short line names an agency, a year and what it publishes: ``某局2026年部门预算公开``."""
    return (
        len(text) <= _LONGEST_TITLE
        and re.search(YEAR, text) is not None
        and re.search(KIND, text) is not None
        and bool(in_title(text))
    )


def from_cover(head: Sequence[str], near: int) -> str:
    """The agency on a cover: a line that is nothing but a name, at most ``near`` lines from one with year and kind."""
    if (
        head and is_agency(head[0]) and any(_LETTER.search(text) for text in head[1:4])
    ):  # the head of a letter
        return tidy(head[0])
    for index, text in enumerate(head[:20]):
        if re.search(rf"(?:{YEAR}年?度?)?{KIND}", text) and len(text) <= 40 and "，" not in text:
            for place, line in list(enumerate(head))[max(0, index - near) : index + near + 1]:
                of_another = place > 0 and _LABEL_OF_ANOTHER.fullmatch(head[place - 1]) is not None
                if is_agency(line) and not line.endswith(_BLANKS) and not of_another:
                    return tidy(line)
    return ""


def from_titles(head: Sequence[str]) -> str:
    """The agency in one of the first lines, or in two or three of them that a narrow cover has broken."""
    own = [text for n, text in enumerate(head[:14]) if not (n and _LABEL_OF_ANOTHER.fullmatch(head[n - 1]))]
    short = [text for text in own if len(text) <= 40]
    pairs, triples = ["".join(pair) for pair in pairwise(short)], ["".join(t) for t in zip(short, short[1:], short[2:], strict=False)]
    broken = (text for text in [*pairs, *triples][:24] if not mark(text))  # an item of a list ends with its line
    for text in [*head[:20], *broken]:
        if re.search(KIND, text) and not text.endswith((":", "：")) and (name := in_title(text)):
            return with_place(name, (in_title(whole) for whole in triples if whole.endswith(text)))
    return ""


def with_place(name: str, others: Iterable[str]) -> str:
    """A name that tells no place as one of ``others`` that ends with it tells its place (``某街道办事处``, ``某区人民政府某街道办事处``)."""
    if find_region(name).code or is_central(name):
        return name
    return next((whole for whole in others if whole != name and whole.endswith(name) and places_named(whole)), name)


def labelled(texts: Sequence[str]) -> Iterator[str]:
    """Names behind labels: ``部门名称：…``, in printed order."""
    for text in texts:
        for match in LABEL.finditer(fold(text)):
            name = tidy(match["agency"])
            if is_agency(name) or (_has_place(name) and not _NOT_IN.search(name)):
                yield name


def beside_label(cells: Sequence[str]) -> Iterator[str]:
    """Names in the cell behind one that says 部门名称, in the cells of a row."""
    for label, name in pairwise(cells):
        if _CELL_LABEL.match(fold(label)) and is_agency(tidy(name)):
            yield tidy(name)


def in_sentences(text: str) -> Iterator[str]:
    """Names at the beginning of a sentence before a year (``某局2025年收入预算…``) or its parts (``某局内设10个处室``)."""
    for clause in re.split(r"[。；;\n]", text):
        match = re.match(
            rf"^(?:[{NUMERAL}\d]+[、.])?(?P<agency>[\u4e00-\u9fff()（）·]{{3,40}}?){YEAR}年",
            fold(clause),
        )
        if match and is_agency(tidy(match["agency"])):
            yield tidy(match["agency"])
        match = re.match(r"^(?P<agency>[\u4e00-\u9fff()（）·]{3,30}?)(?:内设|下设)(?:机构)?\d+个", fold(clause))
        if match and is_agency(tidy(match["agency"])):
            yield tidy(match["agency"])
        match = _IS_A_UNIT.match(fold(clause))
        if match and is_agency(tidy(match["agency"])):
            yield tidy(match["agency"])
        match = re.match(rf"^{YEAR}年度?(?P<rest>[\u4e00-\u9fff()（）·]{{3,60}})", fold(clause))
        if match and (name := leading(match["rest"])):
            yield name


def signed(texts: Sequence[str]) -> str:
    """The first agency of a signature: a line of nothing but names above a date."""
    printed = [text for text in texts if text.strip()]
    for line, date in pairwise(printed):
        signatories = line.split()
        if _DATE.match(fold(date)) and signatories and all(is_agency(name) for name in signatories):
            return fold(signatories[0])
    return ""


def imprinted(text: str) -> Iterator[str]:
    """Names that a web page gives as its source: ``来源：某局``."""
    for match in _IMPRINT.finditer(fold(text)):
        if name := leading(match["agency"]):
            yield name


def glued(text: str) -> Iterator[str]:
    """Names run together with the label before them: ``主管部门某市教育局实施单位…``."""
    for match in _GLUED.finditer(fold(text)):
        if name := leading(match["rest"]):
            yield name


def coded(texts: Sequence[str]) -> str:
    """The agency whose code and name stand in a text, where it is one; ``""`` where there are several or none."""
    found = {name for text in texts for match in _CODED.finditer(text) if (name := leading(fold(match["rest"])))}
    return found.pop() if len(found) == 1 else ""


def leading(text: str) -> str:
    """The longest name of an agency that a text begins with, as far as it is followed by no more of a name."""
    ends = (match.end() for match in _ending().finditer(text[:32]))
    end = next((end for end in ends if is_agency(text[:end])), 0)
    if text[:end].endswith("办") and text.startswith(_OFFICE_ROOM, end):
        end += len(_OFFICE_ROOM)
    return text[:end]


@cache
def _ending() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(organisation_endings(), key=len, reverse=True))))


def _has_place(name: str) -> bool:
    return bool(find_region(name).code) and not is_only_region(name) and 4 <= len(name) <= 30
