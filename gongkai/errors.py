"""Exceptions of the build. Each message is meant for the person who typed the command."""

from __future__ import annotations


class BuildError(Exception):
    """Base of all reasons for which nothing is published."""


class BuildBusyError(BuildError):
    """Another build is running in the same build folder."""


class ModelsFailedError(BuildError):
    """A dbt model or test failed."""


class ExpectationsFailedError(BuildError):
    """A critical expectation does not hold, or the expectations could not be evaluated."""
