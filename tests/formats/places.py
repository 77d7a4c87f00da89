"""Forms and lists in the layouts of further provinces, made of invented figures, and what they print."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

from tests.formats.generate import C, Para, Tbl, Title
from tests.formats.performance import Form, Indicator, Row, drawn, grouped

_YEAR = "2024"


def _begun(seed: int) -> tuple[random.Random, list[Row], str]:
    random_ = random.Random(seed)
    return random_, drawn(random_), f"{random_.randint(1000, 99999)}.{random_.randint(10, 99)}"


def _parts(row: Row) -> list[C | str]:
    """A target as operator, number and unit."""
    if "≥" not in row.target:
        return ["定性", row.target, ""]
    number, unit = row.target[1:].rstrip(")").split("(")
    return ["≥", number, unit]


def _found(rows: Sequence[Row], *values: str, target: bool = True) -> list[Indicator]:
    """Truth of indicators with the ``values`` (actual, weight, score) that the layout prints."""
    found: list[Indicator] = []
    for r in rows:
        said = {name: getattr(r, name) if name in values else "" for name in ("actual", "weight", "score")}
        printed = "".join(str(p) for p in _parts(r) if p != "定性") if target else ""
        found.append(
            ("", r.level1, r.level2, r.level3, printed, said["actual"], said["weight"], said["score"])
        )
    return found


def symbol_value_unit(seed: int) -> list[Form]:
    """A header of two rows over the levels and over symbol, value and unit; money in one sentence."""
    _, rows, total = _begun(seed)
    table: list[list[C | str]] = [
        ["项目名称", C("河道清淤", cols=6)],
        ["项目资金", C(f"资金总额{total}万元，其中：财政拨款{total}万元", cols=6)],
        [
            C("绩效指标", rows=len(rows) + 2),
            C("指标分类", cols=2),
            C("三级指标", rows=2),
            C("指标值", cols=3),
        ],
        ["一级指标", "二级指标", "符号", "值", "单位"],
        *grouped(rows, _parts),
    ]
    money = [("资金总额", "", total), ("其中：财政拨款", "", total)]
    items = [Title(f"{_YEAR}年项目绩效目标申报表"), Tbl(table)]
    return [Form("project_target", items, {"subject_name": "河道清淤"}, money, _found(rows))]


def monitoring(seed: int) -> list[Form]:
    """A form of monitoring by months, its header in two rows, what is expected of the year beside."""
    _, rows, total = _begun(seed)
    table: list[list[C | str]] = [
        ["项目名称", C("防汛物资储备", cols=8)],
        [C("项目资金（万元）", rows=2), "", "年初预算数", "1-7月执行数", "1-7月执行率", C("全年预计执行数", cols=4)],
        ["年度资金总额：", total, "1.05", "0.50%", C(total, cols=4)],
        [
            *(C(name, rows=2) for name in ("一级指标", "二级指标", "三级指标", "年度指标值", "1-7月执行情况")),
            C("偏差原因分析", cols=2), C("完成目标可能性", cols=2),
        ],
        ["经费保障", "原因说明", "确定能", "有可能"],
        *grouped(rows, lambda r: ["".join(map(str, _parts(r))).removeprefix("定性"), r.actual, "", "", "√", ""]),
    ]  # fmt: skip
    money = [
        ("年度资金总额：", "initial_budget", total), ("年度资金总额：", "executed", "1.05"), ("年度资金总额：", "", total),
    ]  # fmt: skip
    items = [Title("项目支出绩效目标运行监控表"), Para(f"（{_YEAR}年度）"), Tbl(table)]
    head = {"subject_name": "防汛物资储备", "fiscal_year": _YEAR}
    return [Form("project_self_evaluation", items, head, money, _found(rows, "actual"))]


def levels_as_rows(seed: int) -> list[Form]:
    """First levels as rows over the whole width, numbered; no column for them."""
    _, rows, _ = _begun(seed)
    table: list[list[C | str]] = [
        ["项目名称", C("食堂运行保障", cols=5)],
        ["二级指标", "三级指标", "目标值", "实际完成值", "分值", "得分"],
    ]
    for number, level1 in zip("一二三", dict.fromkeys(r.level1 for r in rows), strict=True):
        table.append([C(f"{number}、{level1}", cols=6)])
        for r in rows:
            if r.level1 == level1:
                target = "".join(map(str, _parts(r))).removeprefix("定性")
                table.append([r.level2, r.level3, target, r.actual, r.weight, r.score])
    items = [Title("项目绩效自评表"), Tbl(table)]
    found = _found(rows, "actual", "weight", "score")
    return [Form("project_self_evaluation", items, {"subject_name": "食堂运行保障"}, [], found)]


def _projects(seed: int) -> list[tuple[Form, list[Row]]]:
    """Three projects of a list: the form that each is, its indicators as printed."""
    made = []
    for index, name in enumerate(("道路养护经费", "社区图书更新", "防汛物资储备")):
        _, rows, total = _begun(seed * 10 + index)
        made.append(
            (Form("project_target", [], {"subject_name": name}, [("", "", total)], _found(rows)), rows)
        )
    return made


def header_again(seed: int) -> list[Form]:
    """A list whose header is printed again among its rows; a project's cells in its first row only."""
    head: list[C | str] = [
        "项目名称",
        "资金总额",
        "一级指标",
        "二级指标",
        "三级指标",
        "运算符号",
        "指标值",
        "计量单位",
    ]
    projects = _projects(seed)
    body: list[list[C | str]] = []
    for form, found in projects:
        for place, r in enumerate(found):
            own = [form.head["subject_name"], form.funding[0][2]] if place == 0 else ["", ""]
            body.append([*own, r.level1, r.level2, r.level3, *_parts(r)])
    rows = [one for start in range(0, len(body), 7) for one in (list(head), *body[start : start + 7])]
    return [_with(form, Tbl(rows)) for form, _ in projects]


