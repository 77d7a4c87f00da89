"""Whose disclosure it is, of which year and kind: read from what is printed, never from file metadata.

Sources in order: the document's own title line (``<agency> 2024年度部门预算``), the cover, labels (``部门名称：``,
``预算单位：``), the heads of performance forms, sentences, the source a web page names; a file's name comes last, and
``agency_source`` says so. The tables of a whole government are published by the government of the place that they name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from loaders.document import agency as names
from loaders.document.agency import Named, is_central
from loaders.document.heading import common_year, document_title, head_year, title_line
from loaders.document.kind import begins_for_all, disclosure_type, is_of_government, summed_for
from loaders.document.region import Region, find_region, is_only_region, lies_in, places_named, region_of_rows
from loaders.grammar.normal import fold, squash
from loaders.grammar.years import plain_years
from loaders.model import Document, Grid, Segment
from loaders.records import Parsed

_NAME_TAIL = re.compile(r"[(（](?:本级|汇总|部门|机关)[)）]$")
_NAVIGATION = 400  # lines of a web page within which its title is looked for
_COVER = 20
_FAINT = ("", "signature", "imprint", "file_name")  # who wrote or put up a paper need not be whose it is
_ABOVE = re.compile(r"(?:预算)?主管|实施|申报")  # labels of forms: of whom a project is
# A town behind the county that it lies in, or alone: 某县某镇2023年一般公共预算收入表. 乡镇 are all of them.
_TOWN = re.compile(rf"(?![各全本对和及与]|所[属辖]|下辖|乡镇)[\u4e00-\u9fff]{{1,15}}?(?:(?<!乡)镇|(?<!城)乡(?!镇)|街道)(?=人民政府|办事处|{names.YEAR}|关于|$)")
_COMPANY = re.compile(r"(?:公司|企业|合作社)$")
_NEAR = 3  # lines between the agency and the title of a cover
_CODE_HEAD = re.compile(r"^\d{2,9}[-—_ ]?")
_READING = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}[)）]")
_OFFICE = {
    "盟": "行政公署",
    "地区": "行政公署",
}  # these have an office of the region's government, none of their own
_LEVELS = {"省": "province", **dict.fromkeys("市州盟", "city"), **dict.fromkeys("区县旗", "county")}


@dataclass(frozen=True, slots=True)
class Identity:
    """What ``dim_document`` and ``dim_agency`` say of a document; ``""`` where nothing is printed.

    ``agency_source`` tells where the name was found: ``title``, ``cover``, ``label``, ``form``, ``sentence``,
    ``signature``, ``imprint``, ``region`` (the government of a place that the titles name), ``file_name``.
    """

    title: str
    disclosure_type: str
    fiscal_year: str
    agency_name: str
    region: Region
    agency_level: str
    supervising_department: str
    agency_source: str = ""

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
    lines = [_plain(text) for text in _texts(document, limit=4000)]
    head = _head([fold(text) for text in lines[:_NAVIGATION] if fold(text)])
    title = title_line(head)
    tables = [s.title for s in segments if s.kind == "table" and s.title]
    found = _agency(document, head, lines, parsed)
    summed = summed_for(lines)
    may_be = not (found.source == "title" and not _speaks_for_all(found.name))
    of_government = may_be and (
        bool(find_region(summed).code)
        or (found.source in _FAINT and begins_for_all(lines))
        or is_of_government(
            [*dict.fromkeys([title, *(t for t in head[:12] if len(t) <= 45)]), *tables], _owned(lines)
        )
    )
    if of_government:
        found = _government(document, [summed, title, *head[:20], *tables, found.name])
    year = head_year(head) or common_year(segments, parsed, lines)
    kind = disclosure_type(segments, parsed, title, lines, of_government=of_government, is_named=bool(found.name))
    region = find_region(found.name)
    if found.name and not region.code and not is_central(found.name):
        region = _among(places_named(found.name), _surrounding(head, lines, parsed))
    return Identity(
        title=document_title(title, head, segments, found.name if year else "", year, kind),
        disclosure_type=kind,
        fiscal_year=year,
        agency_name=found.name,
        region=region,
        agency_level=_agency_level(found.name, region),
        supervising_department=_most(e.supervising_department for e in parsed.evaluations),
        agency_source=found.source,
    )


def _head(texts: Sequence[str]) -> list[str]:
    """The first lines; of a web page with a long navigation, those from the title on."""
    start = 0
    if not names.from_titles(texts[:_COVER]) and not names.from_cover(texts[:_COVER], _NEAR):
        start = next((n for n, text in enumerate(texts) if names.is_title(text)), 0)
    return list(texts[start : start + 60])


def _plain(text: str) -> str:
    """Text to recognise names and years in: digits for years, no readings in brackets."""
    return _READING.sub("", plain_years(text))


def _texts(document: Document, limit: int) -> Iterable[str]:
    for block in document.blocks[:limit]:
        if isinstance(block, Grid):
            yield from (cell.text for cell in block.cells if cell.row < 4)
        else:
            yield block.text


def _agency(document: Document, head: Sequence[str], lines: Sequence[str], parsed: Parsed) -> Named:
    """The agency from the most trustworthy place that names one."""
    sources: tuple[tuple[str, Callable[[], str]], ...] = (
        ("title", lambda: names.from_titles(head)),
        ("cover", lambda: names.from_cover(head, _NEAR)),
        ("label", lambda: _most([*names.labelled(lines), *_beside_labels(document)])),
        ("form", lambda: _from_forms(parsed)),
        ("sentence", lambda: _most(name for text in lines for name in names.in_sentences(text))),
        ("signature", lambda: names.signed(lines)),
        ("imprint", lambda: next((name for text in lines[:40] for name in names.imprinted(text)), "")),
        ("label", lambda: _most(name for text in lines for name in names.glued(text))),
        ("label", lambda: names.coded(lines)),
        ("file_name", lambda: _from_file_name(document.file_name)),
    )
    for source, find in sources:
        if name := find():
            return Named(names.with_place(name, [*names.labelled(lines), *_of_forms(parsed)]), source)
    return Named("", "")


def _beside_labels(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Grid):
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                if cell.text.strip():
                    rows.setdefault(cell.row, []).append(squash(cell.text))
            for row in rows.values():
                yield from names.beside_label(row)


def _of_forms(parsed: Parsed) -> Iterator[str]:
    """The agencies that carry out the projects of forms and those above them."""
    for form in parsed.evaluations:
        yield from (name for said in (form.implementing_unit, form.supervising_department) if names.is_agency(name := names.tidy(said)))


def _from_forms(parsed: Parsed) -> str:
    """Whose forms these are; a company that carries out a project doesn't publish it where a department above it is named."""
    departments = [e.subject_name for e in parsed.evaluations if e.form_type.startswith("department")]
    units = [e.implementing_unit for e in parsed.evaluations]
    for candidates in (
        departments,
        [unit for unit in units if not _COMPANY.search(unit)],
        [e.supervising_department for e in parsed.evaluations],
        units,
    ):
        if name := _most(names.tidy(c) for c in candidates if names.is_agency(names.tidy(c))):
            return name
    return ""


