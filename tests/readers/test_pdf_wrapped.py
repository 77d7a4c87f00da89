"""Numbers that a narrow cell breaks are one; numbers one below the other are several."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from loaders.readers.pdf import mend


@pytest.mark.parametrize(
    ("lines", "several"),
    [
        (["376,936.6", "0"], False),  # sz-08cc7487, page 34
        (["1,234,", "567.00"], False),
        (["280.00000", "0"], False),
        (["280.0000", "00"], False),
        (["100.0", "0%"], False),
        (["45,000,0", "00.00"], False),
        (["280.00", "0"], True),
        (["1,234", "56"], True),
        (["12.50", "13.50"], True),
        (["3", "4"], True),
    ],
)
def test_a_broken_number_cuts_no_row(lines: list[str], *, several: bool) -> None:
    stacked: list[list[Any]] = [[SimpleNamespace(text=text)] for text in lines]

    assert mend._all_numbers(stacked) is several
