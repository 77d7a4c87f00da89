"""Notes below tables: that a table has no data, remarks, lines of signatures, and what a template asks for."""

from __future__ import annotations

import re

from loaders.grammar.normal import fold

_THING = r"(?:收入|支出|收支|预算|决算|经费|拨款|安排|项目|数据|采购|资金|内容|事项|情况|业务|发生)"
_EMPTY = re.compile(
    rf"(?:本|此|该)表(?:无(?:数据|内容|数)|为空|空)|无(?:相关|此类|该类|有关)?数据|(?:为|系|属于?)?空表|无(?:该|此|相关|本)[^\d。]{{0,24}}{_THING}"
    rf"|没有[^。;]{{0,60}}?{_THING}|未(?:安排|发生|使用|涉及)[^。;]{{0,40}}?{_THING}|不(?:涉及|存在)[^。;]{{0,40}}|无(?![形线偿障人烟害息船缝党法论])[^。;,\d]{{0,40}}?{_THING}"
)
_REMARK = re.compile(r"[(\[【]?(?:备?注|说明|附注|注释)(?:[:：]|\d{1,2}[、.:)])")
_SIGNATURE = re.compile(
    r"(?:(?:单位|部门|财务|机构|项目)?(?:负责人|主管|制表人?|填表人?|填报人|审核人?|复核人?|联系人|经办人)(?:[(][^()]{1,8}[)])?[^:]{0,8}:"
    r"|(?:联系)?(?:电话|方式|号码):|(?:编制|填报|填表|填制|公开|报送|打印|批复)(?:日期|时间):)"
)
_RUNNING = re.compile(r"[^\d,。;:]{0,40}(?:19|20)\d{2}年度?[^\d,。;:]{0,20}公开(?:说明|报告)?\d{0,3}")
_PROMPT = re.compile(r"[^。]*[(]\d+字(?:以内|左右)[)][。;]?")
# What a web page says of itself above its text: ``索引号：…``, ``发布日期：2024-02-22 浏览次数：0次 字体：【大 中 小】``.
ABOUT_THE_PAGE = (
    r"^[|｜\[]*(?:索引号|文号|发文字号|来源|信息来源|时间|作者|字体|字号|浏览|点击|阅读|主题|信息分类|体裁|"
    r"(?:发布|发文|公开|成文|生成)[^:：|]{0,4})[^:：|]{0,4}[:：|]"
)


def is_empty_note(text: str) -> bool:
    """Whether a text says that a table has no data (``本表无数据``, ``我单位2025年没有政府性基金预算支出，故本表为空``)."""
    return _EMPTY.search(fold(text)) is not None


def is_remark(text: str) -> bool:
    """Whether a text is a note below a table (``注：…``, ``备注：…``)."""
    return _REMARK.match(fold(text)) is not None


def is_signature(text: str) -> bool:
    """Whether a text says who filled in or signed, or when (``单位负责人：``, ``填报日期：2025年1月``)."""
    return _SIGNATURE.match(fold(text)) is not None


def is_running_title(text: str) -> bool:
    """Whether a text is what the pages of a disclosure repeat at their edge (``某局2026年度部门预算公开``)."""
    return _RUNNING.fullmatch(fold(text)) is not None


def is_prompt(text: str) -> bool:
    """Whether a text only says what to write there (``说明任务目标的完成情况（100字以内）``): the template's, no value."""
    return _PROMPT.fullmatch(fold(text)) is not None
