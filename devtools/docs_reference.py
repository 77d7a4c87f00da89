"""Reference pages written from the sample warehouse: the data dictionary and the catalogue of rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb

from loaders.vocabulary import seed_rows

_SCHEMAS = (
    ("marts", "The tables that analysts rely on."),
    ("zh", "Wide tables with Chinese names, for spreadsheets and BI tools."),
    ("quality", "What was proved before publication."),
)
_IN_CHINESE = (
    ("zh", "中文宽表，适合透视和 BI"),
    ("marts", "规范的维度和事实"),
    ("quality", "发布前证明了什么"),
)
_DICTIONARY = """# Data dictionary

Written by `make docs` from the comments in the published file; examples are from the sample disclosures. Money is
exact (`DECIMAL(20,2)`, 元). The last columns of every fact lead to the page and line where it is printed.
"""
_RULES = """# Rule catalogue

Written by `make docs` from `marts.dim_rule`; how rules work is in [rules.md](rules.md). The counts are those of the sample disclosures: how often a rule held,
failed, or did not apply. Formulas and grounds are in Chinese, as finance officers know them. An unrounded difference
between amounts printed in 元 is never accepted; in 万元 the accepted difference is what rounding can explain.
"""
_LONGEST = 40


def dictionary(connection: duckdb.DuckDBPyConnection) -> str:
    """Every published column: type, meaning, example; and the printed headers behind each measure."""
    lines = [_DICTIONARY]
    for schema, about in _SCHEMAS:
        lines.append(f"## Schema `{schema}`\n\n{about}\n")
        tables = connection.execute(
            "select table_name, comment from duckdb_tables() where schema_name = ? order by 1", [schema]
        ).fetchall()
        for name, comment in tables:
            lines.append(f"### {name}\n\n{comment or ''}\n")
            lines.append(
                _markdown(
                    ("column", "中文", "English", "type", "example"), _columns(connection, schema, name)
                )
            )
    lines.append("## Printed headers behind each measure\n")
    lines.append(
        "`fct_budget_line.measure` is the canonical name of an amount column. These are the header words that it is read from "
        "(`seeds/vocabulary/measure.csv`); the printed header itself is in `measure_label`.\n"
    )
    lines.append(_markdown(("measure", "中文", "printed headers"), _measures()))
    lines.append("## Form labels behind each field\n")
    lines.append(
        "Labels of performance forms and the field each is read into (`seeds/vocabulary/form_label.csv`).\n"
    )
    lines.append(_markdown(("field", "printed labels"), _labels()))
    return "\n".join(lines)


def dictionary_in_chinese(connection: duckdb.DuckDBPyConnection) -> str:
    """The same in Chinese: each column with its meaning and an example."""
    lines = [
        "# 数据字典\n",
        "由 `make docs` 从已发布文件的注释写成，示例来自样本数据。金额精确到分（`DECIMAL(20,2)`，元）；每个事实表的最后几列指明出处。\n",
    ]
    for schema, about in _IN_CHINESE:
        lines.append(f"## `{schema}`：{about}\n")
        tables = connection.execute(
            "select table_name, comment from duckdb_tables() where schema_name = ? order by 1", [schema]
        ).fetchall()
        for name, comment in tables:
            lines.append(f"### {name}\n\n{_halves(comment or '')[0]}\n")
            rows = [
                (column, zh, kind, example)
                for column, zh, _, kind, example in _columns(connection, schema, name)
            ]
            lines.append(_markdown(("列", "意思", "类型", "示例"), rows))
    return "\n".join(lines)


def rules(connection: duckdb.DuckDBPyConnection) -> str:
    """Every rule by family, with formula, grounds, tolerance and its counts."""
    found = connection.execute(
        """
        select
            coalesce(any_value(words.label), any_value(rules.family)), rules.rule_id, any_value(rules.title),
            any_value(rules.formula), any_value(rules.basis), any_value(rules.tolerance), any_value(rules.severity),
            any_value(rules.applies_to), count(*) filter (where checks.status = 'pass'), count(*) filter (where checks.status = 'fail'),
            count(*) filter (where checks.status = 'not_applicable'), any_value(rules.family)
        from marts.dim_rule as rules
        left join marts.fct_check as checks on rules.rule_id = checks.rule_id
        left join reference.code_label as words on words.domain = 'family' and words.code = rules.family
        group by rules.rule_id
        order by any_value(rules.family), rules.rule_id
        """
    ).fetchall()
    lines = [_RULES, f"{len(found)} rules.\n"]
    family = None
    head = (
        "rule",
        "name",
        "formula",
        "grounds",
        "tolerance",
        "severity",
        "applies to",
        "pass",
        "fail",
        "n/a",
    )
    rows: list[tuple[object, ...]] = []
    for zh, rule_id, *told, code in found:
        if family is not None and code != family[0]:
            lines.append(f"## {family[1]} `{family[0]}`\n\n{_markdown(head, rows)}")
            rows = []
        family = (code, zh)
        rows.append((f"`{rule_id}`", *told))
    if family is not None:
        lines.append(f"## {family[1]} `{family[0]}`\n\n{_markdown(head, rows)}")
    return "\n".join(lines)


def _columns(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[tuple[object, ...]]:
    columns = connection.execute(
        """select column_name, data_type, comment from duckdb_columns()
        where schema_name = ? and table_name = ? order by column_index""",
        [schema, table],
    ).fetchall()
    rows: list[tuple[object, ...]] = []
    for name, kind, comment in columns:
        zh, en = _halves(comment or "")
        rows.append((f"`{name}`", zh, en, kind.lower(), _example(connection, f'{schema}."{table}"', name)))
    return rows


def _example(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> str:
    if column in ("fingerprint", "built_at", "loader_version", "program", "staged_digest", "resolved_digest"):
        return ""
    found = connection.execute(
        f'select "{column}"::varchar from {table} where "{column}" is not null and "{column}"::varchar <> \'\' '
        "group by 1 order by count(*) desc, 1 limit 1"
    ).fetchone()
    text = str(found[0]) if found else ""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _halves(comment: str) -> tuple[str, str]:
    zh, _, en = comment.partition("。")
    return (zh, en.strip()) if en else (comment, "")


def _measures() -> list[tuple[object, ...]]:
    names = {r["code"]: r["label"] for r in seed_rows("code_label") if r["domain"] == "measure"}
    words: dict[str, list[str]] = {}
    for row in seed_rows("measure"):
        if row["measure"]:
            words.setdefault(row["measure"], []).append(row["word"])
    return [(f"`{m}`", names.get(m, ""), "、".join(w)) for m, w in sorted(words.items())]


def _labels() -> list[tuple[object, ...]]:
    words: dict[str, list[str]] = {}
    for row in seed_rows("form_label"):
        words.setdefault(row["field"], []).append(row["label"])
    return [(f"`{f}`", "、".join(w)) for f, w in sorted(words.items()) if f]


def _markdown(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(c) for c in line) + " |" for line in lines) + "\n"


def _cell(value: object) -> str:
    return re.sub(r"\s+", " ", "" if value is None else str(value)).replace("|", "\\|")
