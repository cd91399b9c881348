"""Where a page drawn with a watermark is stored."""

import re

import pytest
from msgspec.structs import replace

from kiosk.watermarks import rules
from kiosk.watermarks.rules import Watermark, WatermarkRequest

MARK = Watermark("Giàng Thị Mỷ", "Sở Tài chính", "08:15 29/11/2026")
REQUEST = WatermarkRequest(7, "ab" * 32, MARK)


def test_the_path_names_the_document_and_the_drawing():
    again = WatermarkRequest(7, "ab" * 32, replace(MARK))
    assert REQUEST.path == f"marks/7/{REQUEST.key}"
    assert again.path == REQUEST.path
    assert re.fullmatch(r"[0-9a-f]{64}", REQUEST.key)


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, sha256="cd" * 32),
        replace(REQUEST, mark=replace(MARK, name="Giàng Thị Mai")),
        replace(REQUEST, mark=replace(MARK, unit="Sở Xây dựng")),
        replace(REQUEST, mark=replace(MARK, moment="08:16 29/11/2026")),
        replace(REQUEST, mark=Watermark(MARK.unit, MARK.name, MARK.moment)),
    ],
)
def test_another_page_or_reader_has_another_key(other):
    assert other.key != REQUEST.key


def test_another_style_has_another_key(monkeypatch):
    before = REQUEST.key
    monkeypatch.setattr(rules, "STYLE_VERSION", "other")
    assert REQUEST.key != before


def test_the_same_page_of_another_document_is_in_another_folder():
    other = replace(REQUEST, document=8)
    assert (other.path, other.key) == (f"marks/8/{REQUEST.key}", REQUEST.key)
