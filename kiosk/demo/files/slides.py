"""Slides in 16:9 with a table and a chart."""

import json
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from kiosk.demo.files.html import DEMO_TEMPLATE_FOLDER
from kiosk.demo.site_statistics import all_statistics, number, percent

_FONT = "Liberation Sans"
_FOOTER = "DỮ LIỆU DEMO – tỉnh Sơn Lâm không có thật"
_BLANK_LAYOUT = 6
_BEST = 8
_RECTANGLE = 1
# python-pptx is only partly typed.
_make_chart_data: Any = CategoryChartData
_colour: Any = RGBColor
_INK, _WHITE = _colour(31, 41, 55), _colour(255, 255, 255)
_BLUE, _RED = _colour(20, 68, 107), _colour(138, 28, 28)


def _write(frame: Any, lines: list[str], points: int, colour: Any) -> None:
    frame.word_wrap = True
    for index, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.name = line, Pt(points), _FONT
        run.font.color.rgb = colour
        paragraph.space_after = Pt(points * 0.6)


def _slide(deck: Any, title: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[_BLANK_LAYOUT])
    band = slide.shapes.add_shape(_RECTANGLE, 0, 0, deck.slide_width, Inches(1.15))
    band.fill.solid()
    band.fill.fore_color.rgb = _BLUE
    band.line.fill.background()
    _write(band.text_frame, [title], 30, _WHITE)
    foot = slide.shapes.add_textbox(Inches(0.5), Inches(6.95), Inches(12), Inches(0.4))
    _write(foot.text_frame, [f"{_FOOTER} · {len(deck.slides)}"], 12, _RED)
    return slide


def _words(deck: Any, title: str, lines: list[str]) -> None:
    slide = _slide(deck, title)
    box = slide.shapes.add_textbox(Inches(0.7), Inches(1.5), Inches(12), Inches(5.2))
    _write(box.text_frame, [f"• {line}" for line in lines], 28, _INK)


def _table(deck: Any) -> None:
    best = sorted(all_statistics(), key=lambda row: -row.online_share)[:_BEST]
    slide = _slide(deck, "Tám điểm cầu dẫn đầu về hồ sơ trực tuyến")
    grid = slide.shapes.add_table(
        _BEST + 1, 3, Inches(0.7), Inches(1.5), Inches(12), Inches(5)
    ).table
    lines = [("Đơn vị", "Hồ sơ", "Trực tuyến (%)")] + [
        (row.unit, number(row.cases), percent(row.online_share)) for row in best
    ]
    for row_index, line in enumerate(lines):
        for column, text in enumerate(line):
            _write(
                grid.cell(row_index, column).text_frame,
                [text],
                18,
                _WHITE if row_index == 0 else _INK,
            )


def _chart(deck: Any) -> None:
    slide = _slide(deck, "Tỷ lệ hồ sơ nộp trực tuyến qua các quý (%)")
    data: Any = _make_chart_data()
    data.categories = ["Quý I", "Quý II", "Quý III", "Quý IV"]
    data.add_series("Năm 2025", (38, 44, 51, 58))
    data.add_series("Năm 2026", (63, 71, 78, 81))
    chart = slide.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_CLUSTERED,
        *(Inches(0.9), Inches(1.5), Inches(11.5), Inches(5.2)),
        data,
    ).chart
    chart.has_legend = True
    chart.font.size, chart.font.name = Pt(16), _FONT


def write_slides(target: Path) -> None:
    """Write the slides on the resolution."""
    text = json.loads(
        (DEMO_TEMPLATE_FOLDER / "slides.json").read_text(encoding="utf-8")
    )
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for slide in text["before"]:
        _words(deck, slide["title"], slide["lines"])
    _chart(deck)
    _table(deck)
    for slide in text["after"]:
        _words(deck, slide["title"], slide["lines"])
    deck.core_properties.title = "[DEMO] Quán triệt Nghị quyết về chuyển đổi số"
    deck.save(str(target))
