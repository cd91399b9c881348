"""Word files in a font of before Unicode, and with changes and comments left in."""

import json
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from kiosk.demo import difficult
from kiosk.demo.agenda import DemoDocument
from kiosk.demo.files.html import DEMO_TEMPLATE_FOLDER
from kiosk.text_encodings import TCVN3

_NOTE = "DỮ LIỆU DEMO – văn bản không có giá trị"
_FONT, _OLD_FONT = "Times New Roman", ".VnTime"
_BACK = {letter: chr(byte) for byte, letter in TCVN3.items()}
_WHO = 'w:id="{}" w:author="DEMO" w:date="2026-11-23T08:00:00Z"'
_RUN = '<w:r><w:{0} xml:space="preserve">{1}</w:{0}></w:r>'
DELETED, INSERTED, COMMENT = "12 tỷ đồng", "9 tỷ đồng", "Nhận xét riêng, không phát"


def _lines(paper: DemoDocument) -> list[str]:
    texts = json.loads(
        (DEMO_TEMPLATE_FOLDER / "difficult.json").read_text(encoding="utf-8")
    )
    return [paper.title, *texts[paper.file_name]]


def _new_paper() -> Any:
    paper = Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(14)
    paper.sections[0].header.paragraphs[0].add_run(_NOTE).italic = True
    return paper


def write_old_font(target: Path) -> None:
    """Write a paper in TCVN3, as was usual before Unicode."""
    paper = _new_paper()
    for line in _lines(difficult.OLD_FONT):
        text = "".join(_BACK.get(sign, sign) for sign in line)
        paper.add_paragraph().add_run(text).font.name = _OLD_FONT
    paper.save(target)


def write_changes(target: Path) -> None:
    """Write a paper with a tracked change and a comment."""
    paper = _new_paper()
    for line in _lines(difficult.CHANGES):
        paper.add_paragraph(line)
    changed = paper.add_paragraph("Kinh phí thực hiện là ")
    parts = (
        ("del", _RUN.format("delText", DELETED)),
        ("ins", _RUN.format("t", INSERTED)),
    )
    for number, (tag, run) in enumerate(parts, 1):
        who = _WHO.format(number)
        changed._p.append(  # noqa: SLF001 python-docx knows no tracked changes
            parse_xml(f"<w:{tag} {nsdecls('w')} {who}>{run}</w:{tag}>")
        )
    paper.add_comment(changed.runs[0], COMMENT, "DEMO")
    paper.save(target)
