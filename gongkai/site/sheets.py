"""The pages of the originals: of each page that numbers were read from, a strip that shows them, and where it stands.

Named by document and page, drawn once: ``pages.js`` beside them tells a page where the strip begins and how large it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from gongkai.pictures import drawing as pictures_drawing
from gongkai.pictures.asking import stream
from gongkai.pictures.drawing import Picture, View
from gongkai.site import figures
from gongkai.site.output import Folder
from gongkai.site.warehouse import Warehouse

_AT_ONCE = 100
_BOXED = (
    "fct_budget_line",
    "fct_funding",
    "fct_indicator",
    "fct_evaluation",
    "fct_form_field",
    "fct_stated_amount",
)
_BOXES = f"""
with boxes as (
    select document_id, source_page, source_box
    from ({" union all ".join(f"select document_id, source_page, source_box from marts.{table}" for table in _BOXED)})
    where source_box is not null and source_page is not null
)
"""
_STRIPS = f"""{_BOXES}, corners as (
    select document_id, source_page, list_transform(string_split(source_box, ','), lambda part: cast(part as double)) as box
    from boxes
    where document_id in (select unnest($1))
)
select documents.file_name, corners.document_id, corners.source_page, min(box[1]) as x0, min(box[2]) as y0, max(box[3]) as x1,
    max(box[4]) as y1
from corners
inner join marts.dim_document as documents using (document_id)
group by all
order by documents.file_name, corners.source_page
"""


_SUMS = f"""{_BOXES}
select documents.document_id, any_value(documents.sha256) as sha256,
    cast(sum(cast(hash(boxes.source_page, boxes.source_box) as hugeint)) as varchar) as boxes
from marts.dim_document as documents
left join boxes using (document_id)
group by documents.document_id
order by 1
"""


def fingerprints(warehouse: Warehouse) -> dict[str, str]:
    """Document id → what its pictures depend on: the file, where its numbers stand, and how pages are drawn."""
    drawing = hashlib.sha256(Path(pictures_drawing.__file__).read_bytes()).hexdigest()[:16]
    return {row["document_id"]: f"{row['sha256']} {row['boxes']} {drawing}" for row in warehouse.rows(_SUMS)}


def write(folder: Folder, warehouse: Warehouse, originals: Path, document_ids: Sequence[str]) -> int:
    """Draw the strips of documents whose originals are in ``originals``; the number of pictures."""
    count = 0
    for start in range(0, len(document_ids), _AT_ONCE):
        wanted: dict[str, list[View]] = {}
        slugs: dict[str, str] = {}
        pages: dict[str, dict[int, list[float]]] = {
            figures.slug(document_id): {} for document_id in document_ids[start : start + _AT_ONCE]
        }
        for row in warehouse.rows(_STRIPS, list(document_ids[start : start + _AT_ONCE])):
            box = (row["x0"], row["y0"], row["x1"], row["y1"])
            wanted.setdefault(row["file_name"], []).append(View(row["source_page"], (box,), plain=True))
            slugs[row["file_name"]] = figures.slug(row["document_id"])
        for file_name, picture in stream(originals, wanted):
            folder.write(f"pictures/{slugs[file_name]}/{picture.view.page}.png", picture.png)
            pages[slugs[file_name]][picture.view.page] = placed(picture)
            count += 1
        for slug, found in pages.items():
            folder.data(f"pictures/{slug}/pages.js", "pages", dict(sorted(found.items())))
    return count


def placed(picture: Picture) -> list[float]:
    """``[left, top, width, height]`` of a strip on its page, in points."""
    width, height = picture.width / picture.scale, picture.height / picture.scale
    return [round(value, 1) for value in (picture.left, picture.top, width, height)]
