"""``python -m gongkai.build``: disclosures in, one published file out.

Read what is new → stop if nothing changed → dbt into a fresh file, or over the shards that a change touches into a copy of
the published one → expectations → replace the published file.
Whatever goes wrong before the last step leaves the published file as it was.
"""

from __future__ import annotations

import gc
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai import ending, sparing
from gongkai.errors import BuildError
from gongkai.review import register
from gongkai.settings import Settings, from_environment, reviews_file
from gongkai.warehouse import models, publication, roster, target
from loaders.errors import LoaderError
from loaders.intake import runner
from loaders.intake.cluster import ClusterPool

if TYPE_CHECKING:
    from distributed import Client


def build(settings: Settings) -> bool:
    """Bring the published file up to date; False where nothing had changed.

    Raises BuildError or LoaderError where nothing could be published. What was begun is cleared away.
    """
    started = time.monotonic()
    target.require(settings)
    roster.require()
    register.load(reviews_file())  # before anything is read: a file that can't be used is said at once
    models.environment(settings)
    with publication.locked(settings.build):
        publication.remove_stale(settings)
        try:
            return _locked_build(settings, started)
        except BaseException:
            publication.remove_stale(settings)
            raise


def _locked_build(settings: Settings, started: float) -> bool:
    say(started, f"读取 {settings.disclosures}")
    client = _connected(settings)
    pool = partial(ClusterPool, client) if client else None
    with models.Early(settings) as early:
        staged = runner.run(settings.disclosures, settings.staging, pool=pool)
    if not staged.outcomes:
        raise BuildError(f"没有可读取的文件：{settings.disclosures} / no disclosures found there")
    say(
        started,
        f"新读 {staged.read}，未变 {staged.unchanged}，移除 {staged.removed}，未能读取 {len(staged.unread)}",
    )
    for name, why in staged.ignored:
        say(started, f"略过 {name}：{why}")
    for name in staged.moving:
        say(started, f"读取时被改动 {name} / written to while it was read")
    digests = {o.document_id: o.digest or _digest(settings.staging / o.document_id) for o in staged.outcomes}
    program = publication.program()
    fingerprint = publication.fingerprint(program, digests)
    before = publication.published(settings.warehouse)
    if before and before.fingerprint == fingerprint and not settings.is_full:
        say(started, f"没有变化，{settings.warehouse} 已是最新 / nothing changed, up to date")
        return False
    early.join()
    readable = [o.document_id for o in staged.outcomes if not o.reason]
    _build_fresh(settings, started, digests, readable, before, (fingerprint, staged.loader_version, program), client)
    settings.work.unlink(missing_ok=True)
    if aside := publication.publish(settings):
        say(
            started,
            f"旧文件旁有未并入的改动，已移到 {aside} / changes of a session on the old file put aside",
        )
    if client:
        from gongkai.warehouse import partitions

        say(started, f"Parquet：{partitions.write(settings.warehouse)}")
    _report(settings.warehouse, started)
    return True


def _connected(settings: Settings) -> Client | None:
    """The cluster that the settings name."""
    if not settings.cluster:
        return None
    from gongkai.warehouse import cluster

    return cluster.connect(settings.cluster)


def _digest(folder: Path) -> str:
    from loaders.intake import staging

    return staging.digest(folder)


def _build_fresh(
    settings: Settings, started: float, digests: dict[str, str], readable: list[str],
    before: publication.Published | None, names: tuple[str, str, str], client: Client | None,
) -> None:  # fmt: skip
    """Models and expectations, and their results in the file that is to be published."""
    from gongkai.warehouse.making import Making

    making = Making(settings, lambda text: say(started, text), digests, readable, before, client)
    publication.store_results(settings, *making.make(), names)


def _report(warehouse: Path, started: float) -> None:
    from gongkai.warehouse import report

    print(report.summary(warehouse))
    say(started, f"已发布 {warehouse} / published")


def say(started: float, text: str) -> None:
    """One line of progress, with the seconds since the start."""
    print(f"[{time.monotonic() - started:5.1f} s] {text}", flush=True)


def main() -> int:
    """Build with the settings of the environment.

    0 published or up to date, 1 nothing published, 128 and the number of the signal that stopped it.
    """
    settings = from_environment()
    try:
        with ending.stoppable():
            build(settings)
    except (BuildError, LoaderError) as error:
        why, status = str(error), 1
    except BaseException as error:
        why, status = ending.explained(error, settings.build / "error.log")
    else:
        return 0
    finally:
        gc.freeze()  # what is left goes with the process: looking through it takes a second
    print(f"未发布：{why}", file=sys.stderr)
    if settings.warehouse.exists():
        print(f"{settings.warehouse} 保持原样 / left as it was", file=sys.stderr)
    return status


if __name__ == "__main__":
    sparing.without_pandas()
    sys.exit(main())
