"""Documents read by the workers of a ``dask.distributed`` cluster, each in a process of its own with the same limits.

Workers see the input and the staging folder under the same paths. A task is some documents, for which a worker starts one
reading process. A lost worker's documents are read again by another; where a task fails for good, each of its documents is
read alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from loaders.intake import allowance
from loaders.intake.isolation import Failure, Limits, run_isolated

if TYPE_CHECKING:
    from distributed import Client, Future

Task = tuple[str, object]
_MOST = 50  # documents of one task
_ROUNDS = 4


class ClusterPool:
    """What ``isolation.Pool`` is on one machine."""

    def __init__(self, client: Client, handler: str, limits: Limits | None = None) -> None:
        self._client, self._handler, self._limits = client, handler, limits
        self._waiting: list[Task] = []
        self._handed: dict[str, Sequence[Task]] = {}

    def submit(self, key: str, task: object) -> None:
        """Queue a task; also allowed while ``messages`` is being consumed."""
        self._waiting.append((key, task))

    def messages(self) -> Iterator[tuple[str, Any]]:
        """Yield ``(key, message)`` until all tasks are done: the handler's own, then ``Done`` or ``Failure``."""
        from distributed import as_completed

        running = as_completed()
        size = self._share()
        while self._waiting or not running.is_empty():
            while self._waiting:
                running.add(self._hand_out(self._waiting[:size]))
                del self._waiting[:size]
            future = next(running)
            tasks = self._handed.pop(future.key)
            error = future.exception()
            if error is None:
                yield from future.result()
            elif len(tasks) > 1:
                for task in tasks:
                    running.add(self._hand_out([task]))
            else:
                yield (
                    tasks[0][0],
                    Failure(
                        "died",
                        f"集群没有完成读取（{error}）",
                        f"the cluster did not finish reading ({error})",
                    ),
                )

    def _share(self) -> int:
        """Documents of a task, so that every worker gets some tasks."""
        workers: int = sum(self._client.nthreads().values())
        return max(1, min(_MOST, len(self._waiting) // max(1, _ROUNDS * workers)))

    def _hand_out(self, tasks: Sequence[Task]) -> Future:
        future = self._client.submit(read, self._handler, tasks, self._limits, pure=False)
        self._handed[future.key] = tasks
        return future


def read(handler: str, tasks: Sequence[Task], limits: Limits | None) -> list[tuple[str, Any]]:
    """All messages of some tasks, run on a worker's machine; by default with the limits that the machine gives."""
    return list(run_isolated(handler, tasks, 1, limits or allowance.limits(1)))
