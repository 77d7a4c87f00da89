"""How many workers read at once, and how much each document gets: from the machine, overridden by the environment."""

from __future__ import annotations

from loaders.intake import machine
from loaders.intake.isolation import Limits

_LEAST, _MOST = 256 * machine.MB, 1536 * machine.MB  # of one worker; a scanned page takes 400 MB
_COMFORT = 512 * machine.MB


def workers() -> int:
    """Documents read at once, ``GONGKAI_JOBS``: one a processor where memory allows it.

    Raises SettingError where the variable is no whole number.
    """
    return machine.setting("GONGKAI_JOBS", max(1, min(machine.cores(), machine.memory() // _COMFORT)))


def limits(jobs: int) -> Limits:
    """Limits of one document where ``jobs`` are read at once.

    ``GONGKAI_TIME_LIMIT`` (processor seconds), ``GONGKAI_WALL_LIMIT`` (seconds on the clock, ten times as many) and
    ``GONGKAI_MEMORY_LIMIT`` (MB). Raises SettingError where one of them is no whole number.
    """
    share = machine.memory() * 3 // 4 // jobs
    seconds = machine.setting("GONGKAI_TIME_LIMIT", int(Limits().seconds))
    wall = machine.setting("GONGKAI_WALL_LIMIT", 10 * seconds)
    megabytes = machine.setting("GONGKAI_MEMORY_LIMIT", min(max(share, _LEAST), _MOST) // machine.MB)
    return Limits(seconds, megabytes * machine.MB, wall)
