"""The middle of all forms: what labels say of a form, and what is made of raw values, whichever front end found them."""

from __future__ import annotations

from loaders.forms.labelled import take, title_year, year_alone
from loaders.forms.middle import assemble
from loaders.forms.raw import Place, RawForm, RawIndicator
from loaders.forms.vocabulary import form_label
from loaders.model import Line
from loaders.records import Evaluation, Funding


def _form(*said: tuple[str, str], title: str = "项目支出绩效自评表", is_loose: bool = True) -> RawForm:
    raw = RawForm(Evaluation(form_title=title), is_loose=is_loose)
    for number, (name, value) in enumerate(said, start=1):
        take(raw, name, form_label(name), value, Place((number,), 1, f"{name} {value}"))
    return raw


def _scored(*weights_and_scores: tuple[str, str]) -> list[RawIndicator]:
    return [
        RawIndicator(texts={"level3": f"名{n}", "weight": weight, "score": score})
        for n, (weight, score) in enumerate(weights_and_scores)
    ]


def test_the_first_value_of_a_label_stays_another_is_a_text_and_a_span_gives_both_dates() -> None:
    raw = _form(
        ("项目名称", "道路养护"),
        ("项目名称", "桥梁养护"),
        ("项目期", "2024年1月1日至2024年12月31日"),
        ("填报日期", "2025年2月1日"),
    )
    head = raw.head
    assert (head.subject_name, head.start_date, head.end_date) == ("道路养护", "2024-01-01", "2024-12-31")
    assert (head.filled_at, head.lines) == ("2025年2月1日", (1, 2, 3, 4))
    assert [(field.label, field.value) for field in raw.fields] == [("项目名称", "桥梁养护")]


def test_a_form_that_names_a_department_and_then_a_project_is_the_projects() -> None:
    parsed = assemble(_form(("部门名称", "某市交通局"), ("项目名称", "道路养护"), title="整体绩效目标表"))
    one = assemble(_form(("部门名称", "某市交通局"), title="整体绩效目标表")).evaluations[0]
    assert (one.form_type, one.subject_name) == ("department_target", "某市交通局")
    assert parsed.evaluations[0].supervising_department == "某市交通局"


def test_what_has_no_field_is_kept_as_a_text() -> None:
    raw = _form(("立项依据", "某文件"), ("没听说过", "甲"))
    assert [(one.label, one.value, one.lines) for one in raw.fields] == [
        ("立项依据", "某文件", (1,)),
        ("没听说过", "甲", (2,)),
    ]


def test_one_lost_score_is_what_the_total_leaves_only_where_borders_were_lost() -> None:
    for is_loose, score in ((True, "9.5"), (False, "")):
        raw = _form(is_loose=is_loose)
        raw.head.total_score, raw.indicators = "98.5", _scored(("40", "40"), ("50", "49"), ("10.0", ""))
        parsed = assemble(raw)
        assert parsed.indicators[2].score == score
        assert parsed.indicators[2].repair_code == ("score_by_total" if is_loose else "")


def test_weights_short_of_the_total_are_reported_where_borders_were_lost() -> None:
    for is_loose, codes in ((True, ["weights_not_full"]), (False, [])):
        raw = _form(is_loose=is_loose)
        raw.indicators = _scored(("40", "40"), ("50", "49"))
        assert [reject.code for reject in assemble(raw).rejects] == codes
        raw.rejects, raw.funding = [], [Funding(source_label="资金总额", amount_printed="1", weight="10")]
        assert assemble(raw).rejects == []


def test_a_source_is_known_by_its_label_and_an_amount_has_the_forms_unit() -> None:
    raw = _form()
    raw.unit = "万元"
    raw.funding = [
        Funding(source_label=name, amount_printed="1") for name in ("其中：当年财政拨款", "没听说过")
    ]
    raw.funding[1].unit = "元"
    funding = assemble(raw).funding
    assert [(one.source, one.unit) for one in funding] == [("fiscal_current_year", "万元"), ("", "元")]


def test_years_of_titles_and_years_alone() -> None:
    assert title_year([Line(1, ""), Line(2, "2024年项目支出绩效目标表"), Line(3, "2025年")]) == "2024"
    assert title_year([Line(1, "项目支出绩效目标表（2023年度）")]) == "2023"
    assert (year_alone("（2024年度）"), year_alone("2024年预算")) == ("2024", "")
