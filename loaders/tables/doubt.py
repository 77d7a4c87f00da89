"""What text without cells can't be trusted to say: names cut at the wrong places, amounts of headers that were not understood.

Here nothing is placed or mended. What one sign of a lost cell speaks against is undecided; where most of a table is, or
most of what the document's tables of text print, the rest rests on the same cutting and is undecided, too.
"""

from __future__ import annotations

import re
from collections import ChainMap, Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain, pairwise

from loaders.grammar.enumeration import NUMERAL
from loaders.grammar.normal import fold
from loaders.grammar.numbers import GROUP
from loaders.notes import note
from loaders.tables.equations import core_path
from loaders.tables.header_line import NO_AMOUNTS
from loaders.tables.measures import is_total_header, known_word, measure_of
from loaders.tables.model import Amount, RawTable, Row
from loaders.tables.vocabulary import bare_label, function_classes, header_words, row_role, subjects
from loaders.tables.wrapped import is_torn

Names = ChainMap[str, set[str]]  # by code
_MOST = 0.5  # share of the amounts that may be undecided
_HEADS = (*NO_AMOUNTS, "span", "side")
_WORD = 4  # letters of a header word that no name holds by chance
_FEWEST = 8  # amounts that say how well a table is read
_CLASS = 3  # digits
_LONGEST_CODE = 7
_CODED = 0.5  # share of the rows that have a code
_ADDED = re.compile(r"支出|费用?|[(（].*")  # what publishers add to an official name
_TWO_ROWS = re.compile(rf"。|.[(][{NUMERAL}]+[)].")  # no name holds a sentence, or the mark of another
_BEGUN = re.compile(r"[、,.)]|[(][^()]*[)]$")  # what a name begins with that has lost its beginning, or is nothing but its end
_INNER_TOTAL = re.compile(r"[\u4e00-\u9fff]{4}本年(?:收入|支出)合计$")  # below the name of the row above
_CODE_AHEAD = re.compile(r"(\d{5,7})[\u4e00-\u9fff]")  # the code of another classification, in the middle of a name
_REMARK = re.compile(r"[(（][^()（）]*[)）]")  # the former name of a unit begins as its name does
_TOTAL_AND_MORE = re.compile(r"[合总小]计[^()（）:：]{2}")
_PROSE = re.compile(r"^[、,.;]|[、,;]$")  # what a name is that is cut out of sentences
_FOREIGN = re.compile(r"[^\u4e00-\u9fff]*(?![a-zA-Z])[^\W\d_\u4e00-\u9fff][^\u4e00-\u9fff]*")  # a letter of another script, and none of Chinese
_AMOUNT_IN_TEXT = re.compile(
    rf"\d{GROUP}\.\d+[(（]?[\u4e00-\u9fff]|[\u4e00-\u9fff](?=\d)[\d,]{{3,}}\.\d{{2}}(?!\d)"
)
_ROUNDING = Decimal("0.02")
_PARTS = (("three_public", ("overseas_travel", "official_reception"), ("vehicle_purchase", "vehicle_operation")),)
_PUBLIC_THINGS = {"total", "official_vehicle", "three_public", *chain.from_iterable((*parts, *split) for _, parts, split in _PARTS)}


def doubt(tables: Sequence[RawTable]) -> None:
    """Take the columns and note on the rows of the tables without cells among ``tables`` what can't be relied upon.

    A row named by a piece of a sentence, by letters that no Chinese name has or by the official name's in another order is
    doubted in every table.
    """
    for row in chain.from_iterable(table.rows for table in tables):
        if row.amounts and row.repair is None and _is_no_name(fold(row.name), row.code):
            row.repair = note("subject_undecided")
    own = [table for table in tables if table.is_text]
    for table in (table for table in tables if table.is_text or table.is_aligned):
        names = _names_beside(table, tables)
        wrong = [
            row
            for row in table.rows
            if (table.is_text and _is_cut_wrong(row, table, names)) or (table.is_aligned and _has_lost_cell(row, table))
        ]
        if table.is_aligned and (_has_lost_side(table, wrong) or _has_joined_names(table)):
            wrong = [row for row in table.rows if row.amounts and not row.code]
        if table.is_text:
            wrong += _cut_between(table)
        for row in wrong:
            row.repair = note("subject_undecided")
        for row in table.rows:
            if _contradicts_header(row, table):
                _take(row.amounts)
            elif any(amount.column is None for amount in row.amounts):
                _take(_beside_whole(row, table))
    for table in (table for table in tables if table.is_aligned):
        torn = {n for n, column in enumerate(table.columns) if is_torn(column.path)}
        _take([amount for row in table.rows for amount in row.amounts if amount.column in torn])
    loose = [table for table in own if not table.is_aligned]
    lost = [table for table in own if _is_lost([table])] + (loose if _is_lost(loose) else [])
    for row in chain.from_iterable(table.rows for table in lost):
        _take(row.amounts)
    for table in (table for table in own if table not in lost and _is_told_by(lost, table)):
        for row in table.rows:
            if any(amount.is_inferred for amount in row.amounts):
                _take(_beside_whole(row, table))


