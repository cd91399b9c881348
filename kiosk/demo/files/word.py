"""Two DOCX files: the programme and the draft action plan."""

import json
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from kiosk.demo.agenda import AGENDA, DemoItem
from kiosk.demo.files.html import DEMO_TEMPLATE_FOLDER

_FONT = "Times New Roman"
_NOTE = "DỮ LIỆU DEMO – tỉnh Sơn Lâm không có thật, văn bản không có giá trị"


def _new_paper(kind: str, about: str) -> Any:
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(14)
    style.paragraph_format.space_after = Pt(6)
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = header.add_run(_NOTE)
    run.font.size, run.italic = Pt(10), True
    grid = paper.add_table(rows=1, cols=2)
    _centre(grid.cell(0, 0).paragraphs[0], "TỈNH UỶ SƠN LÂM\n*\nSố 00-CTr/TU (DEMO)")
    _centre(
        grid.cell(0, 1).paragraphs[0],
        "ĐẢNG CỘNG SẢN VIỆT NAM\nSơn Lâm, ngày 23 tháng 11 năm 2026",
    )
    _centre(paper.add_paragraph(), kind, points=16, bold=True)
    _centre(paper.add_paragraph(), about, points=14, bold=True)
    _centre(paper.add_paragraph(), "-----")
    return paper


def _centre(paragraph: Any, text: str, *, points: int = 14, bold: bool = False) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(points), bold


def _heading(paper: Any, text: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(text).bold = True


def _body(paper: Any, text: str) -> None:
    paragraph = paper.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)


def _grid(paper: Any, columns: dict[str, int], rows: list[tuple[str, ...]]) -> None:
    """Add a table; `columns` are headings and their widths in millimetres."""
    table = paper.add_table(rows=1, cols=len(columns))
    table.style, table.autofit = "Table Grid", False
    for cell, heading in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    # LibreOffice goes by the columns' widths, Word by the cells'.
    for column, width in zip(table.columns, columns.values(), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _lines(items: tuple[DemoItem, ...], prefix: str = "") -> list[tuple[str, str, str]]:
    rows = []
    for index, item in enumerate(items, 1):
        number = f"{prefix}{index}"
        rows.append((number, item.title, f"{item.minutes} phút"))
        rows += _lines(item.below, f"{number}.")
    return rows


def write_programme(target: Path) -> None:
    """Write the programme and the working rules of the conference."""
    text = json.loads((DEMO_TEMPLATE_FOLDER / "word.json").read_text(encoding="utf-8"))
    paper = _new_paper("CHƯƠNG TRÌNH", "làm việc và quy chế của Hội nghị")
    _heading(paper, "I- CHƯƠNG TRÌNH LÀM VIỆC")
    _grid(paper, {"TT": 15, "Nội dung": 120, "Thời gian": 30}, list(_lines(AGENDA)))
    _heading(paper, "II- QUY CHẾ LÀM VIỆC")
    for rule in text["rules"]:
        _body(paper, rule)
    paper.core_properties.title = "[DEMO] Chương trình và quy chế làm việc"
    paper.save(target)


def write_plan(target: Path) -> None:
    """Write the draft plan of action on which the conference votes."""
    text = json.loads((DEMO_TEMPLATE_FOLDER / "word.json").read_text(encoding="utf-8"))
    paper = _new_paper(
        "CHƯƠNG TRÌNH HÀNH ĐỘNG",
        "thực hiện Nghị quyết về chuyển đổi số (dự thảo lần 2)",
    )
    for chapter in text["plan"]:
        _heading(paper, chapter["title"])
        for line in chapter["lines"]:
            _body(paper, line)
    _heading(paper, "IV- PHÂN CÔNG VÀ THỜI HẠN")
    _grid(
        paper,
        {"Nhiệm vụ": 75, "Đơn vị chủ trì": 55, "Thời hạn": 35},
        [tuple(row) for row in text["plan_rows"]],
    )
    paper.core_properties.title = "[DEMO] Dự thảo Chương trình hành động"
    paper.save(target)
