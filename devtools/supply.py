"""``python -m devtools.supply licences|sbom|audit``: what the project stands on, under which licences, and with which known holes.

``licences`` writes ``docs/licences.md`` from the metadata of what is installed; ``sbom`` writes ``build/sbom.cdx.json`` (CycloneDX)
from the lock file; ``audit`` asks the Python advisory database about every locked version and needs a network.
"""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.error
import urllib.request
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, cast

from gongkai.settings import PROJECT

if TYPE_CHECKING:
    from email.message import Message

LOCK = PROJECT / "requirements.lock"
PAGE = PROJECT / "docs" / "licences.md"
SBOM = PROJECT / "build" / "sbom.cdx.json"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?", re.MULTILINE)
_ADVISORIES = "https://pypi.org/pypi/pip/json"
_CLASSIFIER = "License :: "
_HEAD = """# Licences

What `requirements.lock` installs, from the metadata of each package (`make licences`). The project itself is under Apache-2.0 (LICENSE).

| package | licence |
| --- | --- |
"""


def locked(lock: Path = LOCK) -> dict[str, str]:
    """Versions by package, as locked."""
    return {name: version for name, version, _ in _LOCKED.findall(lock.read_text(encoding="utf-8"))}


def licence(package: Message) -> str:
    """What a package says of its licence: an SPDX expression, else its classifiers, else the first line of its text."""
    if expression := package.get("License-Expression"):
        return str(expression)
    named = [
        str(c).rpartition(" :: ")[2]
        for c in package.get_all("Classifier") or []
        if str(c).startswith(_CLASSIFIER)
    ]
    told = str(package.get("License") or "").strip().splitlines()
    return "; ".join(name for name in named if name != "OSI Approved") or (told[0].strip() if told else "")


def licences() -> str:
    """The page of licences. A package that this machine doesn't need (another system's) has none here."""
    rows = []
    for name in locked():
        try:
            said = licence(cast("Message", metadata.metadata(name))) or "not stated"
        except metadata.PackageNotFoundError:
            continue
        rows.append(f"| {name} | {said.replace('|', '/')} |\n")
    return _HEAD + "".join(rows)


def audit() -> int:
    """Known vulnerabilities of the locked versions: 0 none, 1 some or versions that the database doesn't know, 2 where it can't be reached."""
    try:
        urllib.request.urlopen(_ADVISORIES, timeout=20).close()
    except (urllib.error.URLError, OSError) as error:
        print(
            f"没有网络，未核对已知漏洞（{error}）/ no network: known vulnerabilities were not checked",
            file=sys.stderr,
        )
        return 2
    command = [
        "pip_audit",
        "--requirement",
        str(LOCK),
        "--disable-pip",
        "--require-hashes",
        "--strict",
        "--progress-spinner",
        "off",
    ]
    return subprocess.run([sys.executable, "-m", *command], check=False).returncode


def sbom() -> int:
    """Write the bill of materials of the lock file."""
    SBOM.parent.mkdir(exist_ok=True)
    command = [
        "cyclonedx_py",
        "requirements",
        str(LOCK),
        "--pyproject",
        str(PROJECT / "pyproject.toml"),
        "--output-reproducible",
    ]
    status = subprocess.run(
        [sys.executable, "-m", *command, "--output-file", str(SBOM)], check=False
    ).returncode
    if status == 0:
        print(SBOM)
    return status


def main() -> int:
    """Do what the one argument says."""
    match sys.argv[1:]:
        case ["licences"]:
            PAGE.write_text(licences(), encoding="utf-8")
            print(PAGE)
            return 0
        case ["sbom"]:
            return sbom()
        case ["audit"]:
            return audit()
    print(__doc__, file=sys.stderr)
    return 64


if __name__ == "__main__":
    sys.exit(main())
