"""What the checks say about each number.

Worst first: ``wrong`` a check of severity error fails, ``notice`` a notice fails, ``rounding`` a check fails or
holds only because printed figures are rounded, ``ok`` checks hold, ``unchecked`` no check looks at it.
"""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.site.warehouse import Row

ORDER = ("wrong", "notice", "rounding", "ok", "unchecked")


def of_check(check: Row) -> str:
    """The verdict of one check on the numbers it looks at."""
    if check["status"] == "pass":
        return "rounding" if check["difference"] else "ok"
    if check["status"] != "fail":
        return "unchecked"
    return {"error": "wrong", "rounding": "rounding"}.get(check["severity"], "notice")


def of_facts(checks: Iterable[Row]) -> dict[str, str]:
    """The worst verdict per fact id, over all checks whose evidence names it."""
    worst: dict[str, str] = {}
    for check in checks:
        verdict = of_check(check)
        for fact_id in check["evidence"] or ():
            known = worst.get(fact_id, "unchecked")
            worst[fact_id] = min(verdict, known, key=ORDER.index)
    return worst
