"""The project's own sample disclosures, built: only what changed since the last time is read again."""

from __future__ import annotations

import fcntl
from pathlib import Path

from devtools import docs_answers
from gongkai.build import build


def samples() -> Path:
    """The published file of the sample disclosures, up to date."""
    settings = docs_answers.sample_settings()
    settings.build.mkdir(parents=True, exist_ok=True)
    # Two test runs side by side take turns instead of failing on the build's own lock.
    with (settings.build / ".turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        build(settings)
    return settings.warehouse
