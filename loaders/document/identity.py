"""Whose disclosure it is, of which year and kind: read from what is printed, never from file metadata.

Sources in order: the document's own title line (``<agency> 2024年度部门预算``), labels (``部门名称：``,
``预算单位：``), the heads of performance forms, table titles. Regions come from GB/T 2260 (seeds/official/region.csv).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from loaders.grammar.normal import fold, squash
from loaders.model import Document, Grid, Segment
from loaders.records import Parsed
from loaders.vocabulary import seed_rows

_KIND = r"(?:区级|市级|省级|县级|本级)?(?:部门|单位)?(?:[(（][^()（）]{1,8}[)）])?(?:财政)?(?:预算|决算|项目(?:支出)?绩效|整体(?:支出)?绩效|绩效)"
_TITLE = re.compile(
    rf"^(?P<agency>[^\d，。：:《》]{{2,40}}?)(?P<year>20\d\d)年?度?(?P<kind>{_KIND}[^，。；]{{0,20}})$"
)
_YEAR_FIRST = re.compile(
    rf"^(?P<year>20\d\d)年?度?(?P<agency>[^\d，。：:《》]{{4,40}}?)(?P<kind>{_KIND}[^，。；]{{0,20}})$"
)
_LABEL = re.compile(
    r"(?P<label>部门[(（]单位[)）]名称|部门名称|预算单位|单位名称|预算主管部门|预算部门|编制部门|编制单位|公开部门|公开单位|填报单位|部门|单位)"
    r"[:：](?P<agency>[^\s:：，。；]{4,40}?)(?=(?:金额)?单位[:：]|$|\s)"
)
_YEAR = re.compile(r"(20\d\d)\s*年")
_TITLE_YEAR = re.compile(r"^《?[(（]?20\d\d[)）]?年?度?")
_TABLE_YEAR = re.compile(r"(20\d\d)[)）]?年")
_NAME_TAIL = re.compile(r"[(（](?:本级|汇总|部门|机关)[)）]$")
_ABOUT = re.compile(r"^关于|关于$")
_NEAR = 3  # lines between the agency and the title of a cover
_PLAIN_NAME = re.compile(r"^[\u4e00-\u9fff()（）·]+$")
_CENTRAL = re.compile(
    r"^(?:国家|中国|中华|全国|中央|国务院|最高人民)[\u4e00-\u9fff()（）]{2,}$|^[\u4e00-\u9fff]{2,9}(?<!本)(?<!部)(?:部|总署|审计署)$|^审计署$"
)
_CODE_HEAD = re.compile(r"^\d{2,9}[-—_ ]?")
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")
_NOT_AN_AGENCY = re.compile(r"^(?:万元|元|亿元|名称|代码|编码|本部门|本单位)")


@dataclass(frozen=True, slots=True)
class Region:
    """A row of GB/T 2260 with its ancestors."""

    code: str = ""
    province: str = ""
    city: str = ""
    county: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What ``dim_document`` and ``dim_agency`` say of a document; ``""`` where nothing is printed."""

    title: str
    disclosure_type: str
    fiscal_year: str
    agency_name: str
    region: Region
    agency_level: str
    supervising_department: str

    @property
    def disclosure_key(self) -> str:
        """The same for all files of one disclosure: agency, year, kind (unknown agency: empty)."""
        if not self.agency_name or not self.fiscal_year:
            return ""
        kind = {"unit_budget": "budget", "department_budget": "budget"}.get(
            self.disclosure_type, self.disclosure_type
        )
        return f"{agency_key(self.agency_name)}|{self.fiscal_year}|{kind}"


def agency_key(name: str) -> str:
    """One spelling for one agency: spaces, width, leading codes and ``(汇总)``/``(本级)`` dropped."""
    return _NAME_TAIL.sub("", _CODE_HEAD.sub("", fold(name)))


