"""Golden files of whole stagings: ``NAME.txt`` of a shape, ``NAME.VARIANT.diff`` of what a variant says otherwise.

``python -m tests.staged.golden`` writes anew those that differ and names them: each has to be held against the print before it
is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from tests.staged.rendering import rendered
from tests.staged.shapes import RIGHT, TABLES, staged

GOLDEN = Path(__file__).with_name("golden")
_SHOWN = 40  # characters of a line taken away: all of it stands in the golden file of the shape
_PLACE = re.compile(r" @[\d:,-]+(?= «|$)", re.MULTILINE)


def plain(text: str) -> list[str]:
    """A staging without places, without the texts around tables and without what identifies the document, which other
    tests hold: what any kind of file has to say alike. Rejects are counted by their code."""
    lines = [line for line in _PLACE.sub("", text).splitlines()[2:] if line]
    rejects = Counter(line.partition(" «")[0] for line in lines if line.startswith("reject"))
    said = [line for line in lines if not line.startswith(("text ", "reject "))]
    return [*said, *(f"{line} ×{count}" for line, count in sorted(rejects.items()))]


def whole(name: str) -> str:
    """The whole staging of a shape; tables drawn without the cover of a disclosure don't say what they are of."""
    text = rendered(staged(name))
    return text.partition("\n")[2] if name in TABLES else text


def difference(name: str) -> str:
    """What a variant says otherwise than its shape: lines taken away and added, ``""`` where it says the same."""
    shape, variant = (plain(rendered(staged(one))) for one in (name.partition(".")[0], name))
    return "".join(f"{line}\n" for line in _changed(shape, variant))


def _changed(shape: list[str], variant: list[str]) -> Iterator[str]:
    for line in unified_diff(shape, variant, lineterm="", n=0):
        if not line.startswith(("---", "+++", "@@")):
            yield line if line[0] == "+" else line[:_SHOWN]


def files() -> Iterator[tuple[Path, str]]:
    """Each golden file, and what is staged now."""
    for name in RIGHT:
        if "." in name:
            yield GOLDEN / f"{name}.diff", difference(name)
        else:
            yield GOLDEN / f"{name}.txt", whole(name)


def main() -> None:
    """Write the golden files of what is staged now."""
    GOLDEN.mkdir(exist_ok=True)
    wanted = dict(files())
    for path in GOLDEN.iterdir():
        if not wanted.get(path):
            print("no longer", path.name)
            path.unlink()
    for path, found in wanted.items():
        if found and (not path.exists() or path.read_text(encoding="utf-8") != found):
            print("differs" if path.exists() else "new", path.name)
            path.write_text(found, encoding="utf-8")


if __name__ == "__main__":
    main()
