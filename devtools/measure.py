"""``python -m devtools.measure SHARED``: build from the originals and compare with the hand-checked gold.

Uses folders of its own below ``build/``; the published file of the project is not touched.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from gongkai.build import build
from gongkai.errors import BuildError
from gongkai.settings import PROJECT, Settings
from loaders.errors import LoaderError

GOLD = {
    "qingpu-2025-budget": "qingpu-2025-unit-budget.txt",
    "shdpf-2023-selfeval": "shdpf-2023-project-self-evaluation.txt",
    "minhang-2023-selfeval": "minhang-2023-department-self-evaluation.txt",
}


def measure(shared: Path) -> None:
    """Print recall and precision for every gold folder of ``shared``."""
    folder = PROJECT / "build" / "measure"
    settings = Settings(
        shared / "disclosures", folder / "staging", folder / "build", folder / "warehouse" / "gongkai.duckdb"
    )
    build(settings)
    for gold, name in GOLD.items():
        print(f"== {name}", flush=True)
        command = [
            sys.executable, str(shared / "tools" / "compare.py"), str(settings.warehouse), str(shared / "gold" / gold),
            str(shared / "disclosures" / name),
        ]  # fmt: skip
        subprocess.run(command, check=True)


def main() -> int:
    """Measure with the folder given on the command line; 0 where it could be measured."""
    try:
        measure(Path(sys.argv[1]).absolute())
    except (BuildError, LoaderError) as error:
        print(f"measure: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
