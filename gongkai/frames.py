"""The published file in Python: typed polars frames whose money is Decimal.

>>> import gongkai
>>> w = gongkai.open("warehouse/gongkai.duckdb")
>>> w.money(agency="泽州县残疾人联合会", year=2024).group_by("class_name").agg(pl.col("amount_yuan").sum())

Every method reads the file anew through one read-only connection. Amounts are ``Decimal(20, 2)`` in 元 and stay
exact in sums; ``to_pandas`` warns where it would make floats of them.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb
import polars as pl
from polars.io.plugins import register_io_source

from gongkai.errors import NoWarehouseError, UnknownAgencyError, UnknownFactError
from gongkai.settings import from_environment

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]

_BATCH = 100_000
# The facts that an id may be of, with the name of their key.
_FACTS = {
    "fct_budget_line": "budget_line_id", "fct_money": "money_id", "fct_funding": "funding_id",
    "fct_indicator": "indicator_id", "fct_stated_amount": "stated_amount_id", "fct_evaluation": "evaluation_id",
    "fct_form_field": "form_field_id", "fct_reject": "reject_id", "fct_check": "check_id",
}  # fmt: skip
_MONEY = """
select agencies.agency_name, facts.*
from marts.fct_money as facts
left join marts.dim_agency as agencies on facts.agency_id = agencies.agency_id
"""
_INDICATORS = """
select agencies.agency_name, documents.fiscal_year, forms.form_type, forms.subject_name, facts.*,
    facts.score >= facts.weight as is_met
from marts.fct_indicator as facts
inner join marts.fct_evaluation as forms on facts.evaluation_id = forms.evaluation_id
inner join marts.dim_document as documents on facts.document_id = documents.document_id
left join marts.dim_agency as agencies on documents.agency_id = agencies.agency_id
"""
_FINDINGS = """
select agencies.agency_name, documents.fiscal_year, documents.file_name, rules.title, facts.*
from marts.fct_check as facts
inner join marts.dim_document as documents on facts.document_id = documents.document_id
left join marts.dim_rule as rules on facts.rule_id = rules.rule_id
left join marts.dim_agency as agencies on documents.agency_id = agencies.agency_id
"""


class FloatMoneyWarning(UserWarning):
    """Amounts are about to become floats, which don't hold every cent of large sums."""


