"""MetricFlow's answers beside SQL on the published file."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from gongkai.settings import PROJECT
from tests.bi.conftest import stage_another
from tests.warehouse.conftest import Bench


def programs() -> str:
    """Where programs are looked for: GONGKAI_METRICS_ENV, this environment, the path."""
    environments = [os.environ.get("GONGKAI_METRICS_ENV"), str(PROJECT / ".venv")]
    return os.pathsep.join([*(f"{e}/bin" for e in environments if e), os.environ["PATH"]])


if not shutil.which("mf", path=programs()):
    pytest.skip("MetricFlow is not installed (make metrics adds it)", allow_module_level=True)


@pytest.fixture(scope="module")
def project(published: Bench, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of ``metrics/`` whose views are made."""
    copied = Path(shutil.copytree(PROJECT / "metrics", tmp_path_factory.mktemp("metrics") / "metrics"))
    run(copied, published, "dbt", "run")
    return copied


def run(project: Path, published: Bench, *command: str) -> None:
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DBT_"))},
        "PATH": programs(), "GONGKAI_WAREHOUSE": str(published.settings.warehouse),
        "GONGKAI_METRICS_FILE": str(project / "metrics.duckdb"),
    }  # fmt: skip
    subprocess.run(command, cwd=project, env=variables, check=True, capture_output=True)


def answer(project: Path, published: Bench, metrics: str, group_by: str) -> dict[str, list[Decimal | None]]:
    """What ``mf query`` answers: the group → the metrics in the order asked for."""
    target = project / "answer.csv"
    run(project, published, "mf", "query", "--metrics", metrics, "--group-by", group_by, "--csv", str(target))
    with target.open(encoding="utf-8", newline="") as file:
        return {
            row[group_by]: [Decimal(row[m]) if row[m] else None for m in metrics.split(",")]
            for row in csv.DictReader(file)
        }


def test_amounts_agree_with_sql(project: Path, published: Bench) -> None:
    found = answer(
        project, published, "budget_expenditure,final_expenditure,three_public", "document__disclosure_type"
    )
    with duckdb.connect(str(published.settings.warehouse), read_only=True) as connection:
        expected = connection.execute(
            """select 公开类型, sum(分子) filter (where 指标 = '预算支出'), sum(分子) filter (where 指标 = '决算支出'),
                sum(分子) filter (where 指标 = '“三公”经费') from zh.核心指标 group by all"""
        ).fetchall()
    assert found == {kind: amounts for kind, *amounts in expected}


def test_rates_are_sums_divided_by_sums(project: Path, published: Bench) -> None:
    ((_, (execution, project_share)),) = answer(
        project, published, "execution_rate,project_share", "document__county"
    ).items()
    with duckdb.connect(str(published.settings.warehouse), read_only=True) as connection:
        rates = connection.execute(
            "select sum(分子) / sum(分母) from zh.核心指标 where 指标 in ('预算执行率', '项目支出占比') group by 指标 order by 指标"
        ).fetchall()
    assert [project_share, execution] == [pytest.approx(Decimal(str(rate))) for (rate,) in rates]


def test_a_query_after_a_build_sees_what_it_published(project: Path, published: Bench) -> None:
    before = answer(project, published, "budget_expenditure", "document__agency")
    published.restage(stage_another)
    assert published.build() is True
    after = answer(project, published, "budget_expenditure", "document__agency")
    assert set(after) - set(before) == {"闵行区残疾人联合会"}
    # 110 万元, as carried_over() prints.
    assert after["闵行区残疾人联合会"] == [Decimal("1100000")]
