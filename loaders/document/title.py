"""Lines that read like titles: of tables of amounts, of performance forms and of their parts."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.grammar.enumeration import NUMERAL
from loaders.grammar.normal import fold
from loaders.grammar.titles import unquoted, without_mark, without_unit

_TITLE_TAIL = re.compile(r"表(?:[(（][^()（）]{1,24}[)）])*$")
_TABLE_WORDS = (
    "预算", "决算", "收支", "收入", "支出", "经费", "采购", "拨款", "购买服务", "资产", "债务", "债券", "转移支付",
    "税收返还", "基金", "资金",
)  # fmt: skip
SENTENCE = re.compile(rf"[，。；;?？!！]|^第[{NUMERAL}]+部分|本表|见表|附表如下|说明$|填列|反映")
_FORM_TITLE = re.compile(
    r"绩效(?:(?:目标|自评|评价|自我评价|(?:运行)?监控|指标)[^，。；]{0,16}?)?(?:表|自评价|自评|自评报告)(?:[(（][^()（）]{1,20}[)）])*$"
    r"|(?:项目支出|整体支出|整体)绩效(?:自评价?|自我评价)$"
)
PART_TITLE = re.compile(r"^(?:中?长期|中期|实施期|总体|年度)绩效(?:目标|指标)表$")
_FORM_SUMMARY = re.compile(r"汇总表|一览表|情况表")
_COLLECTION = re.compile(rf"^(?:第[{NUMERAL}]+部分.*|.{{0,30}}?(?:部门|单位)(?:预算|决算)(?:公开)?(?:报|公开)?表格?)$")


@lru_cache(maxsize=16384)
def is_table_title(text: str) -> bool:
    """Whether one line of text reads like the title of a table of amounts."""
    bare = may_be_title(text)
    return bool(bare) and any(word in bare for word in _TABLE_WORDS)


def may_be_title(text: str) -> str:
    """What a line says that ends like the title of a table, whatever the table is about; ``""`` for any other."""
    bare = unquoted(without_mark(unquoted(without_unit(fold(text)))))
    is_title = (
        4 <= len(bare) <= 60
        and _TITLE_TAIL.search(bare) is not None
        and SENTENCE.search(bare) is None
        and "绩效" not in bare
        and _COLLECTION.match(bare) is None
    )
    return bare if is_title else ""


def is_form_title(text: str) -> bool:
    """Whether one line of text reads like the title of a performance form."""
    folded = unquoted(fold(text))
    return (
        len(folded) <= 60
        and _FORM_TITLE.search(folded) is not None
        and SENTENCE.search(folded) is None
        and _FORM_SUMMARY.search(folded) is None
    )
