"""What a program of ours doesn't load because nothing in it needs it."""

from __future__ import annotations

import sys


def without_pandas() -> None:
    """Say that there is no pandas, where it isn't loaded yet.

    DuckDB looks for it before it takes the first parameter of a query, to tell pandas' missing values from others, which takes
    half a second. For programs only: in a process of the user's, pandas is the user's.
    """
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]
