"""The published originals that stand beside the project, where they are at hand: a plain clone has none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(os.environ.get("GONGKAI_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def needed(folder: str) -> None:
    """Skip the module that asks for it where ``../shared/folder`` isn't here: all of it is about these originals."""
    if not (SHARED / folder).is_dir():
        pytest.skip(f"../shared/{folder} is not here", allow_module_level=True)


def among(folder: str, values: Sequence[Any]) -> Sequence[Any]:
    """Values to try one test with; without ``../shared/folder`` the first of them, skipped."""
    if (SHARED / folder).is_dir():
        return values
    return [pytest.param(values[0], marks=pytest.mark.skip(reason=f"../shared/{folder} is not here"))]
