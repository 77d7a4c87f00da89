"""Every original beside the project is staged as somebody looked at it: what a change does to real documents is seen before it lands."""

from __future__ import annotations

import pytest

from devtools import originals
from tests.originals import SHARED, among

_LOOKED_AT = originals.recorded()


@pytest.mark.parametrize("path", among("pool", sorted({one.path for one in _LOOKED_AT})))
def test_an_original_is_staged_as_it_was(path: str) -> None:
    """Otherwise: look at what has changed in it, then ``python -m devtools.originals --renew``."""
    before = [one for one in _LOOKED_AT if one.path == path]
    if not (SHARED / path).is_file():
        pytest.skip(f"../shared/{path} is not here")

    now = list(originals.staged(SHARED, path))

    if [one.sha256 for one in now] != [one.sha256 for one in before]:
        pytest.skip(f"../shared/{path} is another edition than the one looked at")
    assert now == before
