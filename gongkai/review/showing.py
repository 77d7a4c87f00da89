"""What ``gongkai review`` prints, and where it looks: the warehouse, or drafts that are given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.check import run as check_run
from gongkai.review import command
from gongkai.settings import reviews_file
from gongkai.terminal import open_warehouse
from gongkai.words import Words, safe

if TYPE_CHECKING:
    import duckdb


def listed(files: Sequence[Path], words: Words, *, with_reviewed: bool) -> None:
    """Print the errors with their ids, those of one root together."""
    with _connection(files) as connection:
        found = [f for f in command.failing(connection) if with_reviewed or not f.is_reviewed]
    last = ""
    for one in found:
        if one.file_name != last:
            click.echo(safe(one.file_name))
            last = one.file_name
        said = words(*_SAID[one.attribution]) if one.is_reviewed else ""
        click.echo(f"  {safe(one.check_id)}  {safe(one.explanation)}{said}")
    click.echo(words(f"{len(found)} 条", f"{len(found)} findings"), err=True)


_SAID = {"publisher": ("［原文如此］", " [publisher]"), "extraction": ("［误读］", " [misreading]")}


def accepted(
    files: Sequence[Path], check_ids: Sequence[str], attribution: str, note: str, words: Words
) -> None:
    """Write reviews down and say where."""
    with _connection(files) as connection:
        entries = command.accept(reviews_file(), command.failing(connection), check_ids, attribution, note)
    click.echo(words(
        f"已记下 {len(entries)} 条：{reviews_file()}；下次构建和核对时生效",
        f"{len(entries)} written to {reviews_file()}: the next build and check use them",
    ))  # fmt: skip


def dropped(files: Sequence[Path], check_ids: Sequence[str], words: Words) -> None:
    """Take reviews back and say how many there were."""
    with _connection(files) as connection:
        count = command.drop(reviews_file(), command.failing(connection), check_ids)
    click.echo(words(f"已撤回 {count} 条", f"{count} taken back"))


def expired(files: Sequence[Path], words: Words) -> None:
    """Print the reviews that meet nothing any more."""
    with _connection(files) as connection:
        digests = {row[0] for row in connection.execute("select sha256 from dim_document").fetchall()}
        entries = command.expired(reviews_file(), command.failing(connection), digests)
    for entry in entries:
        click.echo(f"{safe(entry.file_name)}  {entry.rule_id}  {safe(entry.scope)}  {safe(entry.note)}")
    click.echo(words(f"{len(entries)} 条已失效", f"{len(entries)} expired"), err=True)


@contextmanager
def _connection(files: Sequence[Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    if files:
        with check_run.examined(files) as found:
            yield found.connection
    else:
        with open_warehouse() as connection:
            yield connection
