"""Ask for pictures: find the file that a document is in, have it drawn in a process of its own, within limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from gongkai.pictures.drawing import Box, Job, Picture, View
from gongkai.places import Place
from loaders.intake import allowance
from loaders.intake.isolation import Pool

HANDLER = "gongkai.pictures.drawing:draw"


def located(root: Path, file_name: str) -> Path | None:
    """The file below ``root`` that holds the document ``file_name``: itself, or the archive that it is a member of.

    None where there is none, or where the name would lead out of ``root``.
    """
    parts = PurePosixPath(file_name).parts
    if not parts or PurePosixPath(file_name).is_absolute() or ".." in parts:
        return None
    home = root.resolve()
    for count in range(1, len(parts) + 1):
        path = home.joinpath(*parts[:count])
        if path.is_file():
            return path if path.resolve().is_relative_to(home) else None
    return None


def pictures(root: Path, wanted: Mapping[str, Iterable[View]]) -> dict[tuple[str, View], Picture]:
    """Pictures by file name and view. What can't be drawn (another format, a file that is gone, a limit) is not there.

    ``wanted`` are views by the documents' file names, which are relative to ``root``.
    """
    return {(name, picture.view): picture for name, picture in stream(root, wanted)}


def stream(root: Path, wanted: Mapping[str, Iterable[View]]) -> Iterator[tuple[str, Picture]]:
    """The same one by one, as they are drawn, with the file names."""
    jobs = []
    for file_name, views in wanted.items():
        path = located(root, file_name)
        unique = tuple(dict.fromkeys(views))
        if path is not None and unique:
            jobs.append(Job(str(path), str(root.resolve()), file_name, unique))
    if not jobs:
        return
    workers = min(allowance.workers(), len(jobs))
    pool = Pool(HANDLER, workers, allowance.limits(workers))
    for job in jobs:
        pool.submit(job.file_name, job)
    for file_name, message in pool.messages():
        if isinstance(message, Picture):
            yield file_name, message


def views_of(places: Iterable[Place]) -> dict[str, list[View]]:
    """One strip for each page that prints one of ``places``, by file name; those without a box have none."""
    boxes: dict[tuple[str, int], list[Box]] = defaultdict(list)
    for place in places:
        box = box_of(place)
        if box is not None and place.page:
            boxes[place.file_name, place.page].append(box)
    found: dict[str, list[View]] = defaultdict(list)
    for (file_name, page), marked in boxes.items():
        found[file_name].append(View(page, tuple(dict.fromkeys(marked))))
    return dict(found)


def box_of(place: Place) -> Box | None:
    """The box of a place as numbers, None where it has none."""
    try:
        x0, y0, x1, y1 = (float(part) for part in place.box.split(","))
    except ValueError:
        return None
    return x0, y0, x1, y1
