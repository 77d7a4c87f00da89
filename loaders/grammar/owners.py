"""Lines that say whose a table is: ``编制部门：某某局``, also with the unit behind it (``单位名称：某某局 单位：万元``)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.grammar.normal import fold
from loaders.grammar.units import money_unit, printed_unit

_WHO = r"(?:部门[(（]单位[)）]|单位[(（]部门[)）]|部门[/、]单位|单位[/、]部门|部门|单位|机构)"
LABEL = rf"(?:(?:编制|编报|制表|填报|填制|填表|公开|报送|预算|决算|主管|预算主管|申报|编审|实施){_WHO}(?:名称|全称)?|{_WHO}(?:名称|全称)|{_WHO})"
_OWNER = re.compile(
    rf"^[(（\[]?(?P<label>{LABEL}):(?P<name>[^:,。;]{{2,40}}?)(?=$|[(（\[]?(?:金额|计量|货币)?单位[:(（]|\d{{4}}年|(?:金额|计量|货币)?单位(?:百|千|万|亿)?元)"
)
_LABELLED = re.compile(rf"^[(（\[]?{LABEL}(?:盖章|公章|章)?(?:[(（](?:盖章|公章|章)[)）])?:")
_NAME = re.compile(r"[\u4e00-\u9fff]{2}")
_NO_NAME = re.compile(r"^(?:名称|代码|编码|本部门|本单位|盖章|公章|[(（].*)$")


@dataclass(frozen=True, slots=True)
class Owner:
    """A printed label and the name behind it, without spaces."""

    label: str
    name: str


def owner(text: str) -> Owner | None:
    """Whose a table is by a line of its head; ``None`` where the line names nobody (``单位：万元``)."""
    match = _OWNER.match(fold(text))
    if match is None or not _NAME.search(match["name"]) or _NO_NAME.match(match["name"]) or money_unit(match["name"]):
        return None
    unit = printed_unit(text)
    if unit is not None and unit.start < match.end("label"):
        return None
    return Owner(match["label"], match["name"])


def is_owner_line(text: str) -> bool:
    """Whether a line has the label of an owner, with a name or without (``编制部门：``), and not only a unit."""
    plain = fold(text)
    match = _LABELLED.match(plain)
    if match is None:
        return False
    found = printed_unit(plain)
    return found is None or found.start >= match.end()
