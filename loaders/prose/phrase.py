"""What the words around a quantity say of it: a change, a share, a rate, a standard, a reason."""

from __future__ import annotations

import re
from decimal import Decimal

from loaders.grammar.enumeration import NUMERAL
from loaders.grammar.numbers import LOOSE_START
from loaders.grammar.units import MONEY_WORD
from loaders.prose import subject as subjects
from loaders.prose import vocabulary as words
from loaders.prose.quantity import Quantity
from loaders.records import StatedAmount

_ALL = 2  # characters of a name without what qualifies it: 支出, 收入
RAISED = re.compile(r"提升$")  # 整体能力提升2亿元: the name of a project, no change, unless it is held against something
CHANGE = re.compile(
    rf"(?P<word>{words.DIRECTION})(?P<both>[(（]{words.DIRECTION}[)）])?(?:了|额|数|金额|幅度|比例|比率)?(?:为|约|达|[:：])?$"
)
NEW_VALUE = re.compile(
    rf"(?:均|分别)?(?:调整|变更|(?:{words.DIRECTION})(?<![率幅]))(?:到|至|为)(?:了?(?:19|20)\d\d年[度末底]?的?)?$"
)
# ``收入由年初预算100万元调整为120万元``, ``收入从2015年的2007万元上升到2020年的2468万元``
OLD_VALUE = re.compile(
    r"(?<=[一-鿿”)）])(?:由(?=[^，。；：由每]{0,10}$)|从(?=(?:(?:19|20)\d\d年[度末底初]?|上年|去年|年初|原来?)?的?$))(?P<base>.*)$"
)
ADJUSTED = re.compile(r"^(?:其中|主要是?)?(?P<word>调增|调减)(?P<what>[^，。；：]{2,})$")
# ``完成年初预算100%，决算数大于预算数5万元``: what lies between the amount and its budget.
BEYOND = re.compile(r"(?:^|[，；])(?:支出)?(?:决算)?数?(?P<word>大于|小于|高于|低于|多于|少于)(?P<base>(?:年初|全年|调整)?预算数?)$")
COMPARED = re.compile(
    rf"{words.AGAINST}(?P<base>[^，。；：,]{{0,4}}{words.BASE}[^，。；：,]{{0,8}}?)(?:相比|比较|{words.DIRECTION}|，)"
)
COMPARED_WITH = re.compile(rf"(?:比|较)(?P<base>{words.BASE}[^，。；：,\d（(]{{0,8}}?)(?=\d)")  # 比2025年年初预算数4,956万元增加
AGAINST_BASE = re.compile(
    rf"{words.AGAINST}[^，。；：,]{{0,4}}{words.BASE}[^，。；：,]{{0,8}}?(?:相比|比较)?$"
)
AGAINST = re.compile(
    r"^[，,]?(?:[同环]?比|较|与)(?P<base>(?:(?:19|20)\d\d年|上年|去年|上一年)[^，。；]{0,10}?)(?:为|数为)?$"
)
AGAINST_APPROVED = re.compile(r"(?:^|(?<=[，；]))(?:比|较|与)[^，。；]{2,40}批准的[^，。；]*$")  # 比县人大常委会会议批准的调整预算
EACH = re.compile(r"各|均|分别")
# How a change is measured, not what changed: ``按自然口径计算下降13.2%``, ``剔除减税因素后增长5%``.
MEASURED_AS = re.compile(
    r"(?:按|以)[^，。；：\d]{1,10}?口径(?:计算|测算|比较)?|同口径(?:相比)?(?=$|[，比较与])|(?:扣除|剔除|还原)[^，。；：\d]{2,24}?(?:因素|影响)(?:后|外)?"
)
FILLER = re.compile(r"^(?:约|所|共|总共|合计)+|(?:约|所|共|合计)+$")
SAME_PERIOD = re.compile(r"[同环]比")
SHARE = re.compile(
    r"(?:占比|比重|占(?P<of>[^，。；、]{0,30}?)(?:总额|总数)?(?:的比例|的比重|比例|比重|的)?)(?:为|约|达)?$"
)
DONE = re.compile(r"(?:完成|(?:为|达到?)(?=(?:全年|年初|调整|批复)?预算))(?P<of>[^，。；]{1,12}?)的?$")
RATE = re.compile(r"(?P<of>[^，。；：、）)]{0,4}(?:执行|完成|支付|支出|到位)[率进度]+)(?:为|达到?|约)?$")
MEASURED = re.compile(
    r"(?:率|度|比例|水平|占比)(?:均|分别)?(?:为|是|达到?了?|保持在?|不低于|高于|超过|[:：])?$"
)
REASON = re.compile(r"原因|由于|主要是|因为|主要系|系因")
# What there was none of, so that nothing told before is meant: ``本年度无因公出国支出，较上年无变化``.
NONE_OF = re.compile(r"^(?P<who>[^，。；：\d]{0,12}?(?:部门|单位|年度?))?(?:没有|未(?:安排|发生|列支|产生)|无)(?P<what>[^，。；：\d]{3,40}?)(?:，|$)")
WAY = re.compile(r"(?:(?<!同)口径|范围)$")  # what is told stays as it was, and is no figure
OWN_REASON = re.compile(r"^，(?:其|主要)?原因")
REASON_HEAD = re.compile(r"^[^，。；：]{0,16}?(?:原因|由于|因为)[是为系：:]?(?:按照?规定|按照)?")
COUNT = re.compile(rf"{LOOSE_START}(?:{MONEY_WORD}|万|[%％]|余?{words.COUNTED}).*$")
COUNT_INSIDE = re.compile(rf"{LOOSE_START}[余多]?万?{words.COUNTED}(?=[一-鿿])")
_ITEMS = r"其中|分项(?:情况|数据)?(?:分别)?(?=[是为如：])"
OF_WHICH = re.compile(rf"^，?(?:{_ITEMS}|(?:按[^，。；]{{2,16}}，?)?(?:主要)?包括)")
PURPOSE = re.compile(r"用于|包括")
USED_FOR = re.compile(r"^(?:主要|专项|分别|将|拟)?(?:用于|用作)(?P<what>[^，。；：（(]{2,30})")
PARTS = re.compile(rf"{_ITEMS}|包括|主要用于")
OF_PARTS = re.compile(_ITEMS)
# What follows is no part of what was listed: another's amounts, or what is added to a budget's own.
ANEW = re.compile(rf"；(?:本|我)(?:部门|单位|级|[局厅委办院校])|[，；]再?{words.ADDED}")
# ``；支出包括：教育支出…``: what the items are parts of is named there, not by the amount before.
OWN_WHOLE = re.compile(r"(?:^|[；。，])(?P<head>(?!主要|其中|具体|分别|共|总)[^，。；：]{2,16}?)(?:主要)?包括：?[^，。；：]*$")
EACH_OF = re.compile(r"(?P<names>[^，。；：]+?)(?:数额?|金额)?分别(?:为|是|有|达到?|约)$")
BETWEEN = re.compile(r"(?:[、，,]|以?及|[和与])+")
NO_PART = re.compile(r"^(?:不含|不包括|扣除|除|未含|已扣)")
# ``“三公”经费支出决算中，接待费1万元，占40%``: the shares of the sentence are of what opens it.
AMONG = re.compile(r"^(?P<whole>[^，。；：]{4,80}?(?:收入|支出|预算|决算|经费|资金|总额)(?:总[计额])?)中，")
BLANK_RATE = re.compile(r"[，,]占[^，。；\d]{0,12}?[%％](?=[，。；]|$)")  # a share that was never filled in: 5万元，占 %，比上年
NO_RATE = re.compile(r"^的(?:-+|—+)[%％]")  # nothing is a share of 0
BARE_RATE = re.compile(r"^\d[\d.]*[%％]")  # 占全年任务数52391万元87.1%
OF_A_BASE = re.compile(r"(?:占|完成)[^，。；：]{0,6}(?:预算|计划|任务)[^，。；：]*$")
BASE_OF_SHARE = re.compile(rf"^的\d[\d.]*[%％]|{NO_RATE.pattern}")
BESIDE = ("initial_budget", "last_year", "other")  # roles of amounts that are said beside the one a sentence is about
BOUGHT = re.compile(r"^.*购置(?=[^购置]+$)")
LAW = re.compile(r"为(?:缴费)?基数|乘以|所得数额")
STANDARD_AFTER = re.compile(r"^[/／每](?:人|户|名|年|月|次|天|个|辆|台|场|件|平方米)")
STANDARD = re.compile(
    r"每(?:人|户|名|次|月|年|天|个|台|辆|场|件)[^，。；]{0,12}$|标准(?:为|是)?$|单价(?:为)?$"
)
# What a change without words before it is of: ``2020年新增了605.99万元政府性基金拨款``.
BEHIND = re.compile(r"^(?!主要|用于|其中|左右|以[上下]|或|的|等|比|较|与|和|及|为|是|至|到)(?P<noun>[一-鿿]{2,24})(?=[，。；、—-]|$)")
AFTER_NOUN = re.compile(
    rf"^(?:左右|以上)?(?P<noun>(?:\d+-\d+[岁级]|[{NUMERAL}]、(?=[{NUMERAL}]级))?[^，。；：、,;:（）()\d\n每]{{1,24}})"
)


