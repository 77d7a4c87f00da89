"""What the amounts of a sentence are about, also where they leave it to the words before (``，支出决算为…``)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from loaders.grammar.years import plain_years
from loaders.prose import phrase
from loaders.prose import subject as subjects
from loaders.prose import vocabulary as words
from loaders.prose.codes import code_of
from loaders.prose.passage import Passage
from loaders.prose.quantity import MONEY_UNITS, Quantity
from loaders.records import StatedAmount

_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!\d{1,2}月)")
_BASE_OF_CHANGE = re.compile(rf"(?:比|较|与|同|和)\D{{0,6}}(?:19|20)\d\d年.*(?:{words.DIRECTION})了?$")  # names no year of what changed
_PLANNED = "安排"  # ``专项支出。安排22.9亿元``: planned, and what for stands before or behind
_OWN = re.compile(
    r"^[，；：]?(?:其中：?)?(?:(?:19|20)\d\d年度?)?(?:本|我)(?:部门|单位).*(?:收入|支出)"
)  # 本部门预算支出: of nothing told before
# What things listed are called together: ``出国费、接待费（以下简称“三公”经费）决算总额``.
_CALLED = re.compile(r"[（(](?:以下)?(?:简称|统称)?(?P<name>“[^“”]+”[一-鿿]{0,6})[）)](?P<rest>[一-鿿]{0,10})$")
_SPENT = re.compile(r"(?:共|累计|合计|总)?(?:支出|花费|开支)")  # ``接待24批次、210人次，支出2万元``
_SEVERAL = 2  # parts that a whole is said to have, so that what follows is said of it
_ONLY_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_OF_ANOTHER_YEAR = re.compile(r"[，、；]?(?:19|20)\d\d年度?(?:当年)?(?:预算|决算|执行|实际|支出|收入)")
# Not the year that something is held against: ``与2019年相比，财政拨款增加``.
_OPENING_YEAR = re.compile(
    rf"^[^，。；,;]{{0,12}}?(?<![比较])(?!(?<=[与同和])(?:19|20)\d\d年[^，。；]{{0,12}}(?:比|{words.FLAT}))((?:19|20)\d\d)年"
)


@dataclass(slots=True)
class Reading:
    """What has been read so far of one passage."""

    passage: Passage
    rows: list[StatedAmount] = field(default_factory=list)
    topic: str = ""
    whole: str = ""  # the amount that shares without a base of their own are shares of
    stem: str = ""
    code: str = ""  # of the subject named last with its code
    carried: list[StatedAmount] = field(default_factory=list)  # rows of the sentence before
    bases: list[StatedAmount] = field(default_factory=list)  # amounts that a share of them was said of: 完成预算5万元的80%


@dataclass(slots=True)
class Naming:
    """One sentence of a passage, its rows so far and those of the sentence before."""

    reading: Reading
    text: str
    offset: int
    number: int
    before: list[StatedAmount]
    found: list[Quantity] = field(default_factory=list)
    rows: list[StatedAmount] = field(default_factory=list)
    stem_at: int = -1
    places: list[int] = field(default_factory=list)  # where the amounts of ``rows`` start
    ended: bool = False  # the list of parts that the sentence gave

    def subject(self, clause: str, gap: str, quantity: Quantity, after: str) -> tuple[str, str]:
        """Subject and role of an amount with ``clause`` before and ``after`` behind it."""
        against = phrase.AGAINST.match(clause)
        if against is not None:
            return subjects.combine(self.stem(quantity.start), subjects.tidy(against["base"].rstrip("的"))), "last_year"
        if "、" in gap and (called := _CALLED.search(clause)) is not None:
            clause = called["name"] + called["rest"]
        bare, per = subjects.per_unit(clause)
        tidy = subjects.tidy(bare)
        total = subjects.TOTAL.search(bare.strip("，。；：、")) is not None
        bare_verb = tidy == _PLANNED and not total
        wordless = tidy in ("", "其中") or bare_verb
        used_for = phrase.USED_FOR.match(after) if wordless and quantity.kind == "money" else None
        if used_for is not None:
            tidy = subjects.tidy(used_for["what"])
        elif bare_verb and not self.rows:
            tidy = self.reading.topic or tidy
        if quantity.kind == "counted":
            noun = phrase.AFTER_NOUN.match(after)
            tail = noun["noun"] if noun and not phrase.BETWEEN.fullmatch(noun["noun"]) else ""
            name = subjects.tidy(tidy + per + tail) or self._counted(gap, quantity)
            if not self._part(gap, quantity):
                return name, "current"
            bought = phrase.BOUGHT.match(self.reading.whole) if self.rows else None
            return (bought[0] if bought and "购置" not in name else "") + name, "part"
        stem, value = subjects.split_value(tidy)
        if not stem and _OWN.match(bare):
            name = value
        elif not stem:
            with_count = value.startswith("涉及") and self.rows
            stem = self.rows[-1].subject_name if with_count else self.stem(quantity.start)
            name = subjects.combine(stem, value) if value else stem
            if total and not value and self._adds_up(quantity):
                name = subjects.only_total(bare)
        elif self.rows and _SPENT.fullmatch(tidy) and (counted := self._counted_so_far()):
            name = subjects.combine(counted, tidy)
        else:
            name = tidy.removeprefix("主要用于") or tidy
            self.reading.stem, self.stem_at = stem, quantity.start
        role = self._before(clause) or words.role_of(value)
        reason = phrase.REASON.search(gap)
        within = reason is not None and re.search(r"其中|[；。]", gap[reason.start() :]) is None
        if within and phrase.OWN_REASON.match(after) is None:
            return name, "other"
        if per or phrase.STANDARD.search(clause) or phrase.STANDARD_AFTER.match(after):
            return (f"{name}（{per}）" if per else name), "standard"
        if role in ("", "current"):
            role = "total" if total else "part" if self._part(gap, quantity) else "current"
        return name, role

    def _counted(self, gap: str, quantity: Quantity) -> str:
        """What a count without words of its own counts: what a clause before it in its gap names (``团组共计，0个``), what was counted
        just before (``团组1个、累计2人次``), else what its group names first."""
        named = [name for clause in subjects.clauses(gap) if len(name := subjects.split_value(clause)[0]) > 1 and not phrase.REASON.search(clause)]
        before = self.visible(quantity.start)[-1:]
        counted = [row.subject_name for row in before if row.unit not in (*MONEY_UNITS, "%") and row.amount_printed]
        return [*counted, *named][-1] if counted or named else self.stem(quantity.start)

    def _counted_so_far(self) -> str:
        """What the counts of the sentence so far are of, where it has told nothing else."""
        counts = all(row.amount_printed and row.unit not in (*MONEY_UNITS, "%") for row in self.rows)
        return subjects.split_value(self.rows[0].subject_name)[0] if counts else ""

    def _adds_up(self, total: Quantity) -> bool:
        """Whether a total is that of the amounts listed before it in its sentence, and not of the last of them."""
        listed = [Decimal(r.amount_printed) for r in self.rows if r.amount_printed and r.unit == total.unit]
        return len(listed) > 1 and sum(listed) == Decimal(total.number)

    def _before(self, clause: str) -> str:
        """``last_year`` where the clause says so or the sentence sets its year against the next one; ``other`` where it opens with a
        year before that of an amount told already (2026年度预算5万元，2024年度预算4万元)."""
        years = re.findall(r"((?:19|20)\d\d)年", clause)
        following = years and f"{int(years[-1]) + 1}年" in self.text
        if following or re.search(r"(?:上年|去年)(?!结转|结余)", clause):
            return "last_year"
        told = [row.stated_year for row in self.rows if row.stated_year]
        return "other" if told and _OF_ANOTHER_YEAR.match(clause) and years[0] < max(told) else ""

    def _part(self, gap: str, quantity: Quantity) -> bool:
        if phrase.OF_PARTS.search(gap):
            return True
        if self.ended:
            return False
        own = [row for row in self.visible(quantity.start) if row.role not in phrase.BESIDE]
        goes_on = re.search(r"[、；，]", gap) is not None and phrase.ANEW.search(gap) is None
        return bool(own and own[-1].role == "part" and goes_on)

    def in_brackets(self, position: int) -> bool:
        """Whether a bracket is open at ``position`` of the sentence."""
        text = self.text[:position]
        return text.count("（") + text.count("(") > text.count("）") + text.count(")")

    def visible(self, stop: int) -> list[StatedAmount]:
        """The rows so far, without those in brackets that are closed at ``stop``."""
        outside = not self.in_brackets(stop)
        return [
            row
            for row, place in zip(self.rows, self.places, strict=True)
            if not (outside and self.in_brackets(place))
        ]

    def stem(self, stop: int) -> str:
        """What an elliptic amount (``，支出决算为…``) before ``stop`` is about: the first thing its group names."""
        group = max(self.text.rfind(mark, 0, stop) for mark in "；;") + 1
        if self.reading.stem and self.stem_at >= group:
            return self.reading.stem
        for clause in subjects.clauses(self.text[group:stop]):
            bare = phrase.CHANGE.sub("", phrase.without_counts(clause))
            stem, value = subjects.split_value(subjects.tidy(subjects.per_unit(bare)[0]))
            if (
                len(stem) > 1
                and value != stem
                and not phrase.AGAINST_BASE.match(bare)
                and not phrase.REASON.search(stem)
                and not stem.startswith("主要用于")
            ):
                return stem
        if self.reading.topic and (group == 0 or not self.rows):
            return subjects.of_heading(self.reading.topic)
        rows = self.visible(stop)
        if (row := rows[-1] if rows else self.row_before()) is not None:
            return subjects.split_value(row.subject_name)[0]
        context = self.reading.passage.context
        return context.field_label or subjects.of_heading(subjects.tidy(context.section))

    def named(self, gap: str) -> str:
        """The subject that the words of a change name themselves; ``""`` if they name none."""
        text = phrase.SAME_PERIOD.sub("", phrase.CHANGE.sub("", gap))
        text = re.sub(
            rf"{words.AGAINST}[^，。；：,]{{0,4}}{words.BASE}[^，。；：,]{{0,8}}?(?:相比|比较|$|(?=[，,]))",
            "",
            text,
        )
        text = phrase.MEASURED_AS.sub("", phrase.AGAINST_APPROVED.sub("", text))
        clause = re.sub(rf"(?:各|均|{words.DIRECTION})$", "", subjects.last_clause(text.rstrip("，, ")))
        named = subjects.tidy(clause)
        return named if len(named) > 1 and _ONLY_YEAR.fullmatch(named) is None and not named.startswith("主要用于") else ""

    @staticmethod
    def own_words(gap: str) -> str:
        """What the clause of a change itself names, apart from its comparison; ``""`` for ``，比上年增加``."""
        clause = subjects.last_clause(phrase.SAME_PERIOD.sub("", phrase.CHANGE.sub("", gap)))
        own = subjects.tidy(phrase.REASON_HEAD.sub("", phrase.MEASURED_AS.sub("", phrase.AGAINST_BASE.sub("", clause))))
        return "" if _ONLY_YEAR.fullmatch(own) else own

    def behind(self, quantity: Quantity) -> str:
        """The noun right behind a quantity, before the next separator; ``""`` where there is none."""
        noun = phrase.BEHIND.match(self.text[quantity.stop :])
        return noun["noun"] if noun else ""

    def row_before(self) -> StatedAmount | None:
        """What a sentence that names nothing goes on about: the last row before it, or the whole of several parts."""
        if not self.before:
            return None
        name = self.before[-1].part_of
        if sum(row.part_of == name for row in self.before) < _SEVERAL:
            return self.before[-1]
        told = (*self.reading.rows, *self.before)
        heads = (row for row in reversed(told) if name and row.subject_name == name and not row.part_of)
        return next(heads, self.before[-1])

    def row(self, quantity: Quantity, name: str) -> StatedAmount:
        """A new row about ``name`` with its provenance; amount and role are the caller's."""
        passage = self.reading.passage
        stop = self.offset + len(self.text)
        lines, printed = passage.lines(self.offset, stop), passage.text[self.offset : stop]
        code = code_of(name, self.reading.code)
        self.reading.code = code or self.reading.code
        near = self.printed_on(quantity) or lines
        return StatedAmount(
            section=passage.context.section,
            form_seq=passage.context.form_seq,
            field_label=passage.context.field_label,
            sentence_seq=self.number,
            subject_name=name,
            subject_code=code,
            stated_year=self._year(quantity.start),
            quote=self._quote(quantity),
            lines=near,
            page=passage.page(near),
            source_text=printed if len(printed) <= 120 else self._around(quantity, 120),
        )

    def opening_year(self) -> str:
        """The year that opens the sentence, or an empty text."""
        opening = _OPENING_YEAR.match(plain_years(self.text))
        return opening[1] if opening else ""

    def _year(self, stop: int) -> str:
        """The year that the clause before ``stop`` names, else the one that opens the sentence."""
        clause = plain_years(subjects.last_clause(self.text[:stop]))
        years = _YEARS.findall(_BASE_OF_CHANGE.sub("", clause))
        opening = _OPENING_YEAR.match(plain_years(self.text[:stop]))
        return years[-1] if years else opening[1] if opening else ""

    def _quote(self, quantity: Quantity) -> str:
        return self._around(quantity, 40)

    def _around(self, quantity: Quantity, width: int) -> str:
        stop = min(len(self.text), max(quantity.stop + width // 4, width))
        start = max(0, min(quantity.start, stop - width))
        return self.reading.passage.text[self.offset + start : self.offset + min(start + width, len(self.text))]

    def printed_on(self, quantity: Quantity) -> tuple[int, ...]:
        """The lines on which a quantity stands."""
        return self.reading.passage.lines(self.offset + quantity.start, self.offset + quantity.stop)
