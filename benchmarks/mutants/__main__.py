"""``make bench-mutants``: how many mutants the suite kills, part by part, and which survive.

Each mutant is written into a copy of the project below build/mutants/, and the tests that run the changed function, model or seed
are run there, the quickest first, until one fails or the processor time is spent, which kills it, too. ``--resume`` goes on with
the ledger that an earlier run left; ``--survivors`` tries again what that run could not kill, for instance with new tests.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.mutants import kinds, trial
from benchmarks.mutants.copied import copy
from benchmarks.mutants.cover import Cover, recorded
from benchmarks.mutants.ledger import KILLED, SURVIVED, UNTESTED, Ledger, Tried, key
from gongkai.settings import PROJECT

# Processor seconds of one mutant, all tests together.
_MOST_SECONDS = 120


def _tried(root: Path, mutant: kinds.Mutant, cover: Cover) -> Tried:
    path, tests = root / mutant.path, cover.of(mutant)
    known = path.stat()
    before = path.read_bytes()
    began = time.monotonic()
    path.write_text(mutant.text, encoding="utf-8")
    try:
        survived = not tests or trial.passes(root, tests, _MOST_SECONDS, root.parent / "last.txt")
    finally:
        path.write_bytes(before)
        # What was compiled of the file before is found by its time again.
        os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
    verdict = (SURVIVED if tests else UNTESTED) if survived else KILLED
    taken = round(time.monotonic() - began, 1)
    return Tried(key(mutant), mutant.part, mutant.path, mutant.line, mutant.what, verdict, len(tests), taken)


def _sample(root: Path, parts: list[str], count: int, seed: int) -> Iterator[kinds.Mutant]:
    for part in parts:
        yield from kinds.mutants(root, part, count, random.Random(f"{seed}/{part}"))


def main() -> int:
    """Try a sample of each part and print how many were killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", default=",".join(kinds.PARTS))
    parser.add_argument("--sample", type=int, default=40, help="mutants of each part")
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument(
        "--minutes",
        type=float,
        default=60,
        help="how long all of it may take, beside the recording of which tests run what",
    )
    parser.add_argument("--resume", action="store_true", help="go on with the ledger that is there")
    parser.add_argument(
        "--survivors", action="store_true", help="try the survivors of the ledger again, and nothing else"
    )
    options = parser.parse_args()
    folder = PROJECT / "build" / "mutants"
    folder.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(folder / "ledger.jsonl")
    if not (options.resume or options.survivors):
        ledger.path.unlink(missing_ok=True)
        ledger = Ledger(ledger.path)
    root = folder / "project"
    parts = options.parts.split(",")
    cover = recorded(root, parts, copy(root))
    trial.warm(cover.imports)
    until = time.monotonic() + 60 * options.minutes
    sample = list(_sample(root, parts, options.sample, options.seed))
    for number, mutant in enumerate(sample, 1):
        known = ledger.tried.get(key(mutant))
        if known is None if options.survivors else known is not None:
            continue
        if known is not None and known.verdict == KILLED:
            continue
        if time.monotonic() > until:
            print(f"time is up at {number} of {len(sample)}: go on with --resume", file=sys.stderr)
            break
        tried = _tried(root, mutant, cover)
        ledger.add(tried)
        print(
            f"{number}/{len(sample)} {tried.verdict} {mutant.path}:{mutant.line} {mutant.what} {tried.seconds} s",
            file=sys.stderr,
        )
    print("\n".join(ledger.shares(map(key, sample))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
