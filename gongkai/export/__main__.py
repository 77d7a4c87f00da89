"""``python -m gongkai.export``: the published file as workbooks, Parquet, CSV and a data package.

Everything is read from one open read-only file, so a build that publishes meanwhile doesn't mix into it, and is
written beside the old export before it takes its place.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

import duckdb

from gongkai import sparing, worst
from gongkai.errors import BuildError
from gongkai.export import package as export_package
from gongkai.export import workbook as export_workbook
from gongkai.export.workbook import Sheet
from gongkai.settings import HOME, from_environment
from gongkai.warehouse import kept, resources
from loaders.errors import LoaderError
from loaders.home import ROOT

# What is wrong, where and whose it is comes first; the rest follows in the order of the table.
_FOUND = f"""
select 单位, 年度, 严重程度, 归因, 规则名称, 说明, 印出数, 应有数, 差额, 计量单位,
    found.* exclude (单位, 年度, 严重程度, 归因, 规则名称, 说明, 印出数, 应有数, 差额, 计量单位, 结果)
from zh.勾稽检查 as found
inner join marts.fct_check as checks on found.核对编号 = checks.check_id
where checks.status = 'fail'
order by {worst.order("checks")}
"""
_OWED = """
select agencies.agency_name as 单位, documents.fiscal_year as 年度, owed.title as 应公开内容,
    coalesce(words.label, owed.state) as 状态, owed.basis as 依据, documents.file_name as 文件名
from quality.owed_content as owed
left join (
    select disclosure_id, any_value(agency_id) as agency_id, any_value(fiscal_year) as fiscal_year,
        string_agg(file_name, ' ') as file_name
    from marts.dim_document group by all
) as documents on owed.disclosure_id = documents.disclosure_id
left join marts.dim_agency as agencies on documents.agency_id = agencies.agency_id
left join reference.code_label as words on words.domain = 'owed_state' and words.code = owed.state
where owed.state not in ('data', 'zero', 'empty_noted')
"""
_RULES = """
select rules.rule_id as 规则编号, coalesce(words.label, rules.family) as 规则类别, rules.title as 规则名称,
    rules.formula as 公式, rules.basis as 依据, rules.tolerance as 容差