def packed_by_lines(seed: int) -> list[Form]:
    """One project a row, a line of its cell for each level, several indicators in it."""
    forms = [form for form, _ in _projects(seed)]
    rows: list[list[C | str]] = [["项目名称", "预算数", "总体目标", "绩效指标及指标值"]]
    for form in forms:
        kept = [one for one in form.indicators if "≥" in one[4]]
        lines = [
            f"{level2}：" + "，".join(one[3] + one[4] for one in kept if one[2] == level2)
            for level2 in dict.fromkeys(one[2] for one in kept)
        ]
        rows.append([form.head["subject_name"], form.funding[0][2], "按期完成。", "\n".join(lines)])
        form.indicators = kept
    return [_with(form, Tbl(rows)) for form in forms]


def results_only(seed: int) -> list[Form]:
    """A list of scores and ratings, a project a row, without indicators."""
    random_ = random.Random(seed)
    rows: list[list[C | str]] = [["序号", "项目名称", "预算数", "执行数", "执行率", "自评得分", "自评等级"]]
    forms = []
    for index, name in enumerate(("道路养护经费", "社区图书更新"), start=1):
        budget = Decimal(random_.randint(1000, 9999)).quantize(Decimal("0.01"))
        rows.append([str(index), name, str(budget), str(budget / 2), "50.00%", "91", "优"])
        money = [("", "adjusted_budget", str(budget)), ("", "executed", str(budget / 2))]
        head = {"subject_name": name, "total_score": "91", "rating": "优"}
        forms.append(Form("project_self_evaluation", [], head, money))
    return [_with(form, Tbl(rows)) for form in forms]


def stacked_lines(seed: int) -> list[Form]:
    """The indicators of a level in one row, a line each; the project is named by the title."""
    _, rows, _ = _begun(seed)
    table: list[list[C | str]] = [["一级指标", "二级指标", "三级指标", "指标值"]]
    for level1, level2 in dict.fromkeys((r.level1, r.level2) for r in rows):
        own = [r for r in rows if r.level2 == level2]
        targets = ("".join(map(str, _parts(r))).removeprefix("定性") for r in own)
        table.append([level1, level2, "\n".join(r.level3 for r in own), "\n".join(targets)])
    items = [Title(f"{_YEAR}年无锡市道路养护项目绩效目标表"), Para("预算单位：无锡市市政处"), Tbl(table)]
    head = {"subject_name": "道路养护", "supervising_department": "无锡市市政处"}
    return [Form("project_target", items, head, [], _found(rows))]


def phases_as_rows(seed: int) -> list[Form]:
    """Money with a column for each source and a row for each stage."""
    _, rows, total = _begun(seed)
    table: list[list[C | str]] = [
        ["项目名称", C("食堂运行保障", cols=5)],
        [C("项目资金(万元)", rows=4), "资金类别", "合计", "财政拨款", "自有资金", ""],
        ["全年预算数", total, total, "", ""],
        ["全年执行数", "9.05", "9.05", "", ""],
        ["执行率", "90.00%", "90.00%", "", ""],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"],
        *grouped(rows, lambda r: ["".join(map(str, _parts(r))).removeprefix("定性"), r.actual, r.weight]),
    ]
    money = [(label, "adjusted_budget", total) for label in ("合计", "财政拨款")]
    money += [(label, "executed", "9.05") for label in ("合计", "财政拨款")]
    items = [Title("项目支出绩效自评表"), Tbl(table)]
    found = _found(rows, "actual", "weight")
    return [Form("project_self_evaluation", items, {"subject_name": "食堂运行保障"}, money, found)]


def _with(form: Form, table: Tbl) -> Form:
    form.items = [Title("项目支出绩效情况表"), Para("单位：万元"), table]
    return form


PLACES = {
    made.__name__: made
    for made in (
        symbol_value_unit, monitoring, levels_as_rows, header_again, packed_by_lines, results_only, stacked_lines,
        phases_as_rows,
    )
}  # fmt: skip
