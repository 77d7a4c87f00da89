"""Places named in print: GB/T 2260 (seeds/official/region.csv), by full name, by a short form, by their ancestors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from loaders.grammar.normal import fold
from loaders.vocabulary import seed_rows

_LONGEST = 15
_LOOKED_AT = 40  # characters from the start of a text in which a place is looked for
_NATION = (
    "壮族|回族|维吾尔|维吾尔族|藏族|羌族|彝族|苗族|侗族|布依族|土家族|蒙古族?|哈萨克|柯尔克孜|朝鲜族|傣族|景颇族|白族|哈尼族|傈僳族|"
    "纳西族|瑶族|畲族|满族|黎族|仫佬族|毛南族|佤族|拉祜族|布朗族|怒族|独龙族|普米族|水族|仡佬族|土族|撒拉族|东乡族|保安族|裕固族|"
    "达斡尔族|鄂温克族?|鄂伦春|锡伯|塔吉克|各族"
)
_OF_NATIONS = re.compile(rf"(?:{_NATION})+(?=自治)")
_ALSO_WORDS = {
    "市辖区",
    "市中区",
}  # as names of two characters: places only where a name begins or behind their city
_BEGINS = re.compile(r"(?:^|中共|关于|年度?|[(（])$")
_ZONE = re.compile(
    r"(?:中共)?(?P<city>[\u4e00-\u9fff]{2,4}?)市?(?:国家级?)?(?:经济|高新|高新技术|航空港|综合|保税|临空|产业|技术)+(?:[\u4e00-\u9fff]{0,6}?)"
    r"(?:开发区|园区|实验区|保税区|示范区|区)"
)
_CAPITAL = {"首都": "110000"}
_FEWEST_ROWS = 5
_SHARE = 0.9
_DEPTH = {"province": 1, "city": 2, "county": 3}


@dataclass(frozen=True, slots=True)
class Region:
    """A row of GB/T 2260 with its ancestors."""

    code: str = ""
    province: str = ""
    city: str = ""
    county: str = ""
    level: str = ""

    @property
    def name(self) -> str:
        """The name of the smallest place: 青浦区, 海南省."""
        return self.county or self.city or self.province


@cache
def find_region(name: str) -> Region:
    """The region named near the start of an agency's name or a title, smallest first; empty where none is named.

    A place without its suffix counts for provinces only (``江苏省`` or ``江苏``); a county of a name that several
    provinces have is chosen by the province or city printed beside it, else left unknown. What a place is called today
    goes before a former name of it; a former place of the same name elsewhere keeps the name undecided.
    """
    places = places_named(name)
    return places[0] if len(places) == 1 else Region()


@cache
def places_named(name: str) -> tuple[Region, ...]:
    """The places that a name may mean, one of which ``find_region`` gives where there is only one."""
    text = fold(name)[:_LOOKED_AT]
    best: list[tuple[int, dict[str, str]]] = []
    for start, found, row in _named(text):
        before = [a for a in _ancestors(row) if a["region_name"] in text or _short(a["region_name"]) in text]
        if (len(found) == 2 or found in _ALSO_WORDS) and not _stands_apart(text[:start], before):
            continue
        best.append((_DEPTH[row["region_level"]] * 10 + len(before), row))
    if not best:
        region = _of_zone(text) or _province(text)
        return (region,) if region.code else ()
    top = max(score for score, _ in best)
    return tuple(_region(row) for row in _distinct(row for score, row in best if score == top))


def lies_in(inner: Region, outer: Region) -> bool:
    """Whether one place is a part of another."""
    return (
        inner.province == outer.province
        and outer.city in ("", inner.city)
        and outer.county in ("", inner.county)
        and outer.code != inner.code
    )


def _distinct(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Rows that are different places: one for each code, and none that is only the former row of another one here."""
    found = list({row["region_code"]: row for row in rows}.values())
    present = [row for row in found if not row["last_seen_year"]]
    gone = [row for row in found if row["last_seen_year"] and any(_is_another_place(row, now) for now in present)]
    return [*present, *gone] if present else found


def _is_another_place(former: dict[str, str], present: dict[str, str]) -> bool:
    """Whether a former row of the same name is no earlier row of the place itself: it lay in another province, or was a
    district of another city that is still there. Counties pass from city to city, districts don't."""
    if former["region_name"] != present["region_name"] or former["parent_region_code"] == present["parent_region_code"]:
        return False
    stayed = not _by_code()[former["parent_region_code"]]["last_seen_year"]
    return former["region_code"][:2] != present["region_code"][:2] or (former["region_name"].endswith("区") and stayed)


