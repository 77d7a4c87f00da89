"""Where models, macros and vocabularies lie: in the repository, or in the copy that an installed package carries."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_CARRIED = ROOT / "gongkai" / "project"
IS_INSTALLED = _CARRIED.is_dir()
PROJECT = _CARRIED if IS_INSTALLED else ROOT
