"""From the quantities of a passage to rows: which is an amount, which a change, a rate or a share of one.

A sentence is read from left to right. The words between two quantities say what the second is: a direction word
makes it a change, ``占`` a share, anything else an amount of its own. A change belongs to the amount before
it, unless its own words name another one or only another one fits its rate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from loaders.prose import phrase
from loaders.prose import subject as subjects
from loaders.prose import vocabulary as words
from loaders.prose.passage import Passage
from loaders.prose.quantity import MONEY_UNITS, Quantity
from loaders.records import StatedAmount


@dataclass(slots=True)
class Reading:
    """What has been read so far of one passage."""

    passage: Passage
    rows: list[StatedAmount] = field(default_factory=list)
    topic: str = ""
    whole: str = ""  # the amount that shares without a base of their own are shares of
    stem: str = ""
    carried: list[StatedAmount] = field(default_factory=list)  # rows of the sentence before


@dataclass(slots=True)
class Sentence:
    """Reads the quantities of one sentence into ``rows``; ``before`` are the rows of the sentence before it."""

    reading: Reading
    text: str
    offset: int
    number: int
    before: list[StatedAmount]
    rows: list[StatedAmount] = field(default_factory=list)
    pending: StatedAmount | None = None  # the row whose change was read last
    base: str = ""
    stem_at: int = -1
    used_percent: bool = False

    def take(self, quantity: Quantity, gap: str, after: str) -> None:
        """Read one quantity, given the words before and after it."""
        self.used_percent = True
        compared = list(phrase.COMPARED.finditer(gap))
        if compared:
            self.base = compared[-1]["base"]
        elif year_on_year := phrase.SAME_PERIOD.search(gap):
            self.base = year_on_year[0]
        if self.rows and phrase.PARTS.search(gap):
            self.reading.whole = self.rows[-1].subject_name
        if quantity.kind == "flat":
            self._flat(quantity, gap)
        elif quantity.kind == "percent":
            self._percent(quantity, gap)
        elif phrase.CHANGE.search(gap) and not phrase.NEW_VALUE.search(gap):
            self._change(quantity, gap, after)
        elif not phrase.LAW.search(gap):
            self._amount(quantity, gap, after)
        if self.rows and re.search(r"(?:其中|包括|如下)[:：]?$", after):
            self.reading.whole = self.rows[-1].subject_name
        if self.rows and phrase.REASON.search(after):
            target = self.pending or self.rows[-1]
            if target.change_printed or target.change_pct or target.role == "final":
                target.has_reason = "true"

    def _amount(self, quantity: Quantity, gap: str, after: str) -> None:
        clause = phrase.NEW_VALUE.sub("", subjects.last_clause(gap))
        name, role = self._subject(clause, gap, quantity, after)
        if gap.endswith("由"):
            role = "other"
        row = self._row(quantity, name)
        row.role = role
        row.amount_printed, row.unit = quantity.number, quantity.unit
        self.rows.append(row)
        self.pending = None
        self.base = ""

    def _subject(self, clause: str, gap: str, quantity: Quantity, after: str) -> tuple[str, str]:
        bare, per = subjects.per_unit(clause)
        tidy = subjects.tidy(bare)
        total = subjects.TOTAL.search(bare.strip("，。；：、")) is not None
        if quantity.kind == "counted":
            noun = phrase.AFTER_NOUN.match(after)
            tail = noun["noun"] if noun else ""
            return subjects.tidy(tidy + per + tail) or self._stem(quantity.start), "part" if self._part(
                gap
            ) else "current"
        stem, value = subjects.split_value(tidy)
        if not stem:
            with_count = value.startswith("涉及") and self.rows
            stem = self.rows[-1].subject_name if with_count else self._stem(quantity.start)
            name = subjects.combine(stem, value) if value else stem
        else:
            name = tidy
            self.reading.stem, self.stem_at = stem, quantity.start
        role = self._last_year(clause) or words.role_of(value)
        reason = phrase.REASON.search(gap)
        if reason is not None and re.search(r"其中|[；。]", gap[reason.start() :]) is None:
            return name, "other"
        if per or phrase.STANDARD.search(clause) or phrase.STANDARD_AFTER.match(after):
            return (f"{name}（{per}）" if per else name), "standard"
        if role in ("", "current"):
            role = "total" if total else "part" if self._part(gap) else "current"
        return name, role

    def _last_year(self, clause: str) -> str:
        """``last_year`` where the clause says so or the sentence sets its year against the next one."""
        years = re.findall(r"((?:19|20)\d\d)年", clause)
        following = years and f"{int(years[-1]) + 1}年" in self.text
        return "last_year" if following or re.search(r"(?:上年|去年)(?!结转|结余)", clause) else ""

    def _part(self, gap: str) -> bool:
        return "其中" in gap or bool(
            self.rows and self.rows[-1].role == "part" and re.search(r"[、；，]", gap)
        )

    def _stem(self, stop: int) -> str:
        """What an elliptic amount (``，支出决算为…``) before ``stop`` is about: the first thing its group names."""
        group = max(self.text.rfind(mark, 0, stop) for mark in "；;") + 1
        if self.reading.stem and self.stem_at >= group:
            return self.reading.stem
        for clause in subjects.clauses(self.text[group:stop]):
            stem, value = subjects.split_value(
                subjects.tidy(subjects.per_unit(phrase.COUNT.sub("", clause))[0])
            )
            if (
                len(stem) > 1
                and value != stem
                and not phrase.REASON.search(stem)
                and not stem.startswith("主要用于")
            ):
                return stem
        if self.reading.topic and (group == 0 or not self.rows):
            return self.reading.topic
        if self.rows or self.before:
            return subjects.split_value((self.rows or self.before)[-1].subject_name)[0]
        context = self.reading.passage.context
        return context.field_label or subjects.tidy(context.section)

    def _change(self, quantity: Quantity, gap: str, after: str) -> None:
        match = phrase.CHANGE.search(gap)
        assert match is not None
        rate = re.match(
            rf"[^，。；]{{0,3}}[，,]?(?:{words.DIRECTION})[^\d，。；]{{0,8}}(\d+(?:\.\d+)?)[%％]?",
            self._rest(quantity),
        )
        target = self._changed_row(quantity, gap, Decimal(rate[1]) if rate else None)
        target.change_printed = phrase.signed(match["word"], quantity.number)
        target.change_unit = quantity.unit
        target.change_direction = match["word"] + (match["both"] or "")
        target.change_base = self.base or phrase.base_in(self.text[: quantity.start])
        self.pending = target

    def _rest(self, quantity: Quantity) -> str:
        return self.text[quantity.stop :]

    def _changed_row(self, quantity: Quantity, gap: str, rate: Decimal | None) -> StatedAmount:
        named = self._named(gap)
        money = quantity.unit in MONEY_UNITS
        open_rows = [
            r
            for r in self.rows
            if r.amount_printed and not r.change_printed and (r.unit in MONEY_UNITS) == money
        ]
        earlier = [
            r
            for r in self.before
            if r.amount_printed and not r.change_printed and (r.unit in MONEY_UNITS) == money
        ]
        if not named and self.rows and open_rows:
            fitting = [r for r in open_rows if phrase.fits(r, quantity, self._sign(gap), rate)]
            return fitting[0] if len(fitting) == 1 else open_rows[-1]
        if not named and earlier and not self.rows:
            fitting = [r for r in earlier if phrase.fits(r, quantity, self._sign(gap), rate)]
            return fitting[0] if len(fitting) == 1 else earlier[-1]
        if named and not phrase.REASON.search(gap):
            same = [r for r in [*earlier, *open_rows] if phrase.same(r.subject_name, named)]
            if same:
                return same[-1]
            fitting = [r for r in [*earlier, *open_rows] if phrase.fits(r, quantity, self._sign(gap), rate)]
            if rate is not None and len(fitting) == 1:
                return fitting[0]
        return self._without_amount(quantity, named or self._stem(quantity.start))

    def _named(self, gap: str) -> str:
        """The subject that the words of a change name themselves; ``""`` if they name none."""
        text = phrase.CHANGE.sub("", gap)
        text = re.sub(
            rf"(?:比|较|与|同|和)[^，。；：,]{{0,4}}{words.BASE}[^，。；：,]{{0,8}}?(?:相比|比较|$|(?=[，,]))",
            "",
            text,
        )
        clause = re.sub(rf"(?:各|均|{words.DIRECTION})$", "", subjects.last_clause(text.rstrip("，, ")))
        named = subjects.tidy(clause)
        return named if len(named) > 1 and not named.startswith("主要用于") else ""

    @staticmethod
    def _sign(gap: str) -> str:
        match = phrase.CHANGE.search(gap)
        return words.sign(match["word"]) if match else ""

    def _without_amount(self, quantity: Quantity, name: str) -> StatedAmount:
        row = self._row(quantity, name)
        row.role = "other"
        self.rows.append(row)
        return row

    def _flat(self, quantity: Quantity, gap: str) -> None:
        clause = subjects.last_clause(gap)
        stem, value = subjects.split_value(subjects.tidy(clause))
        candidates = [r for r in (self.rows or self.before) if r.amount_printed and not r.change_printed]
        if stem and not subjects.TOTAL.search(clause) and clause.strip("，、 "):
            candidates = [r for r in candidates if phrase.same(r.subject_name, stem)]
        target = (
            candidates[-1]
            if candidates
            else self._without_amount(quantity, subjects.combine(stem, value) or self._stem(quantity.start))
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
        latest = self.rows[-1] if self.rows else None
        if change and not phrase.NEW_VALUE.search(gap):
            target = self.pending or latest or self._row_before()
            if target is None or target.change_pct:
                target = self._without_amount(quantity, self._named(gap) or self._stem(quantity.start))
            target.change_pct = phrase.signed(change["word"], quantity.number)
            target.change_direction = target.change_direction or change["word"]
            target.change_base = (
                target.change_base or self.base or phrase.base_in(self.text[: quantity.start])
            )
            if not quantity.unit:
                target.quote = self._quote(quantity)
            self.pending = target
            return
        target = latest or self._row_before()
        of = (
            share["of"] or ""
            if share
            else done["of"]
            if done and done["of"]
            else rate["of"]
            if rate
            else None
        )
        if of is not None and target is not None and not target.share_pct:
            target.share_pct, target.share_of = quantity.number, of.strip("了") or self.reading.whole
        elif phrase.MEASURED.search(gap) and not phrase.LAW.search(self._rest(quantity)[:12]):
            name = subjects.tidy(
                re.sub(r"(?:不低于|高于|超过|达到?了?|保持在?)$", "", subjects.last_clause(gap))
            )
            row = self._row(quantity, name)
            row.role, row.amount_printed, row.unit = "current", quantity.number, quantity.unit
            self.rows.append(row)
        else:
            self.used_percent = False

    def _row_before(self) -> StatedAmount | None:
        return self.before[-1] if self.before else None

    def _row(self, quantity: Quantity, name: str) -> StatedAmount:
        passage = self.reading.passage
        lines = passage.lines(self.offset, self.offset + len(self.text))
        near = passage.lines(self.offset + quantity.start, self.offset + quantity.stop) or lines
        return StatedAmount(
            section=passage.context.section,
            form_seq=passage.context.form_seq,
            field_label=passage.context.field_label,
            sentence_seq=self.number,
            subject_name=name,
            quote=self._quote(quantity),
            lines=near,
            page=passage.page(near),
            source_text=self.text if len(self.text) <= 120 else self._around(quantity, 120),
        )

    def _quote(self, quantity: Quantity) -> str:
        return self._around(quantity, 40)

    def _around(self, quantity: Quantity, width: int) -> str:
        stop = min(len(self.text), max(quantity.stop + width // 4, width))
        start = max(0, min(quantity.start, stop - width))
        return self.text[start : start + width]
