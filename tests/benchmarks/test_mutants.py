"""The mutation tester: the same mutants for the same seed, the tests that run what is broken, and a verdict that is kept."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.mutants import cover, kinds, ledger, trial
from gongkai.settings import PROJECT

CODE = "def double(n):\n    return n * 2\n\n\ndef half(n):\n    return n / 2\n"
TEST = "from code_of_mine import double\n\n\ndef test_double():\n    assert double(3) == 6\n"


@pytest.mark.parametrize("part", ["models/checks", "seeds/rules"])
def test_same_seed_same_mutants(part: str) -> None:
    first, again, other = (list(kinds.mutants(PROJECT, part, 5, random.Random(seed))) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    for mutant in first:
        before = (PROJECT / mutant.path).read_text(encoding="utf-8").splitlines()
        after = mutant.text.splitlines()
        assert [n for n, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]] == [
            mutant.line
        ]


@pytest.mark.parametrize(
    ("code", "passes"),
    [
        (CODE, True),
        (CODE.replace("* 2", "* 3"), False),
        (CODE.replace("return n * 2", "while True: pass"), False),
    ],
)
def test_a_broken_or_endless_copy_fails(tmp_path: Path, code: str, passes: bool) -> None:
    (tmp_path / "code_of_mine.py").write_text(code, encoding="utf-8")
    (tmp_path / "test_code.py").write_text(TEST, encoding="utf-8")
    assert trial.passes(tmp_path, ["test_code.py"], 2, tmp_path / "log.txt") is passes


def _cover(root: Path) -> cover.Cover:
    (root / "code.py").write_text(CODE, encoding="utf-8")
    seen = {
        "slow": {"seconds": 40.0, "fixtures": {"f": 15.0}, "runs": ["code.py:1", "models/a.sql"]},
        "quick": {"seconds": 0.1, "fixtures": {}, "runs": ["code.py:1"]},
        "same": {"seconds": 1.0, "fixtures": {"f": 15.0}, "runs": ["code.py:1"]},
        "later": {"seconds": 90.0, "fixtures": {}, "runs": ["code.py:1"]},
    }
    return cover.Cover(root, seen, [])


@pytest.mark.parametrize(
    ("path", "line", "tests"),
    [
        ("code.py", 2, ["quick", "same", "slow"]),
        ("code.py", 3, ["quick", "same", "slow"]),
        ("code.py", 6, []),
        ("models/a.sql", 1, ["slow"]),
        ("models/b.sql", 1, []),
    ],
)
def test_the_quickest_tests_of_what_is_broken(tmp_path: Path, path: str, line: int, tests: list[str]) -> None:
    assert _cover(tmp_path).of(kinds.Mutant("p", path, line, "", "")) == tests


def test_a_ledger_keeps_the_last_verdict(tmp_path: Path) -> None:
    mutant = kinds.Mutant("grammar", "a.py", 1, "x", "text")
    for verdict in (ledger.SURVIVED, ledger.KILLED):
        ledger.Ledger(tmp_path / "l").add(
            ledger.Tried(ledger.key(mutant), "grammar", "a.py", 1, "x", verdict, 3, 0.5)
        )
    kept = ledger.Ledger(tmp_path / "l")
    assert [row.verdict for row in kept.tried.values()] == [ledger.KILLED]
    assert kept.shares([ledger.key(mutant), "of code as it was"]) == [
        "grammar            1 of    1 killed, 100%"
    ]
