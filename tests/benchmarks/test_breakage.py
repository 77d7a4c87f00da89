"""The harness of damage: what it changes is known, what it says is repeatable, and a short run finds no crash."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.breakage import __main__ as breakage
from benchmarks.breakage import ledger, mutants, silent
from benchmarks.breakage.damage import KINDS, Damage, damaged
from benchmarks.breakage.tell import Before, Held, could_tell
from gongkai.settings import PROJECT
from loaders import pipeline, readers
from loaders.model import Cell, Document, Grid, Line
from loaders.pipeline import Staged
from loaders.records import BudgetLine, Parsed
from tests.formats.generate import WRITERS, Para, Tbl, Title

BUDGET = [
    Title("某县教育局2024年部门支出预算表"),
    Para("单位：万元"),
    Tbl(
        [
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            ["", "合计", "1,300.75", "1,100.50", "200.25"],
            ["205", "教育支出", "1,234.50", "1,034.25", "200.25"],
            ["20502", "普通教育", "1,234.50", "1,034.25", "200.25"],
            ["2050201", "学前教育", "1,234.50", "1,034.25", "200.25"],
            ["208", "社会保障和就业支出", "66.25", "66.25", ""],
            ["20805", "行政事业单位养老支出", "66.25", "66.25", ""],
            ["2080505", "机关事业单位基本养老保险缴费支出", "66.25", "66.25", ""],
        ]
    ),
]


def staged(kind: str) -> Staged:
    found = readers.read_source(readers.recognised(f"a.{kind}", WRITERS[kind](BUDGET)))
    assert isinstance(found, Document)
    return pipeline.load(found)


def numbers(document: Document) -> list[int]:
    return [n for b in document.blocks for n in ((b.number,) if isinstance(b, Line) else b.lines)]


@pytest.mark.parametrize("kind", ["txt", "html"])
@pytest.mark.parametrize("damage", KINDS)
def test_one_thing_is_changed_and_lines_stay_in_order(kind: str, damage: str) -> None:
    before = staged(kind)

    found = damaged(before, damage, random.Random(1))
    again = damaged(before, damage, random.Random(1))

    assert found is not None
    assert found.document is not None
    assert found == again
    assert found.document.blocks != before.document.blocks
    assert numbers(found.document) == sorted(set(numbers(found.document)))


def test_a_row_printed_twice_stands_below_itself() -> None:
    found = damaged(staged("html"), "row_doubled", random.Random(3))

    assert found is not None
    assert found.document is not None
    grid = next(b for b in found.document.blocks if isinstance(b, Grid))
    rows = [" ".join(c.text for c in grid.cells if c.row == row) for row in range(grid.rows)]
    assert len(rows) == 9
    assert sum(one == other for one, other in itertools.pairwise(rows)) == 1


def test_a_figure_of_a_sum_could_tell_and_one_that_stands_alone_could_not() -> None:
    before = Before(staged("html"))
    damage = next(
        d
        for n in range(99)
        if (d := damaged(before.staged, "number_changed", random.Random(n))) and d.before == "1,300.75"
    )
    assert could_tell(before, damage) == "sum_of_neighbours"

    key = before.ids()[id(damage.records[0])]
    before.add(Held("column_total", Decimal(100), (key,)))

    assert could_tell(before, damage) == "rule column_total"


def test_a_code_that_neither_the_official_list_nor_another_table_has_could_not_tell() -> None:
    before = Before(staged("html"))
    line = replace(before.staged.parsed.budget_lines[0], subject_name="甲乙丙")

    def told(kind: str, code: str) -> str:
        return could_tell(before, Damage(kind, "table", line.lines, "", "", (replace(line, subject_code=code),)))

    assert [told(kind, "30301") for kind in ("code_changed", "label_changed")] == ["official_code", "official_name"]
    assert [told(kind, "3030101") for kind in ("code_changed", "label_changed")] == ["", ""]
    before.staged.parsed.budget_lines.append(replace(line, subject_code="3030101", table_seq=line.table_seq + 1))
    assert [told(kind, "3030101") for kind in ("code_changed", "label_changed")] == ["printed_again"] * 2


def test_nothing_is_left_behind_the_line_that_a_document_is_cut_at() -> None:
    before = staged("html")
    blocks = [
        replace(b, cells=(*b.cells, *(Cell(row, 9, "") for row in range(b.rows)))) if isinstance(b, Grid) else b
        for b in before.document.blocks
    ]
    before = replace(before, document=replace(before.document, blocks=tuple(blocks)))

    for n in range(30):
        found = damaged(before, "cut", random.Random(n))
        assert found is not None
        assert found.document is not None
        for grid in (block for block in found.document.blocks if isinstance(block, Grid)):
            assert max(c.row for c in grid.cells) == max(c.row for c in grid.cells if c.lines) == grid.rows - 1


def test_an_end_tells_by_what_is_left_of_a_sum_and_not_by_an_equality_whose_other_side_is_gone() -> None:
    before = Before(staged("html"))
    first, last = before.staged.parsed.budget_lines[0], before.staged.parsed.budget_lines[-1]
    elsewhere = replace(last, table_seq=2, lines=(98,))
    third = replace(last, table_seq=3)
    before.staged.parsed.budget_lines += [elsewhere, third]
    ids = before.ids()

    def told(line: int, *facts: BudgetLine, rule: str = "sum") -> str:
        before.held.clear()
        before.add(Held(rule, Decimal(0), tuple(ids[id(fact)] for fact in facts)))
        return could_tell(before, Damage("cut", "end", (line,), "", ""))

    second = next(line for line in before.staged.parsed.budget_lines if line.lines == first.lines and line is not first)
    assert told(first.lines[-1], first, second, last) == "rule sum"
    assert told(first.lines[-1], first, last) == ""  # without parts it is as if it had none
    assert told(first.lines[-1], first, last, rule="column_total") == "rule column_total"
    assert told(97, first, elsewhere) == ""
    assert told(97, first, third, elsewhere) == "rule sum"
    assert told(98, first, elsewhere) == ""


@pytest.mark.parametrize(
    ("lines", "last", "told"),
    [
        (("一、预算表", "合计 12", "二、情况说明", "无"), 2, "numbering"),
        (("一、预算表", "合计 12", "二、情况说明", "无"), 3, "heading"),
        (("一、预算表", "合计 12", "合计 13", "无"), 2, ""),
        (("一、预算表", "二、情况说明", "三、其他", "无"), 2, "heading"),
        (("合计 12", "第1页共2页", "合计 13", "第2页共2页"), 3, "pages"),
        (("合计 12", "第1页共2页", "合计 13", "第2页共2页"), 4, ""),
    ],
)
def test_an_end_tells_by_numbers_that_go_on_behind_it(lines: tuple[str, ...], last: int, told: str) -> None:
    text = tuple(Line(number, line) for number, line in enumerate(lines, start=1))
    before = Before(replace(staged("txt"), document=Document("a.txt", "", "text/plain", "text", text), parsed=Parsed()))

    assert could_tell(before, Damage("cut", "end", (last,), "", "")) == told


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_files_are_damaged_in_one_place_and_the_same_for_one_seed(kind: str) -> None:
    data = WRITERS[kind](BUDGET)

    made = [mutants.mutated(data, random.Random(n)) for n in range(40)]

    assert made == [mutants.mutated(data, random.Random(n)) for n in range(40)]
    assert len({name for name, _ in made}) > 5
    assert sum(changed != data for _, changed in made) > 30


def test_a_short_run_finds_neither_a_crash_nor_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for kind in ("txt", "html", "xlsx", "docx"):
        (folder / f"a.{kind}").write_bytes(WRITERS[kind](BUDGET))
    options = [str(folder), "--mutants", "12", "--damage", "0", "--results", str(tmp_path / "results")]

    breakage.main(options)
    first = capsys.readouterr().out
    breakage.main(options)

    assert capsys.readouterr().out == first
    assert not {"crash", "hang", "lost", "part failed"} & set(first.split())


def test_what_the_sample_could_tell_is_said() -> None:
    document = readers.read(
        PROJECT / "disclosures" / "qingpu-2025-unit-budget.txt", root=PROJECT / "disclosures"
    )
    befores = silent.reconciled(document)
    assert len(befores) == 1

    found = list(silent.verdicts(befores, [0], range(len(KINDS)), seed=1))

    assert {v.kind for v in found} == set(KINDS)
    assert [v for v in found if v.is_silent] == []
    assert sum(bool(v.told) for v in found) > len(KINDS) / 2


def test_damage_is_kept_as_it_is_known_and_a_torn_line_is_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "damage.jsonl"
    kept = ledger.Ledger(path)
    kept.begin(["a.txt", "b.txt"], [1])
    kept.add({"number": 0, "is_silent": True})
    kept.add({"number": 1, "is_silent": False})
    kept.add({"number": 0, "is_silent": False})
    with path.open("a", encoding="utf-8") as file:
        file.write('{"number": 2, "is_si')

    again = ledger.Ledger(path)
    again.begin(["a.txt", "b.txt"], [])
    again.add({"number": 2, "is_silent": True})

    assert again.drawn == [1]
    assert ledger.Ledger(path).rows == {
        n: {"number": n, "is_silent": is_silent} for n, is_silent in enumerate((False, False, True))
    }
    with pytest.raises(ValueError, match="other documents"):
        again.begin(["c.txt"], [0])


def test_a_number_damages_the_same_whatever_is_reconciled_by_now(tmp_path: Path) -> None:
    (document,) = readers.read(
        PROJECT / "disclosures" / "qingpu-2025-unit-budget.txt", root=PROJECT / "disclosures"
    )
    before = Before(pipeline.load(document))
    found = {
        v.number: v.document for v in silent.verdicts({5: before, 7: before}, [5, 7, 9], range(6), seed=1)
    }
    fewer = {v.number: v.document for v in silent.verdicts({5: before}, [5, 7, 9], range(6), seed=1)}

    assert len(set(fewer.values())) == 2
    assert all(found[n] == name for n, name in fewer.items() if name)
