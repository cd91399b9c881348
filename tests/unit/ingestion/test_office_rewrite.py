"""The rewritten Office file: Unicode, accepted changes, no comments."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document as Docx
from openpyxl import load_workbook
from pptx import Presentation

from kiosk.documents.file_remarks import FileRemark
from kiosk.documents.file_types import FileType
from kiosk.errors import Invalid
from kiosk.ingestion.office.rewrite_child import prepare
from tests.unit.ingestion import sample_files, sample_office_files

FONT_FOLDER = [FileRemark.OLD_FONTS]


@pytest.fixture
def prepared(tmp_path):
    """Rewrite a file; return the remarks and the result."""

    def run(kind: FileType, data: bytes) -> tuple[list[FileRemark], Path]:
        source, target = tmp_path / "source", tmp_path / f"document.{kind}"
        source.write_bytes(data)
        return prepare(kind, source, target), target

    return run


def words_of(path: Path) -> list[str]:
    """Return the text of each paragraph."""
    document = Docx(path)
    places = [document.sections[0].header, document.element.body]
    found = []
    for place in places:
        root = getattr(place, "_element", place)
        found += [
            "".join(text.text or "" for text in paragraph.iter("{*}t"))
            for paragraph in root.iter("{*}p")
        ]
    return found[1:] if found[:1] == [""] else found


def all_xml(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )


class TestOldFontsInWord:
    @pytest.mark.parametrize(
        ("make", "words"),
        sample_office_files.OLD_WORD.values(),
        ids=sample_office_files.OLD_WORD,
    )
    def test_become_unicode_in_a_font_of_today(self, prepared, make, words):
        found, target = prepared(FileType.DOCX, make())
        assert "".join(words_of(target)) == words
        with zipfile.ZipFile(target) as archive:
            named = b"".join(
                archive.read(name) for name in ("word/document.xml", "word/styles.xml")
            )
        if found:
            assert not re.search(rb'"\.Vn|"VNI', named)

    def test_the_secretary_is_notified(self, prepared):
        assert prepared(FileType.DOCX, sample_office_files.in_style())[0] == FONT_FOLDER

    def test_a_file_of_today_is_left_as_it_is(self, prepared):
        data = sample_files.docx("Report")
        found, target = prepared(FileType.DOCX, data)
        assert (found, target.read_bytes()) == ([], data)

    def test_what_is_no_vietnamese_is_refused_with_advice(self, prepared):
        nonsense = "ÿþýüûúùø÷öõôóòñðïîíìëêéèçæåä " * 3
        with pytest.raises(Invalid) as refused:
            prepared(FileType.DOCX, sample_office_files.runs((".VnTime", nonsense)))
        assert refused.value.reason == "legacy_fonts"
        assert "UniKey" in refused.value.sentence


class TestOldFontsElsewhere:
    def test_in_a_workbook(self, prepared):
        found, target = prepared(FileType.XLSX, sample_office_files.old_workbook())
        assert found == FONT_FOLDER
        book = load_workbook(target, rich_text=True)
        sheet = book.active
        assert [str(sheet[f"A{row}"].value) for row in (1, 2, 3, 5)] == [
            *("Danh sách đại biểu", "ĐIỂM CẦU", "Số lượng", "Tổng cộng")
        ]
        # In another font the same characters are not converted.
        assert sheet["A4"].value == sample_office_files.tcvn3("Danh sách đại biểu")
        assert sheet["A1"].font.name == "Times New Roman"
        assert sheet["A5"].font.name == "Arial"
        assert sheet.oddHeader.center.text == "Tỉnh uỷ &P"
        assert sheet.oddHeader.center.font == "Times New Roman,Bold"

    def test_in_a_presentation(self, prepared):
        found, target = prepared(FileType.PPTX, sample_office_files.old_slides())
        assert found == FONT_FOLDER
        own, slide = Presentation(target).slides
        assert own.shapes[0].text_frame.text == "Nghị quyết"
        assert slide.shapes.title.text == "TỔNG KẾT"
        assert slide.placeholders[1].text == "Phương hướng"
        assert ".VnT" not in all_xml(target)

    def test_in_an_open_document_is_refused(self, prepared):
        text = (
            sample_office_files.tcvn3("Nghị quyết của Đảng bộ tỉnh về địa phương") * 2
        )
        data = sample_office_files.open_document(
            f"<t:p>{text}</t:p>",
            '<s:font-face s:name="a" f:font-family="\'.VnTime\'"/>',
        )
        with pytest.raises(Invalid) as refused:
            prepared(FileType.ODT, data)
        assert refused.value.reason == "legacy_fonts"


class TestFontsWithoutLetters:
    """Caladea substitutes Cambria and lacks most Vietnamese letters."""

    @pytest.mark.parametrize(
        ("text", "font"), [("Nghị quyết", "Times New Roman"), ("Report", "Cambria")]
    )
    def test_cambria_is_drawn_in_a_font_that_has_them(self, prepared, text, font):
        found, target = prepared(
            FileType.DOCX, sample_office_files.runs(("Cambria", text))
        )
        (run,) = Docx(target).paragraphs[0].runs
        assert (found, run.text, run.font.name) == ([], text, font)

    def test_calibri_light_has_the_widths_of_calibri(self, prepared):
        data = sample_office_files.runs(("Calibri Light", "Nghị quyết"))
        (run,) = Docx(prepared(FileType.DOCX, data)[1]).paragraphs[0].runs
        assert run.font.name == "Calibri"


class TestTrackedChanges:
    @pytest.mark.parametrize("kind", sample_office_files.TRACKED)
    def test_only_the_final_text_stays(self, prepared, kind):
        found, target = prepared(FileType.DOCX, sample_office_files.tracked(kind))
        assert found == [FileRemark.CHANGES]
        assert words_of(target) == sample_office_files.TRACKED[kind][1]
        assert not re.search(r"<w:(ins|del|move|\w+Change)\b", all_xml(target))

    def test_what_an_open_document_keeps_aside_goes(self, prepared):
        data = sample_office_files.tracked_open_document()
        found, target = prepared(FileType.ODT, data)
        assert found == [FileRemark.CHANGES, FileRemark.COMMENTS]
        xml = all_xml(target)
        assert "Mức chi" in xml
        assert not re.search("SAI|RIÊNG", xml)
        with zipfile.ZipFile(target) as archive:
            first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", 0)

    @pytest.mark.parametrize(
        ("kind", "make"),
        [
            (FileType.DOCX, sample_office_files.commented_word),
            (FileType.XLSX, sample_office_files.commented_workbook),
        ],
    )
    def test_comments_are_in_no_words(self, prepared, kind, make):
        found, target = prepared(kind, make())
        assert found == [FileRemark.COMMENTS]
        xml = all_xml(target)
        assert "RIÊNG" not in xml
        assert "cellComments" not in xml
        assert "Theo quy định" in xml


def test_noise_for_a_part_is_damaged(prepared):
    data = sample_files.docx_with({"word/header9.xml": b"<a><b>"})
    with pytest.raises(Invalid) as refused:
        prepared(FileType.DOCX, data)
    assert refused.value.reason == "damaged"


def test_no_entity_is_unfolded(prepared):
    members = {"word/header9.xml": b'<!DOCTYPE x [<!ENTITY a "SAI">]><x>&a;</x>'}
    found, target = prepared(FileType.DOCX, sample_files.docx_with(members))
    assert found == []
    assert zipfile.ZipFile(io.BytesIO(target.read_bytes())).testzip() is None