def without_counts(clause: str) -> str:
    """A clause that names something, without its counts and without what follows an amount in it."""
    return COUNT.sub("", COUNT_INSIDE.sub("", clause))


def within_reason(text: str) -> bool:
    """Whether a reason that began in ``text`` still goes on at its end."""
    reasons = list(REASON.finditer(text))
    return bool(reasons) and re.search(r"[；。]|其中", text[reasons[-1].end() :]) is None


def signed(word: str, number: str) -> str:
    """``number`` with the sign of its direction word; a printed sign or zero stays."""
    return number if number.startswith("-") or not Decimal(number) else words.sign(word) + number


def base_in(text: str) -> str:
    """The last base of comparison named in ``text``; ``""`` if there is none."""
    found = list(COMPARED.finditer(text)) or list(COMPARED_WITH.finditer(text))
    return COUNT.sub("", found[-1]["base"]) if found else ""


def same(left: str, right: str) -> bool:
    """Whether two subjects name the same thing, one perhaps in short."""
    a, b = subjects.normal(left), subjects.normal(right)
    return not a or not b or a == b or a.endswith(b) or b.endswith(a)


def is_any(name: str, named: str) -> bool:
    """Whether a name is that of all there is of its kind (支出总计), and ``named`` a thing of its own (债务还本支出)."""
    bare = subjects.normal(name)
    return len(bare) <= _ALL and len(subjects.normal(named)) > len(bare)


def fits(row: StatedAmount, change: Quantity, sign: str, rate: Decimal | None) -> bool:
    """Whether amount, change and rate agree: rate = change / (amount - change), with room for rounding."""
    if rate is None or row.unit != change.unit:
        return False
    difference = Decimal(sign + change.number)
    base = Decimal(row.amount_printed) - difference
    if not Decimal(row.amount_printed):
        return False  # whatever went down to nothing did so by 100 %
    unit = Decimal(1).scaleb(int(rate.as_tuple().exponent))
    return bool(base) and abs(abs(difference / base) * 100 - rate) <= unit


def adjusted(row: StatedAmount, word: str) -> bool:
    """Whether a row's change is one of its budget (调减16万元) and a rate's word (，下降9.7%) says that it is held against last year."""
    words_of_budgets = ("调增", "调减")
    return bool(row.change_printed) and row.change_direction in words_of_budgets and word not in words_of_budgets
