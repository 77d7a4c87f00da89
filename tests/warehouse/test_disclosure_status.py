"""Who owes what: published, missing or unread, by a roster, by a department's own list, by the years around."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from gongkai.errors import RosterError
from gongkai.warehouse import roster
from gongkai.warehouse.plan import Plan
from loaders import records
from loaders.document.accounting import Account
from loaders.document.identity import Identity
from loaders.document.region import Region
from loaders.intake import staging
from loaders.model import Document
from loaders.pipeline import Staged
from tests.warehouse import samples

NANTONG = Region("320600", "江苏省", "南通市", "", "city")
SUZHOU = Region("320500", "江苏省", "苏州市", "", "city")
LIST = (
    "下属单位包括：南通市水文站、南通市水利科学研究院和南通市河道管理中心，局信息中心、南通市水利局（行政）。"
)


def stage_one(
    folder: Path, name: str, agency: str, kind: str, year: str, *said: str, region: Region = NANTONG
) -> None:
    parsed = samples.budget()
    parsed.sentences = [
        records.Sentence(section="", kind="sentence", lines=(n,), source_text=text)
        for n, text in enumerate(said, 1)
    ]
    document = Document(f"{name}.txt", f"{name:0>64}", "text/plain", "text", ())
    identity = Identity(name, kind, year, agency, region, region.level, "")
    staging.write(Staged(document, identity, parsed, Account(total=1, used=1)), folder / name, name, "test")


def stage_all(folder: Path) -> Path:
    stage_one(
        folder,
        "water",
        "南通市水利局",
        "department_budget",
        "2024",
        "来源:水利局发布时间:2024-02-0910:21",
        LIST,
    )
    stage_one(
        folder,
        "other",
        "苏州市水务局",
        "department_budget",
        "2024",
        "预算单位有：局信息中心。",
        region=SUZHOU,
    )
    stage_one(folder, "station", "南通市水文站", "unit_budget", "2024", "填报日期：2024-03-01")
    stage_one(folder, "before", "南通市教育局", "department_budget", "2021")
    stage_one(folder, "after", "南通市教育局", "department_budget", "2023")
    staging.write_unread(
        folder / "scan", "scan", file_name="南通市民政局2024年部门预算.pdf", sha256="f" * 64, media_type="application/pdf",
        reason="文件已加密", loader_version="test",
    )  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def statuses(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[tuple[object, ...], tuple[object, ...]]:
    folder = tmp_path_factory.mktemp("status")
    given = folder / "roster.csv"
    given.write_text(
        "name,fiscal_year,kind\n南通市民政局,2024,\n南通市水文站,2024,budget\n南通市司法局,2024,final_account\n",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch, duckdb.connect(":memory:") as connection:
        patch.setenv("GONGKAI_ROSTER", str(given))
        roster.require()
        (folder / "staging").mkdir()
        Plan(connection, stage_all(folder / "staging")).build("disclosure_status")
        rows = connection.execute(
            "select agency_name, fiscal_year, kind, named_by_document_id, state, ground, published_date "
            "from disclosure_status"
        ).fetchall()
    return {row[:4]: row[4:] for row in rows}


@pytest.mark.parametrize(
    ("owed", "expected"),
    [
        (("南通市水利局", 2024, "budget", None), ("published", "published", date(2024, 2, 9))),
        # The day on which a form was filled in is none of publication.
        (("南通市水文站", 2024, "budget", None), ("published", "roster", None)),
        (("南通市水利科学研究院", 2024, "budget", "water"), ("missing", "named_by_department", None)),
        (("南通市河道管理中心", 2024, "budget", "water"), ("missing", "named_by_department", None)),
        # The same short name in two places is two bodies.
        (("局信息中心", 2024, "budget", "water"), ("missing", "named_by_department", None)),
        (("局信息中心", 2024, "budget", "other"), ("missing", "named_by_department", None)),
        (("南通市教育局", 2022, "budget", None), ("missing", "between_years", None)),
        (("南通市民政局", 2024, "budget", None), ("unread", "roster", None)),
        (("南通市民政局", 2024, "final_account", None), ("missing", "roster", None)),
        (("南通市司法局", 2024, "final_account", None), ("missing", "roster", None)),
    ],
)
def test_what_is_owed(
    statuses: dict[tuple[object, ...], tuple[object, ...]],
    owed: tuple[object, ...],
    expected: tuple[object, ...],
) -> None:
    assert statuses[owed] == expected


def test_nothing_else_is_owed(statuses: dict[tuple[object, ...], tuple[object, ...]]) -> None:
    assert len(statuses) == 13
    assert not any("行政" in str(name) for name, *_ in statuses)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("单位,年度\n甲局,2024\n", "name,fiscal_year,kind"),
        ("name,fiscal_year,kind\n甲局,24,\n", "2: fiscal_year “24”"),
        ("name,fiscal_year,kind\n甲局,2024,预算\n,2024,\n", "2 行有误：2: kind “预算”"),
        ("name,fiscal_year,kind\n甲局,2024\n", "2: 2 列"),
    ],
)
def test_a_bad_roster_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str) -> None:
    given = tmp_path / "roster.csv"
    given.write_text(text, encoding="utf-8")
    monkeypatch.setenv("GONGKAI_ROSTER", str(given))
    with pytest.raises(RosterError, match=said):
        roster.require()


def test_a_roster_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_ROSTER", str(tmp_path / "none.csv"))
    with pytest.raises(RosterError, match="读不了"):
        roster.require()
