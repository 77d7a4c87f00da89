"""Forms that tell one fact in several places: alike, and one place differing."""

from __future__ import annotations

from pathlib import Path

from loaders import records
from tests.warehouse import samples

GOOD = {
    "plan": "2024年3月1日-11月30日开展老年人体检；为30名6-12岁儿童提供培训。",
    "goal": "3至11月完成老年人体检，分3-5月、6-11月两批；为30余名6-12岁儿童提供培训。",
    "basis": "关于下达2024年中央财政卫生补助资金的通知",
    "central": "5000",
    "offices": "3个",
    "public": "≤0元",
}
WRONG = {
    "months": {"plan": "2024年4-11月开展老年人体检；为30名6-12岁儿童提供培训。"},
    "ages": {"goal": "为30余名6-15岁儿童提供培训。"},
    "central": {"central": "0"},
    "offices": {"offices": "0个"},
    "public": {"public": "≤2000元"},
}


def forms(**wrong: str) -> records.Parsed:
    """A whole-department form, one project form, a “三公” table without amounts and the text of a budget."""
    said = {**GOOD, **wrong}
    evaluations = [
        records.Evaluation(form_seq=seq, form_type=kind, subject_name=name, unit="元", lines=(seq,), source_text=name)
        for seq, kind, name in ((1, "department_target", "某局"), (2, "project_target", "老年人体检项目"))
    ]  # fmt: skip
    fields = [
        records.FormField(form_seq=seq, label=label, value=value, lines=(10 + i,), source_text=value)
        for i, (seq, label, value) in enumerate(
            (
                (1, "内设职能部门数", said["offices"]), (2, "项目实施计划", said["plan"]),
                (2, "总体目标", said["goal"]), (2, "立项依据", said["basis"]),
            )
        )
    ]  # fmt: skip
    indicators = [
        records.Indicator(
            form_seq=seq, indicator_seq=i, level2="时效指标", level3=name, target_printed=printed, target_value=value,
            target_unit=unit, lines=(20 + i,), source_text=name,
        )
        for i, (seq, name, printed, value, unit) in enumerate(
            (
                (1, "老年人体检时间", "3至11月", "", ""), (1, "三公经费控制数", said["public"], said["public"][1:-1], "元"),
                (2, "体检时间", "2024年3月至11月", "", ""), (2, "项目完成时间", "2024年1月至12月", "", ""),
            ),
            1,
        )
    ]  # fmt: skip
    funding = [
        records.Funding(
            form_seq=2, source_label=label, source=source, phase="annual", amount_printed=amount, unit="元", lines=(30,),
            source_text=label,
        )
        for label, source, amount in (
            ("年度资金总额", "total", "5000"), ("中央资金", "central", said["central"]),
            ("省级资金", "provincial", str(5000 - int(said["central"]))),
        )
    ]  # fmt: skip
    table = records.Table(
        table_seq=1,
        table_type="three_public",
        table_title="“三公”经费表",
        unit="元",
        empty_note="本表无数据",
        lines=(5,),
    )
    sentence = records.Sentence(
        kind="sentence", sentence_seq=1, paragraph_seq=1, lines=(6,), source_text="本局内设办公室、法规科、财务科3个科室。"
    )  # fmt: skip
    return records.Parsed(
        tables=[table], evaluations=evaluations, form_fields=fields, indicators=indicators, funding=funding,
        sentences=[sentence],
    )  # fmt: skip


def stage_all(folder: Path) -> Path:
    """The good forms, and one document for every place that differs."""
    for name, wrong in {"told-alike": {}, **WRONG}.items():
        samples.stage(folder, name, forms(**wrong), "department_budget", agency=f"青浦区{name}局")
    return folder
