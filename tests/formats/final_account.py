"""A Shanghai final account of nine tables with prose, made of invented figures; and the facts that it prints."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from tests.formats.budget import ORDINALS, Disclosure
from tests.formats.generate import C, Item, Para, Title
from tests.formats.money import Subject, amount, economic, functions, printed, shares, summed, top

AGENCIES = ("上海市静安区体育局", "上海市嘉定区水务局", "上海市杨浦区司法局")
_NOTHING = Decimal(0)


def final_account(seed: int) -> Disclosure:
    """The final account of a department for the year ``2020 + seed % 5``, in 万元."""
    random_ = random.Random(seed)
    made = Disclosure(agency=random_.choice(AGENCIES), year=str(2020 + seed % 5))
    tree = functions(random_, 5, 4_000, "0.01")
    whole = summed(tree)
    left = amount(random_, 3, 90, "0.01")
    personnel, public = shares(random_, whole.basic, 2)
    made.items.append(Title(f"{made.agency}{made.year}年度部门决算"))
    _summary(made, tree, left)
    _coded(made, tree, "收入决算表", ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "其他收入"))
    _coded(made, tree, "支出决算表", ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出"))
    _fiscal_summary(made, tree)
    _coded(made, tree, "一般公共预算财政拨款支出决算表", ("合计", "基本支出", "项目支出"), total_first=False)
    _economic(made, economic(random_, personnel, public), personnel, public)
    _three_public(made, random_)
    for kind in ("政府性基金预算", "国有资本经营预算"):
        _empty(made, kind)
    made.items += _prose(made, tree)
    return made


def money(value: Decimal) -> str:
    """As final accounts print 万元: two decimals, no thousands separators, blank for nothing."""
    return printed(value).replace(",", "")


def _lanes(
    made: Disclosure,
    rows: list[list[C | str]],
    revenue: Sequence[tuple[str, str]],
    spending: Sequence[tuple[str, Sequence[str]]],
    labels: Sequence[str],
) -> None:
    blank = ("", [""] * len(labels))
    for left, right in zip_longest(revenue, spending):
        name, text = left or ("", "")
        other, texts = right or blank
        rows.append([name, text, other, *texts])
        made.say("revenue", "", name, [("决算数", text)])
        made.say("expenditure", "", other, zip(labels, texts, strict=True))


def _summary(made: Disclosure, tree: list[Subject], left: Decimal) -> None:
    whole = summed(tree).total
    rows: list[list[C | str]] = [[C("收入", cols=2), C("支出", cols=2)], ["项目", "决算数", "项目", "决算数"]]
    made.table("收入支出决算总表", "万元", rows)
    revenue = [
        ("一、一般公共预算财政拨款收入", money(whole)), ("二、政府性基金预算财政拨款收入", ""),
        ("三、国有资本经营预算财政拨款收入", ""), ("四、上级补助收入", ""), ("五、事业收入", ""), ("六、其他收入", ""),
    ]  # fmt: skip
    spending = [(f"{ORDINALS[i]}、{s.name}", [money(s.total)]) for i, s in enumerate(top(tree))]
    _lanes(made, rows, revenue, spending, ["决算数"])
    rows.append(["本年收入合计", money(whole), "本年支出合计", money(whole)])
    rows.append(["年初结转和结余", money(left), "年末结转和结余", money(left)])
    rows.append(["总计", money(whole + left), "总计", money(whole + left)])
    for side, names in (
        ("revenue", ("本年收入合计", "年初结转和结余")),
        ("expenditure", ("本年支出合计", "年末结转和结余")),
    ):
        for name, value in zip((*names, "总计"), (whole, left, whole + left), strict=True):
            made.say(side, "", name, [("决算数", money(value))])


def _coded(
    made: Disclosure, tree: list[Subject], title: str, labels: Sequence[str], *, total_first: bool = True
) -> None:
    rows: list[list[C | str]] = [
        [C("项目", cols=2), *(C(label, rows=2) for label in labels)],
        ["功能分类科目编码", "科目名称"],
    ]
    made.table(title, "万元", rows)
    total = summed(tree)
    for subject in [total, *tree] if total_first else [*tree, total]:
        is_revenue = "收入" in title
        parts = (subject.total, _NOTHING) if is_revenue else (subject.basic, subject.project)
        texts = [money(subject.total), *(money(p) for p in parts)]
        texts += [""] * (len(labels) - 3)
        head = [subject.code, subject.name] if subject.code else [C("合计", cols=2)]
        rows.append([*head, *texts])
        made.say("", subject.code, subject.name, zip(labels, texts, strict=True))


def _fiscal_summary(made: Disclosure, tree: list[Subject]) -> None:
    labels = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    rows: list[list[C | str]] = [
        [C("收入", cols=2), C("支出", cols=5)],
        ["项目", "决算数", "项目", *labels],
    ]
    made.table("财政拨款收入支出决算总表", "万元", rows)
    whole = money(summed(tree).total)
    revenue = [
        ("一、一般公共预算财政拨款", whole),
        ("二、政府性基金预算财政拨款", ""),
        ("三、国有资本经营预算财政拨款", ""),
    ]
    spending = [
        (f"{ORDINALS[i]}、{s.name}", [money(s.total), money(s.total), "", ""])
        for i, s in enumerate(top(tree))
    ]
    _lanes(made, rows, revenue, spending, labels)
    for left, right in (("本年收入合计", "本年支出合计"), ("总计", "总计")):
        _lanes(made, rows, [(left, whole)], [(right, [whole, whole, "", ""])], labels)


def _economic(made: Disclosure, tree: list[Subject], personnel: Decimal, public: Decimal) -> None:
    rows: list[list[C | str]] = [["经济分类科目编码", "科目名称", "决算数"] * 2]
    made.table("一般公共预算财政拨款基本支出决算表", "万元", rows)
    lanes = [[s for s in tree if s.code.startswith(start)] for start in ("301", "302")]
    for pair in zip_longest(*lanes):
        row: list[C | str] = []
        for subject in pair:
            text = printed(subject.total, zero="0.00").replace(",", "") if subject else ""
            row += [subject.code, subject.name, text] if subject else ["", "", ""]
            if subject:
                made.say("", subject.code, subject.name, [("决算数", text)])
        rows.append(row)
    rows.append([C("人员经费合计", cols=2), money(personnel), C("公用经费合计", cols=2), money(public)])
    made.say("", "", "人员经费合计", [("决算数", money(personnel))])
    made.say("", "", "公用经费合计", [("决算数", money(public))])


def _three_public(made: Disclosure, random_: random.Random) -> None:
    parts = {
        kind: (amount(random_, 1, 60, "0.01"), amount(random_, 1, 60, "0.01"))
        for kind in ("abroad", "purchase", "running", "reception")
    }
    cars = [a + b for a, b in zip(parts["purchase"], parts["running"], strict=True)]
    whole = [a + b + c for a, b, c in zip(cars, parts["abroad"], parts["reception"], strict=True)]
    names = {
        "合计": whole, "因公出国（境）费": parts["abroad"], "公务用车购置及运行维护费/小计": cars,
        "公务用车购置及运行维护费/公务用车购置费": parts["purchase"],
        "公务用车购置及运行维护费/公务用车运行维护费": parts["running"], "公务接待费": parts["reception"],
    }  # fmt: skip
    rows: list[list[C | str]] = [
        [C("财政拨款“三公”经费", cols=12)],
        [
            C("合计", rows=2, cols=2), C("因公出国（境）费", rows=2, cols=2),
            C("公务用车购置及运行维护费", cols=6), C("公务接待费", rows=2, cols=2),
        ],
        [C("小计", cols=2), C("公务用车购置费", cols=2), C("公务用车运行维护费", cols=2)],
        ["预算数", "决算数"] * 6,
        [money(v) for pair in names.values() for v in pair],
    ]  # fmt: skip
    made.table("财政拨款“三公”经费支出决算表", "万元", rows)
    for name, pair in names.items():
        made.say(
            "",
            "",
            "",
            [(f"{name}/{kind}", money(v)) for kind, v in zip(("预算数", "决算数"), pair, strict=True)],
        )


def _empty(made: Disclosure, kind: str) -> None:
    rows: list[list[C | str]] = [
        [
            C("项目", cols=2), C("年初结转和结余", rows=2), C("本年收入", rows=2), C("本年支出", cols=3),
            C("年末结转和结余", rows=2),
        ],
        ["功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"],
        [C("合计", cols=2), *[""] * 6],
    ]  # fmt: skip
    made.table(f"{kind}财政拨款收入支出决算表", "万元", rows)
    made.items.append(Para(f"说明：{made.agency}本年度没有{kind}财政拨款收入和支出，故本表无数据。"))


def _prose(made: Disclosure, tree: list[Subject]) -> list[Item]:
    whole = summed(tree)
    share = (whole.basic * 100 / whole.total).quantize(Decimal("0.01"))
    return [
        Title(f"{made.agency}{made.year}年度部门决算情况说明"),
        Para("一、支出决算情况说明"),
        Para(
            f"本年支出合计{money(whole.total)}万元，其中：基本支出{money(whole.basic)}万元，占{share}%；"
            f"项目支出{money(whole.project)}万元，占{100 - share}%。"
        ),
    ]
