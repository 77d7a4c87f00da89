"""From the quantities of a passage to rows: which is an amount, which a change, a rate or a share of one.

A sentence is read from left to right. The words between two quantities say what the second is: a direction word
makes it a change, ``占`` a share, anything else an amount of its own. A change belongs to the amount before
it, unless its own words name another one or only another one fits its rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from loaders.grammar.numbers import NUMBER
from loaders.prose import phrase
from loaders.prose import subject as subjects
from loaders.prose import vocabulary as words
from loaders.prose.following import Following
from loaders.prose.quantity import MONEY_UNITS, Quantity
from loaders.records import StatedAmount

_NEAR = 1  # percentage point by which a share may miss the whole that it is held against

@dataclass(slots=True)
class Sentence(Following):
    """Reads the quantities of one sentence into ``rows``; ``before`` are the rows of the sentence before it."""

    together: list[StatedAmount] = field(default_factory=list)  # rows that share the pending row's change
    base: str = ""
    used_percent: bool = False
    base_of_share: StatedAmount | None = None
    whole_before: str = ""  # the whole of which the sentences before told

    def __post_init__(self) -> None:
        self.whole_before = self.reading.whole

    def take(self, quantity: Quantity, gap: str, after: str) -> None:
        """Read one quantity, given the words before and after it."""
        self.used_percent = True
        self.follow_bracket(quantity)
        gap = phrase.BLANK_RATE.sub("", phrase.NO_RATE.sub("", gap))
        gap, after = self.deal(quantity, gap, after)
        if phrase.ANEW.search(gap):
            self.listed = False
        if not self.rows and (among := phrase.AMONG.match(gap)) is not None and quantity.kind == "money":
            self.reading.whole = subjects.tidy(among["whole"])
        rows = self.visible(quantity.start)
        compared = list(phrase.COMPARED.finditer(gap))
        if compared:
            self.base = phrase.COUNT.sub("", compared[-1]["base"])
        elif year_on_year := phrase.SAME_PERIOD.search(gap):
            self.base = year_on_year[0]
        compared_with_nothing = not compared and not phrase.SAME_PERIOD.search(gap)
        self.follow_reason(gap)
        if together := self.changed_together(quantity, gap):
            self._set_change(quantity, *together)
            return
        # A list of words that a semicolon ends has no amounts: 人员经费5万元，主要包括：工资、奖金；公用经费2万元.
        parts, own = phrase.PARTS.search(gap.rpartition("；")[2]), phrase.OWN_WHOLE.search(gap)
        names = own is not None and quantity.kind == "money" and not phrase.OF_PARTS.search(gap)
        if names and own is not None and len(head := subjects.tidy(own["head"])) > 1:
            self.reading.whole = head
            gap = "包括" + gap.rpartition("包括")[2]
        elif rows and parts and not (self.listed and parts[0] == "主要用于"):
            self.reading.whole = self._whole(rows).subject_name
            self.open_list(self._whole(rows))
        elif not self.rows and self.before and phrase.OF_WHICH.match(gap.lstrip("（(")):
            whole = self._whole(self.before, quantity)
            self.reading.whole = whole.subject_name
            self.open_list(whole)
        self.follow_list(quantity, gap)
        adjusted = phrase.ADJUSTED.match(subjects.last_clause(gap)) if quantity.kind == "money" else None
        if adjusted is not None and not phrase.NEW_VALUE.search(gap):
            self._set_change(quantity, self.without_amount(quantity, subjects.tidy(adjusted["what"])), adjusted["word"])
        elif self.beyond_budget(quantity, gap):
            pass
        elif quantity.kind == "flat":
            self._flat(quantity, gap)
        elif quantity.kind == "percent":
            self._percent(quantity, gap)
        elif phrase.CHANGE.search(gap) and not phrase.NEW_VALUE.search(gap) and not (compared_with_nothing and phrase.RAISED.search(gap)):
            self._change(quantity, gap, after)
        else:
            self._amount(quantity, gap, after)
        if self.rows and re.search(r"(?:其中|包括|如下)：?$", after):
            self.reading.whole = self._whole(self.visible(quantity.start)).subject_name
        if self.rows and phrase.REASON.search(after):
            target = self.pending or self.rows[-1]
            if target.change_printed or target.change_pct or target.role == "final":
                target.has_reason = "true"

    def _amount(self, quantity: Quantity, gap: str, after: str) -> None:
        clause = "" if phrase.BETWEEN.fullmatch(gap) else phrase.NEW_VALUE.sub("", subjects.last_clause(gap))
        old = phrase.OLD_VALUE.search(clause)
        name, role = self.subject(clause[: old.start()] if old else clause, gap, quantity, after)
        if old:
            role = words.role_of(old["base"]) or "other"
        row = self.row(quantity, name)
        row.role = role
        if phrase.OWN_REASON.match(after):
            self.reason_from = None  # what has a reason of its own is none
        if role in ("current", "part") and self.reason_from is not None:
            row.role = role = "other"
        if re.search(r"其中|包括|分项", gap):
            self.listed = True
        if role == "part" or (role == "current" and self.listed and not self._is_base(quantity, gap)):
            row.part_of = self.reading.whole
        row.amount_printed, row.unit = quantity.number, quantity.unit
        self.append(row, quantity)
        self.pending = None
        self.base = ""
        self.base_of_share = row if self._is_base(quantity, gap) else None
        if self.base_of_share is not None:
            self.reading.bases.append(row)

    def _is_base(self, quantity: Quantity, gap: str) -> bool:
        """Whether a share of the amount follows: 完成预算5万元的80%, 占任务数5万元80%."""
        rest = self.rest(quantity)
        bare = phrase.BARE_RATE.match(rest) and phrase.OF_A_BASE.search(gap)
        return bool(bare or phrase.BASE_OF_SHARE.match(rest))

    def _change(self, quantity: Quantity, gap: str, after: str) -> None:
        match = phrase.CHANGE.search(gap)
        assert match is not None
        rate = re.match(
            rf"[^，。；]{{0,3}}[，,]?(?:{words.DIRECTION})[^\d，。；]{{0,8}}({NUMBER})[%％]?",
            self.rest(quantity),
        )
        targets = self._changed_rows(quantity, gap, Decimal(rate[1].replace(",", "")) if rate else None)
        for target in targets:
            target.change_printed = phrase.signed(match["word"], quantity.number)
            target.change_unit = quantity.unit
            target.change_direction = match["word"] + (match["both"] or "")
            target.change_base = self.base or phrase.base_in(self.text[: quantity.start])
            target.lines = tuple(sorted({*target.lines, *self.printed_on(quantity)}))
        self.pending = targets[-1]
        self.together = targets[:-1]

    def _set_change(self, quantity: Quantity, target: StatedAmount, word: str) -> None:
        if quantity.kind == "percent":
            target.change_pct = phrase.signed(word, quantity.number)
        else:
            target.change_printed, target.change_unit = phrase.signed(word, quantity.number), quantity.unit
        target.change_direction = target.change_direction or word
        target.change_base = target.change_base or self.base or phrase.base_in(self.text[: quantity.start])
        target.lines = tuple(sorted({*target.lines, *self.printed_on(quantity)}))

    def _whole_before(self, change: Quantity) -> StatedAmount | None:
        """The whole of the parts that the sentence before listed: a change said of nothing else is its change."""
        head = self.row_before()
        if head is not None and head is not self.before[-1]:
            return next(iter(_open([head], change)), None)
        wholes = {row.part_of for row in self.before}
        if len(self.before) < 2 or len(wholes) != 1 or "" in wholes:
            return None
        name = wholes.pop()
        found = [
            row for row in _open(self.reading.rows, change) if row.subject_name == name and not row.part_of
        ]
        return found[-1] if found else self.without_amount(change, name)

    def _changed_rows(self, quantity: Quantity, gap: str, rate: Decimal | None) -> list[StatedAmount]:
        """The rows that a change is said of: ``收、支总计各增加`` changes two, most changes one."""
        named = self.named(gap)
        given = self.given_as_reason()
        if (phrase.REASON.search(gap) or phrase.PURPOSE.search(gap)) and not self.own_words(gap):
            named = ""
        if not named and not self.rows and self.pending is not None:
            return [self.without_amount(quantity, self.pending.subject_name)]
        against = all(row.role == "last_year" for row in self.rows)
        if not named and against and (whole := self._whole_before(quantity)):
            return [whole]
        if given is not None and not named:
            fitting = [r for r in _open(self._near(quantity.start), quantity) if phrase.fits(r, quantity, self._sign(gap), rate)]
            return fitting[-1:] or _open(given, quantity)[-1:] or [self.without_amount(quantity, self.behind(quantity))]
        year = self.opening_year()
        same_year = [r for r in self.before if not year or r.stated_year in ("", year)]
        here, earlier = _open(self._no_base(self._near(quantity.start)), quantity), _open(self._no_base(same_year), quantity)
        pool = (here or ([] if self.rows else earlier)) if not named else [*earlier, *here]
        fitting = [r for r in pool if phrase.fits(r, quantity, self._sign(gap), rate)]
        if not named and pool:
            return fitting if len(fitting) == 1 else pool[-1:]
        if named and not phrase.REASON.search(gap):
            if len(fitting) > 1 and phrase.EACH.search(gap) and len({r.amount_printed for r in fitting}) == 1:
                return fitting
            same = [r for r in pool if phrase.same(r.subject_name, named) and not phrase.is_any(r.subject_name, named)]
            exact = [r for r in same if subjects.normal(r.subject_name) == subjects.normal(named)]
            same = exact or [r for r in same if not r.part_of] or same
            if same or (rate is not None and len(fitting) == 1):
                return same[-1:] or fitting
        nothing = "" if phrase.REASON.search(gap) else self.gone_on(quantity)
        return [self.without_amount(quantity, named or self.behind(quantity) or nothing)]

    def _by_base(self) -> StatedAmount | None:
        """The amount of the sentence before that a comparison names by what it holds it against (``比2017年收入预算增加``)."""
        named = subjects.tidy(self.base)
        same = [row for row in self.before if len(named) > 1 and phrase.same(row.subject_name, named)]
        return next((row for row in reversed(same) if not row.part_of), same[-1] if same else None)

    def _near(self, stop: int) -> list[StatedAmount]:
        """The rows between the last semicolon and ``stop``, without those in brackets closed since; else all."""
        group = self.text.rfind("；", 0, stop)
        if self.in_brackets(group + 1):
            group = -1
        places = dict(zip(map(id, self.rows), self.places, strict=True))
        near = [row for row in self.visible(stop) if places[id(row)] > group]
        return near or [row for row in self.rows if row.role != "last_year"]

    def _no_base(self, rows: Iterable[StatedAmount]) -> list[StatedAmount]:
        """``rows`` without amounts that others are held against: 完成预算84.82万元的73.2%，比上年增加 speaks of what was spent."""
        return [row for row in rows if all(row is not base for base in self.reading.bases)]

    def _whole(self, rows: list[StatedAmount], part: Quantity | None = None) -> StatedAmount:
        """The row that parts are listed of: the last one, without the figures that it is held against; of the sentence before the
        last that is no less than the first part (收入9万元，包括本年收入9万元，上年结转0万元。其中：事业收入5万元)."""
        own = [row for row in reversed(self._no_base(rows)) if row.role not in phrase.BESIDE]
        if part is not None and part.kind == "money":
            above = [r for r in reversed(self.reading.rows) if own and r.subject_name == own[0].part_of]
            enough = (r for r in (*own, *above) if r.unit == part.unit and r.amount_printed and Decimal(r.amount_printed) >= Decimal(part.number))
            return next(enough, own[0] if own else rows[-1])
        return own[0] if own else rows[-1]

    def _held_against(self, rows: list[StatedAmount], latest: StatedAmount | None) -> StatedAmount | None:
        """The latest row; where that is last year's amount, the one that is held against it (支出5万元，完成预算6万元的83%，较上年4万元增长)."""
        if latest is None or latest.role != "last_year":
            return latest
        return next((row for row in reversed(self._no_base(rows)) if row.role != "last_year"), latest)

    @staticmethod
    def _sign(gap: str) -> str:
        match = phrase.CHANGE.search(gap)
        return words.sign(match["word"]) if match else ""

    def _flat(self, quantity: Quantity, gap: str) -> None:
        clause = phrase.MEASURED_AS.sub("", subjects.last_clause(gap))
        if phrase.REASON_HEAD.fullmatch(clause.strip("，、 ")):  # 主要原因是与上年持平: no news of what has its change already
            return
        stem, value = subjects.split_value(subjects.tidy(clause))
        if phrase.WAY.search(stem):
            return
        if not clause.strip("，、 ") and self.pending is not None and phrase.within_reason(self.text[: quantity.start]):
            return  # 增加0万元，主要原因是无经营收入，与去年相比无变化
        none_of = None if self.rows else phrase.NONE_OF.match(self.text[: quantity.start])
        if none_of is not None and not clause.strip("，、 "):
            stem, value = subjects.split_value(subjects.tidy(none_of["what"]))
            clause = stem
        seen = self._no_base(self.visible(quantity.start) or self.before)
        candidates = [r for r in seen if r.amount_printed and not r.change_printed]
        if stem and not subjects.TOTAL.search(clause) and clause.strip("，、 "):
            candidates = [r for r in candidates if phrase.same(r.subject_name, stem)]
        candidates = [r for r in candidates if r.role != "last_year"] or candidates  # 比上年预算12万元持平
        target = (
            candidates[-1]
            if candidates
            else self.without_amount(quantity, subjects.combine(stem, value) or self.gone_on(quantity))
        )
        target.change_printed = "0"
        target.change_unit = target.unit
        target.change_direction = quantity.word
        target.change_base = quantity.base
        self.pending = target

    def _percent(self, quantity: Quantity, gap: str) -> None:
        change, share, done, rate = (
            p.search(gap) for p in (phrase.CHANGE, phrase.SHARE, phrase.DONE, phrase.RATE)
        )
        rows = self.visible(quantity.start)
        latest = rows[-1] if rows else None
        based = len(rows) > 1 and latest is not None and latest is self.base_of_share
        if based and rows[-2].share_of:
            latest = rows[-2]
        if change and not phrase.NEW_VALUE.search(gap):
            target = self._rated(quantity, change["word"], self._held_against(rows, latest), gap)
            if target is None or target.change_pct or phrase.adjusted(target, change["word"]):
                name = subjects.tidy(phrase.REASON_HEAD.sub("", self.named(gap)))
                target = self.without_amount(quantity, name or self.stem(quantity.start))
            for row in (target, *(self.together if target is self.pending else ())):
                row.change_pct = phrase.signed(change["word"], quantity.number)
            target.change_direction = target.change_direction or change["word"]
            target.change_base = (
                target.change_base or self.base or phrase.base_in(self.text[: quantity.start])
            )
            if not quantity.unit:
                target.quote = self._quote(quantity)
            self.pending = target
            return
        if gap in ("的", "") and based and latest is not None:
            value = subjects.split_value(latest.subject_name)[1] or latest.subject_name
            rows[-2].share_pct = quantity.number
            rows[-2].share_of = "年初预算" if latest.role == "initial_budget" else value
            return
        target = self._shared(quantity, share or done, gap) or latest or self.row_before()
        of = next((m["of"] or "" for m in (share, done, rate) if m), None)
        if of is not None and target is not None and target.share_pct and of.strip("了") not in ("", target.share_of):
            target = self.without_amount(quantity, target.subject_name)
        if of is not None and target is not None and not target.share_pct:
            whole = "" if of.strip("了") else self._whole_of_share(target, Decimal(quantity.number))
            target.share_pct, target.share_of = quantity.number, of.strip("了") or whole
            if whole and target.role == "current":
                target.role, target.part_of = "part", whole
        elif phrase.MEASURED.search(gap) and not phrase.LAW.search(self.rest(quantity)[:12]):
            name = subjects.tidy(
                re.sub(r"(?:不低于|高于|超过|达到?了?|保持在?)$", "", subjects.last_clause(gap))
            )
            row = self.row(quantity, name)
            row.role, row.amount_printed, row.unit = "current", quantity.number, quantity.unit
            self.append(row, quantity)
        else:
            self.used_percent = False

    def _rated(
        self, quantity: Quantity, word: str, latest: StatedAmount | None, gap: str
    ) -> StatedAmount | None:
        """The row that a rate of change is said of; within a reason a row of the reason, or one that it fits."""
        target = self.pending or latest or self._by_base() or self.row_before()
        own = self.before_bracket(quantity) or ("" if self.pending or latest else self.own_words(gap))
        if own and not (target is not None and phrase.same(target.subject_name, own)):
            return self.without_amount(quantity, own)
        given = self.given_as_reason()
        if given is None or target is None or any(row is target for row in given):
            return target
        change = Quantity("money", 0, 0, target.change_printed.lstrip("-"), target.change_unit or target.unit)
        sign = "-" if target.change_printed.startswith("-") else ""
        fits = bool(target.amount_printed and target.change_printed) and phrase.fits(
            target, change, sign, Decimal(quantity.number)
        )
        return target if fits and words.sign(word) == sign and not self.own_words(gap) else None

    def _whole_of_share(self, target: StatedAmount, share: Decimal) -> str:
        """What a share without words is a share of: what its sentence lists the parts of, else a whole before it that fits."""
        whole = self.reading.whole
        if target.role == "part" or not target.amount_printed or whole != self.whole_before:
            return whole
        amounts = (
            Decimal(row.amount_printed)
            for row in (*self.reading.rows, *self.rows)
            if row.subject_name == whole and row.amount_printed and row.unit == target.unit
        )
        amount = 100 * Decimal(target.amount_printed)
        return whole if any(of and abs(amount / of - share) <= _NEAR for of in amounts) else ""

    def _shared(self, quantity: Quantity, share: re.Match[str] | None, gap: str) -> StatedAmount | None:
        """A row without amount for a share whose words name a thing of their own (``…合同金额占…的90%``)."""
        if share is None:
            return None
        own = subjects.tidy(phrase.FILLER.sub("", subjects.last_clause(gap[: share.start()])))
        return self.without_amount(quantity, own) if len(subjects.split_value(own)[0]) > 1 else None


def _open(rows: list[StatedAmount], change: Quantity) -> list[StatedAmount]:
    """The rows that a change can belong to: money to money, not changed yet, not last year's own amount."""
    money = change.unit in MONEY_UNITS
    return [
        r
        for r in rows
        if r.amount_printed
        and not r.change_printed
        and (r.unit in MONEY_UNITS) == money
        and not (r.role == "last_year" and len(rows) > 1)
    ]