class Warehouse:
    """A published file, opened read-only; a context manager, so that ``with`` closes it.

    Raises NoWarehouseError where there is no file at ``path`` (default: ``GONGKAI_WAREHOUSE``).
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = Path(path).expanduser() if path is not None else from_environment().warehouse
        if not self.path.is_file():
            raise NoWarehouseError(
                f"没有 {self.path}，先运行 make build / no such file, run make build first"
            )
        self._connection = duckdb.connect(str(self.path), read_only=True)
        self._connection.execute("set search_path = 'zh,marts'")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def sql(self, query: str, *parameters: object) -> pl.DataFrame:
        """The answer of a query; the tables of ``zh`` and ``marts`` need no prefix, ``?`` stands for a parameter."""
        return pl.DataFrame(self._connection.sql(query, params=list(parameters) or None))

    def scan(self, table: str) -> pl.LazyFrame:
        """A table of ``marts`` or ``zh`` read when collected: only the columns asked for, in batches."""
        name = '"' + table.replace('"', '""') + '"'
        schema = self.sql(f"from {name} limit 0").schema

        def read(
            columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, batch: int | None
        ) -> Iterator[pl.DataFrame]:
            chosen = ", ".join('"' + c.replace('"', '""') + '"' for c in columns or schema)
            total = self._connection.sql(f"select count(*) from {name}").fetchall()[0][0]
            limit = total if rows is None else min(rows, total)
            step = batch or _BATCH
            for start in range(0, limit, step):
                frame = self.sql(
                    f"select {chosen} from {name} limit {min(step, limit - start)} offset {start}"
                )
                yield frame if predicate is None else frame.filter(predicate)

        return register_io_source(read, schema=schema)

    def money(
        self, agency: str | None = None, year: int | None = None, *, counted_only: bool = True
    ) -> pl.DataFrame:
        """Smallest amounts of revenue and expenditure (``marts.fct_money``); sums by any column are right.

        ``counted_only=False`` adds what would count twice, with ``not_counted_reason``.
        """
        where = ["facts.is_counted"] if counted_only else []
        return self._facts(_MONEY, agency, year, "facts", where, "order by facts.money_id")

    def panel(self, agency: str | None = None, year: int | None = None) -> pl.DataFrame:
        """One row per agency, year and stage (``marts.agency_year``)."""
        query = "select facts.* from marts.agency_year as facts"
        return self._facts(query, agency, year, "facts", [], "order by agency_id, fiscal_year, stage")

    def subjects(self, agency: str | None = None, year: int | None = None) -> pl.DataFrame:
        """Expenditure by class in today's classification (``marts.agency_subject_year``), one row per agency, year, stage and class.

        By function and by economic class (``subject_system``) it is the same money.
        """
        query = (
            "select agencies.agency_name, facts.* from marts.agency_subject_year as facts"
            " inner join marts.dim_agency as agencies on facts.agency_id = agencies.agency_id"
        )
        order = "order by facts.agency_id, fiscal_year, stage, subject_system, class_code"
        return self._facts(query, agency, year, "facts", [], order)

    def governments(self, agency: str | None = None, year: int | None = None) -> pl.DataFrame:
        """The four budgets of whole governments (``marts.government_year``); they pay each other and are never added up."""
        query = "select facts.* from marts.government_year as facts"
        return self._facts(
            query, agency, year, "facts", [], "order by agency_id, fiscal_year, stage, coverage"
        )

    def projects(self, agency: str | None = None, year: int | None = None) -> pl.DataFrame:
        """One row per project and year (``marts.project_year``): its target, its result, and the year before."""
        query = (
            "select agencies.agency_name, facts.* from marts.project_year as facts"
            " inner join marts.dim_agency as agencies on facts.agency_id = agencies.agency_id"
        )
        return self._facts(
            query, agency, year, "facts", [], "order by facts.agency_id, project_name, fiscal_year"
        )

    def history(self, agency: str | None = None, year: int | None = None) -> pl.DataFrame:
        """Amounts of the year before as later documents state them (``marts.stated_history``); no part of any sum."""
        query = "select facts.* from marts.stated_history as facts"
        return self._facts(
            query, agency, year, "facts", [], "order by agency_id, fiscal_year, thing, fact_id"
        )

    def indicators(self, agency: str | None = None, year: int | None = None) -> pl.DataFrame:
        """One row per performance indicator, with its form; ``is_met`` where it got its full score."""
        return self._facts(_INDICATORS, agency, year, "documents", [], "order by facts.indicator_id")

    def findings(
        self, agency: str | None = None, year: int | None = None, *, severity: str | None = "error"
    ) -> pl.DataFrame:
        """What doesn't add up, one row a cause (``root_id`` leads to what follows from it); those of the reading are left out.

        Errors, unless another ``severity`` (or ``None``: all) is asked for.
        """
        where = [
            "facts.status = 'fail'",
            "coalesce(facts.is_root, true)",
            "facts.attribution is distinct from 'extraction'",
        ]
        if severity is not None:
            where.append("facts.severity = '" + severity.replace("'", "''") + "'")
        return self._facts(_FINDINGS, agency, year, "documents", where, "order by facts.check_id")

    def source(self, fact_id: str) -> pl.DataFrame:
        """File, page, line and printed text of a fact, in one row.

        Raises UnknownFactError.
        """
        for table, key in _FACTS.items():
            found = self.sql(
                f"""select documents.file_name, documents.title, facts.source_page, facts.source_line,
                    facts.source_line_end, facts.source_text, facts.document_id, '{table}' as fact
                from marts.{table} as facts
                inner join marts.dim_document as documents on facts.document_id = documents.document_id
                where facts.{key} = ?""",
                fact_id,
            )
            if not found.is_empty():
                return found
        raise UnknownFactError(f"没有这个编号 / no such fact: {fact_id}")

    def agencies(self, name: str) -> list[str]:
        """The ids of the agencies that bear a name (or an id), as printed in any file; else of those it is part of.

        Raises UnknownAgencyError where there is none, or more than one that the name is only part of.
        """
        exact = self.sql(
            "select distinct agency_id from marts.dim_agency_name where agency_name = ? or agency_id = ? order by 1",
            name,
            name,
        )
        if exact.height:
            return exact["agency_id"].to_list()
        part = self.sql(
            "select distinct agency_id from marts.dim_agency_name where contains(agency_name, ?) order by 1",
            name,
        )["agency_id"].to_list()
        if len(part) == 1:
            return part
        raise UnknownAgencyError(
            f"{name}：{'没有这个单位' if not part else '不止一个单位'} / "
            f"{'no such agency' if not part else 'more than one agency'}: {' '.join(part[:10])}"
        )

    def _facts(
        self, query: str, agency: str | None, year: int | None, of: str, where: list[str], order: str
    ) -> pl.DataFrame:
        parameters: list[Any] = []
        conditions = list(where)
        if agency is not None:
            conditions.append(f"list_contains(?, {of}.agency_id)")
            parameters.append(self.agencies(agency))
        if year is not None:
            conditions.append(f"{of}.fiscal_year = ?")
            parameters.append(year)
        clause = f"where {' and '.join(conditions)}" if conditions else ""
        return self.sql(f"{query} {clause} {order}", *parameters)


def to_pandas(frame: pl.DataFrame, *, exact: bool = False) -> pandas.DataFrame:
    """A pandas frame. pandas has no decimals: amounts become floats, with a FloatMoneyWarning that names them.

    ``exact=True`` keeps them as ``decimal.Decimal`` objects: right, and slow.
    """
    import pandas

    money = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Decimal)]
    if money and not exact:
        warnings.warn(
            f"金额变为浮点数，大额合计可能差分 / money becomes floats: {', '.join(money)}",
            FloatMoneyWarning,
            stacklevel=2,
        )
        frame = frame.with_columns(pl.col(name).cast(pl.Float64) for name in money)
    return pandas.DataFrame({name: frame[name].to_list() for name in frame.columns}, columns=frame.columns)