def _from_file_name(file_name: str) -> str:
    path = PurePosixPath(file_name)
    return next(
        (name for part in (path.stem, *reversed(path.parts[:-1])) if (name := names.in_title(part))), ""
    )


def _owned(lines: Iterable[str]) -> int:
    """How many lines say that a table is that of an agency: ``部门：某县司法局``, no finance bureau and no government."""
    found = (owner_of(text) for text in lines)
    return sum(
        match is not None and not _ABOVE.match(match[0]) and names.is_agency(match[1]) and not _speaks_for_all(match[1])
        for match in found
    )


def _speaks_for_all(name: str) -> bool:
    """Whether an agency in a title may only be who wrote the papers of its whole government."""
    return re.search(r"财政[局厅部]|人民政府|行政公署|管委会|管理委员会|人民代表大会|人大", name) is not None


def _government(document: Document, texts: Sequence[str]) -> Named:
    """The government of the place that the titles name, or that the places in the rows lie in; else by the file's name."""
    rows = (cell.text for b in document.blocks if isinstance(b, Grid) for cell in b.cells if cell.col <= 1)
    # A place alone is the head of a list, unless a finance bureau is said to sum up for it.
    named = [text for place, text in enumerate(texts) if place == 0 or not is_only_region(text)]
    region = _first_region(named)
    if not region.code:
        region = region_of_rows(rows)
    if not region.code:
        region = _first_region(texts)
    if town := _town(texts, region.name):
        return Named(town, "region")
    if region.code:
        return Named(region.name + _office(region), "region")
    region = _first_region(PurePosixPath(document.file_name).parts)
    return Named(region.name + _office(region), "file_name") if region.code else Named("", "")


