"""Annotations become part of the page: in image, text and printout."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from kiosk.errors import Invalid
from kiosk.printing.assemble import PAGE_AREA, rotate_upright
from tests.unit.ingestion import sample_files
from tests.unit.ingestion.rendered_pages import (
    BOX,
    annotated,
    changed,
    checked,
    colour_at,
    form,
    has_ink,
    said_in_picture,
    shown,
)

MIDDLE = (400, 90)
QUADS = [300, 120, 500, 120, 300, 60, 500, 60]
VALUE = "Nguyễn Thị Hồng"


def is_red(colour: tuple[int, ...]) -> bool:
    return colour[0] > 200 and colour[1] < 90


def printed(folder) -> bytes:
    """Bind the inspected file's first page as the printout does."""
    out, sheet = io.BytesIO(), pikepdf.new()
    sheet.add_blank_page(page_size=(595, 842))
    with pikepdf.open(folder / "clean.pdf") as document:
        sheet.pages[0].add_overlay(rotate_upright(document.pages[0]), PAGE_AREA)
        sheet.save(out)
    return out.getvalue()


class TestAppearances:
    @pytest.mark.parametrize(
        "subtype", ["Stamp", "FreeText", "Ink", "Widget", "Square"]
    )
    def test_what_is_drawn_over_a_page_is_on_screen_and_on_paper(
        self, tmp_path, subtype
    ):
        assert is_red(colour_at(shown(annotated(subtype), tmp_path), *MIDDLE))
        page = shown(printed(tmp_path), tmp_path)
        colours = page.image.reduce(8).get_flattened_data()
        assert any(map(is_red, colours))

    def test_a_signatures_seal_is_drawn(self, tmp_path):
        sealed = form(drawn=True, FT=Name.Sig, F=132, V=Dictionary(Type=Name.Sig))
        assert is_red(colour_at(shown(sealed, tmp_path), *MIDDLE))

    @pytest.mark.parametrize("flag", [1, 2, 32])
    def test_what_is_hidden_is_not_drawn(self, tmp_path, flag):
        page = shown(annotated("Stamp", F=flag), tmp_path)
        assert colour_at(page, *MIDDLE) == (255, 255, 255)
        page = shown(printed(tmp_path), tmp_path)
        assert not any(map(is_red, page.image.reduce(8).get_flattened_data()))

    def test_a_comment_is_in_no_words_and_no_picture(self, tmp_path):
        page = shown(annotated("Text", Contents="Ý kiến riêng"), tmp_path)
        assert "riêng" not in page.text
        assert colour_at(page, *MIDDLE) == (255, 255, 255)

    def test_links_stay(self, tmp_path):
        checked(sample_files.signed_pdf(), tmp_path)
        with pikepdf.open(tmp_path / "clean.pdf") as document:
            kinds = [str(thing.Subtype) for thing in document.pages[0].Annots]
        assert set(kinds) == {"/Link"}


class TestValues:
    @pytest.mark.parametrize(
        "field",
        [
            {"FT": Name.Tx, "V": VALUE},
            {"FT": Name.Tx, "V": VALUE, "DA": "/Helv 0 Tf 0 g"},
            {"FT": Name.Tx, "V": VALUE, "Ff": 1 << 12, "Q": 1},
            {"FT": Name.Ch, "V": VALUE},
            {"Parent": Dictionary(FT=Name.Tx, V=VALUE)},
            # The appearance shows an older value, or none.
            {"FT": Name.Tx, "V": VALUE, "drawn": True, "needs": True},
        ],
    )
    def test_a_value_is_drawn_and_found(self, tmp_path, field):
        page = shown(form(**field), tmp_path)
        assert VALUE in page.text
        assert [word[4] for word in page.words][-3:] == VALUE.split()
        assert has_ink(page, BOX)

    def test_a_box_that_is_ticked_is_crossed(self, tmp_path):
        ticked = shown(form(FT=Name.Btn, V=Name.Yes), tmp_path)
        assert has_ink(ticked, BOX)
        assert not has_ink(shown(form(FT=Name.Btn, V=Name.Off), tmp_path), BOX)

    def test_free_text_without_a_look_is_written_in_lines(self, tmp_path):
        note = "Đồng ý, giao Sở Nội vụ chủ trì phối hợp với Văn phòng Uỷ ban"
        text = annotated("FreeText", drawn=False, Contents=note)
        assert shown(text, tmp_path).text.replace("\n", " ").endswith(note)

    @pytest.mark.parametrize(
        ("subtype", "entries"),
        [
            ("Ink", {"InkList": Array([Array([310, 70, 490, 110])])}),
            ("Line", {"L": Array([310, 70, 490, 110])}),
            ("PolyLine", {"Vertices": Array([310, 70, 400, 110, 490, 70])}),
            ("Circle", {}),
            ("Square", {"BS": Dictionary(W=3)}),
            ("Highlight", {}),
            (
                "StrikeOut",
                {"QuadPoints": Array(QUADS)},
            ),
            ("Stamp", {"Name": Name.Approved}),
        ],
    )
    def test_strokes_and_figures_without_a_look_are_drawn(
        self, tmp_path, subtype, entries
    ):
        inky = {"C": Array([0, 0, 1]), **entries}
        left, bottom, right, top = BOX
        around = (left - 9, bottom - 9, right + 9, top + 9)
        assert has_ink(shown(annotated(subtype, drawn=False, **inky), tmp_path), around)