def identify(document: Document, segments: Sequence[Segment], parsed: Parsed) -> Identity:
    """Read agency, year and kind of ``document`` from its segments and parsed forms."""
    lines = list(_texts(document, limit=4000))
    head = [fold(text) for text in lines[:60] if fold(text)]
    title, agency, year, kind = _from_title(head)
    agency = agency or _from_labels(lines) or _from_forms(parsed)
    year = year or _common_year(segments, parsed, lines)
    disclosure_type = _disclosure_type(segments, parsed, f"{title}{kind}", lines)
    region = find_region(agency)
    name = _CODE_HEAD.sub("", squash(agency))
    return Identity(
        title=_document_title(
            title, head, segments, f"{name}{year}年" if name and year else "", disclosure_type
        ),
        disclosure_type=disclosure_type,
        fiscal_year=year,
        agency_name=name,
        region=region,
        agency_level=_agency_level(agency, region),
        supervising_department=_most(e.supervising_department for e in parsed.evaluations),
    )


def _texts(document: Document, limit: int) -> Iterable[str]:
    for block in document.blocks[:limit]:
        if isinstance(block, Grid):
            yield from (cell.text for cell in block.cells if cell.row < 4)
        else:
            yield block.text


def _from_title(head: Sequence[str]) -> tuple[str, str, str, str]:
    head = [_PART.sub("", text) for text in head]
    candidates = [*head[:20], *("".join(pair) for pair in pairwise(head[:12]))]
    for text in candidates:
        for pattern in (_TITLE, _YEAR_FIRST):
            match = pattern.match(text)
            name = _ABOUT.sub("", match["agency"]) if match else ""
            if match and _names_agency(name):
                return text, name, match["year"], match["kind"]
    joined = [(n, "".join(pair)) for n, pair in enumerate(pairwise(head[:12]))]
    for index, text in [*enumerate(head[:20]), *joined]:
        match = re.search(rf"(?P<year>20\d\d)年?度?(?P<kind>{_KIND})", text)
        if match and len(text) <= 40 and "，" not in text:
            near = head[max(0, index - _NEAR) : index + _NEAR + 1]
            agency = next((n for n in near if _is_organisation(n)), "")
            return text, agency, match["year"], match["kind"]
    return "", "", "", ""


def _names_agency(name: str) -> bool:
    """Whether a name tells whose it is: a place with more than the place, or a body of the centre."""
    if _NOT_AN_AGENCY.match(name):
        return False
    return is_central(name) or (bool(find_region(name).code) and not is_only_region(name))


def _is_organisation(text: str) -> bool:
    """Whether a line of a cover is nothing but the name of an agency."""
    ends = tuple(row["organisation_suffix"] for row in seed_rows("organisation_suffix"))
    return (
        3 <= len(text) <= 30
        and _PLAIN_NAME.match(text) is not None
        and text.endswith((*ends, "部", "署", "厅"))
        and _names_agency(text)
    )


def owner_of(text: str) -> tuple[str, str] | None:
    """Label and name of a line that says whose a table is: ``编制部门：…  单位：元``; None for any other line."""
    match = _LABEL.match(fold(text))
    if match is None or _NOT_AN_AGENCY.match(match["agency"]):
        return None
    return match["label"], match["agency"]


def is_central(name: str) -> bool:
    """Whether a name is that of a body of the central government, which names no place."""
    return _CENTRAL.match(fold(name)) is not None and not find_region(name).code


def is_only_region(name: str) -> bool:
    """Whether a name is nothing but a place (``上海市青浦区``): the place, not the agency."""
    rest = fold(name)
    for region in sorted({r["region_name"] for r in _regions()}, key=len, reverse=True):
        if region in rest:
            rest = rest.replace(region, "")
    return not rest


def _from_labels(lines: Sequence[str]) -> str:
    found: Counter[str] = Counter()
    for text in lines:
        match = _LABEL.search(text.strip())
        if match and not _NOT_AN_AGENCY.match(match["agency"]):
            found[squash(match["agency"])] += 1
    return found.most_common(1)[0][0] if found else ""


def _from_forms(parsed: Parsed) -> str:
    departments = [e.subject_name for e in parsed.evaluations if e.form_type.startswith("department")]
    return _most(departments) or _most(e.implementing_unit for e in parsed.evaluations)


def _most(values: Iterable[str]) -> str:
    counts = Counter(v for v in values if v)
    return counts.most_common(1)[0][0] if counts else ""


