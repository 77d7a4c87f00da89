"""The staging schema: one dataclass per staging CSV, one field per column.

Every value is text exactly as it goes into the CSV (amounts without thousands separators, never
converted); ``""`` is "not printed". ``lines`` are all source lines of the printed row: the CSV holds the
first as ``source_line`` and the last as ``source_line_end``. ``source_text`` is the printed row.
Ids are given when a document is staged, not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from dataclasses import fields as dataclass_fields

from loaders.notes import SEPARATOR, Note


@dataclass(slots=True, kw_only=True)
class Record:
    """Provenance shared by all records."""

    lines: tuple[int, ...] = ()
    page: int | None = None
    source_text: str = ""
    source_box: str = ""  # x0,y0,x1,y1 in points from the top left of the page
    source_cell: str = ""  # Sheet!C7; table 3 row 4 cell 2


@dataclass(slots=True, kw_only=True)
class Mended(Record):
    """A record whose printed row may have been completed: what was inferred and why, as text and as codes."""

    repair: str = ""
    repair_code: str = ""  # codes of seeds/vocabulary/note.csv, "|" between them
    repairs: InitVar[Sequence[Note]] = ()

    def __post_init__(self, repairs: Sequence[Note]) -> None:
        if repairs:
            self.mend(*repairs)

    def mend(self, *notes: Note) -> None:
        """Add notes behind those that the record has."""
        self.repair = "；".join(part for part in (self.repair, *(note.text for note in notes)) if part)
        codes = (*self.repair_code.split(SEPARATOR), *(note.code for note in notes))
        self.repair_code = SEPARATOR.join(dict.fromkeys(code for code in codes if code))

    def take_back(self, one: Note) -> None:
        """Remove a note that what was found later refutes."""
        self.repair = "；".join(part for part in self.repair.split("；") if part and part not in one.text)
        self.repair_code = SEPARATOR.join(code for code in self.repair_code.split(SEPARATOR) if code != one.code)


@dataclass(slots=True, kw_only=True)
class Table(Record):
    """One row per table of amounts that the document prints, with or without data."""

    table_seq: int
    table_type: str  # seeds/vocabulary/table_type.csv; "generic" where unknown
    table_title: str  # as printed, spaces and leading year removed
    printed_number: str = ""  # "公开01表", "预算公开表12"
    unit: str = ""  # 元, 万元, 亿元
    header_paths: str = ""  # all column header paths, " | " between columns
    scope: str = ""  # printed restriction: 不含上年结转, 本年预算, 上年结转 …
    empty_note: str = ""  # "本表无数据" sentence, where printed
    row_count: int = 0  # rows with a label, with or without amounts


@dataclass(slots=True, kw_only=True)
class BudgetLine(Mended):
    """One row per non-blank amount cell of a budget or final-account table."""

    table_seq: int
    side: str = ""  # revenue, expenditure, ""
    row_seq: int  # 1-based in the table (per side where it has two); blank label rows count
    subject_system: str = ""  # function, department_economic, government_economic, revenue, ""
    subject_code: str = ""  # digits joined
    subject_name: str = ""  # as printed, spaces and line breaks removed, enumeration kept (一、…)
    second_subject_name: str = ""
    subject_level: str = ""  # "0" total, "1" 类, "2" 款, "3" 项; lists without codes 1 main, 2 sub item
    row_role: str = ""  # total, subtotal, carryover, item, unit (row of a unit name) …
    measure: str = ""  # seeds/vocabulary/measure.csv; "" where the header is unknown
    measure_label: str = ""  # header path joined with "/"
    column_seq: int = 0  # 1-based amount column within the table (and side)
    amount_printed: str
    unit: str = ""


@dataclass(slots=True, kw_only=True)
class RowLabel(Record):
    """One row per labelled row of a table, also where it prints no amount (blank is not missing)."""

    table_seq: int
    side: str = ""
    row_seq: int
    subject_code: str = ""
    subject_name: str = ""
    subject_level: str = ""
    amount_count: int = 0


@dataclass(slots=True, kw_only=True)
class Evaluation(Mended):
    """One row per performance form."""

    form_seq: int = 1  # 1-based in the document; a parser of one form leaves it at 1
    form_type: str = (
        ""  # project_target, project_self_evaluation, department_target, department_self_evaluation
    )
    form_title: str = ""
    fiscal_year: str = ""
    subject_name: str = ""
    project_code: str = ""
    project_nature: str = ""
    project_category: str = ""
    project_attribute: str = ""
    project_term: str = ""
    start_date: str = ""  # ISO
    end_date: str = ""
    supervising_department: str = ""
    implementing_unit: str = ""
    total_weight: str = ""
    total_score: str = ""
    rating: str = ""
    filled_at: str = ""  # as printed
    unit: str = ""  # of the funding block


@dataclass(slots=True, kw_only=True)
class FormField(Record):
    """One row per other labelled field of a form (项目概况, 立项依据, 年度总体目标, 核定的人员编制数 …)."""

    form_seq: int = 1
    label: str
    phase: str = ""
    value: str = ""


@dataclass(slots=True, kw_only=True)
class Funding(Mended):
    """One row per amount cell of a form's funding block."""

    form_seq: int = 1
    source_label: str  # as printed, spaces removed
    source: str = ""  # seeds/vocabulary/funding_source.csv
    phase: str = ""  # term, annual, initial_budget, adjusted_budget, executed
    phase_label: str = ""
    amount_printed: str
    unit: str = ""
    weight: str = ""  # these three only on the executed row
    execution_rate: str = ""
    score: str = ""