def _is_told_by(lost: Sequence[RawTable], table: RawTable) -> bool:
    """Whether amounts of a table have the columns that a table told which is doubted itself: then those that followed fall with them."""
    return any(amount.told_by is other for row in table.rows for amount in row.amounts for other in lost)


def _is_no_name(name: str, code: str) -> bool:
    known = _official_names().get(code, set())
    if _INNER_TOTAL.search(name):
        return True
    turned = name not in known and any(len(one) == len(name) and sorted(one) == sorted(name) for one in known)
    return _PROSE.search(name) is not None or _FOREIGN.fullmatch(name) is not None or turned


def _is_lost(tables: Sequence[RawTable]) -> bool:
    """Whether most amounts have no column, or names that speak against the cutting; where alignment shows the columns those don't."""
    found = [(amount, not table.is_aligned and _is_undecided(row)) for table in tables for row in table.rows for amount in row.amounts]
    open_ones = sum(amount.column is None or is_cut for amount, is_cut in found)
    return len(found) >= _FEWEST and open_ones > _MOST * len(found)


def _is_undecided(row: Row) -> bool:
    return row.repair is not None and row.repair.code == "subject_undecided"


def _take(amounts: Sequence[Amount]) -> None:
    for amount in amounts:
        amount.column, amount.repair = None, None


def _beside_whole(row: Row, table: RawTable) -> list[Amount]:
    """The amounts of a row but one in the total of all columns, which needs no other to be where it is."""
    return [a for a in row.amounts if a.column is not None and not is_whole(table.columns[a.column].path)]


def is_whole(path: tuple[str, ...]) -> bool:
    """Whether a column holds the total of all others, and not only of its group."""
    return is_total_header(path) and len(path) == 1


def _names_beside(table: RawTable, tables: Sequence[RawTable]) -> Names:
    """The names of each code by the classification; of one that it doesn't know, as the other tables print it."""
    found: dict[str, set[str]] = {}
    for row in chain.from_iterable(other.rows for other in tables if other is not table):
        if row.code and row.name and row.code not in subjects():
            found.setdefault(row.code, set()).add(fold(row.name))
    return ChainMap(found, _official_names())


def _is_cut_wrong(row: Row, table: RawTable, names: Names) -> bool:
    """Whether a row has no name among rows that have, one that is the table's header or has a part of it, or one behind a code."""
    name = fold(row.name)
    if not row.amounts or _is_undecided(row):
        return False
    if _TWO_ROWS.search(name) or _BEGUN.match(name) or (_TOTAL_AND_MORE.match(name) and row.role != "total" and row_role(name)[0] != "total"):
        return True
    if (code := _CODE_AHEAD.match(name)) is not None and code[1] in subjects():
        return True
    if not name:
        return row.role != "total" and any(other.name for other in table.rows)
    if _is_head(name):
        return True
    if not row.code:
        named = bare_label(name)
        glued = any(named.startswith(one) and not _ADDED.fullmatch(named[len(one) :] or "支出") for one in function_classes())
        return glued or _has_lost_code(name, table)
    known = names.get(row.code, set())
    if row.code not in subjects():
        known = {one for one in known if one == name or one.startswith(name) or name.endswith(one)}
    if not known or name in known:
        return False
    if any(_goes_on_elsewhere(name, one, row, table, names) or _begins_elsewhere(name, one, row, table, names) for one in known):
        return True
    heads = {fold(text) for column in table.columns for text in core_path(column)[0]}
    has_head = any(len(head) >= _WORD and head in name for head in heads)
    return has_head or any(name in one and not one.startswith(name) for one in known)


def _cut_between(table: RawTable) -> list[Row]:
    """Rows without codes whose name is another's, with the end of the name of the row before: 评审中心工资福利支出; and these rows before."""
    counts = Counter(fold(row.name) for row in table.rows if row.amounts and not row.code)
    whole = {name for name, count in counts.items() if count > 1 and len(name) >= _WORD}
    found = []
    for before, row in pairwise(table.rows):
        name = fold(row.name)
        if row.amounts and before.amounts and not row.code and any(name.endswith(one) and name != one for one in whole):
            found += [before, row]
    return found


