"""Gongkai: from disclosures to a published warehouse.

``gongkai.open()`` gives the published file as polars frames (``gongkai.frames``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.frames import Warehouse

__all__ = ["open"]


def open(path: str | Path | None = None) -> Warehouse:
    """The published file at ``path`` (default: ``GONGKAI_WAREHOUSE``), read-only.

    Raises gongkai.errors.NoWarehouseError where there is none.
    """
    # Frames are asked for here and nowhere else: no command waits for polars.
    from gongkai.frames import Warehouse

    return Warehouse(path)
