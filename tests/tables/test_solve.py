"""The solver restores a table whose blank cells were dropped, or says that it can't: it never misplaces."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.tables.evidence import gather
from loaders.tables.model import Amount, Column, RawTable, Row
from loaders.tables.solve import solve

COLUMNS = [Column(("合计",)), Column(("基本支出",)), Column(("项目支出",)), Column(("单位预留机动经费",))]
amounts = st.one_of(st.just(0), st.integers(1, 10**7))


@st.composite
def truths(draw):
    """Rows of a coded table as lists of cells in cents, every parent and total the sum of its children."""
    classes = []
    for number in range(draw(st.integers(1, 3))):
        code = str(201 + number)
        items = [(f"{code}{n:02}", draw(st.tuples(amounts, amounts, amounts))) for n in range(1, draw(st.integers(2, 4)))]
        classes.append((code, tuple(map(sum, zip(*(i[1] for i in items), strict=True))), items))
    rows = []
    for code, cells, items in classes:
        rows += [(code, cells), *items]
    rows.append(("", tuple(map(sum, zip(*(c[1] for c in classes), strict=True)))))
    return [(code, (sum(cells), *cells)) for code, cells in rows]


def as_read(truth):
    """The same table with blank cells lost."""
    rows = [
        Row(code=code, name="合计" if not code else f"项{code}", amounts=[Amount(f"{Decimal(c) / 100:.2f}") for c in cells if c])
        for code, cells in truth
    ]
    return RawTable("支出预算总表", unit="万元", columns=COLUMNS, rows=rows)


@settings(max_examples=150)
@given(truths())
def test_never_misplaced(truth):
    table = as_read(truth)
    solve([table])
    for row, (_, cells) in zip(table.rows, truth, strict=True):
        columns = [n for n, c in enumerate(cells) if c]
        for amount, column in zip(row.amounts, columns, strict=True):
            assert amount.column in (None, column)


@settings(max_examples=50)
@given(truths())
def test_known_columns_stay(truth):
    table = as_read(truth)
    for row, (_, cells) in zip(table.rows, truth, strict=True):
        for amount, column in zip(row.amounts, [n for n, c in enumerate(cells) if c], strict=True):
            amount.column = column
    solve([table])
    assert all(not a.repair for r in table.rows for a in r.amounts)
    assert all(a.column is not None for r in table.rows for a in r.amounts)


def test_contradictory_rows_stay_unplaced():
    rows = [Row(code="201", name="类", amounts=[Amount("5.00"), Amount("4.00")])]
    table = RawTable("支出预算总表", columns=COLUMNS, rows=rows)
    solve([table])
    assert [a.column for a in rows[0].amounts] == [None, None]


def test_full_row_is_placed_though_its_sum_fails():
    rows = [Row(code="201", name="类", amounts=[Amount(t) for t in ("5.00", "1.00", "1.00", "1.00")])]
    table = RawTable("支出预算总表", columns=COLUMNS, rows=rows)
    solve([table])
    assert [a.column for a in rows[0].amounts] == [0, 1, 2, 3]


def test_carry_over_can_stand_outside_the_total_zezhou():
    columns = [Column(("合计",)), Column(("一般公共预算",)), Column(("单位资金",)), Column(("上年结转",))]
    rows = [
        Row(name="合计", amounts=[Amount("9.00"), Amount("6.00"), Amount("3.00"), Amount("5.00")]),
        Row(code="208", name="类", amounts=[Amount("6.00"), Amount("6.00"), Amount("5.00")]),
        Row(code="210", name="类", amounts=[Amount("3.00"), Amount("3.00")]),
    ]
    solve([RawTable("收入预算总表", columns=columns, rows=rows)])
    assert [[a.column for a in r.amounts] for r in rows] == [[0, 1, 2, 3], [0, 1, 3], [0, 2]]


def test_column_without_a_header_tells_nothing_of_others():
    bare = RawTable("收入支出表", unit="万元", columns=[Column(())], rows=[Row(name="合计", amounts=[Amount("5.00", 0)])])
    assert not gather([bare]).facts


def test_the_table_of_one_fund_says_what_that_fund_is_and_a_table_of_a_part_of_it_does_not():
    def told(title):
        row = Row(code="20101", name="人大事务", amounts=[Amount("5.00", 0)])
        return gather([RawTable(title, unit="元", columns=[Column(("合计",))], rows=[row])])

    whole, part = told("一般公共预算财政拨款支出表"), told("一般公共预算“三公”经费支出表")

    assert whole.supports("20101", "general_budget", Decimal(5))
    assert part.supports("20101", "total", Decimal(5))
    assert not whole.supports("20101", "government_fund", Decimal(5))
    assert not part.supports("20101", "general_budget", Decimal(5))
