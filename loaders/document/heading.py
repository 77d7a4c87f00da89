"""What a document is called and of which year it is: its title line, the titles of its tables, what it mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from loaders.document.agency import KIND, in_title
from loaders.grammar.enumeration import NUMERAL
from loaders.grammar.normal import fold
from loaders.grammar.notes import ABOUT_THE_PAGE
from loaders.grammar.units import printed_unit
from loaders.model import Grid, Segment
from loaders.records import Parsed
from loaders.vocabulary import seed_rows

_YEAR = re.compile(r"(20\d\d)\s*年")
_TITLE_YEAR = re.compile(r"^《?[(（]?20\d\d[)）]?年?度?")
_TABLE_YEAR = re.compile(r"(20\d\d)[)）]?年")
# A year before 年, or four digits that are no part of an amount (2016908.34) or of a number of a file (2025-00272).
_HEAD_YEAR = re.compile(r"(20\d\d)[)）]?\s*[-—]?\s*年度?|(?<![\d.,/-])(20\d\d)(?![\d.,]|[-—/](?!20\d\d)\d)")
_COLUMN = re.compile(r"(?:[预决]算|执行|完成)数(?!据)")  # headers of columns
# A year that another is held against (较2020年度决算数, 与2019年相比, 从2015年), and that of a day.
_HELD_AGAINST = re.compile(
    r"(?:[比较从由自]|[与同和](?=20\d\d年[^，,。；;]{0,16}(?:比|持平|一致|相同|相等)))20\d\d年|20\d\d年\d{1,2}月\d{1,2}日"
)
_NO_HEAD = re.compile(rf"[。；，]|日期|时间|{_COLUMN.pattern}")
_ABOUT = re.compile(r"预算|决算|绩效|三公|债[务券]|报告|说明|收支|公开|自评")
# What stands above a title: the number of an annex or a page, what a web page says of itself.
_NO_TITLE = re.compile(
    rf"^(?:附件|附表|表)\s*[\d{NUMERAL}]*(?:-\d+)?[:：]?$|^[-—–]*\d{{1,4}}[-—–]*$|^(?:您?(?:现在|当前)的?(?:所在)?位置|首页|欢迎)"
    rf"|{ABOUT_THE_PAGE}"
)
_NOT_IN_TITLE = re.compile(
    r"[，。；、:：=_]|日期|时间|来源|发布|浏览|^(?:附件|附表|表|目录|单位|项目|其中|首页)|\d月\d{1,2}日|[预决]算数|\d[.,]\d|^[\d%]+$|表$"
    rf"|^[{NUMERAL}]+、|^[(（][{NUMERAL}]+[)）]|^\d{{1,2}}[.．]|^第[{NUMERAL}]+部分"
)
_LABELLED = re.compile(r"^[-•|]?(?:标题|信息名称|文件名称)[:：]\|?(?P<title>[^|]{6,90})\|?$")  # as a web page names what it shows
_ONLY_TABLE = re.compile(r"^[^，。；:：]*20\d\d[^，。；:：]*表(?:[(（][^()（）]*[)）])?$")
_GOES_ON = re.compile(r"^[^、：:，。\d]{0,14}(?:信息公开|的?说明|的报告|公开说明|汇总情况|经费预算)$")


def title_line(head: Sequence[str]) -> str:
    """The line that is the title of the whole document: an agency, its year and what it is about, or the last two.

    A narrow cover breaks it over two or three lines; one that ends with what it is about is whole.
    """
    titles = [
        text
        for index in range(min(len(head), 20))
        for count in (1, 2, 3)
        if _reads_like_title(text := "".join(parts := head[index : index + count])) and _fits(parts)
    ]
    for test in (in_title, re.compile(rf"20\d\d年?度?{KIND}").search, _ABOUT.search):
        for text in titles:
            if test(text):
                return text + _rest_of_title(text, head)
    return ""


def _reads_like_title(text: str) -> bool:
    return len(text) <= 60 and _HEAD_YEAR.search(text) is not None and _ABOUT.search(text) is not None


def _fits(parts: Sequence[str]) -> bool:
    """Whether one line may be a title, or two or three its pieces."""
    return not any(_NOT_IN_TITLE.search(part) for part in parts) or (
        len(parts) == 1 and _ONLY_TABLE.search(parts[0]) is not None
    )


def _rest_of_title(title: str, head: Sequence[str]) -> str:
    """The line below a title that goes on with it (``信息公开``, ``收入预算的说明``), if there is one."""
    below = next((after for line, after in pairwise(head) if title.endswith(line)), "")
    return below if _GOES_ON.match(below) else ""


def head_year(head: Sequence[str]) -> str:
    """The year in the first short line, or two lines, that say what the document is about."""
    for text in (
        text
        for pair in zip(head[:14], map("".join, pairwise([*head[:15], ""])), strict=False)
        for text in pair
    ):
        match = _HEAD_YEAR.search(text)
        if match and len(text) <= 50 and _ABOUT.search(text) and not _NO_HEAD.search(text):
            return match[1] or match[2]
    return next((m[1] for text in head[:4] if (m := re.fullmatch(r"[(（]?(20\d\d)年?度?[)）]?", text))), "")


def common_year(segments: Sequence[Segment], parsed: Parsed, lines: Sequence[str]) -> str:
    """The year that most titles of tables and forms print, else the latest one of their columns, else the one most often
    mentioned, not counting days and years that another is held against."""
    titled = Counter(
        match[1]
        for segment in segments
        if segment.kind != "prose"
        for block in segment.blocks[:6]
        if not isinstance(block, Grid) and not _COLUMN.search(fold(block.text))
        for match in _TABLE_YEAR.finditer(fold(block.text))
    )
    titled.update(e.fiscal_year for e in parsed.evaluations if e.fiscal_year)
    if titled:
        return titled.most_common(1)[0][0]
    headed: Counter[str] = Counter()
    for table in parsed.tables:
        years = [match[1] for match in _YEAR.finditer(fold(table.header_paths))]
        headed.update(sorted(years)[-1:])
    if headed:
        return headed.most_common(1)[0][0]
    said = [fold(text) for text in lines]
    for texts in ([_HELD_AGAINST.sub("", text) for text in said], said):
        mentioned = Counter(match[1] for text in texts for match in _YEAR.finditer(text))
        if mentioned:
            return mentioned.most_common(1)[0][0]
    return ""


def document_title(
    printed: str, head: Sequence[str], segments: Sequence[Segment], whose: str, year: str, kind: str
) -> str:
    """The printed title of the whole document; the title of a table is none, nor is the title of a form.

    Where there is none: whose and of which year it is, and its kind, or what its only table or form is called.
    """
    parts = list(dict.fromkeys(s.title for s in segments if s.kind != "prose" and s.title))
    if printed and not any(_bare(printed) == _bare(part) for part in parts):
        return printed
    if not parts:
        if labelled := next((match["title"] for text in head if (match := _LABELLED.match(text))), ""):
            return labelled
        return next((text[:60] for text in head if not _NO_TITLE.match(text) and not printed_unit(text)), "")
    label = {(r["domain"], r["code"]): r["label"] for r in seed_rows("code_label")}.get(
        ("disclosure_type", kind)
    )
    if not whose or not label:
        return parts[0]
    if re.sub(r"(?:人民政府|行政公署)$", "", whose) in _bare(parts[0]):
        return printed or parts[0]
    return f"{whose}{year}年{_bare(parts[0]) if len(parts) == 1 else label}"


def _bare(title: str) -> str:
    """A title without the year and the marks around it, to compare with another."""
    return re.sub(r"[(（]20\d\d年?度?[)）]?$", "", _TITLE_YEAR.sub("", fold(title)).strip("《》")).strip(
        "《》"
    )
