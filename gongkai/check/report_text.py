"""The result of a check on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gongkai.check import sentences
from gongkai.check.model import Finding, Result, Root
from gongkai.places import Place
from gongkai.words import (
    FAMILIES,
    OWED_STATES,
    SHEET_READERS,
    Words,
    grouped,
    safe,
)

_SHOWN_CONSEQUENCES = 5
_SHOWN_OPERANDS = 12
_SHOWN_TEXT = 160
_SHOWN_REASONS = 4


def show(console: Console, result: Result, words: Words, limit: int) -> None:
    """Print one result, at most ``limit`` findings and as many things not understood."""
    _line(console, _headline(result, words), style="bold")
    _line(console, sentences.describe(result, words), indent=2)
    if result.status == "unread":
        _line(console, f"✗ {words('未能读取', 'could not be read')}：{result.status_reason}", style="red")
        return
    _verdict(console, result, words)
    _suspects(console, result, words)
    for place in sentences.unread_first(result):
        text = words("没有读懂，出错的可能就是这一行", "not understood: this row may be the wrong one")
        _line(console, f"→ {sentences.where(place, result, words)}：{text}", style="bold")
        _line(console, f"│ {_clip(place.text)}", indent=2)
    if words.lang == "en" and result.findings:
        _line(console, sentences.CHINESE, style="dim")
    for severity, zh, en, style in sentences.HEADINGS:
        _roots(console, result, severity, words, words(zh, en), style, limit)
    if result.findings and result.page_count and result.reader not in SHEET_READERS:
        text = words(
            "行号从文件开头数起，不是页内的行。",
            "Lines are counted from the start of the file, not of the page.",
        )
        _line(console, text, style="dim")
    _missing(console, result, words)
    _checked(console, result, words)
    _unchecked(console, result, words, limit)


def _some(why: dict[str, int], words: Words) -> str:
    shown = "；".join(f"{reason}（{count}）" for reason, count in list(why.items())[:_SHOWN_REASONS])
    more = len(why) - _SHOWN_REASONS
    return shown if more <= 0 else shown + words(f"；另有 {more} 种原因", f"; {more} more reasons")


def _headline(result: Result, words: Words) -> str:
    return f"{result.file_name}" + (f"  《{result.title}》" if result.title else "")


def _verdict(console: Console, result: Result, words: Words) -> None:
    mark, style = {"wrong": ("✗", "bold red"), "fine": ("✓", "bold green")}.get(
        result.status, ("?", "bold yellow")
    )
    _line(console, f"{mark} {sentences.verdict(result, words)}", style=style)


def _suspects(console: Console, result: Result, words: Words) -> None:
    for suspect in result.suspects:
        place = suspect.place
        count = len(suspect.check_ids)
        _line(
            console,
            words(
                f"→ 先看{sentences.where(place, result, words)}：{place.label} 印作 {grouped(place.value)}；"
                f"若为 {grouped(suspect.proposed)}，下面 {count} 处不符就都相符",
                f"→ look first at {sentences.where(place, result, words)}: {place.label} is printed as {grouped(place.value)}; "
                f"were it {grouped(suspect.proposed)}, {count} of the findings below would hold",
            ),
            style="bold",
        )  # fmt: skip
        _line(console, f"│ {_printed(place, result, words)}", indent=2)


def _roots(
    console: Console, result: Result, severity: str, words: Words, title: str, style: str, limit: int
) -> None:
    roots = [root for root in result.roots if root.finding.severity == severity]
    if not roots:
        return
    console.print()
    _line(console, f"{title}（{len(roots)}）", style=f"bold {style}")
    for number, root in enumerate(roots[:limit], 1):
        _finding(console, result, root.finding, words, f"{number}. ", style)
        _consequences(console, root, words)
        rule = root.finding
        _line(
            console,
            f"{words('规则', 'Rule')}：{rule.formula}（{rule.basis}） {rule.check_id}",
            indent=3,
            style="dim",
        )
    _more(console, len(roots) - limit, words)


def _finding(
    console: Console, result: Result, finding: Finding, words: Words, number: str, style: str
) -> None:
    _line(
        console,
        f"{number}{words.place(finding.page, finding.line, finding.file_name, is_sheet=finding.is_sheet)} · {words(finding.rule_title, finding.rule_title_en)} [{finding.rule_id}]",
        style=style,
    )
    _line(console, finding.explanation, indent=3)
    for note in sentences.notes(finding, words):
        _line(console, note, indent=3, style="bold")
    for operand in finding.operands[:_SHOWN_OPERANDS]:
        _line(console, f"│ {_printed(operand, result, words)}", indent=3)
    more = len(finding.operands) - _SHOWN_OPERANDS
    if more > 0:
        _line(console, f"│ {words(f'……另有 {more} 项', f'… {more} more')}", indent=3)
    if not finding.operands and finding.text:
        _line(console, f"│ {_clip(finding.text)}", indent=3)


def _consequences(console: Console, root: Root, words: Words) -> None:
    if not root.consequences:
        return
    _line(console, f"└ {sentences.follows(root, words)}", indent=3)
    for finding in root.consequences[:_SHOWN_CONSEQUENCES]:
        place = words.place(finding.page, finding.line, finding.file_name, is_sheet=finding.is_sheet)
        _line(console, f"{place} · {finding.explanation}", indent=5, style="dim")
    more = len(root.consequences) - _SHOWN_CONSEQUENCES
    if more > 0:
        _line(console, words(f"……另有 {more} 处", f"… {more} more"), indent=5, style="dim")


def _missing(console: Console, result: Result, words: Words) -> None:
    if not result.missing:
        return
    console.print()
    _line(console, f"{words('缺少的内容', 'Missing')}（{len(result.missing)}）", style="bold red")
    for owed in result.missing:
        _line(console, f"· {owed.title}（{owed.basis}）", indent=2)
    hint = words(
        "若在同一次公开的另一个文件中，请把几个文件一起核对：gongkai check 文件1 文件2",
        "If another file of the same disclosure holds it, check the files together: gongkai check FILE1 FILE2",
    )
    _line(console, hint, indent=2, style="dim")


def _checked(console: Console, result: Result, words: Words) -> None:
    console.print()
    _line(console, words("核对了什么", "What was checked"), style="bold")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for zh, en, justify in (
        ("规则类别", "Rules", "left"), ("相符", "hold", "right"), ("不成立", "fail", "right"), ("未核对", "n/a", "right"),
        ("未核对的原因", "why not", "left"),
    ):  # fmt: skip
        table.add_column(words(zh, en), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for family, tallies in sentences.families(result).items():
        why = _some(sentences.reasons(tallies), words)
        counts = [sum(getattr(t, name) for t in tallies) for name in ("passed", "failed", "not_applicable")]
        table.add_row(Text(words.name(FAMILIES, family)), *map(str, counts), Text(safe(why)))
    if result.tallies:
        console.print(table)
    present = [o.title for o in result.owed if o.is_present]
    if result.owed:
        text = words(
            f"应公开的 {len(result.owed)} 项内容，有 {len(present)} 项",
            f"{len(present)} of {len(result.owed)} required contents are there",
        )
        _line(console, text)
        for state, titles in sentences.by_state(result.owed).items():
            _line(console, f"{words.name(OWED_STATES, state)}：{'、'.join(titles)}", indent=2)


def _unchecked(console: Console, result: Result, words: Words, limit: int) -> None:
    console.print()
    _line(console, words("没有核对的", "What was not checked"), style="bold")
    if result.disclosure_type in ("other", "unknown"):
        _line(
            console,
            words(
                "· 看不出是哪一种公开文件，因此没有核对内容是否齐全",
                "· The kind of disclosure isn't clear, so completeness was not checked",
            ),
        )
    if result.unused_rules:
        text = words(
            f"· {len(result.unused_rules)} 条规则在本文件中没有对象（逐条原因见 --html、--xlsx 或 --json）",
            f"· {len(result.unused_rules)} rules find nothing here that they apply to (reasons: --html, --xlsx, --json)",
        )
        _line(console, f"{text}：{sentences.unused(result, words)}")
    if result.numbers_total and result.numbers_used_pct is not None:
        text = words(
            f"· 表格和绩效表中读懂的数字：{result.numbers_used_pct}%（共 {result.numbers_total} 个）",
            f"· Numbers of tables and forms that were understood: {result.numbers_used_pct}% of {result.numbers_total}",
        )
        _line(console, text)
    if result.unchecked_amounts:
        text = words(
            f"· 没有规则用到、因而没有核对的数：{sentences.unchecked(result, words)}（逐个见 --html、--xlsx 或 --json）",
            f"· Amounts that no rule uses: {sentences.unchecked(result, words)} (each: --html, --xlsx, --json)",
        )
        _line(console, text)
    if result.not_understood:
        text = words(
            f"· 没有读懂、因而没有核对的地方：{len(result.not_understood)} 处，请自行查看",
            f"· Not understood and therefore not checked: {len(result.not_understood)} places, please look yourself",
        )
        _line(console, text)
        for place in result.not_understood[:limit]:
            _line(console, f"{sentences.where(place, result, words)}：{words.told(place.value)}", indent=4)
            if place.text:
                _line(console, f"│ {_clip(place.text)}", indent=4, style="dim")
        _more(console, len(result.not_understood) - limit, words)


def _printed(place: Place, result: Result, words: Words) -> str:
    value = f"{grouped(place.value)}{place.unit}" if place.value else ""
    text = _clip(place.text)
    return f"{sentences.where(place, result, words)}　{place.label} {value}" + (f"　“{text}”" if text else "")


def _clip(text: str) -> str:
    return text if len(text) <= _SHOWN_TEXT else f"{text[:_SHOWN_TEXT]}…"


def _more(console: Console, count: int, words: Words) -> None:
    if count > 0:
        _line(
            console,
            words(f"……另有 {count} 处（--limit 0 全部显示）", f"… {count} more (--limit 0 shows all)"),
            indent=3,
        )


def _line(console: Console, text: str, *, style: str = "", indent: int = 0) -> None:
    console.print(Text(" " * indent + safe(text), style=style), soft_wrap=not console.is_terminal)
