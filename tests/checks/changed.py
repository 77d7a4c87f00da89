"""One thing changed in the sample budget, as publishers and inspections change it; and short final accounts."""

from __future__ import annotations

import re

from gongkai.settings import PROJECT

SAMPLE = (PROJECT / "disclosures" / "qingpu-2025-unit-budget.txt").read_text(encoding="utf-8")
_HEALTH = "    2. “卫生健康支出”科目21.37万元，主要用于主要用于按照国家政策规定为单位在职人员缴纳基本医疗保险的支出。\n"
_HOUSING = (
    "    3. “住房保障支出”科目14.96万元，主要用于按照国家政策规定为单位在职人员缴纳住房公积金的支出。\n"
)
_THINGS = ("印刷费", "培训费", "差旅费", "会议费")
_TEMPLATE = "XX市XX局2025年部门预算\n\n一、收支预算总体情况\n2025年收入预算XX万元，其中：财政拨款收入XX万元，比上年增加（减少）XX万元。\n"
_FINAL = """某省某县审计局2023年度部门决算公开

一、部门职责
负责审计监督。
二、机构设置
内设股室3个。
三、“三公”经费支出决算情况说明
2023年度“三公”经费财政拨款支出决算为6万元，完成年初预算8万元的75%，比上年减少1万元，主要原因是厉行节约。其中：
因公出国（境）费支出0万元，全年安排因公出国（境）团组0个，累计0人次。
公务用车购置及运行维护费支出4万元，其中公务用车购置费0万元，购置公务用车0辆；公务用车运行维护费4万元，公务用车保有量2辆。
公务接待费支出2万元，国内公务接待10批次，80人次。
"""


def _with(*changes: tuple[str, str], text: str = SAMPLE) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def _more(*sentences: str) -> str:
    return _with((_HOUSING, _HOUSING + "".join(f"    {sentence}\n" for sentence in sentences)))


def documents() -> dict[str, str]:
    """Texts by name."""
    unit = _with(("科目21.37万元", "科目25.00万元"))
    heading = "上海市青浦区2025年区级单位预算"
    return {
        "sample": SAMPLE,
        "template": _TEMPLATE,
        "codes_in_prose": _with(
            (
                _HEALTH,
                "    2、卫生健康支出（210类）行政事业单位医疗（11款）事业单位医疗（02项）25.00万元。主要用于：缴纳基本医疗保险。2024年当年预算"
                "执行数为20.00万元，2025年预算安排26.00万元，比2024年预算执行数增加30.00%。主要原因是：支出增加。\n",
            )
        ),
        "percent_in_reason": _more(
            "因公出国（境）费预算支出199.25万元，比上年预算减少23.25万元，主要原因按规定运转类专项经费统一压减10%。"
        ),
        # 498.72 / 8648.07 is 5.77 %.
        "percent_of_two_decimals": _more(
            "本单位设备购置、更新改造、信息系统建设和日常运行维护等支出预算9,146.79万元，比上年预算增加498.72万元，增长5.80%，主要原因是设备更新。"
        ),
        "parts_in_sentences": _more(
            "本单位本年支出预算合计20849.45万元，其中：", "基本支出9964.07万元，占47.79%。", "项目支出10688.66万元，占51.27%。",
            "单位预留机动经费196.72万元，占0.94%。",
        ),
        "last_year_in_brackets": _more(
            "2025年度部门支出预算安排与2024年度相比（2024年度部门支出预算安排为8,648.07万元），增加498.72万元，增长5.77%。"
        ),
        "two_changes": _with(
            ("其中：财政拨款收入4,336.11万元，比上年预算减少2,023.41", "其中：财政拨款收入4,336.11万元，比2024年预算执行数减少1,956.94")
        ),
        "code_of_no_class": SAMPLE.replace("\n210 11 02 事业单位医疗 213,739 213,739", "\n7 11 02 事业单位医疗 213,739 213,739", 1),
        "year_against_itself": _with(("比上年预算减少", "比2025年预算减少")),
        "older_year": _more(
            *(f"{name}预算支出20.00万元，比{year}年预算执行数增加2.00万元，主要原因是业务增加。" for name, year in zip(_THINGS, (2024, 2024, 2024, 2023), strict=True))
        ),
        "two_older_years": _more(
            *(f"{name}预算支出20.00万元，比{year}年预算执行数增加2.00万元，主要原因是业务增加。" for name, year in zip(_THINGS[:3], (2024, 2024, 2023), strict=True))
        ),
        "older_year_beside": _more(
            *(f"{name}预算支出20.00万元，比{year}年预算执行数增加2.00万元，主要原因是业务增加。" for name, year in zip(_THINGS[:3], (2024,) * 3, strict=True)),
            "会议费预算支出20.00万元，比2023年预算执行数增加2.00万元，2024年为21.00万元，主要原因是业务增加。",
        ),
        "unit_alone": unit,
        "unit": unit,
        "department": _with(
            (heading, heading.replace("单位", "部门")), ("预算单位：", "预算主管部门："), ("2025年单位预算", "2025年部门预算"), ("本单位收入", "本部门收入"),
            text=unit,
        ),
        "published_late": SAMPLE.replace("劳动服务所\n", "劳动服务所\n\n批复日期：2025年1月20日  公开日期：2025年4月20日\n", 1),
        "only_classes": re.sub(r"^2\d\d \d\d .*\n\n?", "", SAMPLE, flags=re.MULTILINE),
        "vehicles_not_split": _with(
            ("小计 购置费 运行维护费\n\n2.00 2.00 ", "6.00 2.00 4.00 "),
            ("预算数为2万元", "预算数为6万元"),
            (
                "维护费0万元，与上年预算持平。其中：公务用车购置费0万元，与上年预算持平；公务用车运行维护费0\n万元，与上年预算持平",
                "维护费4万元，与上年预算持平",
            ),
        ),
        "nothing_for_small_firms": re.sub(r"^.*面向中小企业预留.*\n", "", SAMPLE, flags=re.MULTILINE),
        "last_year_in_prose": _with(("2025年本单位政府采购", "2024年本单位政府采购")),
        "last_year_in_title": _with(("\n2025年预算单位财政拨款收支预算总表", "\n2024年预算单位财政拨款收支预算总表")),
        "other_unit": _with(("2025年，本单位收入预算", "2025年，上海市青浦区教育局收入预算")),
        "template_left": _with(("2025年本单位无机关运行经费。", "2025年本单位机关运行经费XX万元。")),
        "final": _FINAL,
        "final_without_counts": _with(
            ("，全年安排因公出国（境）团组0个，累计0人次", ""), ("，购置公务用车0辆", ""), ("，公务用车保有量2辆", ""), ("，国内公务接待10批次，80人次", ""),
            text=_FINAL,
        ),
        "final_with_wrong_rate": _with(("8万元的75%", "8万元的85%"), text=_FINAL),
    }  # fmt: skip
