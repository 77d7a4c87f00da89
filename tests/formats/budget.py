"""A Shanghai unit budget of nine tables with prose, made of invented figures; and the facts that it prints."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tests.formats.generate import C, Item, Para, Tbl, Title
from tests.formats.money import Subject, amount, economic, functions, printed, shares, summed, top, wan

ORDINALS = "一二三四五六七八九十"
Fact = tuple[int, str, str, str, str, str]  # table, side, code, name, measure label, amount
Path = tuple[str, ...]


@dataclass
class Disclosure:
    """What is to be written, what it says, and whose it is."""

    items: list[Item] = field(default_factory=list)
    facts: set[Fact] = field(default_factory=set)
    agency: str = ""
    year: str = ""
    tables: int = 0

    def table(self, title: str, unit: str, rows: Sequence[Sequence[C | str]]) -> None:
        """Add a table with its title and unit line."""
        self.tables += 1
        self.items += [Title(title), Para(f"单位：{unit}"), Tbl(rows)]

    def say(self, side: str, code: str, name: str, cells: Iterable[tuple[str, str]]) -> None:
        """Note what a row of the latest table prints: (measure label, amount) of each cell."""
        for label, text in cells:
            if text:
                self.facts.add((self.tables, side, code, name, label, text.replace(",", "")))


def unit_budget(seed: int) -> Disclosure:
    """The budget of a unit for the year ``2021 + seed % 5``, in 元, 三公 and prose in 万元."""
    random_ = random.Random(seed)
    made = Disclosure(agency=random_.choice(AGENCIES), year=str(2021 + seed % 5))
    tree = functions(random_, 20_000, 9_000_000)
    whole = summed(tree)
    personnel, public = shares(random_, whole.basic, 2)
    made.items += [
        Title(f"{made.agency}{made.year}年度单位预算"),
        *_prose(made, tree, random_),
    ]
    _summary(made, tree, personnel, public)
    _revenue(made, tree)
    _expenditure(made, tree, "预算单位支出预算总表", "支出预算")
    _fiscal_summary(made, tree)
    _expenditure(made, tree, "预算单位一般公共预算支出功能分类预算表", "一般公共预算支出")
    for kind in ("政府性基金预算", "国有资本经营预算"):
        _empty(made, kind)
    _economic(made, economic(random_, personnel, public))
    _three_public(made, random_)
    return made


AGENCIES = ("上海市静安区市容管理所", "上海市嘉定区图书馆", "上海市杨浦区疾病预防控制中心")


def _prose(made: Disclosure, tree: list[Subject], random_: random.Random) -> list[Item]:
    total, change = wan(summed(tree).total), wan(amount(random_, 10_000, 900_000))
    lines = [
        f"{made.year}年，本单位收入预算{total}万元，比上年预算增加{change}万元，主要原因是项目增加。",
        f"支出预算{total}万元，比上年预算增加{change}万元，主要原因是项目增加，其中：财政拨款支出预算{total}万元。",
        *(
            f"{n}. “{s.name}”科目{wan(s.total)}万元，主要用于日常工作的支出。"
            for n, s in enumerate(top(tree), start=1)
        ),
    ]
    return [Title(f"{made.year}年单位预算编制说明"), *map(Para, lines)]


def _summary(made: Disclosure, tree: list[Subject], personnel: Decimal, public: Decimal) -> None:
    whole = summed(tree)
    revenue = [
        ("一、财政拨款收入", whole.total), ("1. 一般公共预算", whole.total), ("2. 政府性基金预算", 0),
        ("3. 国有资本经营预算", 0), ("二、事业收入", 0), ("三、其他收入", 0),
    ]  # fmt: skip
    labels = ("合计", "基本支出", "项目支出")
    rows: list[list[C | str]] = [
        [C("本年收入", cols=2), C("本年支出", cols=4)],
        ["项目", "预算数", "项目", *labels],
    ]
    spending = [(f"{ORDINALS[i]}、{s.name}", s) for i, s in enumerate(top(tree))]
    made.tables += 1
    for index in range(max(len(revenue), len(spending))):
        name, value = revenue[index] if index < len(revenue) else ("", 0)
        cells = [printed(Decimal(value))]
        made.say("revenue", "", name.replace(" ", ""), [("预算数", cells[0])])
        row: list[C | str] = [name, *cells]
        if index < len(spending):
            label, subject = spending[index]
            texts = [printed(v) for v in (subject.total, subject.basic, subject.project)]
            made.say("expenditure", "", label, zip(labels, texts, strict=True))
            row += [label, *texts]
        rows.append(row)
    texts = [printed(v) for v in (whole.total, whole.basic, whole.project)]
    rows.append(["收入总计", printed(whole.total), "支出总计", *texts])
    made.say("revenue", "", "收入总计", [("预算数", printed(whole.total))])
    made.say("expenditure", "", "支出总计", zip(labels, texts, strict=True))
    made.tables -= 1
    made.table(f"{made.year}年预算单位财务收支预算总表", "元", rows)


def _coded(subject: Subject) -> list[C | str]:
    parts = [subject.code[:3], subject.code[3:5], subject.code[5:7]]
    return [*parts, subject.name]


def _head(
    span: str, labels: Sequence[str], *, kind: str = "功能", digits: Sequence[str] = "类款项"
) -> list[list[C | str]]:
    name = "功能分类科目名称" if kind == "功能" else "部门经济分类科目名称"
    count = len(digits)
    return [
        [C("项目", cols=count + 1), C(span, cols=len(labels))],
        [C(f"{kind}分类科目编码", cols=count), C(name, rows=2), *(C(label, rows=2) for label in labels)],
        [*digits],
    ]


def _revenue(made: Disclosure, tree: list[Subject]) -> None:
    labels = ("合计", "财政拨款收入", "事业收入", "其他收入")
    rows = _head("收入预算", labels)
    made.table(f"{made.year}年预算单位收入预算总表", "元", rows)
    for subject in [*tree, summed(tree)]:
        texts = [printed(subject.total), printed(subject.total), "", ""]
        _row(made, rows, subject, labels, texts)


def _expenditure(made: Disclosure, tree: list[Subject], title: str, span: str) -> None:
    labels = ("合计", "基本支出", "项目支出")
    rows = _head(span, labels)
    made.table(f"{made.year}年{title}", "元", rows)
    for subject in [*tree, summed(tree)]:
        texts = [printed(v) for v in (subject.total, subject.basic, subject.project)]
        _row(made, rows, subject, labels, texts)


def _row(
    made: Disclosure,
    rows: list[list[C | str]],
    subject: Subject,
    labels: Sequence[str],
    texts: Sequence[str],
    width: int = 3,
) -> None:
    head: list[C | str] = [C("合计", cols=width + 1)]
    if subject.code:
        head = [*_coded(subject)[:width], subject.name]
    rows.append([*head, *texts])
    made.say("", subject.code, subject.name, zip(labels, texts, strict=True))


def _fiscal_summary(made: Disclosure, tree: list[Subject]) -> None:
    whole = printed(summed(tree).total)
    labels = ("合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")
    rows: list[list[C | str]] = [
        [C("财政拨款收入", cols=2), C("财政拨款支出", cols=5)],
        ["项目", "预算数", "项目", *labels],
    ]
    made.table(f"{made.year}年预算单位财政拨款收支预算总表", "元", rows)
    revenue = ["一、一般公共预算", "二、政府性基金预算", "三、国有资本经营预算"]
    for index, subject in enumerate(top(tree)):
        name = revenue[index] if index < len(revenue) else ""
        value = whole if index == 0 else ""
        label, text = f"{ORDINALS[index]}、{subject.name}", printed(subject.total)
        rows.append([name, value, label, text, text, "", ""])
        made.say("revenue", "", name, [("预算数", value)])
        made.say("expenditure", "", label, [("合计", text), ("一般公共预算", text)])
    rows.append(["收入总计", whole, "支出总计", whole, whole, "", ""])
    made.say("revenue", "", "收入总计", [("预算数", whole)])
    made.say("expenditure", "", "支出总计", [("合计", whole), ("一般公共预算", whole)])


def _empty(made: Disclosure, kind: str) -> None:
    rows = _head(f"{kind}支出", ("合计", "基本支出", "项目支出"))
    rows.append([C("合计", cols=4), "", "", ""])
    made.table(f"{made.year}年预算单位{kind}支出功能分类预算表", "元", rows)
    made.items.append(Para(f"本单位{made.year}年度无{kind}财政拨款支出，故本表无数据。"))


def _economic(made: Disclosure, tree: list[Subject]) -> None:
    labels = ("合计", "人员经费", "公用经费")
    rows = _head("一般公共预算基本支出", labels, kind="经济", digits="类款")
    made.table(f"{made.year}年预算单位一般公共预算基本支出部门预算经济分类预算表", "元", rows)
    for subject in [*tree, summed(tree)]:
        texts = [printed(v) for v in (subject.total, subject.basic, subject.project)]
        _row(made, rows, subject, labels, texts, width=2)


def _three_public(made: Disclosure, random_: random.Random) -> None:
    abroad, reception, purchase, running, operating = (amount(random_, 1, 90, "0.01") for _ in range(5))
    cars = purchase + running
    cells: dict[Path, Decimal] = {
        ("“三公”经费预算数", "合计"): abroad + reception + cars,
        ("“三公”经费预算数", "因公出国(境)费"): abroad,
        ("“三公”经费预算数", "公务接待费"): reception,
        ("“三公”经费预算数", "公务用车购置及运行维护费", "小计"): cars,
        ("“三公”经费预算数", "公务用车购置及运行维护费", "购置费"): purchase,
        ("“三公”经费预算数", "公务用车购置及运行维护费", "运行维护费"): running,
        ("机关运行经费预算数",): operating,
    }
    rows: list[list[C | str]] = [
        [C("“三公”经费预算数", cols=6), C("机关运行经费预算数", rows=3)],
        [
            C("合计", rows=2), C("因公出国(境)费", rows=2), C("公务接待费", rows=2),
            C("公务用车购置及运行维护费", cols=3),
        ],
        ["小计", "购置费", "运行维护费"],
        [printed(v) for v in cells.values()],
    ]  # fmt: skip
    made.table(f"{made.year}年单位“三公”经费和机关运行经费预算表", "万元", rows)
    made.say("", "", "", [("/".join(path), printed(v)) for path, v in cells.items()])
