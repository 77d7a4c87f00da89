"""What goes on over several amounts of a sentence: brackets, names dealt out to amounts, reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from loaders.prose import phrase
from loaders.prose import subject as subjects
from loaders.prose.naming import Naming
from loaders.prose.quantity import Quantity
from loaders.records import StatedAmount

_BELOW = ("小于", "低于", "少于")
_TWO = 2
_NAMES = r"以及|[、和与及]"
_LAST_NAME = r"、|(?:以及|[和与及])(?=[^、和与及]*$)"  # 教育、文化体育与传媒和农林水事务
_ALIKE = re.compile(r"^(?P<names>.+?)等(?P<noun>[一-鿿]{2,6})?$")  # 甲、乙等支出


@dataclass(slots=True)
class Following(Naming):
    """A sentence that knows what began before the amount at hand."""

    pending: StatedAmount | None = None  # the row whose change was read last
    listed: bool = False  # whether its amounts are said to be parts
    reason_from: int | None = None  # number of rows when the words of a reason began that still go on
    outside: tuple[str, bool, StatedAmount | None] | None = None  # whole, listed and pending before a bracket
    dealt: list[str] = field(default_factory=list)  # names whose amounts follow, one each
    owed: list[StatedAmount] = field(default_factory=list)  # rows whose changes follow, one each
    direction: str = ""  # of these changes
    lists: list[tuple[StatedAmount, int]] = field(default_factory=list)  # wholes, one within the other, and where their parts begin

    def follow_bracket(self, quantity: Quantity) -> None:
        """In brackets right behind an amount stand its parts; behind the bracket the sentence goes on as before it."""
        if not self.in_brackets(quantity.start):
            if self.outside is not None:
                self.reading.whole, self.listed, self.pending = self.outside
                self.outside = None
            return
        if self.outside is not None:
            return
        self.outside = self.reading.whole, self.listed, self.pending
        opened = max(self.text.rfind(mark, 0, quantity.start) for mark in "（(")
        before = next((q for q in self.found if q.stop == opened), None)
        owner = self.rows[-1] if self.rows else None
        if (
            before is not None
            and owner is not None
            and before.kind == quantity.kind == "money"
            and owner.amount_printed == before.number
            and phrase.NO_PART.match(self.text[opened + 1 :]) is None
        ):
            self.reading.whole, self.listed = owner.subject_name, True

    def before_bracket(self, quantity: Quantity) -> str:
        """The words before the bracket that a quantity opens, where no quantity stands there: what it is said of."""
        opened = max(self.text.rfind(mark, 0, quantity.start) for mark in "（(")
        first = all(not opened < one.start < quantity.start and one.stop != opened for one in self.found)
        return subjects.tidy(subjects.last_clause(self.text[:opened])) if opened >= 0 and self.in_brackets(quantity.start) and first else ""

    def open_list(self, whole: StatedAmount) -> None:
        """The parts of ``whole`` follow, within the list that it is itself a part of."""
        within = self.lists and whole.role == "part" and whole.part_of == self.lists[-1][0].subject_name
        self.lists = [*(self.lists if within else []), (whole, len(self.rows))]
        self.ended = False

    def follow_list(self, quantity: Quantity, gap: str) -> None:
        """A list of parts ends where they have made up its whole, one within another at a semicolon unless it goes on to do so.

        What follows is a part of the whole of the outer list, or of nothing.
        """
        outside = self.in_brackets(quantity.start) or quantity.kind != "money" or not self.lists
        if outside or phrase.PARTS.search(gap) or phrase.CHANGE.search(gap):
            return
        whole, first = self.lists[-1]
        parts = [
            Decimal(row.amount_printed)
            for row in self.visible(quantity.start)
            if row.part_of == whole.subject_name and row.amount_printed and row.unit == whole.unit
            and any(row is own for own in self.rows[first:])
        ]  # fmt: skip
        rest = Decimal(whole.amount_printed or 0) - sum(parts)
        made_up = len(parts) > 1 and not rest and Decimal(quantity.number) != 0
        if not made_up and (len(self.lists) < _TWO or "；" not in gap or self._makes_up(rest, quantity)):
            return
        self.lists.pop()
        self.ended = not self.lists
        if self.ended:
            self.listed = False
        else:
            self.reading.whole = self.lists[-1][0].subject_name

    def _makes_up(self, rest: Decimal, quantity: Quantity) -> bool:
        """Whether amounts from ``quantity`` on add up to ``rest``."""
        place = self.found.index(quantity)
        for before, one in pairwise([None, *self.found[place:]]):
            if one is None or one.kind != "money":
                continue
            if before is not None and phrase.CHANGE.search(self.text[before.stop : one.start]):
                continue
            rest -= Decimal(one.number)
            if not rest:
                return True
        return False

    def changed_together(self, quantity: Quantity, gap: str) -> tuple[StatedAmount, str] | None:
        """The row that one of several changes is said of, and its direction: ``甲、乙分别增长5%和3%`` changes two.

        The rows are those with amounts that the words name, or the last ones where they name none; else rows of the
        names alone. None where a change stands alone or there aren't as many rows or names.
        """
        if self.owed and phrase.BETWEEN.fullmatch(gap):
            return self.owed.pop(0), self.direction
        self.owed = []
        change = phrase.CHANGE.search(gap)
        run = self._run(quantity)
        if change is None or phrase.EACH.search(gap) is None or len(run) < _TWO:
            return None
        own = re.sub(r"(?:分别|各|均)(?:比|较|与|同).*$|(?:分别|各|均)$", "", self.named(gap))
        rate = quantity.kind == "percent"
        rows = [
            row
            for row in self.visible(quantity.start) or self.before
            if row.amount_printed and not (row.change_pct if rate else row.change_printed)
        ][-len(run) :]
        if len(rows) < len(run) or (own and not all(phrase.same(row.subject_name, own) for row in rows)):
            names = _listed_names(own, len(run))
            if not names:
                return None
            rows = [self.without_amount(quantity, name) for name in names]
        self.owed, self.direction = rows[1:], change["word"]
        return rows[0], self.direction

    def without_amount(self, quantity: Quantity, name: str) -> StatedAmount:
        """A new row about ``name`` of which only a change or a share is said."""
        row = self.row(quantity, name)
        row.role = "other"
        self.append(row, quantity)
        return row

    def beyond_budget(self, quantity: Quantity, gap: str) -> bool:
        """Whether ``quantity`` is what lies between the amount before it and its budget; then it is a change of that."""
        beyond = phrase.BEYOND.search(gap) if quantity.kind == "money" else None
        rows = [row for row in self.visible(quantity.start) if row.amount_printed and row.role not in phrase.BESIDE]
        if beyond is None or not rows:
            return False
        row = self.without_amount(quantity, rows[-1].subject_name)
        row.change_printed = ("-" if beyond["word"] in _BELOW else "") + quantity.number
        row.change_unit, row.change_direction, row.change_base = quantity.unit, beyond["word"], beyond["base"]
        return True

    def gone_on(self, change: Quantity) -> str:
        """What a change without words of its own is said of: what stands before its bracket (``甲（减少1万元）``), what the
        clause before said nothing of but another change (``甲比预算无变化，比上年增加1万元``), else what its group names first."""
        if before := self.before_bracket(change):
            return before
        row = self.pending
        if row is not None and not row.amount_printed and row.subject_name:
            place = next((place for one, place in zip(self.rows, self.places, strict=True) if one is row), -1)
            if place > max(self.text.rfind(mark, 0, change.start) for mark in "；;"):
                return row.subject_name
        return self.stem(change.start)

    def append(self, row: StatedAmount, quantity: Quantity) -> None:
        """Keep a row, and where it stands."""
        self.rows.append(row)
        self.places.append(quantity.start)

    def _run(self, quantity: Quantity) -> list[Quantity]:
        """A quantity with those of its kind that follow it with nothing but ``、`` or ``和`` between."""
        run = [quantity]
        for one in self.found[self.found.index(quantity) + 1 :]:
            if one.kind != quantity.kind or not phrase.BETWEEN.fullmatch(self.text[run[-1].stop : one.start]):
                break
            run.append(one)
        return run

    def deal(self, quantity: Quantity, gap: str, after: str) -> tuple[str, str]:
        """Words before and after an amount; ``甲、乙分别为1万元和2万元`` deals the names out where they are as many."""
        if self.dealt and phrase.BETWEEN.fullmatch(gap):
            return "、" + self.dealt.pop(0), ""
        self.dealt = []
        each = phrase.EACH_OF.search(gap)
        if each is None or quantity.kind == "percent":
            return gap, after
        names = re.split(_NAMES, each["names"])
        if len(self._run(quantity)) != len(names) or not all(len(subjects.tidy(name)) > 1 for name in names):
            return gap, after
        self.dealt = names[1:]
        return gap[: each.start("names")] + names[0], ""

    def follow_reason(self, gap: str) -> None:
        """A reason goes on until a semicolon, 其中, or a comparison of the head's own (``，比上年增加``)."""
        reason = phrase.REASON.search(gap)
        rest = gap[reason.end() :] if reason else gap
        if re.search(r"[；。]|其中", rest) or (phrase.COMPARED.search(rest) and not self.own_words(rest)):
            self.reason_from = None
        elif reason and self.rows:
            self.reason_from = len(self.rows)

    def given_as_reason(self) -> list[StatedAmount] | None:
        """The rows named within a reason so far; ``None`` outside of one."""
        return None if self.reason_from is None else self.rows[self.reason_from :]

    def rest(self, quantity: Quantity) -> str:
        """The text behind a quantity."""
        return self.text[quantity.stop :]


def _listed_names(listed: str, count: int) -> list[str]:
    """The ``count`` names of a list, each with the noun that stands behind all of them; none if it can't be cut into as many."""
    alike = _ALIKE.match(listed)
    bare, noun = (alike["names"], alike["noun"] or "") if alike else (listed, "")
    for between in (_NAMES, _LAST_NAME):
        names = [subjects.tidy(name) for name in re.split(between, bare)]
        if len(names) == count and all(len(name) > 1 for name in names):
            return [name if name.endswith(noun) else name + noun for name in names]
    return []
