"""What of the findings is shown first: errors, then the most money, then what is most certain."""

from __future__ import annotations

from loaders.grammar.units import MONEY

SEVERITY = {"error": 0, "rounding": 1, "notice": 2}
CERTAINTY = {"publisher": 0, "undecided": 1, "extraction": 2}


def _rank(column: str, ranks: dict[str, int], otherwise: int) -> str:
    cases = " ".join(f"when '{code}' then {rank}" for code, rank in ranks.items())
    return f"case {column} {cases} else {otherwise} end"


def order(checks: str) -> str:
    """Terms of an ``order by`` over rows of ``fct_check``: by severity; within one, the root that costs most, and below it what follows.

    A root weighs as its greatest consequence: the difference in 元 (none where it isn't about money).
    """
    root = f"coalesce({checks}.root_id, {checks}.check_id)"
    factors = " ".join(f"when '{unit}' then {factor}" for unit, factor in MONEY.items())
    money = f"coalesce(abs({checks}.difference)::double * case {checks}.unit {factors} end, 0)"
    return (
        f"{_rank(f'{checks}.severity', SEVERITY, len(SEVERITY))}, max({money}) over (partition by {root}) desc, "
        f"{_rank(f'{checks}.attribution', CERTAINTY, CERTAINTY['undecided'])}, {checks}.document_id, {root}, "
        f"{checks}.is_root is false, {checks}.check_id"
    )
