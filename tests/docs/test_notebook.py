"""The notebook of ``examples/`` runs from top to bottom on the samples and shows their totals."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from gongkai.settings import PROJECT
from tests.published import samples

NOTEBOOK = PROJECT / "examples" / "notebook" / "budgets.ipynb"


def test_the_notebook_shows_the_totals_of_the_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_WAREHOUSE", str(samples()))
    names: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
            assert not cell["outputs"]
    names["w"].close()
    totals = {"泽州县残疾人联合会": Decimal("18062300"), "上海市青浦区残疾人劳动服务所": Decimal("43361088")}
    spent = names["panel"].filter(pl.col("expenditure_yuan").is_not_null())
    assert dict(spent.select("agency_name", "expenditure_yuan").iter_rows()) == totals
    by_class = names["by_class"].group_by("agency_name").agg(pl.col("amount_yuan").sum())
    assert dict(by_class.iter_rows()) == totals
    assert names["projects"]["execution_rate_pct"][0] == Decimal("37.41")
    assert names["findings"].height > 0
    assert names["source"]["source_line"][0] is not None
