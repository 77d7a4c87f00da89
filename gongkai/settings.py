"""Where a build reads and writes: defaults within the project, overridden by environment variables."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from loaders.home import IS_INSTALLED, PROJECT

__all__ = ["HOME", "PROJECT", "Settings", "from_environment", "reviews_file", "reviews_if_any"]
# Where folders are by default: the repository, or for an installed package the folder that one works in.
HOME = Path.cwd() if IS_INSTALLED else PROJECT


@dataclass(frozen=True, slots=True)
class Settings:
    """Absolute paths of one build."""

    disclosures: Path
    staging: Path
    build: Path
    warehouse: Path
    is_full: bool = False  # compute everything, whatever has changed
    cluster: str = ""  # address of a scheduler, empty for this machine alone

    @property
    def fresh(self) -> Path:
        """The file being built. DuckDB names the catalogue after the file, so the base name is the published one."""
        return self.build / self.warehouse.name

    @property
    def quarantine(self) -> Path:
        """Documents that the build in progress keeps out of the facts, with reasons."""
        return self.build / "quarantine.csv"

    @property
    def shard(self) -> Path:
        """The documents that the models build, where they build a part."""
        return self.build / "shard.csv"

    @property
    def merged(self) -> Path:
        """The file that parts are put into."""
        return self.build / "merged" / self.warehouse.name

    @property
    def parts(self) -> Path:
        """What is computed apart, a folder or file a batch."""
        return self.build / "parts"

    @property
    def documents(self) -> Path:
        """The rows of all staged documents in one file, where the loaders wrote it."""
        return self.staging / "documents.csv"

    @property
    def work(self) -> Path:
        """Staged text and working tables, never published."""
        return self.build / "work.duckdb"


def reviews_file() -> Path:
    """The user's reviews of findings: ``GONGKAI_REVIEWS``, by default ``reviews.csv``; it need not be there."""
    return Path(os.environ.get("GONGKAI_REVIEWS") or HOME / "reviews.csv").expanduser().absolute()


def reviews_if_any() -> str:
    """The path of the user's reviews, empty where there are none."""
    path = reviews_file()
    return str(path) if path.is_file() else ""


def from_environment() -> Settings:
    """Settings from ``GONGKAI_DISCLOSURES``, ``GONGKAI_WAREHOUSE``, ``GONGKAI_STAGING``, ``GONGKAI_BUILD_DIR``, ``GONGKAI_FULL``, ``GONGKAI_CLUSTER``."""

    def path(variable: str, default: str) -> Path:
        value = os.environ.get(variable) or str(HOME / default)
        return Path(value).expanduser().absolute()

    return Settings(
        disclosures=path("GONGKAI_DISCLOSURES", "disclosures"),
        staging=path("GONGKAI_STAGING", "staging"),
        build=path("GONGKAI_BUILD_DIR", "build"),
        warehouse=path("GONGKAI_WAREHOUSE", "warehouse/gongkai.duckdb"),
        is_full=bool(os.environ.get("GONGKAI_FULL")),
        cluster=os.environ.get("GONGKAI_CLUSTER", ""),
    )
