"""Rules of what is said in words: they hold on a good document, and one wrong sentence fails exactly its rule."""

from __future__ import annotations

import duckdb
import pytest

RULES = (
    "NT-08", "NT-08-2", "NT-09", "NT-09-2", "NT-09-3", "NT-09-4", "NT-10", "NT-11", "NT-12", "CP-02",
)  # fmt: skip


def failures(checks: duckdb.DuckDBPyConnection, document: str) -> list[tuple[str, str]]:
    """Rule and sentence of every failure of the rules of words in one document."""
    return checks.execute(
        """select rule_id, explanation from fct_check
        where document_id = ? and status = 'fail' and rule_id in (select unnest(?)) order by 1, 2""",
        [document, list(RULES)],
    ).fetchall()


def test_every_rule_holds_on_the_good_document(checks: duckdb.DuckDBPyConnection) -> None:
    held = checks.execute(
        "select distinct rule_id from fct_check where document_id = 'good' and status = 'pass'"
    ).fetchall()
    # No table notes that it is empty, and none denies its figures.
    assert set(RULES) - {"NT-08"} <= {row[0] for row in held}
    assert failures(checks, "good") == []


@pytest.mark.parametrize(
    ("document", "rule", "told"),
    [
        ("path-group", "NT-09", "表中“行政运行”属于社会保障和就业支出—残疾人事业（2081101）"),
        ("path-item", "NT-09", "表中没有“机关服务”这一项"),
        ("reason", "NT-11", "写“减少 0.02 万元”，本句及其后的同段文字没有说明原因"),
        ("list-extra", "NT-10", "文字列有而基本支出表没有金额：奖金"),
        ("list-lost", "NT-10", "基本支出表有金额而文字没有列：津贴补贴"),
        ("none", "NT-08-2", "《“三公”经费预算表》却有 1 个金额，如 0.50 元"),
        ("self", "NT-09-3", "公开的是单位预决算，文字有 1 处写“本部门2025年政府采购”"),
        ("owner", "NT-09-2", "印为“上海市第九文化馆”，与“上海市青浦区第九文化馆”不一致"),
        ("head", "NT-09-2", "印为“上海市青浦区第乙文化官”，与“上海市青浦区第乙文化馆”不一致"),
        ("number", "NT-09-4", "《“三公”经费预算表》印为“附表03”，其余 3 张为“公开表”"),
        ("residue", "NT-12", "留有模板文字“XX”"),
        ("year", "NT-12", "留有模板文字“202年”"),
    ],
)
def test_one_wrong_sentence_fails_its_rule(
    checks: duckdb.DuckDBPyConnection, document: str, rule: str, told: str
) -> None:
    found = [(r, e) for r, e in failures(checks, document) if not (document == "none" and r == "CP-02")]
    assert [r for r, _ in found] == [rule]
    assert told in found[0][1]


def test_an_empty_table_is_noted_below_it_or_in_the_text(checks: duckdb.DuckDBPyConnection) -> None:
    rows = checks.execute(
        """select document_id, status from fct_check
        where rule_id = 'CP-02' and document_id in ('good', 'none') order by 1"""
    ).fetchall()
    # 无政府性基金预算 is said in the one and not in the other.
    assert rows == [("good", "pass"), ("none", "fail")]


def test_what_is_owed_is_told_apart_by_its_state(checks: duckdb.DuckDBPyConnection) -> None:
    rows = checks.execute(
        """select title, state from owed_content
        where disclosure_id = (select disclosure_id from int_document where document_id = 'good')
        and title in ('支出总表', '收入总表', '"三公"经费支出表', '政府性基金预算支出表', '名词解释', '主要职责')
        group by all order by all"""
    ).fetchall()
    assert rows == [
        ('"三公"经费支出表', "data"),
        ("主要职责", "missing"),
        ("名词解释", "data"),
        ("支出总表", "data"),
        ("收入总表", "missing"),
        ("政府性基金预算支出表", "empty_noted"),
    ]
