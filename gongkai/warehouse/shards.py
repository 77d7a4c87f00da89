"""Which documents a build computes: all, or those of the shards that a change touches.

A shard is a set of documents none of which any rule holds against a document outside (``int_document_key``, and
``money_content`` for copies that name no agency). Names of agencies are resolved over all documents in every build, from
one row a document; a document whose agency or place is resolved otherwise than before counts as changed. The published
file says of every document in which shard and from which staged rows it was computed (``quality.document_state``).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from gongkai.settings import Settings
from gongkai.warehouse.plan import Plan
from gongkai.warehouse.publication import State

FULL = {
    "forced": "要求全部重建 / a full build was asked for",
    "no_file": "没有可以续建的已发布文件 / no published file to go on from",
    "program_changed": "程序、规则或使用者的名录有变 / the program, a rule or a file of the user has changed",
    "most_changed": "半数以上的文件受影响 / more than half of the documents are touched",
}
_TOO_MANY = 0.5
_RESOLVED = "select document_id, md5(cast(documents as varchar)) from int_document_all as documents"
_COPIES = """
    select one.document_id, other.document_id
    from {file}.quality.money_content as one
    inner join {file}.quality.money_content as other using (side, stage, content)
    where
        (one.agency_id is null or other.agency_id is null)
        and one.fiscal_year is not distinct from other.fiscal_year
        and one.document_id < other.document_id
"""


@dataclass(slots=True)
class Scope:
    """What a build does. ``documents`` are to be computed, ``gone`` only to be taken out; ``reason`` is the code in ``FULL``
    why everything is computed, empty for a part."""

    shards: dict[str, str]
    resolved: dict[str, str]
    documents: set[str]
    gone: set[str] = field(default_factory=set)
    kept_out: dict[str, str] = field(default_factory=dict)
    reason: str = ""

    def widened(self, documents: Iterable[str]) -> set[str]:
        """All documents of the shards of ``documents``."""
        shards = {self.shards[key] for key in documents if key in self.shards}
        return {key for key, shard in self.shards.items() if shard in shards}

    def join(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Make one shard of those of each pair of documents."""
        links = [(one, self.shards[other]) for one, other in pairs if self.shards[one] != self.shards[other]]
        if links:
            self.shards = components([*self.shards.items(), *links])


def scope(
    plan: Plan, digests: Mapping[str, str], before: Mapping[str, State] | None, reason: str = ""
) -> Scope:
    """What to compute, given ``digests`` of all staged documents and what was published ``before``.

    ``plan`` sees all documents, those in quarantine that haven't changed among them. With a ``reason`` everything.
    """
    plan.build("int_document_all", "int_document_key")
    resolved = dict(plan.connection.execute(_RESOLVED).fetchall())
    keys = plan.connection.execute("select document_id, shard_key from int_document_key").fetchall()
    if reason or before is None:
        return Scope(components(keys), resolved, set(digests), reason=reason)
    same = {
        key for key, state in before.items()
        if digests.get(key) == state.staged and resolved.get(key) == state.resolved
    }  # fmt: skip
    keys += [(key, f"before {before[key].shard}") for key in same]
    found = Scope(components(keys), resolved, set(), {key for key in before if key not in digests})
    left = {state.shard for key, state in before.items() if key not in same}
    start = {key for key in digests if key not in same} | {key for key in same if before[key].shard in left}
    found.documents = found.widened(start)
    if len(found.documents) > _TOO_MANY * len(digests):
        return Scope(found.shards, resolved, set(digests), reason="most_changed")
    found.kept_out = {
        key: state.quarantine for key, state in before.items()
        if state.quarantine is not None and key in digests and key not in found.documents
    }  # fmt: skip
    return found


def components(keys: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The shard of every document: documents that share a key are together; a shard is named by its first document."""
    parents: dict[str, str] = {}

    def root(node: str) -> str:
        while parents.setdefault(node, node) != node:
            parents[node] = node = parents[parents[node]]
        return node

    documents = set()
    for document, key in keys:
        documents.add(document)
        one, other = root(f"document {document}"), root(key)
        if one != other:
            parents[max(one, other)] = min(one, other)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for document in sorted(documents):
        members[root(f"document {document}")].append(document)
    return {key: group[0] for group in members.values() for key in group}


def batches(scope: Scope, documents: Collection[str], most: int) -> list[list[str]]:
    """Whole shards put together to batches of at most ``most`` documents, or of one shard that is larger."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(documents):
        members[scope.shards[key]].append(key)
    found: list[list[str]] = []
    for group in sorted(members.values(), key=len, reverse=True):
        if found and len(found[-1]) + len(group) <= most:
            found[-1] += group
        else:
            found.append(list(group))
    return found


def copies(connection: duckdb.DuckDBPyConnection, file: str) -> list[tuple[str, str]]:
    """Pairs of documents of an attached file that print the same money, where one of them names no agency."""
    return connection.execute(_COPIES.format(file=file)).fetchall()


def write(settings: Settings, documents: Sequence[str] | None) -> None:
    """Tell the models which documents to build; ``None`` for all."""
    if documents is None:
        settings.shard.unlink(missing_ok=True)
        return
    with settings.shard.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
            [("document_id",), *((key,) for key in documents)]
        )
