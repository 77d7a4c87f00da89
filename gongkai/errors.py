"""Exceptions of the build. Each message is meant for the person who typed the command."""

from __future__ import annotations

from pathlib import Path


class BuildError(Exception):
    """Base of all reasons for which nothing is published."""


class BuildBusyError(BuildError):
    """Another build is running in the same build folder."""


class TargetError(BuildError):
    """The result could not be published where it is to go."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")


class ModelsFailedError(BuildError):
    """A dbt model or test failed. ``by_rows`` are the models that failed on a value of some row."""

    def __init__(self, message: str, by_rows: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.by_rows = by_rows


class ExpectationsFailedError(BuildError):
    """A critical expectation does not hold, or the expectations could not be evaluated."""


class ClusterError(BuildError):
    """The cluster can't be used."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")


class ReviewError(BuildError):
    """The user's file of reviews can't be used."""

    def __init__(self, path: Path, zh: str, en: str) -> None:
        super().__init__(f"{path}：{zh} / {path}: {en}")


class RosterError(BuildError):
    """The user's roster can't be used."""

    def __init__(self, path: Path, zh: str, en: str) -> None:
        super().__init__(f"{path}：{zh} / {path}: {en}")


class PlanError(Exception):
    """The models can't be run on a document outside a build."""


class DraftError(Exception):
    """A file named on the command line can't be taken. ``zh`` and ``en`` say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en


class NoWarehouseError(Exception):
    """There is no published file to open."""


class UnknownAgencyError(LookupError):
    """No agency bears the name, or more than one does."""


class UnknownFactError(LookupError):
    """No fact has the id."""