from marts.dim_rule as rules
left join reference.code_label as words on words.domain = 'family' and words.code = rules.family
order by 1
"""
FINDINGS = (
    Sheet(
        "问题",
        _FOUND,
        "不通过的核对，错误在前：差额、说明、依据与出处。归因说明是公开文件自相矛盾（发布方）还是读取有误（读取）。",
        wrapped=("核对位置", "说明", "公式", "依据"),
    ),
    Sheet("应公开未见", _OWED, "按公开要求应有而未见、没有读懂或空而无说明的表、表单和说明。"),
    Sheet("未理解", "from zh.未理解", "原文中见到而未能理解之处：不作结论，请人工看一眼。"),
    Sheet("全部核对", "from zh.勾稽检查", "全部核对，含通过与不适用（说明原因）。"),
    Sheet("规则", _RULES, "勾稽规则：公式、依据与容差。"),
    Sheet("披露文件", "from zh.披露文件", "各文件读得怎样。"),
)  # fmt: skip
FACTS = (
    Sheet(
        "收支金额",
        "from zh.收支金额",
        "供相加的收入、支出金额：预算支出_元 等四栏直接相加，不重复，等于印出的合计。",
    ),
    Sheet(
        "预算明细",
        "from zh.预算明细",
        "预算、决算表中的每个金额。相加时用 可加金额_元，或筛选 是否明细＝是。",
    ),
    Sheet("单位年度", "from zh.单位年度", "各单位各年度的主要数字与上年数；不能证明的为空。"),
    Sheet(
        "单位科目年度",
        "from zh.单位科目年度",
        "各单位各年度的类级支出，按现行科目；功能分类与经济分类是同一笔钱，分列两栏。",
    ),
    Sheet("项目年度", "from zh.项目年度", "各项目各年度的目标资金、执行与得分，及上年数。"),
    Sheet("政府年度", "from zh.政府年度", "一级政府的四本预算；之间有调入调出，不相加。"),
    Sheet("绩效表", "from zh.绩效表", "每张绩效表的资金、执行率与得分。"),
    Sheet("项目资金", "from zh.项目资金", "绩效表资金栏的每个金额。按阶段分列的五栏可直接相加。"),
    Sheet("绩效指标", "from zh.绩效指标", "每个绩效指标的目标值、完成值与得分。"),
    Sheet("文字金额", "from zh.文字金额", "文字说明中的金额、增减与占比。"),
    Sheet("核心指标", "from zh.核心指标", "每份文件的主要指标。跨文件的比率＝分子之和÷分母之和。"),
    Sheet("披露文件", "from zh.披露文件", "各文件读得怎样。"),
)
MARKS = (
    ("质量标记", ""),
    ("相符 reconciled", "应读的数字读入 99% 以上，核对全部通过（舍入差异除外）。"),
    ("有差异 discrepant", "读入 99% 以上，但有核对不通过：或是公开文件自相矛盾，或是读取有误，见 归因。"),
    ("不完整 incomplete", "读入不足 99%，或什么也没有读懂：已读入的数可用，但不要据以下“没有”的结论。"),
    ("未读 unread", "文件打不开或无法识别，原因见 未读原因。"),
    ("修复说明", "原文缺损、由算术或官方名录唯一确定而补全的，写明补了什么、依据为何；为空即按原文。"),
)
HOW = (
    ("怎样使用", ""),
    ("金额", "金额_元 精确到分；印出金额 是原文所印的数字（不含千分位），两者并列可互相核对。"),
    (
        "相加",
        "收入、支出合计用 收支金额 表的四个金额栏；预算明细 表中合计、上级科目、“其中”与明细都在，只加 是否明细＝是 的行。",
    ),
    ("出处", "灰色表头的列指明出处：文件、页码、行号与印出的整行。"),
    ("公式", "来自文件的文字一律按文字写入；以 = + - @ 开头的，前面加了 '。"),
)

_MEMORY = "300MB"  # of the database, where GONGKAI_DUCKDB_MEMORY gives none
_WORKBOOKS = {"findings.xlsx": ("核对发现", FINDINGS), "facts.xlsx": ("公开数据", FACTS)}


def export(warehouse: Path, target: Path) -> Path:
    """Write the export of ``warehouse`` into the folder ``target``, replacing what an earlier export left there.

    Where that is the export of this very file, nothing is written. Raises BuildError where there is no published file.
    """
    if not warehouse.exists():
        raise BuildError(f"没有 {warehouse}，先运行 make build / build it first")
    incoming = target.with_name(f".{target.name}.incoming")
    shutil.rmtree(incoming, ignore_errors=True)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        # Rows are handed on as they come: a second thread would only hold more of them at a time.
        connection.execute("set threads = 1")
        given = os.environ.get("GONGKAI_DUCKDB_MEMORY")
        connection.execute("set memory_limit = ?", [resources.memory() if given else _MEMORY])
        [(built_at, version, fingerprint)] = connection.execute(
            "select built_at, loader_version, fingerprint from quality.build_info"
        ).fetchall()
        of = _digest(f"{built_at} {fingerprint}")
        if export_package.is_complete(target, of) and all((target / name).is_file() for name in _WORKBOOKS):
            return target
        incoming.mkdir(parents=True)
        notes = [
            ("构建时间（UTC）", f"{built_at:%Y-%m-%d %H:%M}"),
            ("读取程序版本", str(version)),
            ("", ""),
            *MARKS,
            ("", ""),
            *HOW,
        ]
        for name, (title, sheets) in _WORKBOOKS.items():
            export_workbook.write(incoming / name, connection, title, sheets, notes)
        export_package.write(incoming, connection, version, f"{built_at:%Y-%m-%dT%H:%M:%SZ}", of)
    _replace(incoming, target)
    return target


def _digest(built: str) -> str:
    """Digest of what an export is made from: a build, and the program that exports."""
    digest = hashlib.sha256(built.encode())
    kept.add_files(digest, ROOT, ("gongkai/export/*.py",))
    return digest.hexdigest()


def _replace(incoming: Path, target: Path) -> None:
    """Only what an export writes is replaced: a folder of somebody else's keeps its other files."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(incoming.iterdir()):
        old = target / path.name
        if old.is_dir():
            shutil.rmtree(old)
        os.replace(path, old)
    incoming.rmdir()


def main() -> int:
    """Export into ``GONGKAI_EXPORT`` (default ``export/``); 0 where it was written."""
    target = Path(os.environ.get("GONGKAI_EXPORT") or HOME / "export").expanduser().absolute()
    try:
        export(from_environment().warehouse, target)
    except (BuildError, LoaderError, duckdb.Error) as error:
        print(f"export: {error}", file=sys.stderr)
        return 1
    for path in sorted(target.iterdir()):
        print(path)
    return 0


if __name__ == "__main__":
    sparing.without_pandas()
    sys.exit(main())
