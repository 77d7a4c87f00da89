"""What kind of number each printed number is: an amount owed to a fact, or one that belongs where it stands.

A cell that holds a number alone (with its sign, operator or unit) prints an amount. Within a text a number is an amount
where a unit of money follows, or where it is written like money (``1,234``, ``12.50``); years, document numbers, marks of
lists and codes are what their surroundings say. A column of codes or consecutive numbers is known as a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise

from loaders.grammar.enumeration import CIRCLED
from loaders.grammar.normal import fold
from loaders.grammar.numbers import AMOUNTS_BESIDE, LOOSE, LOOSE_GROUPED, NUMBER, read_number
from loaders.grammar.units import MONEY_WORD, THING
from loaders.model import Cell, Grid
from loaders.vocabulary import seed_rows

AMOUNT, IN_TEXT, IN_VALUE = "amount", "text_amount", "value"  # owed to a fact
TEXT, DESCRIPTION = "text", "description"
CODE, LINE_NUMBER, COLUMN_NUMBER = "code", "line_number", "column_number"
_CIRCLED = re.compile(rf"[{CIRCLED}]")
_PAREN = r"[〔\[【(]"
_IN_TEXT = re.compile(
    rf"(?P<document_number>{_PAREN}(?:19|20)\d\d[〕\]】)]第?\d+(?:[-、]\d+)*号?|\d+号(?:文|令|凭证)?)"
    r"|(?P<date>(?:19|20)\d\d[年/.-]\d{1,2}(?:[月/.-](?:\d{1,2}日?)?)?(?![\d,])|(?:19|20)\d\d(?=[年度至到~—-]|$)|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|\d{1,2}:\d\d)"
    rf"|(?P<code>[A-Za-z][A-Za-z\d_-]*\d[A-Za-z\d_-]*(?:\.\d+)?|\d{{6,}}[A-Za-z][A-Za-z\d]*|^\d{{2,}}(?=-[\u4e00-\u9fff])|^\d{{3,}}(?=[\u4e00-\u9fff])(?!\d+(?:{MONEY_WORD}|个|人|次)))"
    r"|(?P<list_number>^\d{1,2}(?:\.\d{1,2})*(?:[、):：．]|[.](?!\d))|(?<=[。；;,，:：□☐☑■√])\d{1,2}(?:\.\d{1,2})*(?:[、)]|[.](?!\d))|[(]\d{1,2}[)]"
    r"|(?:表|目标|指标|附件|附|第|任务)\d{1,3}(?![\d.,万亿元%]))"
    rf"|(?P<bound>{NUMBER}{MONEY_WORD}(?=(?:[(][^()]*[)])?(?:及|含)?以[上下内]))"
    rf"|(?P<description>{NUMBER}(?=字(?:以内|左右)))"
    rf"|(?P<column_number>\d{{1,2}}=\d{{1,2}}(?:[-+*/×÷]\d{{1,2}})*)"
    rf"|(?P<text_amount>{NUMBER}(?={MONEY_WORD})|{LOOSE_GROUPED}(?![\d%‰])|\d+\.\d\d(?![\d%‰]|分(?!之)|{THING}))"
    rf"|(?P<value>(?<=[≥≤><=＝])-?{NUMBER}|{NUMBER}(?=[%‰]))"
    rf"|(?P<text>{NUMBER})"
)
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(LOOSE)
_ALONE = re.compile(
    rf"(?:[≥≤><=＝]|不少于|不低于|不超过|大于|小于)*(-?{NUMBER})(?:{MONEY_WORD}|[%‰]|[^\d\s,.;:，。；：、年月日号第()-]{{1,4}}|/[\u4e00-\u9fff]{{1,4}})?"
)
_MADE_UP = re.compile(rf"(?P<whole>{LOOSE})(?:{MONEY_WORD}|万)[(](?P<parts>[^()]*)[)]")
_MARKS = re.compile(r"[\u4e00-\u9fff]{0,2}|[-*=+\d()*/×÷]*|\d+[栏列]?")
_REMARKS = (["备注"], ["说明"])
_MONEY = re.compile(MONEY_WORD)
_STOP = r"(?:[，。；;]|,(?!\d))"
_SENTENCE = re.compile(rf"{_STOP}.*{_STOP}|{_STOP}.{{8}}|^.{{40}}")
_INDICATORS = re.compile(r"[一二三]级指标|(?:产出|效益|数量|质量|时效|成本|影响|满意度)指标")
_SIDE_BY_SIDE = re.compile(rf"(?:^|\s){AMOUNTS_BESIDE}")
_ROWS = 2  # lines of amounts side by side that are no words of a text
_STACK = 3  # integers one below the other; two can be one number that a narrow cell breaks
_ENOUGH, _MOST = 3, 0.8
_BOUND_WORDS = 6  # characters that a text has besides its bound, where it names something


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed number: its digits without separators, and its kind.

    ``whole`` is the text of its cell that begins with it; ``within`` that of a cell with other words.
    """

    digits: str
    kind: str
    whole: str = ""
    within: str = ""

    @property
    def is_owed(self) -> bool:
        """Whether a fact has to hold it."""
        return self.kind in (AMOUNT, IN_TEXT, IN_VALUE)


