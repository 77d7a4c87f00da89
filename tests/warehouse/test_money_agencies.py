"""One agency has one id under its full, short and former names; two agencies never share one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from gongkai.warehouse.plan import Plan
from loaders.document.accounting import Account
from loaders.document.identity import Identity
from loaders.document.region import Region
from loaders.intake import staging
from loaders.model import Document
from loaders.pipeline import Staged
from tests.warehouse import samples

JIANGSU = Region("320000", "江苏省", "", "", "province")
NANTONG = Region("320600", "江苏省", "南通市", "", "city")
QINGPU = Region("310118", "上海市", "", "青浦区", "county")
NOWHERE = Region()
# Documents of one line are of one agency.
SAME = {
    "party": [
        ("省委办公厅", JIANGSU), ("中共江苏省委办公厅", JIANGSU), ("中国共产党江苏省委员会办公厅", JIANGSU), ("江苏省委办公厅", JIANGSU),
    ],
    "united-front": [("中共江苏省委统战部", JIANGSU), ("中国共产党江苏省委员会统一战线工作部", JIANGSU)],
    "congress": [("江苏省人大常委会办公厅", JIANGSU), ("江苏省人民代表大会常务委员会办公厅", JIANGSU)],
    "conference": [("江苏省政协办公厅", JIANGSU), ("中国人民政治协商会议江苏省委员会办公厅", JIANGSU), ("政协江苏省委员会办公厅", JIANGSU)],
    "assets": [("市国资委", NANTONG), ("南通市人民政府国有资产监督管理委员会", NANTONG), ("江苏省南通市国有资产监督管理委员会", NANTONG)],
    "disabled": [
        ("青浦区残疾人联合会", QINGPU), ("上海市青浦区残疾人联合会（本级）", QINGPU), ("上海市青浦区残疾人联合会(汇总)", QINGPU),
        ("区残联", QINGPU), ("上海市青浦区残疾人联合会", NOWHERE),
    ],
    "environment": [("南通市环境保护局", NANTONG), ("南通市生态环境局", NANTONG)],
    "office": [("江苏省人民政府办公厅", JIANGSU), ("省政府办公厅", JIANGSU)],
}  # fmt: skip
# Each of these is an agency of its own.
APART = [
    ("南通市委办公室", NANTONG), ("南通市政府办公室", NANTONG), ("南通市安全生产监督管理局", NANTONG),
    ("南通市应急管理局", NANTONG), ("教育局", NOWHERE), ("南通市教育局", NANTONG), ("市残联", NANTONG),
]  # fmt: skip
# A name that every place has, printed without one: of these folders the first two are one place's.
FOLDERS = ["甲县", "甲县/2024年部门预算", "乙县"]
FORMER = {"南通市环境保护局": 2017, "南通市安全生产监督管理局": 2018}


def stage_all(folder: Path) -> Path:
    """A document for every name."""
    named: list[tuple[str, str, Region]] = [
        *((f"{group}-{n}", *found) for group, names in SAME.items() for n, found in enumerate(names)),
        *((f"apart-{n}", *found) for n, found in enumerate(APART)),
    ]
    named += [(f"folder-{n}", "司法局", NOWHERE) for n in range(len(FOLDERS))]
    for name, agency, region in named:
        number = name.removeprefix("folder-")
        path = f"{FOLDERS[int(number)]}/{name}" if number != name else name
        document = Document(f"{path}.txt", f"{name:0>64}", "text/plain", "text", ())
        year = str(FORMER.get(agency, 2025))
        identity = Identity(name, "department_budget", year, agency, region, region.level, "")
        staged = Staged(document, identity, samples.budget(), Account(total=1, used=1))
        staging.write(staged, folder / name, name, "test")
    return folder


def built(folder: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    Plan(connection, stage_all(folder)).build("dim_agency_name", "agency_candidate", "dim_agency")
    return connection


@pytest.fixture(scope="module")
def agencies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = built(tmp_path_factory.mktemp("agencies"))
    yield connection
    connection.close()


def ids(agencies: duckdb.DuckDBPyConnection, prefix: str) -> list[str]:
    found = agencies.execute(
        "select agency_id from dim_agency_name where starts_with(document_id, ? || '-') order by document_id",
        [prefix],
    ).fetchall()
    return [row[0] for row in found]


@pytest.mark.parametrize("group", SAME)
def test_names_of_one_agency_share_its_id(agencies: duckdb.DuckDBPyConnection, group: str) -> None:
    found = ids(agencies, group)
    assert len(found) == len(SAME[group])
    assert len(set(found)) == 1


def test_no_two_agencies_share_an_id(agencies: duckdb.DuckDBPyConnection) -> None:
    others = [ids(agencies, group)[0] for group in SAME]
    apart = ids(agencies, "apart")
    assert len({*others, *apart}) == len(others) + len(apart)


def test_a_name_without_a_place_is_one_agency_within_a_folder(agencies: duckdb.DuckDBPyConnection) -> None:
    first, second, other = ids(agencies, "folder")
    assert first == second != other


def test_what_is_likely_is_listed_and_not_merged(agencies: duckdb.DuckDBPyConnection) -> None:
    found = agencies.execute(
        "select agency_name, other_agency_name, reason_code from agency_candidate order by all"
    ).fetchall()
    assert ("南通市安全生产监督管理局", "南通市应急管理局", "succeeded") in found
    assert ("教育局", "南通市教育局", "region_unknown") in found


def test_an_agency_bears_its_latest_name(agencies: duckdb.DuckDBPyConnection) -> None:
    found = agencies.execute(
        "select agency_name from dim_agency where agency_id = ?", [ids(agencies, "environment")[0]]
    ).fetchone()
    assert found == ("南通市生态环境局",)


def test_the_users_file_has_the_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tmp_path / "agencies.csv"
    given.write_text("name,same_as\n教育局,南通市教育局\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_AGENCIES", str(given))
    with built(tmp_path / "staging") as connection:
        found = ids(connection, "apart")
    assert found[4] == found[5] == "320600-南通市教育局"