def _common_year(segments: Sequence[Segment], parsed: Parsed, lines: Sequence[str]) -> str:
    titled = Counter(
        match[1]
        for segment in segments
        if segment.kind != "prose"
        for block in segment.blocks[:6]
        if not isinstance(block, Grid)
        for match in _TABLE_YEAR.finditer(fold(block.text))
    )
    titled.update(e.fiscal_year for e in parsed.evaluations if e.fiscal_year)
    if titled:
        return titled.most_common(1)[0][0]
    mentioned = Counter(year for text in lines for year in _YEAR.findall(fold(text)))
    return mentioned.most_common(1)[0][0] if mentioned else ""


def _disclosure_type(segments: Sequence[Segment], parsed: Parsed, title: str, lines: Sequence[str]) -> str:
    form_types = Counter(e.form_type for e in parsed.evaluations)
    tables = [s.title for s in segments if s.kind == "table" and s.title]
    if not tables and form_types:
        kind = form_types.most_common(1)[0][0]
        return "performance_self_evaluation" if kind.endswith("self_evaluation") else "performance_target"
    if not tables and not re.search("预算|决算", title):
        return "other"
    final = sum("决算" in t for t in tables) * 2 > len(tables) if tables else "决算" in title
    if final:
        return "final_account"
    text = title + "".join(tables) + "".join(fold(t) for t in lines[:200])
    return (
        "unit_budget"
        if text.count("单位预算") + text.count("预算单位") > text.count("部门预算")
        else "department_budget"
    )


def _document_title(
    printed: str, head: Sequence[str], segments: Sequence[Segment], whose: str, disclosure_type: str
) -> str:
    """The printed title of the whole document; the title of a table is none, nor is the title of a form.

    Where there is none: whose and of which year it is, and its kind, or what its only table or form is called.
    """
    parts = list(dict.fromkeys(s.title for s in segments if s.kind != "prose" and s.title))
    if printed and not any(_bare(printed) == _bare(part) for part in parts):
        return printed
    if not parts:
        return head[0][:60] if head else ""
    kind = {(r["domain"], r["code"]): r["label"] for r in seed_rows("code_label")}.get(
        ("disclosure_type", disclosure_type)
    )
    if not whose or not kind:
        return printed or parts[0]
    return f"{whose}{_bare(parts[0]) if len(parts) == 1 else kind}"


def _bare(title: str) -> str:
    """A title without the year and the marks around it, to compare with another."""
    return _TITLE_YEAR.sub("", fold(title)).strip("《》")


def _agency_level(agency: str, region: Region) -> str:
    if not agency:
        return ""
    if re.search(r"(?:街道|镇|乡)(?:人民政府|办事处|党工委)?", fold(agency)):
        return "township"
    return "central" if is_central(agency) else region.level


@cache
def _regions() -> tuple[dict[str, str], ...]:
    return tuple(seed_rows("region"))


@cache
def _by_code() -> dict[str, dict[str, str]]:
    return {r["region_code"]: r for r in reversed(_regions())}


@cache
def find_region(name: str) -> Region:
    """The region named at the start of an agency's name, smallest first; empty where none is named.

    A place without its suffix counts for provinces only (``江苏省`` or ``江苏``); a county of a name that several
    provinces have is chosen by the province or city printed beside it, else left unknown.
    """
    text = fold(name)[:30]
    if not text:
        return Region()
    best: list[tuple[int, dict[str, str]]] = []
    for row in _regions():
        if row["region_name"] in text:
            score = sum(a["region_name"] in text or _short(a["region_name"]) in text for a in _ancestors(row))
            best.append((_depth(row) * 10 + score * 3 + (not row["last_seen_year"]), row))
    if not best:
        provinces = [
            r
            for r in _regions()
            if r["region_level"] == "province" and text.startswith(_short(r["region_name"]))
        ]
        return _region(provinces[0]) if provinces else Region()
    top = max(score for score, _ in best)
    winners = [row for score, row in best if score == top]
    return _region(winners[0]) if len({w["region_code"] for w in winners}) == 1 else Region()


def _short(name: str) -> str:
    return re.sub(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$", "", name)


def _depth(row: dict[str, str]) -> int:
    return {"province": 1, "city": 2, "county": 3}[row["region_level"]]


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
