"""Words for people: Chinese or English, and text of untrusted documents made safe for a terminal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PLAIN_NUMBER = re.compile(r"^([+-]?)([1-9]\d{3,27})(\.\d+)?$")
_BETWEEN = " / "  # the two languages of a note
_LATIN = re.compile(r"[A-Za-z]{2}")
FAMILIES = {
    "row_sum": ("行内合计", "row totals"),
    "hierarchy": ("科目分级汇总", "subject hierarchy"),
    "column_total": ("栏目合计", "column totals"),
    "balance": ("收支平衡", "balance"),
    "cross_table": ("表间勾稽", "between tables"),
    "cross_classification": ("功能与经济分类", "between classifications"),
    "cross_form": ("绩效表与预算表", "forms and tables"),
    "cross_document": ("文件之间", "between documents"),
    "narrative": ("文字与数字", "prose and numbers"),
    "funding": ("绩效表资金", "funding of forms"),
    "score": ("权重与得分", "weights and scores"),
    "rate": ("执行率", "rates"),
    "rating": ("等级", "ratings"),
    "product": ("人数×标准", "headcount × standard"),
    "form": ("绩效指标填写", "indicators as filled in"),
    "target_quality": ("绩效目标质量", "quality of targets"),
    "consistency": ("前后一致", "consistency"),
    "completeness": ("完整性", "completeness"),
    "statutory": ("法定比例", "statutory ratios"),
    "code": ("科目代码", "subject codes"),
}
DISCLOSURE_TYPES = {
    "unit_budget": ("单位预算", "unit budget"),
    "department_budget": ("部门预算", "department budget"),
    "final_account": ("决算", "final account"),
    "performance_target": ("绩效目标", "performance targets"),
    "performance_self_evaluation": ("绩效自评", "performance self-evaluation"),
    "performance_evaluation": ("绩效评价", "performance evaluation"),
    "government_budget": ("政府预算", "government budget"),
    "government_final_account": ("政府决算", "government final account"),
    "government_report": ("预算执行报告", "budget execution report"),
    "debt_disclosure": ("政府债务", "government debt"),
    "other": ("其他文件", "other document"),
    "unknown": ("未识别的种类", "kind not recognised"),
}
SEVERITIES = {"error": ("不符", "error"), "rounding": ("舍入差异", "rounding"), "notice": ("提示", "notice")}
STATUSES = {
    "pass": ("相符", "holds"),
    "fail": ("不符", "does not hold"),
    "not_applicable": ("未核对", "not applicable"),
}
OWED_STATES = {
    "data": ("有数据", "with figures"),
    "zero": ("均为零", "all zero"),
    "empty_noted": ("空表有说明", "empty, said so"),
    "empty": ("空表没有说明", "empty, not said"),
    "unread": ("没有读懂", "not understood"),
    "missing": ("没有找到", "not found"),
}
QUALITIES = {
    "reconciled": ("相符", "reconciled"),
    "discrepant": ("有差异", "discrepant"),
    "incomplete": ("不完整", "incomplete"),
    "unread": ("未读", "unread"),
}
READERS = {
    "text": ("文本", "text"),
    "csv": ("CSV", "CSV"),
    "pdf": ("PDF", "PDF"),
    "ocr": ("文字识别（OCR）", "OCR"),
    "docx": ("Word", "Word"),
    "office-docx": ("Word（经 LibreOffice 转换）", "Word (converted by LibreOffice)"),
    "office-xlsx": ("Excel（经 LibreOffice 转换）", "Excel (converted by LibreOffice)"),
    "xlsx": ("Excel", "Excel"),
    "xls": ("Excel", "Excel"),
    "html": ("网页", "web page"),
    "ofd": ("OFD", "OFD"),
}
SHEET_READERS = ("xlsx", "xls", "office-xlsx")
SIDES = {"revenue": ("收入", "revenue"), "expenditure": ("支出", "expenditure")}


@dataclass(frozen=True, slots=True)
class Words:
    """Picks the language: ``words("核对", "check")``."""

    lang: str = "zh"

    def __call__(self, zh: str, en: str) -> str:
        """The text in the chosen language."""
        return en if self.lang == "en" else zh

    def name(self, table: dict[str, tuple[str, str]], key: str) -> str:
        """The name of ``key`` in one of this module's vocabularies; the key itself where it isn't there."""
        pair = table.get(key)
        return self(*pair) if pair else key

    def told(self, text: str) -> str:
        """One language of a note that says it in both (``中文 / English``, loaders/notes.py), each with what is quoted."""
        parts = text.split(_BETWEEN)
        half = len(parts) // 2
        zh, en = _BETWEEN.join(parts[:half]), _BETWEEN.join(parts[half:])
        return self(zh, en) if len(parts) == 2 * half and _LATIN.search(en) else text

    def place(
        self, page: int | None, line: int | None, file_name: str = "", *, is_sheet: bool = False
    ) -> str:
        """``第 3 页第 120 行``; text without pages has lines only, another file is named: ``预算.pdf 第 3 页``.

        A page of a workbook is a sheet; a line of the text read from it is of no use to whoever looks into it.
        """
        if is_sheet and page:
            where = self(f"第 {page} 张工作表", f"sheet {page}")
        else:
            zh = (f"第 {page} 页" if page else "") + (f"第 {line} 行" if line else "")
            parts = [f"page {page}" if page else "", f"line {line}" if line else ""]
            where = self(zh or "位置不明", ", ".join(p for p in parts if p) or "place unknown")
        return f"{file_name} {where}" if file_name else where


def safe(text: object) -> str:
    """One line of text that can do nothing to a terminal: controls and invisible marks are shown, not sent.

    ``"\\x1b[2J"`` → ``"␛[2J"``; line breaks become ``⏎``.
    """
    out = []
    for character in str(text):
        code = ord(character)
        if character in "\r\n":
            out.append("⏎")
        elif character == "\t":
            out.append(" ")
        elif code < 0x20:
            out.append(chr(0x2400 + code))
        elif unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            out.append(f"\\u{code:04x}")
        else:
            out.append(character)
    return "".join(out)


def grouped(value: str) -> str:
    """Digits with thousands separators: ``-1234567.50`` → ``-1,234,567.50``; other text as it is."""
    match = _PLAIN_NUMBER.match(value)
    return f"{match[1]}{int(match[2]):,}{match[3] or ''}" if match else value