class TestSecrecy:
    @pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
    @pytest.mark.parametrize(
        "make",
        [
            lambda stamp: annotated("Stamp", Contents=stamp),
            lambda stamp: annotated("Stamp", drawn=False, Name=Name("/" + stamp)),
            lambda stamp: annotated("FreeText", drawn=False, Contents=stamp, F=2),
            lambda stamp: annotated("FreeText", Contents=f"Độ mật: {stamp}"),
            lambda stamp: form(FT=Name.Tx, V=stamp),
            lambda stamp: form(FT=Name.Tx, drawn=True, V=stamp),
            said_in_picture,
        ],
    )
    def test_a_stamp_put_over_a_page_is_found_wherever_it_stands(
        self, tmp_path, stamp, make
    ):
        result = checked(make(stamp), tmp_path)
        assert (result.stamp, result.stamp_page) == (stamp, 1)

    @pytest.mark.parametrize(
        "said", ["Bảo vệ bí mật nhà nước", "Đã duyệt", "MẬT ĐỘ DÂN SỐ", "Mật khẩu"]
    )
    def test_other_words_are_no_stamp(self, tmp_path, said):
        assert checked(annotated("FreeText", Contents=said), tmp_path).stamp == ""

    @pytest.mark.process
    def test_the_document_is_stopped(self, secretary, run_jobs):
        data = annotated("Stamp", drawn=False, Contents="TỐI MẬT")
        document = secretary.add(data, "a.pdf")
        run_jobs()
        assert secretary.document(document).secrecy_stamp == "TỐI MẬT"
        assert secretary.post(document, "publish").status_code == 403


class TestContainers:
    def test_a_portfolio_is_refused_and_its_files_are_named(self, tmp_path):
        def make(document):
            document.attachments["Phụ lục.pdf"] = b"%PDF-1.4"
            document.attachments["Tờ trình.docx"] = b"PK"
            document.Root.Collection = Dictionary(Type=Name.Collection)

        with pytest.raises(Invalid) as refused:
            checked(changed(make), tmp_path)
        assert refused.value.reason == "portfolio"
        assert refused.value.details["names"] == "Phụ lục.pdf, Tờ trình.docx"

    def test_attached_files_are_named(self, tmp_path):
        def make(document):
            document.attachments["hoá đơn.xml"] = b"<x/>"

        assert checked(changed(make), tmp_path).attached == ["hoá đơn.xml"]
        thing = annotated("FileAttachment", FS=Dictionary(UF="Phụ lục.xlsx"))
        assert checked(thing, tmp_path).attached == ["Phụ lục.xlsx"]

    @pytest.mark.parametrize("needs", [True, False])
    def test_a_form_in_xml_only_is_refused_with_advice(self, tmp_path, needs):
        def make(document):
            document.Root.AcroForm = Dictionary(
                Fields=Array(["x"] if needs else []), XFA=document.make_stream(b"<x/>")
            )
            if needs:
                document.Root.NeedsRendering = True

        with pytest.raises(Invalid) as refused:
            checked(changed(make), tmp_path)
        assert refused.value.reason == "xfa_form"

    def test_a_form_in_xml_that_has_pages_too_is_taken(self, tmp_path):
        def make(document):
            document.Root.AcroForm.XFA = document.make_stream(b"<x/>")

        data = changed(make, form(FT=Name.Tx, V=VALUE))
        assert VALUE in shown(data, tmp_path).text