def is_sentence(text: str) -> bool:
    """Whether a cell holds running text: a description, grounds, a goal."""
    return _SENTENCE.search(text) is not None


def lists_indicators(text: str) -> bool:
    """Whether a cell holds indicators with their levels, not only a text that speaks of some."""
    return _INDICATORS.search(text) is not None


def stacked(text: str) -> list[str]:
    """The text of a cell without its line breaks; amounts below or beside each other each for itself."""
    if "\n" not in text:
        return [text]
    lines = [line for line in text.split("\n") if line.strip()]
    rows = [line for line in lines if _SIDE_BY_SIDE.search(line)]
    if len(rows) >= _ROWS:  # a table in one cell
        return [*(word for line in rows for word in line.split()), "".join(line for line in lines if line not in rows)]
    found = [read_number(line) for line in lines]
    decimals = {len(number.digits.partition(".")[2]) for number in found if number is not None}
    is_stack = None not in found and len(decimals) == 1 and len(lines) >= (_STACK if decimals == {0} else 2)
    return lines if is_stack else [text.replace("\n", "")]


@lru_cache(maxsize=16384)
def numbers(text: str) -> tuple[Printed, ...]:
    """The numbers of one cell, or of one piece of a line. Of a cell that holds several and nothing else each is an amount."""
    found = read_number(text)
    if found is not None:
        digits = found.digits.lstrip("-")
        return (Printed(digits, CODE if _has_leading_zero(digits) else AMOUNT),)
    several = text.split()
    if len(several) > 1 and all(_DIGIT.search(one) and read_number(one) is not None for one in several):
        return tuple(number for one in several for number in numbers(one))
    folded = fold(_CIRCLED.sub(" ", text))
    if _DIGIT.search(folded) is None:
        return ()
    alone = _ALONE.fullmatch(folded)
    if alone is not None:
        return (Printed(alone[1].replace(",", "").lstrip("-"), AMOUNT, folded),)
    inside = _breakdown(folded)
    return tuple(
        Printed(digits.replace(",", ""), DESCRIPTION if match.start() in inside else _kind_within(match, folded), within=folded)
        for match in _IN_TEXT.finditer(folded)
        for digits in _DIGITS.findall(match[0])
    )


def _breakdown(text: str) -> range:
    """Where brackets say what the amount before them is made of, adding up to it: ``854万(建设400万元,示范295万元,畅通159万元)``."""
    match = _MADE_UP.search(text)
    if match is None:
        return range(0)
    parts = [Decimal(part.replace(",", "")) for part in re.findall(rf"({LOOSE})(?={MONEY_WORD})", match["parts"])]
    is_whole = len(parts) > 1 and sum(parts) == Decimal(match["whole"].replace(",", ""))
    return range(*match.span("parts")) if is_whole else range(0)


def _kind_within(match: re.Match[str], text: str) -> str:
    """The kind of a number within a text; a bound (``10万元以下小额贷款量``) says what things are meant."""
    kind = match.lastgroup or TEXT
    if kind != "bound":
        return kind
    return DESCRIPTION if len(text) - len(match[0]) > _BOUND_WORDS else IN_TEXT


def _has_leading_zero(digits: str) -> bool:
    return len(digits) > 1 and digits.startswith("0") and digits.isdigit()


