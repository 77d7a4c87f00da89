"""The result of a check as a Word document, to be sent on or written into: findings with their pages, and their numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.check import sentences
from gongkai.check.album import Album
from gongkai.check.model import Finding, Result
from gongkai.places import Place
from gongkai.words import Words, grouped, safe

if TYPE_CHECKING:
    from docx.document import Document

_WIDTH_CM = 16.0
_MOST_OPERANDS = 30
_FONT = "宋体"


def write(path: Path, results: Sequence[Result], words: Words, album: Album | None = None) -> None:
    """Write the document: a section per result, its findings by severity, what is missing, what wasn't understood."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    made = docx.Document()
    section = made.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        style = made.styles[name]
        style.font.name = _FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    made.styles["Normal"].font.size = Pt(10.5)
    made.core_properties.title = words("核对报告", "Check report")
    made.core_properties.author = "gongkai"
    for number, result in enumerate(results):
        if number:
            made.add_page_break()  # type: ignore[no-untyped-call]
        _result(made, result, words, album or {})
    made.save(str(path))


def _result(made: Document, result: Result, words: Words, album: Album) -> None:
    made.add_heading(safe(result.title or result.file_name), 1)
    made.add_paragraph(safe(f"{result.file_name} · {sentences.describe(result, words)}"))
    if result.status == "unread":
        _strong(made, f"✗ {words('未能读取', 'could not be read')}：{result.status_reason}")
        return
    _strong(made, sentences.verdict(result, words))
    for severity, zh, en, _ in sentences.HEADINGS:
        found = [root for root in result.roots if root.finding.severity == severity]
        if found:
            made.add_heading(f"{words(zh, en)}（{len(found)}）", 2)
        for number, root in enumerate(found, 1):
            _finding(made, number, root.finding, words, album)
            if root.consequences:
                made.add_paragraph(sentences.follows(root, words))
            for finding in root.consequences:
                made.add_paragraph(safe(finding.explanation), style="List Bullet")
    if result.missing:
        made.add_heading(f"{words('缺少的内容', 'Missing')}（{len(result.missing)}）", 2)
        for owed in result.missing:
            made.add_paragraph(safe(f"{owed.title}（{owed.basis}）"), style="List Bullet")
    if result.not_understood:
        made.add_heading(words("没有读懂、请自行查看的地方", "Not understood, please look yourself"), 2)
        _table(
            made,
            (words("位置", "Where"), words("原因", "Reason"), words("原文", "As printed")),
            [(sentences.where(p, result, words), words.told(p.value), p.text) for p in result.not_understood],
        )


def _finding(made: Document, number: int, finding: Finding, words: Words, album: Album) -> None:
    from docx.shared import Cm

    place = words.place(finding.page, finding.line, finding.file_name, is_sheet=finding.is_sheet)
    made.add_heading(safe(f"{number}. {place} · {words(finding.rule_title, finding.rule_title_en)}"), 3)
    made.add_paragraph(safe(finding.explanation))
    for note in sentences.notes(finding, words):
        made.add_paragraph(safe(note))
    for shot in album.get(finding.check_id, []):
        if shot.picture is None:
            continue
        made.add_picture(io.BytesIO(shot.picture.png), width=Cm(_WIDTH_CM))
        made.add_paragraph(words(f"原文第 {shot.page} 页", f"Page {shot.page} as printed"), style="Caption")
    if finding.operands:
        _operands(made, finding.operands, words)
    made.add_paragraph(
        safe(f"{words('规则', 'Rule')} {finding.rule_id}：{finding.formula}（{finding.basis}）")
    )


def _operands(made: Document, places: Sequence[Place], words: Words) -> None:
    heads = (words("位置", "Where"), words("项目", "Item"), words("印出", "Printed"))
    rows = [
        (
            words.place(p.page, None if p.page else p.line, is_sheet=p.is_sheet),
            p.label,
            f"{grouped(p.value)} {p.unit}",
        )
        for p in places[:_MOST_OPERANDS]
    ]
    if len(places) > _MOST_OPERANDS:
        rows.append(
            (
                "",
                words(f"另有 {len(places) - _MOST_OPERANDS} 个数", f"{len(places) - _MOST_OPERANDS} more"),
                "",
            )
        )
    _table(made, heads, rows)


def _table(made: Document, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = made.add_table(1, len(heads), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = safe(text)
    made.add_paragraph()


def _strong(made: Document, text: str) -> None:
    made.add_paragraph().add_run(safe(text)).bold = True
