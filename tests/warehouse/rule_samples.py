"""The documents of the tests of rules, each of an agency of its own but where it is held against another one."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.checks import balance_samples, damage_samples, gap_samples, structure_samples, unit_samples
from tests.warehouse import (
    content_samples,
    distinct_samples,
    form_samples,
    owed_samples,
    pair_samples,
    prose_samples,
    row_samples,
    sure_samples,
    told_samples,
)

_SAMPLES = (
    balance_samples, content_samples, damage_samples, distinct_samples, form_samples, gap_samples, owed_samples, pair_samples,
    prose_samples, row_samples, structure_samples, sure_samples, told_samples,
    unit_samples,
)  # fmt: skip


def stage_all(folder: Path) -> Path:
    """A staging folder with all of them; no name may stand twice."""
    for samples in _SAMPLES:
        own = folder / samples.__name__
        own.mkdir()
        for path in sorted(samples.stage_all(own).iterdir()):
            assert not (folder / path.name).exists(), path.name
            shutil.move(path, folder)
        own.rmdir()
    return folder
