"""The wide tables in the clients that BI tools use underneath."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import sqlalchemy

QUERY = 'select 单位, sum("总支出_元") from zh.预算明细 group by 1 order by 1'


def test_sqlalchemy_opens_it_read_only_as_superset_does(published: Path) -> None:
    engine = sqlalchemy.create_engine(f"duckdb:///{published}", connect_args={"read_only": True})
    with engine.connect() as connection:
        found = connection.execute(sqlalchemy.text(QUERY)).fetchall()
    inspector = sqlalchemy.inspect(engine)
    schemas = [s for s in inspector.get_schema_names() if s.split(".")[-1].strip('"') == "zh"]
    tables = inspector.get_table_names(schema=schemas[0])
    engine.dispose()
    assert len(found) > 1
    assert {"预算明细", "绩效指标", "项目资金", "勾稽检查", "披露文件"} <= set(tables)


def test_the_file_can_be_copied_and_renamed(published: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copyfile(published, tmp_path / "另存 为.duckdb"))
    with duckdb.connect(str(copy), read_only=True) as connection:
        assert len(connection.execute(QUERY).fetchall()) > 1
