"""Sentences about a result that all reports share: what it is of, its verdict, what to look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gongkai.check.model import Finding, Owed, Result, Root, Tally
from gongkai.places import KIND_NAMES, Place
from gongkai.words import DISCLOSURE_TYPES, FAMILIES, OWED_STATES, READERS, SHEET_READERS, Words, grouped

CHINESE = "Explanations, formulas and grounds are in Chinese, as the documents are."
HEADINGS = (
    ("error", "不符", "Does not add up", "red"),
    ("rounding", "舍入差异，不影响结论", "Rounding differences, which don't change the verdict", "yellow"),
    ("notice", "提示，不影响结论", "Notices, which don't change the verdict", "yellow"),
)
_REVIEWS = {
    "publisher": ("已复核：原文如此。", "Reviewed: printed so by the publisher."),
    "extraction": ("已复核：属误读，不计入结论。", "Reviewed: a misreading, not counted."),
}
_SHOWN_UNREAD = 5


def describe(result: Result, words: Words) -> str:
    """Kind, year, agency and how the document was read, in one line."""
    kind = words.name(DISCLOSURE_TYPES, result.disclosure_type)
    year = words(f"{result.fiscal_year} 年", str(result.fiscal_year)) if result.fiscal_year else ""
    pages = words(f"{result.page_count} 页", f"{result.page_count} pages") if result.page_count else ""
    if result.page_count and result.reader in SHEET_READERS:
        pages = words(f"{result.page_count} 张工作表", f"{result.page_count} sheets")
    presumed = words(
        "未印单位，按与其他文件同一次公开核对",
        "prints no agency: taken for part of the disclosure of the others",
    )
    counts = words(
        f"{result.table_count} 张金额表，{result.form_count} 张绩效表",
        f"{result.table_count} tables, {result.form_count} forms",
    )
    return " · ".join(
        p
        for p in (
            result.agency,
            year,
            kind,
            words.name(READERS, result.reader),
            pages,
            counts,
            presumed if result.is_presumed else "",
        )
        if p
    )


def verdict(result: Result, words: Words) -> str:
    """The conclusion in one sentence."""
    if result.status == "unchecked":
        return words(
            "没有读到可核对的表格、绩效表或文字金额，不能下结论",
            "nothing was found that a rule applies to: no verdict",
        )
    missing = len(result.missing)
    if result.status == "wrong":
        return words(
            "、".join(
                p for p in (f"有 {len(result.errors)} 处不符" if result.errors else "", f"缺 {missing} 项应公开的内容" if missing else "") if p
            ),
            "; ".join(
                p
                for p in (
                    f"{len(result.errors)} things don't add up" if result.errors else "",
                    f"required content missing: {missing}" if missing else "",
                )
                if p
            ),
        )  # fmt: skip
    if result.status == "partial":
        rows = len(result.unread_rows)
        if not rows:
            return words(
                f"已核对的 {result.passed} 处都相符，但文件没有全部读懂，不能下结论",
                f"all {result.passed} checks hold, but the document was not read whole: no verdict",
            )
        return words(
            f"已核对的 {result.passed} 处都相符，但有 {rows} 行没有读懂，不能下结论",
            f"all {result.passed} checks hold, but {rows} rows were not understood: no verdict",
        )
    if result.companions and not (result.findings or result.amount_counts or result.table_count):
        others = words("、", ", ").join(result.companions)
        return words(
            f"里面没有可核对的数字；同一次公开的 {others} 另有结论",
            f"no number in it that a rule applies to; see {others} of the same disclosure",
        )
    return words(f"已核对的 {result.passed} 处都相符", f"all {result.passed} checks hold")


def notes(finding: Finding, words: Words) -> list[str]:
    """What a reader should know beside the explanation sentence, which is Chinese in every language."""
    found = []
    if words.lang == "en" and finding.stated is not None and finding.expected is not None:
        found.append(
            f"Printed {grouped(finding.stated)}, expected {grouped(finding.expected)}, "
            f"difference {grouped(finding.difference or '')} {finding.unit or ''}"
        )
    if finding.review:
        found.append(words(*_REVIEWS[finding.review]))
    if finding.is_known:
        found.append(words("上次核对已有，不计入结论。", "Found by the earlier check, too: not counted."))
    if finding.doubtful_lines:
        lines = "、".join(map(str, finding.doubtful_lines[:8]))
        found.append(
            words(
                f"注意：第 {lines} 行有没读懂的数字，这处不符也可能是读取所致，请对照原文。",
                f"Note: numbers on line {lines} were not understood; the reading may be the cause: compare with the original.",
            )
        )
    return found


def reasons(tallies: Sequence[Tally]) -> dict[str, int]:
    """Why rules were not applied, over several tallies, most frequent first."""
    found: Counter[str] = Counter()
    for tally in tallies:
        found.update(tally.reasons)
    return dict(found.most_common())


def families(result: Result) -> dict[str, list[Tally]]:
    """The tallies by family of rules."""
    found: dict[str, list[Tally]] = {}
    for tally in result.tallies:
        found.setdefault(tally.family, []).append(tally)
    return found


def unused(result: Result, words: Words) -> str:
    """How many rules had nothing to apply to, by family."""
    found = Counter(rule.family for rule in result.unused_rules)
    return words("、", ", ").join(
        f"{words.name(FAMILIES, family)} {count}" for family, count in found.items()
    )


def unchecked(result: Result, words: Words) -> str:
    """How many amounts no rule uses, by kind of fact, of how many."""
    found = Counter(place.kind for place in result.unchecked_amounts)
    return words("、", ", ").join(
        f"{words(*KIND_NAMES[kind])} {found[kind]}/{count}"
        for kind, count in result.amount_counts.items()
        if found[kind]
    )


def follows(root: Root, words: Words) -> str:
    """What stands above the consequences of a root."""
    count = len(root.consequences)
    return words(f"由此还有 {count} 处不成立", f"{count} more follow from it")


def by_state(owed: list[Owed]) -> dict[str, list[str]]:
    """Titles of what is owed by the state that it is in, the fullest first."""
    found: dict[str, list[str]] = {}
    for state in OWED_STATES:
        titles = [o.title for o in owed if o.state == state]
        if titles:
            found[state] = titles
    return found


def unread_first(result: Result) -> list[Place]:
    """Rows that were not understood and stand above the findings; those that no reading fits come first."""
    return sorted(result.unread_rows, key=lambda p: p.codes != "amount_fits_no_column")[:_SHOWN_UNREAD]


def where(place: Place, result: Result, words: Words) -> str:
    """The place of an operand; one in another document than that of ``result`` is named with its file."""
    elsewhere = place.file_name if place.document_id != result.document_id else ""
    return words.place(place.page, place.line, elsewhere, is_sheet=place.is_sheet)
