"""Planted errors: how many the rules notice and put on the right row, and how many cells they cover.

Usage: ``python -m benchmarks.rules [--cases N] [--seed S] [--missed FILE] [--most-rows N] [DISCLOSURES ...]``. N is the
most errors of one kind and family of tables or forms; a folder of staged documents is taken as it is. Prints the machine,
versions, seed and counts; asserts nothing.
"""

from __future__ import annotations

import argparse
import csv
import platform
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.planted import plant
from benchmarks.planted_run import Check, Outcome, checks_of, evaluate
from benchmarks.planted_staged import Staged
from gongkai.settings import PROJECT
from loaders.intake import runner

REPEATED = "all that are printed in more than one sum"


def cover(documents: Sequence[Staged], checks: dict[str, list[Check]]) -> dict[str, list[int]]:
    """Identities over every amount cell by kind of table, of all and of what is printed more than once."""
    counted: dict[str, list[int]] = {}
    repeated: list[int] = []
    for document in documents:
        over = Counter(
            fact
            for c in checks.get(document.document_id, [])
            if c.relation == "="
            for fact in set(c.evidence)
        )
        types = {t["table_seq"]: t["table_type"] or "generic" for t in document.rows["tables"]}
        for row in document.rows["budget_lines"]:
            counted.setdefault(types[row["table_seq"]], []).append(over[row["budget_line_id"]])
            repeated.append(over[row["budget_line_id"]])
        forms = {e["form_seq"]: e["form_type"] for e in document.rows["evaluations"]}
        once = printed_once(document)
        for row in document.rows["funding"]:
            if row["amount_printed"]:
                counted.setdefault(f"funding of {forms[row['form_seq']]}", []).append(over[row["funding_id"]])
                if row["funding_id"] not in once:
                    repeated.append(over[row["funding_id"]])
    every = [n for many in counted.values() for n in many]
    return dict(sorted(counted.items())) | {"all": every, REPEATED: repeated}


def printed_once(document: Staged) -> set[str]:
    """Funding cells that the document prints in one sum and nowhere else, by what it prints, not by what rules there are.

    The initial budget of a self-evaluation without its target form; a source of a project's target form that has one
    phase only, in a document without a 项目支出表.
    """
    forms = {e["form_seq"]: e["form_type"] for e in document.rows["evaluations"]}
    has_targets = "project_target" in forms.values()
    has_projects = any(t["table_type"] == "project_expenditure" for t in document.rows["tables"])
    phases: dict[tuple[str, str], set[str]] = {}
    for row in document.rows["funding"]:
        phases.setdefault((row["form_seq"], row["source"]), set()).add(row["phase"])
    once = set()
    for row in document.rows["funding"]:
        kind, source = forms[row["form_seq"]], (row["form_seq"], row["source"])
        if (row["phase"] == "initial_budget" and not has_targets) or (
            kind == "project_target" and len(phases[source]) == 1 and not has_projects
        ):
            once.add(row["funding_id"])
    return once


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f} %" if whole else "      –"


def print_cover(counted: dict[str, list[int]]) -> None:
    """The share of cells with at least one and at least two identities."""
    print(f"\n{'amount cells of':45} {'cells':>6} {'one or more':>12} {'two or more':>12}")
    for name, counts in counted.items():
        once, twice = (sum(n >= least for n in counts) for least in (1, 2))
        print(f"{name:45} {len(counts):6} {_share(once, len(counts)):>12} {_share(twice, len(counts)):>12}")


