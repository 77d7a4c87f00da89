"""Documents read by the workers of a ``dask.distributed`` cluster, each in a process of its own with the same limits.

Workers see the input and the staging folder under the same paths. A lost worker's document is read again by another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from loaders.intake import allowance
from loaders.intake.isolation import Failure, Limits, run_isolated

if TYPE_CHECKING:
    from distributed import Client, Future


class ClusterPool:
    """What ``isolation.Pool`` is on one machine."""

    def __init__(self, client: Client, handler: str, limits: Limits | None = None) -> None:
        self._client, self._handler, self._limits = client, handler, limits
        self._keys: dict[str, str] = {}
        self._waiting: list[Future] = []

    def submit(self, key: str, task: object) -> None:
        """Queue a task; also allowed while ``messages`` is being consumed."""
        future = self._client.submit(read, self._handler, key, task, self._limits, pure=False)
        self._keys[future.key] = key
        self._waiting.append(future)

    def messages(self) -> Iterator[tuple[str, Any]]:
        """Yield ``(key, message)`` until all tasks are done: the handler's own, then ``Done`` or ``Failure``."""
        from distributed import as_completed

        running = as_completed()
        while self._waiting or not running.is_empty():
            while self._waiting:
                running.add(self._waiting.pop())
            future = next(running)
            key = self._keys.pop(future.key)
            error = future.exception()
            if error is None:
                yield from ((key, message) for message in future.result())
            else:
                yield (
                    key,
                    Failure(
                        "died",
                        f"集群没有完成读取（{error}）",
                        f"the cluster did not finish reading ({error})",
                    ),
                )


def read(handler: str, key: str, task: object, limits: Limits | None) -> list[Any]:
    """All messages of one task, run on a worker's machine; by default with the limits that the machine gives."""
    return [message for _, message in run_isolated(handler, [(key, task)], 1, limits or allowance.limits(1))]
