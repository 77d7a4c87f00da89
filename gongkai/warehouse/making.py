"""From staged rows to a file that may be published: models over what is to be computed, put together, and the gate.

Everything is computed at once where that is all and not too much; else batch by batch, here or by a cluster, each put into the
merged file.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from expectations.catalogue import CATALOGUE
from expectations.run import Result
from gongkai.errors import BuildError, ModelsFailedError
from gongkai.settings import Settings
from gongkai.warehouse import (
    cluster,
    gate,
    merging,
    models,
    parts,
    publication,
    quarantine,
    resources,
    shards,
)
from gongkai.warehouse.plan import Plan
from gongkai.warehouse.publication import Published, State
from loaders.intake import machine

if TYPE_CHECKING:
    from distributed import Client

Say = Callable[[str], None]
_BATCH = 1000
_NAMES = frozenset(item.name for item in CATALOGUE)
_LEDGER = frozenset(item.name for item in CATALOGUE if item.table == "row_ledger")


class Making:
    """One build of ``settings.fresh`` from staged documents with ``digests``; ``readable`` of them are not unread."""

    def __init__(
        self,
        settings: Settings,
        say: Say,
        digests: Mapping[str, str],
        readable: Sequence[str],
        before: Published | None,
        client: Client | None = None,
    ) -> None:
        self._settings, self._say, self._digests, self._readable = settings, say, digests, readable
        self._before = before.states if before else {}
        reason = "forced" if settings.is_full else "no_file" if before is None else ""
        if before and not reason and before.program != publication.program():
            reason = "program_changed"
        kept = {
            k: s.quarantine for k, s in self._before.items() if s.quarantine and digests.get(k) == s.staged
        }
        quarantine.write(settings, {} if reason else kept)
        with duckdb.connect() as connection:
            self._scope = shards.scope(
                _plan(settings, connection), digests, None if reason else self._before, reason
            )
        self._kept_out = dict(self._scope.kept_out)
        # What held for all rows holds for those that are left as they are: of a part, only new rows and the ledger are asked.
        self._held = before.held - _LEDGER if before and not self._scope.reason else frozenset()
        most, count = machine.setting("GONGKAI_BATCH", _BATCH), len(self._scope.documents)
        self._is_whole = client is None and bool(self._scope.reason) and count <= most
        self._processes = resources.processes()
        if client is not None:
            most = min(most, cluster.share(client, count))
        elif count > most:  # as many batches for each process
            rounds = ceil(count / most / self._processes)
            most = ceil(count / rounds / self._processes)
        self._client, self._most = client, most

    def make(self) -> tuple[list[Result], dict[str, State]]:
        """Build the file; the results of the expectations, and the state of every document.

        Raises BuildError where nothing can be published.
        """
        scope = self._scope
        self._say(shards.FULL[scope.reason] if scope.reason else self._touched())
        todo = scope.documents
        results: list[Result] = []
        for attempt in range(quarantine.ATTEMPTS):
            with gate.Gate(self._settings) as validator:
                broken: set[str] = set()
                if self._is_whole:
                    self._models(None, sorted(todo))
                else:
                    broken = self._parts(todo, validator, is_first=attempt == 0)
                results = validator.ask(self._settings.fresh, self._held - broken)
            further = quarantine.named(results, self._kept_out, len(self._readable))
            if not further:
                return results, self._states()
            self._keep_out(further)
            todo = scope.documents if self._is_whole else scope.widened(further)
        gate.require_critical(results)
        raise BuildError("隔离多份文件后仍不能发布 / not publishable with several documents kept out")

    def _touched(self) -> str:
        scope = self._scope
        return (
            f"只重算受影响的 {len(scope.documents)} 份文件（共 {len(self._digests)} 份），移除 {len(scope.gone)} 份"
            f" / a part: {len(scope.documents)} documents of {len(self._digests)}, {len(scope.gone)} taken out"
        )

    def _parts(self, todo: set[str], validator: gate.Gate, *, is_first: bool) -> set[str]:
        """Compute ``todo`` shard by shard into the merged file, which becomes the fresh one.

        Gives those of the expectations that held before which don't hold for a part.
        """
        broken: set[str] = set()
        settings, scope = self._settings, self._scope
        merged = settings.merged
        merged.parent.mkdir(exist_ok=True)
        gone: set[str] = set()
        if not is_first:
            os.replace(settings.fresh, merged)
        elif not scope.reason:
            shutil.copyfile(settings.warehouse, merged)
            gone = scope.gone
        if gone and not todo:
            self._merge(gone, None)
        while todo:
            for batch, part in self._computed(shards.batches(scope, todo, self._most)):
                if self._held:
                    found = validator.ask(part, _NAMES - self._held)
                    broken |= {result.expectation for result in found if result.success is False}
                if merged.exists():
                    self._merge(gone.union(batch), part)
                    gone = set()
                else:
                    os.replace(part, merged)
            with duckdb.connect(str(merged), read_only=True) as connection:
                catalogue = f'"{merged.stem}"'
                apart = [
                    p
                    for p in shards.copies(connection, catalogue)
                    if scope.shards[p[0]] != scope.shards[p[1]]
                ]
            scope.join(apart)
            todo = scope.widened(key for pair in apart for key in pair)
        with merging.writer() as connection:
            merging.attach(connection, merged, merging.BASE)
            merging.finish(connection, _plan(settings, connection))
        os.replace(merged, settings.fresh)
        return broken

    def _computed(self, batches: list[list[str]]) -> Iterator[tuple[list[str], Path]]:
        """The batches with the file of each, in any order: of a cluster, or of this machine, several side by side."""
        settings = self._settings
        if self._client is not None:
            found = cluster.computed(self._client, settings, batches, self._kept_out)
        elif len(batches) > 1 and self._processes > 1:
            found = parts.computed(settings, batches, self._kept_out, self._processes)
        else:
            found = ((number, None) for number in range(len(batches)))  # one after another, by this process
        for done, (number, part) in enumerate(found, 1):
            if part is None:
                self._models(batches[number], batches[number])
            else:
                self._say(f"已算 {done}/{len(batches)} 批 / {done} of {len(batches)} parts")
            yield batches[number], part or settings.fresh

    def _merge(self, documents: set[str], part: Path | None) -> None:
        with merging.writer() as connection:
            merging.attach(connection, self._settings.merged, merging.BASE)
            if part:
                merging.attach(connection, part, merging.PART, read_only=True)
            merging.replace(connection, documents, has_part=part is not None)

    def _models(self, shard: Sequence[str] | None, documents: Sequence[str]) -> None:
        """Run the models over a shard (``None``: all), again without a document on whose rows one fails."""
        settings = self._settings
        shards.write(settings, shard)
        for _ in range(quarantine.ATTEMPTS):
            quarantine.write(settings, self._kept_out)
            _remove(settings)
            try:
                done = models.run(settings, len(documents), lambda count: self._say(f"建模 {count} …"))
            except ModelsFailedError as failure:
                names = "、".join(failure.by_rows)
                self._say(f"模型不能计算，寻找是哪份文件：{names}" if names else str(failure))
                self._keep_out(self._breaking(failure, documents))
            else:
                self._say(
                    f"模型 {done.models}，dbt 测试 {done.tests}，文件 {len(documents)}"
                )
                return
        raise BuildError("隔离多份文件后仍不能发布 / not publishable with several documents kept out")

    def _breaking(self, failure: ModelsFailedError, documents: Sequence[str]) -> dict[str, str]:
        """The document whose rows break a model, found by building that model without the others."""

        def builds(chosen: Sequence[str]) -> bool:
            _remove(self._settings)
            quarantine.write(
                self._settings, dict.fromkeys(set(documents) - set(chosen), "-") | self._kept_out
            )
            try:
                models.run(self._settings, len(chosen), only=failure.by_rows)
            except ModelsFailedError:
                return False
            return True

        suspects = [key for key in documents if key in self._readable and key not in self._kept_out]
        return quarantine.breaking(failure, suspects, builds)

    def _keep_out(self, further: Mapping[str, str]) -> None:
        for key, reason in further.items():
            self._say(f"隔离 {key}：{reason}")
        self._kept_out |= further

    def _states(self) -> dict[str, State]:
        scope = self._scope
        with duckdb.connect(str(self._settings.fresh), read_only=True) as connection:
            scope.join(shards.copies(connection, f'"{self._settings.fresh.stem}"'))
        return {
            key: State(scope.shards[key], digest, scope.resolved[key], self._kept_out.get(key))
            for key, digest in self._digests.items()
        }


def _plan(settings: Settings, connection: duckdb.DuckDBPyConnection) -> Plan:
    """The models over all documents, one row each."""
    given = models.environment(settings)
    variables = {"quarantine_file": given["GONGKAI_QUARANTINE"], "documents_file": given["GONGKAI_DOCUMENTS"]}
    return Plan(connection, settings.staging, variables=variables)


def _remove(settings: Settings) -> None:
    for path in (settings.fresh, settings.work):
        path.unlink(missing_ok=True)