def _town(texts: Iterable[str], county: str) -> str:
    """The government of the town that the first text with one names, at its beginning or behind its ``county``; ``""`` where
    none does."""
    for text in map(fold, texts):
        found, rest = text.rpartition(county)[1:] if county else ("", "")
        own = _TOWN.match(text)
        alone = own is not None and own[0] == text  # the head of a row: 八所镇
        if match := (None if alone else own) or (_TOWN.match(rest) if found else None):
            return (county if match.string is rest else "") + match[0] + ("办事处" if match[0].endswith("街道") else "人民政府")
    return ""


def _first_region(texts: Iterable[str]) -> Region:
    """The place that the first text names which names one; of several of that name the one that a later text decides."""
    bare = (re.sub(r"^\d{1,6}(?=[\u4e00-\u9fff])|20\d\d年?度?末?", "", fold(text)) for text in texts)
    named = [places for text in bare if (places := places_named(text))]
    if not named or len(named[0]) == 1:
        return named[0][0] if named else Region()
    chosen = (_among(named[0], places[0]) for places in named[1:] if len(places) == 1)
    return next((region for region in chosen if region.code), Region())


def _among(may_be: Sequence[Region], around: Region) -> Region:
    """Of the places that a name may mean the one that is, or lies in, the place around; that place itself where it may
    mean none."""
    if not may_be:
        return around
    inside = [region for region in may_be if region.code == around.code or (around.code and lies_in(region, around))]
    return inside[0] if len(inside) == 1 else Region()


def _office(region: Region) -> str:
    return next((office for end, office in _OFFICE.items() if region.name.endswith(end)), "人民政府")


def _surrounding(head: Sequence[str], lines: Sequence[str], parsed: Parsed) -> Region:
    """The place of an agency whose name tells none: by titles, labels and departments, if they agree on one."""
    texts = [
        *head[:12],
        *(e.supervising_department for e in parsed.evaluations[:5]),
        *names.labelled(lines[:200]),
    ]
    texts += [name for text in lines for name in _bodies(text)]
    found = {region.code: region for text in texts if (region := find_region(text)).code}
    parents = {r.code for r in found.values() for o in found.values() if r is not o and lies_in(o, r)}
    smallest = [region for code, region in found.items() if code not in parents]
    return smallest[0] if len(smallest) == 1 else Region()


def _bodies(text: str) -> Iterator[str]:
    for clause in re.split(r"[，,。；;：:、\s]", text):
        if name := names.leading(fold(clause)):
            yield name


def owner_of(text: str) -> tuple[str, str] | None:
    """Label and name of a line that says whose a table is: ``编制部门：…  单位：元``; None for any other line."""
    match = names.LABEL.match(fold(text))
    if match is None or not (names.is_agency(match["agency"]) or find_region(match["agency"]).code):
        return None
    return match["label"], match["agency"]


def _most(values: Iterable[str]) -> str:
    counts = Counter(v for v in values if v)
    return counts.most_common(1)[0][0] if counts else ""


def _agency_level(agency: str, region: Region) -> str:
    if not agency:
        return ""
    if re.search(r"(?:街道|镇|乡)(?:(?:人民)?政府|办事处|党工委)?$", fold(agency)):
        return "township"
    if is_central(agency):
        return "central"
    return region.level or next(
        (level for word, level in _LEVELS.items() if re.match(rf"{word}[委直级属国卫教公市]", agency)),
        "",
    )