@dataclass(slots=True, kw_only=True)
class Indicator(Mended):
    """One row per indicator row of a form and phase."""

    form_seq: int = 1
    phase: str = ""  # term, annual, ""
    indicator_seq: int = 0  # 1-based within form and phase
    level1: str = ""
    level2: str = ""
    level3: str = ""
    level1_weight: str = ""  # printed weight of the first-level indicator, where the form has one
    level2_weight: str = ""
    target_printed: str = ""
    target_operator: str = ""  # >=, <=, =, >, <
    target_value: str = ""
    target_unit: str = ""
    target_kind: str = ""  # quantitative, qualitative
    actual_printed: str = ""
    actual_value: str = ""
    actual_unit: str = ""
    weight: str = ""
    score: str = ""
    deviation: str = ""
    criteria: str = ""  # what further columns say of it: definition, scoring standard, basis


@dataclass(slots=True, kw_only=True)
class StatedAmount(Record):
    """One row per amount (or counted number) stated in prose, also inside the prose fields of forms."""

    section: str = ""
    form_seq: str = ""  # where stated inside a form
    field_label: str = ""  # the form field it stands in
    sentence_seq: int = 0  # 1-based in the document
    subject_name: str = ""
    subject_code: str = ""  # of the classification, where the name prints it: 卫生健康支出（210类）…（02项）
    stated_year: str = ""  # the year that its own clause names, else the one that opens the sentence
    part_of: str = ""  # the name of the whole that the text lists it under (其中, 占 …%)
    role: str = ""  # current, initial_budget, final, last_year, part, total, threshold …
    amount_printed: str = ""
    unit: str = ""  # 元, 万元, 亿元, or a counted unit (个, 人, 辆, % …)
    change_printed: str = ""  # signed digits; "0" where stated as 持平; "" where none
    change_unit: str = ""
    change_pct: str = ""  # signed
    change_direction: str = ""  # 增加, 减少, 持平 … as printed
    change_base: str = ""  # 上年预算, 上年, 年初预算 …
    has_reason: str = ""  # "true" where 主要原因/由于 follows
    share_pct: str = ""
    share_of: str = ""
    quote: str = ""


@dataclass(slots=True, kw_only=True)
class Sentence(Record):
    """One row per sentence, heading and note outside forms, and per line that says whose a table is.

    ``source_text`` is the sentence without white space, put together again where it was broken over lines.
    """

    section: str = ""  # nearest heading above; of a table's head: the table's title
    kind: str  # sentence, heading, contents, note, table_head, table_title
    paragraph_seq: int = 0  # 1-based in the document; sentences between two hard breaks share it
    sentence_seq: int = 0  # that of the amounts stated in it; 0 for a table's head
    label: str = ""  # of a table's head: 编制部门, 单位名称 …
    name: str = ""  # of a table's head: the name behind the label


@dataclass(slots=True, kw_only=True)
class Reject(Record):
    """One row per thing that was seen and not understood."""

    stage: str  # reader, segment, table, form, prose, numbers
    code: str = field(init=False)  # seeds/vocabulary/note.csv
    reason: str = field(init=False)  # in Chinese and English, made of the code
    note: InitVar[Note]

    def __post_init__(self, note: Note) -> None:
        self.code, self.reason = note.code, note.text
        self.page = note.page if self.page is None else self.page


@dataclass(slots=True)
class Parsed:
    """What a parser makes of one segment (or a document, when merged)."""

    tables: list[Table] = field(default_factory=list)
    budget_lines: list[BudgetLine] = field(default_factory=list)
    row_labels: list[RowLabel] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    form_fields: list[FormField] = field(default_factory=list)
    funding: list[Funding] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    stated_amounts: list[StatedAmount] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def groups(self) -> Iterator[list[Record]]:
        """The lists of records, one a kind."""
        for item in dataclass_fields(self):
            yield getattr(self, item.name)

    def extend(self, other: Parsed) -> None:
        """Add the records of ``other`` behind one's own."""
        for item in dataclass_fields(self):
            getattr(self, item.name).extend(getattr(other, item.name))
