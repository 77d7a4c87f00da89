"""What DuckDB may take of the machine while the models run. The workers that read have ended by then."""

from __future__ import annotations

import os
import re
from pathlib import Path

from loaders.errors import SettingError
from loaders.intake import machine

_PYTHON = 700 * machine.MB  # dbt and the expectations beside it
_A_THREAD = 1024 * machine.MB
_LEAST = _STEP = 256 * machine.MB
_A_PROCESS = 512 * machine.MB  # dbt alone, of several that compute side by side
_FEW = 100
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:([KMGT])(i?)B)", re.IGNORECASE)


def threads() -> int:
    """Threads of DuckDB, ``GONGKAI_DUCKDB_THREADS``: one a processor.

    Raises SettingError where the variable is no whole number.
    """
    return machine.setting("GONGKAI_DUCKDB_THREADS", machine.cores())


def query_threads(documents: int) -> int:
    """Threads that share one query over so many documents: where they are few, handing out costs more than it saves."""
    return threads() if documents > _FEW else 1


def work_file(path: Path, documents: int) -> str:
    """Where the working tables over so many documents are: where they are few, in memory, which spills where it has to.

    Nobody reads them afterwards, and a file is written, logged and put in order.
    """
    return ":memory:" if 0 < documents <= _FEW else str(path)


def memory() -> str:
    """Memory of DuckDB, ``GONGKAI_DUCKDB_MEMORY`` (``2GB``): at most 1 GB a thread, what exceeds it goes to disk.

    In whole steps, since dbt reads the project anew when the figure changes. Raises SettingError where the variable
    holds no size.
    """
    given = os.environ.get("GONGKAI_DUCKDB_MEMORY", "").strip()
    if given and not _SIZE.fullmatch(given):
        raise SettingError(
            f"环境变量 GONGKAI_DUCKDB_MEMORY={given} 应为 2GB 这样的大小 / GONGKAI_DUCKDB_MEMORY must be a size such as 2GB"
        )
    return given or f"{share(machine.memory(), threads()) // machine.MB}MiB"


def share(available: int, threads: int) -> int:
    """Bytes for ``threads`` of DuckDB where ``available`` are there for all."""
    left = (available - _PYTHON) * 4 // 5
    return max(_LEAST, min(threads * _A_THREAD, left) // _STEP * _STEP)


def processes() -> int:
    """Processes that compute batches side by side, each with one thread and as much memory of DuckDB as one has at most,
    within ``memory`` and what dbt takes beside it. 1 where less is there than two need."""
    left = (machine.memory() - _PYTHON) // (_A_THREAD + _A_PROCESS)
    return max(1, min(threads(), left, _bytes(memory()) // (_A_THREAD * 9 // 10)))


def apart(processes: int) -> dict[str, str]:
    """The environment of one of so many ``processes``: its part of threads and memory."""
    return {
        "GONGKAI_DUCKDB_THREADS": "1",
        "GONGKAI_DUCKDB_MEMORY": f"{_bytes(memory()) // processes // machine.MB}MiB",
    }


def _bytes(size: str) -> int:
    """Bytes of a size as DuckDB reads it: ``2GB`` are two thousand million, ``2GiB`` 2 * 2 ** 30."""
    found = _SIZE.fullmatch(size)
    assert found, size
    number, letter, binary = found.groups()
    return int(float(number) * (1024 if binary else 1000) ** ("KMGT".index(letter.upper()) + 1))
