"""Sentences built from templates are recovered exactly, wherever the lines break."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from loaders.model import Line, Segment
from loaders.prose import parse
from tests.prose.support import brief, read

AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999999"), places=2)
SUBJECTS = st.lists(
    st.sampled_from(["收入预算", "财政拨款收入", "基本支出", "公务接待费", "机关运行经费", "住房保障支出"]),
    min_size=1,
    max_size=4,
    unique=True,
)
DIRECTIONS = st.sampled_from([("增加", "增长", ""), ("减少", "下降", "-")])


@st.composite
def statements(draw: st.DrawFn) -> tuple[str, list[tuple[str, str, str, str, str, str]]]:
    """A sentence of one to four amounts, each with a change, a share, a flat statement or nothing."""
    text, expected = "2025年，本单位", []
    for subject in draw(SUBJECTS):
        amount, other, rate = draw(AMOUNTS), draw(AMOUNTS), draw(AMOUNTS)
        unit = draw(st.sampled_from(["元", "万元", "亿元"]))
        printed = f"{amount:,}" if draw(st.booleans()) else str(amount)
        text += f"{subject}{printed}{unit}"
        change = pct = share = ""
        match draw(st.sampled_from(["none", "change", "share", "flat"])):
            case "change":
                word, grown, sign = draw(DIRECTIONS)
                text += f"，比上年预算{word}{other:,}{unit}，{grown}{rate}%"
                change, pct = f"{sign}{other}", f"{sign}{rate}"
            case "share":
                text += f"，占{rate}%"
                share = str(rate)
            case "flat":
                text += "，与上年预算持平"
                change = "0"
        text += "；"
        expected.append((subject, str(amount), unit, change, pct, share))
    return text[:-1] + "。", expected


@given(statements(), st.data())
def test_amounts_survive_any_line_breaks(
    statement: tuple[str, list[tuple[str, str, str, str, str, str]]], data: st.DataObject
) -> None:
    text, expected = statement
    cuts = sorted(data.draw(st.sets(st.integers(1, len(text) - 1), max_size=6)))
    parts = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assume(not any(part.isdigit() and len(part) < 4 for part in parts))  # reads like a page number
    rows = read(*parts)
    assert [brief(row) for row in rows] == expected
    for row in rows:
        assert row.lines == tuple(sorted(row.lines))
        assert set(row.lines) <= set(range(1, len(parts) + 1))


@given(statements(), st.integers(12, 40))
def test_amounts_survive_blank_lines_and_footers_between(
    statement: tuple[str, list[tuple[str, str, str, str, str, str]]], width: int
) -> None:
    text, expected = statement
    parts = [text[i : i + width] for i in range(0, len(text), width)]
    assume(not any(part.isdigit() for part in parts))
    spread = [piece for number, part in enumerate(parts, 1) for piece in (part, "", f"- {number} -")]
    assert [brief(row) for row in read(*spread)] == expected


def test_a_running_head_is_no_part_of_the_sentence_that_goes_on_below_it() -> None:
    head = "无锡市人力资源和社会保障局2026年度部门预算公开"
    rows = read(head, "社会保障和就业支出，人力资", head, "源管理事务支出25万元。", pages=[53, 53, 54, 54])
    assert [(row.subject_name, row.amount_printed) for row in rows] == [("人力资源管理事务支出", "25")]


def test_the_running_head_of_a_document_is_known_where_a_passage_bears_it_once() -> None:
    head = "某市人力资源局2026年度部门预算公开"
    lines = [Line(n, head if n % 2 else f"第{n}段的说明。", (n + 1) // 2) for n in range(1, 8)]
    tail = (Line(8, "社会保障支出，人力资", 4), Line(10, head, 5), Line(11, "源管理事务支出25万元。", 5))
    parsed, used = parse([Segment("prose", "", tuple(lines)), Segment("prose", "", tail, "名词解释")])
    assert [(row.subject_name, row.amount_printed) for row in parsed.stated_amounts] == [
        ("人力资源管理事务支出", "25")
    ]
    assert used.disposition[10] == "footer"