def _has_lost_cell(row: Row, table: RawTable) -> bool:
    """Whether a row that alignment shows has an amount within a text, a word of the header for its name, an item's name without
    its code below its class, or a code longer than any.
    """
    name = fold(row.name)
    if row.amounts and len(row.code) > _LONGEST_CODE:
        return True
    if row.amounts and (_AMOUNT_IN_TEXT.search(row.text) or _BEGUN.match(name)):
        return True
    if not row.amounts or not name:
        return False
    codes = {other.code for other in table.rows}
    return _is_head(name) or (not row.code and any(code[:-2] in codes for code in _item_codes().get(name, ())))


def _has_lost_side(table: RawTable, wrong: Sequence[Row]) -> bool:
    """Whether rows of a table of revenue and expenditure have lost cells and none of its columns a side: labels of one meet amounts of the other."""
    return bool(wrong) and "收支" in fold(table.title) and not any(column.side for column in table.columns)


def _has_joined_names(table: RawTable) -> bool:
    """Whether a name begins again within itself, as two do of which lines were taken for one (某市医疗保障局某市医疗)."""
    names = [_REMARK.sub("", fold(row.name)) for row in table.rows if row.amounts and not row.code]
    return any(len(name) > 2 * _WORD and name[:_WORD] in name[_WORD:] for name in names)


def _is_head(name: str) -> bool:
    word = header_words().get(name)
    return (word is not None and word.kind in _HEADS and not word.measure) or name in ("类", "款", "项")


@cache
def _item_codes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, known in subjects().items():
        for name in {fold(subject.name) for subject in known if len(code) > _CLASS}:
            found.setdefault(name, []).append(code)
    return found


def _has_lost_code(name: str, table: RawTable) -> bool:
    """Whether a row names an official subject without its code in a table that prints codes."""
    rows = [row for row in table.rows if row.amounts]
    return sum(bool(row.code) for row in rows) >= _CODED * len(rows) and name in _official()


def _goes_on_elsewhere(name: str, known: str, row: Row, table: RawTable, names: Names) -> bool:
    """Whether a name is its known one and more, or its beginning while another row has the end."""
    if name.startswith(known):
        return _ADDED.fullmatch(name[len(known) :]) is None
    end = known[len(name) :].removesuffix("支出") if known.startswith(name) else ""
    others = [other for other in table.rows if other is not row]
    if len(end) == 1:
        return any(fold(other.name) in {end + one for one in names.get(other.code, ())} for other in others)
    return len(end) > 1 and any(end in fold(other.name) for other in others)


def _begins_elsewhere(name: str, known: str, row: Row, table: RawTable, names: Names) -> bool:
    """Whether a name is the end of another row's known one, which that lacks, and its own."""
    start = name[: -len(known)] if name.endswith(known) else ""
    lacking = (
        one == fold(other.name) + start
        for other in table.rows
        if start and other is not row
        for one in names.get(other.code, ())
    )
    return any(lacking)


@cache
def _official_names() -> dict[str, set[str]]:
    return {code: {fold(one.name) for one in known} for code, known in subjects().items()}


@cache
def _official() -> frozenset[str]:
    return frozenset(chain.from_iterable(_official_names().values()))


def _contradicts_header(row: Row, table: RawTable) -> bool:
    """Whether amounts stand beside a blank total, or those of the three publics under headers that their sum speaks against."""
    taken = {amount.column: Decimal(amount.text) for amount in row.amounts if amount.column is not None}
    wholes = {n for n, c in enumerate(table.columns) if c.side in ("", row.side) and is_whole(c.path)}
    if wholes and not wholes & set(taken) and any(taken.values()):
        return True
    return not row.name and any(map(_contradicts_parts, _periods(taken, table)))


def _periods(taken: Mapping[int, Decimal], table: RawTable) -> list[dict[str, Decimal]]:
    """The amounts of a row by measure, those under each header for a period (预算数, 决算数) apart."""
    found: dict[str, dict[str, Decimal]] = {}
    for column, value in taken.items():
        first, *rest = table.columns[column].path or ("",)
        word = known_word(first) if rest else None
        is_period = word is not None and word.kind == "repeat"
        path = tuple(rest) if is_period else table.columns[column].path
        found.setdefault(first if is_period else "", {})[measure_of(path)] = value
    return list(found.values())


def _contradicts_parts(found: Mapping[str, Decimal]) -> bool:
    """Whether the three publics' sum speaks against the total above them."""
    if set(found) <= _PUBLIC_THINGS:
        found = {"three_public": found["total"], **found} if "total" in found else found
    for total, parts, split in _PARTS:
        if total not in found or not any(part in found for part in (*parts, *split, "official_vehicle")):
            continue
        vehicles = found.get("official_vehicle", sum((found.get(part, Decimal(0)) for part in split), Decimal(0)))
        whole = vehicles + sum((found.get(part, Decimal(0)) for part in parts), Decimal(0))
        if abs(whole - found[total]) > _ROUNDING:
            return True
    return False