def is_only_region(name: str) -> bool:
    """Whether a name is nothing but a place (``上海市青浦区``): the place, not the agency."""
    rest = fold(name)
    for found in sorted({found for _, found, _ in _named(rest)}, key=len, reverse=True):
        rest = rest.replace(found, "")
    return not rest


def begins_with_place(text: str) -> bool:
    """Whether a text begins with the full name of a place (``无锡市…``)."""
    return any(fold(text)[:length] in _by_name() for length in range(2, _LONGEST + 1))


def region_of_rows(labels: Iterable[str]) -> Region:
    """The place that lists of places lie in: the smallest one that nearly all of them share."""
    found = [region for label in labels if fold(label) in _by_name() and (region := find_region(label)).code]
    for level, size in (("city", 4), ("province", 2)):
        codes = Counter(r.code[:size] for r in found if _DEPTH[r.level] > _DEPTH[level])
        if codes:
            prefix, count = codes.most_common(1)[0]
            row = _by_code().get(prefix.ljust(6, "0"))
            if count >= _FEWEST_ROWS and count >= _SHARE * codes.total() and row is not None:
                return _region(row)
    return Region()


def names_place(name: str) -> bool:
    """Whether a whole text is the name of one place, with or without its suffix (a row of a table by regions)."""
    text = fold(name)
    return text in _by_name() or text in _short_names()


def _stands_apart(before: str, ancestors: list[dict[str, str]]) -> bool:
    """Whether a name that could be a part of other words (和县, 东区) follows nothing or a place that it lies in."""
    return _BEGINS.search(before) is not None or any(before.endswith(a["region_name"]) for a in ancestors)


def _named(text: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    names = _by_name()
    for start in range(len(text)):
        for stop in range(start + 2, min(len(text), start + _LONGEST) + 1):
            for row in names.get(text[start:stop], ()):
                yield start, text[start:stop], row


def _of_zone(text: str) -> Region | None:
    """The city that a development zone begins with the name of (``滨州经济技术开发区``), without its suffix."""
    zone = _ZONE.match(text)
    rows = [] if zone is None else [r for r in _regions() if r["region_level"] == "city" and zone["city"] == _short(r["region_name"])]
    return _region(rows[0]) if len(rows) == 1 else None


def _province(text: str) -> Region:
    for row in _regions():
        if row["region_level"] == "province" and text.startswith(_short(row["region_name"])):
            return _region(row)
    code = next((code for word, code in _CAPITAL.items() if text.startswith(word)), "")
    return _region(_by_code()[code]) if code else Region()


@cache
def _regions() -> tuple[dict[str, str], ...]:
    return tuple(seed_rows("region"))


@cache
def _by_code() -> dict[str, dict[str, str]]:
    """Rows by code; of several names the present one."""
    return {r["region_code"]: r for r in sorted(_regions(), key=lambda row: not row["last_seen_year"])}


@cache
def _by_name() -> dict[str, list[dict[str, str]]]:
    """Rows by name, and by the name without its nationalities (``西双版纳州`` for ``西双版纳傣族自治州``)."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in _regions():
        name = row["region_name"]
        short = re.sub(r"自治(?=[州县旗]$)", "", _OF_NATIONS.sub("", name))
        for spelling in {name, short}:
            if len(spelling) > 1:
                found.setdefault(spelling, []).append(row)
    return found


@cache
def _short_names() -> frozenset[str]:
    return frozenset(_short(row["region_name"]) for row in _regions() if len(row["region_name"]) > 2)


def _short(name: str) -> str:
    return (
        re.sub(r"(?:自治[区州县旗]|特别行政区|[省市州盟县区旗]|地区)$", "", _OF_NATIONS.sub("", name)) or name
    )


def _ancestors(row: dict[str, str]) -> list[dict[str, str]]:
    found = []
    while row["parent_region_code"] and row["parent_region_code"] in _by_code():
        row = _by_code()[row["parent_region_code"]]
        found.append(row)
    return found


def _region(row: dict[str, str]) -> Region:
    names = {r["region_level"]: r["region_name"] for r in [row, *_ancestors(row)]}
    return Region(
        row["region_code"],
        names.get("province", ""),
        names.get("city", ""),
        names.get("county", ""),
        row["region_level"],
    )
