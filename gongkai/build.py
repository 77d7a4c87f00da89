"""``python -m gongkai.build``: disclosures in, one published file out.

Read what is new → stop if nothing changed → dbt into a fresh file → expectations → replace the published file.
Whatever goes wrong before the last step leaves the published file as it was.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai import ending
from gongkai.errors import BuildError, ModelsFailedError
from gongkai.review import register
from gongkai.settings import Settings, from_environment, reviews_file
from gongkai.warehouse import models, publication, roster, target
from loaders.errors import LoaderError
from loaders.intake import runner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from expectations.run import Result


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
    with models.EarlyParse(settings) as early:
        staged = runner.run(settings.disclosures, settings.staging)
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
    digest = publication.fingerprint(settings)
    if digest == publication.published_fingerprint(settings.warehouse):
        say(started, f"没有变化，{settings.warehouse} 已是最新 / nothing changed, up to date")
        return False
    results = _build_fresh(settings, started, early, [o.document_id for o in staged.outcomes if not o.reason])
    publication.store_results(settings, results, digest, staged.loader_version)
    settings.work.unlink(missing_ok=True)
    if aside := publication.publish(settings):
        say(started, f"旧文件旁有未并入的改动，已移到 {aside} / changes of a session on the old file put aside")
    _report(settings.warehouse, started)
    return True


def _build_fresh(settings: Settings, started: float, early: models.EarlyParse, readable: list[str]) -> list[Result]:
    """Models and expectations; again without the documents whose rows break what must hold. The results that hold."""
    from gongkai.warehouse import gate, quarantine

    kept_out: dict[str, str] = {}
    results: list[Result] = []
    manifest = early.manifest()
    for _ in range(quarantine.ATTEMPTS):
        quarantine.write(settings, kept_out)
        with gate.Gate(settings) as validator:
            say(started, "建模 dbt build")
            try:
                done = models.run(settings, manifest, lambda count: say(started, f"建模 {count} …"))
            except ModelsFailedError as failure:
                say(started, f"模型不能计算，寻找是哪份文件：{'、'.join(failure.by_rows)}" if failure.by_rows else str(failure))
                further = _breaking(settings, failure, kept_out, readable)
            else:
                say(started, f"模型 {done.models}，词表 {done.seeds}，dbt 测试 {done.tests}")
                results = validator.ask(settings.fresh)
                further = quarantine.named(results, kept_out, len(readable))
                if not further:
                    return results
        for key, reason in further.items():
            say(started, f"隔离 {key}：{reason}")
        kept_out |= further
        manifest = None
        publication.remove_stale(settings)
    gate.require_critical(results)
    raise BuildError("隔离多份文件后仍不能发布 / not publishable with several documents kept out")


def _breaking(
    settings: Settings, failure: ModelsFailedError, kept_out: dict[str, str], readable: list[str]
) -> dict[str, str]:
    """The document whose rows break a model, found by building that model without the others."""
    from gongkai.warehouse import quarantine

    def builds(documents: Sequence[str]) -> bool:
        publication.remove_stale(settings)
        quarantine.write(settings, dict.fromkeys(set(readable) - set(documents), "-") | kept_out)
        try:
            models.run(settings, only=failure.by_rows)
        except ModelsFailedError:
            return False
        return True

    return quarantine.breaking(failure, [key for key in readable if key not in kept_out], builds)


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
    print(f"未发布：{why}", file=sys.stderr)
    if settings.warehouse.exists():
        print(f"{settings.warehouse} 保持原样 / left as it was", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
