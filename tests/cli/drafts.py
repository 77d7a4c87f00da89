"""Drafts small enough to check by hand, as a finance officer would have them before publication."""

from __future__ import annotations

from pathlib import Path

CLEAN = """上海市青浦区测试服务所2025年区级单位预算

2025年预算单位支出预算总表
编制部门：上海市青浦区测试服务所 单位：元
项目 支出预算
功能分类科目编码
功能分类科目名称 合计 基本支出 项目支出
类 款 项
208 社会保障和就业支出 1,500 700 800
208 11 残疾人事业 1,500 700 800
208 11 05 残疾人就业 600 200 400
208 11 99 其他残疾人事业支出 900 500 400
221 住房保障支出 300 100 200
221 02 住房改革支出 300 100 200
221 02 01 住房公积金 300 100 200
合计 1,800 800 1,000
"""
PLANTED_ROW = "208 11 05 残疾人就业 650 200 450"
PLANTED = CLEAN.replace("208 11 05 残疾人就业 600 200 400", PLANTED_ROW)
PLANTED_LINE = PLANTED.splitlines().index(PLANTED_ROW) + 1
HOSTILE = PLANTED.replace("残疾人就业", '=HYPERLINK("http://x")<script>alert(1)</script>')


def write(folder: Path, name: str, text: str) -> Path:
    """A draft on disk."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