def print_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Noticed and located, by kind and place of the error and by family; also of those that an equality reaches."""
    by_kind: dict[str, list[Outcome]] = {}
    by_family: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_kind.setdefault(f"{outcome.case.kind} in {outcome.case.where}", []).append(outcome)
        by_family.setdefault(outcome.case.family, []).append(outcome)
    for groups in (by_kind, dict(sorted(by_family.items()))):
        print(
            f"\n{'':34} {'all':>6} {'noticed':>9} {'right row':>10} {'reached':>9} {'noticed':>9} {'right row':>10}"
        )
        for name, many in [*groups.items(), ("all", list(outcomes))]:
            above = [o for o in many if o.is_above_rounding]
            print(f"{name:34} {_told(above)} {_told([o for o in above if o.is_reached])}")


def _told(outcomes: Sequence[Outcome]) -> str:
    noticed, right = sum(bool(o.findings) for o in outcomes), sum(o.is_right_row for o in outcomes)
    return f"{len(outcomes):6} {_share(noticed, len(outcomes)):>9} {_share(right, len(outcomes)):>10}"


def write_missed(path: Path, outcomes: Sequence[Outcome]) -> None:
    """The cases that were not noticed or put on another row, as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "kind",
                "family",
                "is_reached",
                "is_noticed",
                "fact_id",
                "changes",
                "first_candidate",
                "findings",
            ]
        )
        for o in outcomes:
            if o.is_above_rounding and not o.is_right_row:
                texts = " ".join(f"[{c.check_id}] {c.explanation}" for c in o.findings)
                told = [o.case.kind, o.case.family, o.is_reached, bool(o.findings), o.case.fact_id]
                writer.writerow([*told, o.case.changes, o.first_candidate, texts])


def staged_documents(folders: Sequence[Path], into: Path, most_rows: int) -> list[Staged]:
    """The documents of folders of disclosures, or of staging folders; those of more than ``most_rows`` rows are left out."""
    for number, folder in enumerate(folders):
        staged = folder
        if not any(folder.glob("*/documents.csv")):
            staged = into / f".{number}"
            runner.run(folder, staged)
        for document in staged.glob("[!.]*/documents.csv"):
            Path(into, document.parent.name).symlink_to(document.parent.resolve(), target_is_directory=True)
    documents = [Staged.load(p.parent) for p in sorted(into.glob("[!.]*/documents.csv"))]
    return [d for d in documents if sum(map(len, d.rows.values())) <= most_rows]


def run(
    folders: Sequence[Path], cases: int, seed: int, missed: Path | None = None, most_rows: int = 10**9
) -> list[Outcome]:
    """Plant at most ``cases`` errors of every kind and family in the documents of ``folders``; print what is found."""
    print(
        f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}, DuckDB {version('duckdb')}"
    )
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        documents = staged_documents(folders, Path(name), most_rows)
        checks = checks_of(Path(name))
    planted = plant(documents, seed, cases)
    alarms = [c for many in checks.values() for c in many if c.is_alarm and not c.is_reviewed]
    print(
        f"{len(documents)} documents, {sum(map(len, checks.values()))} checks; seed {seed}, {len(planted)} errors"
    )
    print(f"errors found in the unchanged documents, not reviewed: {len(alarms)}")
    for alarm in alarms:
        print(f"  {alarm.rule_id} {alarm.explanation}")
    print_cover(cover(documents, checks))
    outcomes = []
    for outcome in evaluate(documents, planted):
        outcomes.append(outcome)
        if sys.stderr.isatty() and len(outcomes) % 20 == 0:
            print(f"\r{len(outcomes)} of {len(planted)} errors", end="", file=sys.stderr)
    print_outcomes(outcomes)
    print(f"\n{time.perf_counter() - start:.0f} s")
    if missed is not None:
        write_missed(missed, outcomes)
    return outcomes


def main(arguments: Sequence[str]) -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("disclosures", nargs="*", type=Path, default=[PROJECT / "disclosures"])
    parser.add_argument("--cases", type=int, default=250, help="the most errors of one kind and family")
    parser.add_argument("--most-rows", type=int, default=10**9, help="leave larger documents out")
    parser.add_argument("--seed", type=int, default=20240219)
    parser.add_argument("--missed", type=Path, help="write what was not noticed or put elsewhere to this CSV")
    options = parser.parse_args(arguments)
    run(options.disclosures, options.cases, options.seed, options.missed, options.most_rows)


if __name__ == "__main__":
    main(sys.argv[1:])
