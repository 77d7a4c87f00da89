"""Documents whose rows break a critical expectation: kept out of the facts, so that the others are published."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence

from expectations.run import Result
from gongkai.errors import ModelsFailedError
from gongkai.settings import Settings
from gongkai.warehouse import gate

ATTEMPTS = 4


def write(settings: Settings, reasons: Mapping[str, str]) -> None:
    """Write what the models read: one row a document, by id, with the reason."""
    with settings.quarantine.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(("document_id", "reason"))
        writer.writerows(sorted(reasons.items()))


def named(results: Sequence[Result], before: Mapping[str, str], readable: int) -> dict[str, str]:
    """Documents to keep out besides those ``before``, with reasons; none where all critical expectations hold.

    Raises ExpectationsFailedError where one that fails names no further document, or where more than half of the
    ``readable`` documents would be kept out: then it isn't the documents.
    """
    found: dict[str, str] = {}
    failed = gate.broken(results)
    for result in failed:
        fresh = [key for key in result.documents if key not in before]
        if not fresh:
            gate.require_critical(failed)
        for key in fresh:
            found.setdefault(
                key,
                f"未通过发布检验，其余文件照常发布：{result.title}（{result.expectation}）"
                f" / kept back: {result.expectation} does not hold for it",
            )
    if 2 * len(found | dict(before)) > readable:
        gate.require_critical(failed)
    return found


def breaking(
    failure: ModelsFailedError, readable: Sequence[str], builds: Callable[[Sequence[str]], bool]
) -> dict[str, str]:
    """The document on whose rows models fail, with the reason: halved until one is left, so log2 of their number of builds.

    ``builds`` tells whether those models build with the given documents alone. Raises ``failure`` where no row is to
    blame, or no single document.
    """
    suspects = list(readable)
    if not failure.by_rows or len(suspects) < 2:
        raise failure
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        suspects = suspects[len(half) :] if builds(half) else half
    if builds(suspects):
        raise failure
    names = "、".join(failure.by_rows)
    return {
        suspects[0]: f"有一行使模型无法计算，其余文件照常发布：{names}"
        f" / kept back: a row of it can't be computed ({', '.join(failure.by_rows)})"
    }