def column_kinds(grids: Sequence[Grid], *, is_form: bool = False) -> dict[tuple[int, int], str]:
    """Columns that hold codes, line numbers, dates or remarks, by (index of the grid, column).

    Headers carry over to grids of the same width that go on with the table. Forms print other fields above their
    indicators: there a remark is what stands right below that word.
    """
    kinds: dict[tuple[int, int], str] = {}
    heads: dict[int, dict[int, str]] = {}
    for place, grid in enumerate(grids):
        told = heads.setdefault(grid.cols, {})
        for col, cells in _columns(grid).items():
            alone = [(cell.row, digits) for cell in cells if (digits := _integer(cell.text))]
            first = alone[0][0] if alone else grid.rows
            above = [fold(cell.text) for cell in cells if cell.row < first]
            told[col] = _heading(above, is_form=is_form) or told.get(col, "")
            kind = told.get(col, "")
            if not kind and len(alone) >= _ENOUGH:
                kind = _kind_of([digits for _, digits in alone], cells)
            if kind:
                kinds[place, col] = kind
    return kinds


def _heading(above: Sequence[str], *, is_form: bool) -> str:
    """The kind that the headers of a column name: of codes and line numbers the first, else that of remarks."""
    kinds = [_header_kind(text) for text in above]
    coded = next((kind for kind in kinds if kind not in ("", DESCRIPTION)), "")
    said = kinds[-1:] if is_form and above[-1:] in _REMARKS else [] if is_form else kinds
    return coded or (DESCRIPTION if DESCRIPTION in said else "")


def is_of(kind: str, token: Printed, text: str) -> bool:
    """Whether a number that stands alone in a cell is what its column holds: an integer, of remarks none that is money."""
    if token.kind != AMOUNT or not token.digits.isdigit():
        return False
    return kind != DESCRIPTION or ("," not in text and _MONEY.search(text) is None)


def _kind_of(alone: Sequence[str], cells: Sequence[Cell]) -> str:
    """The kind of a column whose numbers are all integers: consecutive, or mostly codes of an official list."""
    if len(alone) != sum(read_number(cell.text) is not None for cell in cells):
        return ""
    if _consecutive([int(digits) for digits in alone]):
        return LINE_NUMBER
    return CODE if sum(digits in _official() for digits in alone) >= _MOST * len(alone) else ""


def is_column_numbers(cells: Sequence[str]) -> bool:
    """Whether the cells of a row number the columns (``栏次 1 2 3``; ``1=2+3`` among them)."""
    whole = [int(digits) for text in cells if (digits := _integer(text))]
    if not whole:
        return False
    others = [fold(text) for text in cells if text.strip() and not _integer(text)]
    steps = all(b == a + 1 for a, b in pairwise(whole))
    named = any(text in ("栏次", "公式") for text in others)
    formulas = sum("=" in text for text in others)
    return (
        steps and len(whole) + formulas >= (1 if named else _ENOUGH)
        and (named or whole[0] <= 2) and all(_MARKS.fullmatch(text) for text in others)
    )  # fmt: skip


def _columns(grid: Grid) -> Mapping[int, list[Cell]]:
    found: dict[int, list[Cell]] = defaultdict(list)
    for cell in sorted(grid.cells, key=lambda c: c.row):
        if cell.text.strip():
            found[cell.col].append(cell)
    return found


def _integer(text: str) -> str:
    bare = text.strip()
    return bare if bare.isdecimal() and bare.isascii() else ""


def _consecutive(values: Sequence[int]) -> bool:
    steps = [b - a for a, b in pairwise(values)]
    return sum(step == 1 for step in steps) >= _MOST * len(steps)


@lru_cache(maxsize=16384)
def _header_kind(header: str) -> str:
    for word, match, kind in _header_words():
        if header == word or (match == "suffix" and header.endswith(word)):
            return kind
    return ""


@cache
def _header_words() -> tuple[tuple[str, str, str], ...]:
    kinds = {"code": CODE, "unit_code": CODE, "sequence": LINE_NUMBER, "other": DESCRIPTION}
    return tuple(
        (row["header_word"], row["match"], kinds[row["header_kind"]])
        for row in seed_rows("grid_header_word")
        if row["header_kind"] in kinds
    )


@cache
def _official() -> frozenset[str]:
    names = ("function_class", "department_economic", "government_economic", "revenue_class")
    return frozenset(row["code"] for name in names for row in seed_rows(name))


def pieces(text: str) -> Iterator[str]:
    """The pieces of a line of text that can be cells: what white space holds apart."""
    yield from text.split()
