"""What goes on over several amounts of a sentence: brackets, names dealt out to amounts, reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.prose import phrase
from loaders.prose import subject as subjects
from loaders.prose.naming import Naming
from loaders.prose.quantity import Quantity
from loaders.records import StatedAmount


@dataclass(slots=True)
class Following(Naming):
    """A sentence that knows what began before the amount at hand."""

    pending: StatedAmount | None = None  # the row whose change was read last
    listed: bool = False  # whether its amounts are said to be parts
    reason_from: int | None = None  # number of rows when the words of a reason began that still go on
    outside: tuple[str, bool, StatedAmount | None] | None = None  # whole, listed and pending before a bracket
    dealt: list[str] = field(default_factory=list)  # names whose amounts follow, one each

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

    def deal(self, quantity: Quantity, gap: str, after: str) -> tuple[str, str]:
        """Words before and after an amount; ``甲、乙分别为1万元和2万元`` deals the names out where they are as many."""
        if self.dealt and phrase.BETWEEN.fullmatch(gap):
            return "、" + self.dealt.pop(0), ""
        self.dealt = []
        each = phrase.EACH_OF.search(gap)
        if each is None or quantity.kind == "percent":
            return gap, after
        names = re.split(r"以及|[、和与及]", each["names"])
        run = [quantity]
        for one in self.found[self.found.index(quantity) + 1 :]:
            if one.kind != quantity.kind or not phrase.BETWEEN.fullmatch(self.text[run[-1].stop : one.start]):
                break
            run.append(one)
        if len(run) != len(names) or not all(len(subjects.tidy(name)) > 1 for name in names):
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
