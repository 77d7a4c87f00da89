"""The codes of a rule say what its words and its page say: another table, row, column, side or severity is noticed."""

from __future__ import annotations

import re

import pytest

from gongkai.settings import PROJECT
from tests.checks import registry
from tests.checks.registry_words import said

RULES = {rule["rule_id"]: rule for rule in registry.rows("rule")}
OPERANDS = registry.rows("rule_operand")
LINEAR = sorted({operand["rule_id"] for operand in OPERANDS})
SIGNS = {"=": "＝", "<=": "≤", ">=": "≥"}
# Figures that not every form prints: without them there is nothing to say.
OPTIONAL = {"BX-01/2/1", "BX-01/2/2", "BX-10/1/1", "BX-10/2/1", "BX-10b/1/1", "BX-10c/1/1", "BX-09e/2/1", "BX-09f/2/1"}
GROUPINGS = [
    ("每个科目每栏", "subject_measure"),
    ("每个科目", "subject"),
    ("每个支出类", "class"),
    ("每行", "row"),
    ("同一张", "table"),
]


def _name(operand: dict[str, str]) -> str:
    return "{rule_id}/{reading}/{position}".format(**operand)


@pytest.mark.parametrize("operand", OPERANDS, ids=_name)
def test_an_operand_selects_what_its_label_says(operand: dict[str, str]) -> None:
    words = said(operand["rule_id"], operand["label"])
    assert set(operand["table_type"].split("|")) <= set(words.tables.split("|"))
    assert operand["table_scope"] == words.scope
    assert operand["table_side"] == words.side
    assert operand["row_selector"] in words.row.split("|")
    assert set(operand["measure"].split("|")) <= set(words.columns.split("|"))
    # The formula of its rule says what is taken twice.
    name = operand["label"].partition("分类的")[2]
    assert operand["factor"] == ("2" if f"{name}×2" in RULES[operand["rule_id"]]["formula"] else "1")


@pytest.mark.parametrize("operand", OPERANDS, ids=_name)
def test_what_may_be_missing_follows_from_what_is_selected(operand: dict[str, str]) -> None:
    same = [
        row
        for row in OPERANDS
        if all(row[column] == operand[column] for column in ("rule_id", "reading", "side"))
    ]
    is_further = operand is not same[0]
    is_carried = operand["row_selector"].startswith("carryover")
    is_own_reading = operand["row_selector"] == "behind_total"  # where it is printed, the total is another one
    if _name(operand) in OPTIONAL or is_own_reading or (operand["row_selector"] in ("name", "code") and not is_further):
        expected = "skip"
    elif operand["measure"] == "carryover_beside" or (is_carried and operand["rule_id"].startswith("FA-05")):
        expected = "table"
    elif is_carried:
        expected = "row"
    elif is_further and operand["row_selector"] != "row" and operand["measure"] != "carryover":
        expected = "table"
    elif RULES[operand["rule_id"]]["grouping"] == "subject_measure" or "total" not in operand[
        "measure"
    ].split("|"):
        expected = "column"
    else:
        expected = "row"
    assert operand["when_absent"] == expected


@pytest.mark.parametrize("rule_id", LINEAR)
def test_the_formula_says_relation_grouping_and_sides(rule_id: str) -> None:
    rule = RULES[rule_id]
    formula = rule["formula"].replace("相等", "＝")
    assert [sign for sign in SIGNS.values() if sign in formula] == [SIGNS[rule["relation"]]]
    assert rule["grouping"] == next(
        (code for word, code in GROUPINGS if word in formula.replace("两表", "")), "document"
    )
    left, _ = formula.split(SIGNS[rule["relation"]])
    # One operand of SC-04 has two codes.
    count = 1 if rule_id == "SC-04" else left.count("＋") + 1
    for number in {operand["reading"] for operand in OPERANDS if operand["rule_id"] == rule_id}:
        sides = [row["side"] for row in OPERANDS if (row["rule_id"], row["reading"]) == (rule_id, number)]
        assert sides == ["left"] * count + ["right"] * (len(sides) - count)
        assert len(sides) > count


def test_the_catalogue_of_rules_says_what_the_registry_says() -> None:
    text = (PROJECT / "docs" / "rule-catalogue.md").read_text(encoding="utf-8")
    pages = {
        rule_id: cells.split(" | ")
        for rule_id, cells in re.findall(r"^\| `(.+?)` \| (.*) \|$", text, re.MULTILINE)
    }
    assert pages.keys() == RULES.keys()
    classes = set()
    for rule_id, (title, formula, basis, tolerance, severity, applies_to, *_) in pages.items():
        rule = RULES[rule_id]
        told = [rule[column] for column in ("title", "formula", "basis", "severity", "applies_to")]
        assert [title, formula, basis, severity, applies_to] == told
        classes.add(
            (
                tolerance,
                rule["tolerance_class"]
                if rule["tolerance_class"] in ("sum", "equal", "bound", "exact")
                else "",
            )
        )
    # A sentence for each class, and one for all that isn't compared by number.
    assert len(classes) == 5
