"""What a page does not show is neither in its text nor in image or printout."""

import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from kiosk.ingestion.pdf.font_embedding import SANS, UNITS_PER_EM, FontEmbedder
from tests.unit.ingestion import sample_files
from tests.unit.ingestion.rendered_pages import (
    BOX,
    RED_BOX,
    changed,
    has_ink,
    look,
    shown,
    slip,
)

HIDDEN = "giá nội bộ"


def layered(rule, *, drawn: bytes = b"", member=None, **usage) -> bytes:
    """A PDF with layer /L of a second line and `drawn`; `rule` is its visibility."""

    def make(document: pikepdf.Pdf) -> None:
        page, fonts = document.pages[0], FontEmbedder(document)
        group = Dictionary(Type=Name.OCG, Name="Nháp")
        for name, value in usage.items():
            group[f"/{name}"] = value
        group = document.make_indirect(group)
        document.Root.OCProperties = Dictionary(
            OCGs=Array([group]), D=Dictionary(**rule(group))
        )
        page.Resources.Properties = Dictionary(L=member(group) if member else group)
        page.Resources.Font.T = fonts.font_object(SANS, HIDDEN)
        page.Resources.XObject = Dictionary(X=look(document)["/N"])
        page.Resources.XObject.X.OC = group
        line = fonts.encode(SANS, HIDDEN).encode()
        page.contents_add(
            b"/OC /L BDC q BT /T 12 Tf 300 80 Td %s Tj ET Q %s EMC" % (line, drawn)
        )

    return changed(make)


def off(group):
    return {"OFF": Array([group])}


def all_off(group):
    return {"BaseState": Name.OFF}


def neither(_group):
    return {}


def one_of(policy):
    return lambda group: Dictionary(
        Type=Name.OCMD, OCGs=Array([group]), P=Name("/" + policy)
    )


def said(*words):
    return lambda group: Dictionary(
        Type=Name.OCMD, VE=Array([Name("/" + word) for word in words] + [group])
    )


UNSEEN = Dictionary(View=Dictionary(ViewState=Name.OFF))
RED = b"1 0 0 1 300 60 cm " + RED_BOX


class TestLayers:
    @pytest.mark.parametrize(
        ("rule", "more"),
        [
            (off, {}),
            (all_off, {}),
            (neither, {"Usage": UNSEEN}),
            (off, {"member": one_of("AnyOn")}),
            (off, {"member": one_of("AllOn")}),
            (neither, {"member": one_of("AnyOff")}),
            (off, {"member": said("And")}),
            (neither, {"member": said("Not")}),
            (off, {"drawn": RED}),
            (off, {"drawn": b"q 1 0 0 1 300 60 cm /X Do Q"}),
        ],
    )
    def test_a_hidden_one_is_nowhere(self, tmp_path, rule, more):
        page = shown(layered(rule, **more), tmp_path)
        assert page.text == "Quán triệt Nghị quyết"
        assert len(page.words) == 4
        assert not has_ink(page, BOX)
        with pikepdf.open(tmp_path / "clean.pdf") as document:
            content = document.pages[0].Contents.read_bytes()
        # Nor in a printed file.
        assert b"/T 12 Tf" in content
        assert len(re.findall(rb"Tj|TJ", content)) == 1
        assert b" Do" not in content

    @pytest.mark.parametrize(
        ("rule", "more"),
        [
            (neither, {}),
            (lambda group: {"BaseState": Name.OFF, "ON": Array([group])}, {}),
            (off, {"member": one_of("AllOff")}),
            (off, {"member": said("Not")}),
            (off, {"Usage": Dictionary(View=Dictionary(ViewState=Name.ON))}),
        ],
    )
    def test_one_that_is_shown_stays(self, tmp_path, rule, more):
        page = shown(layered(rule, **more), tmp_path)
        assert page.text.endswith(HIDDEN)
        assert has_ink(page, BOX)

    def test_what_is_drawn_after_a_hidden_one_stays_where_it_was(self, tmp_path):
        data = layered(off, drawn=b"2 0 0 2 0 0 cm")

        def make(document: pikepdf.Pdf) -> None:
            document.pages[0].contents_add(b"0 g 150 30 100 30 re f")

        assert has_ink(shown(changed(make, data), tmp_path), (490, 70, 510, 100))

    def test_an_annotation_of_one_is_gone(self, tmp_path):
        def make(document: pikepdf.Pdf) -> None:
            group = document.Root.OCProperties.OCGs[0]
            thing = Dictionary(
                Type=Name.Annot, Subtype=Name.Stamp, F=4, Rect=Array(BOX), OC=group
            )
            thing.AP = look(document)
            document.pages[0].obj.Annots = Array([thing])

        page = shown(changed(make, layered(off)), tmp_path)
        assert not has_ink(page, BOX)


class TestCroppedPages:
    @pytest.mark.parametrize("turn", [0, 90, 180])
    @pytest.mark.parametrize("box", ["CropBox", "MediaBox"])
    def test_words_outside_are_none(self, tmp_path, turn, box):
        data = sample_files.page_of_html(
            "<style>@page {size: 300pt 200pt; margin: 20pt} p {margin: 0 0 60pt}"
            "</style><p>Trong khung</p><p>Ngoài khung</p>"
        )

        def make(document: pikepdf.Pdf) -> None:
            document.pages[0].obj[f"/{box}"] = Array([0, 150, 300, 200])
            document.pages[0].obj.Rotate = turn

        page = shown(changed(make, data), tmp_path)
        assert page.text == "Trong khung"
        assert [word[4] for word in page.words] == ["Trong", "khung"]

    def test_what_is_printed_is_what_is_shown(self, tmp_path):
        def make(document: pikepdf.Pdf) -> None:
            document.pages[0].obj.TrimBox = Array([100, 50, 200, 100])

        shown(changed(make), tmp_path)
        with pikepdf.open(tmp_path / "clean.pdf") as document:
            assert list(document.pages[0].trimbox) == list(document.pages[0].mediabox)


def runs(*lines: str, size: float = 14, gap: float = 3) -> bytes:
    """A PDF whose lines are split into text runs at `

    `.
    """

    def make(document: pikepdf.Pdf) -> None:
        page, fonts = document.pages[0], FontEmbedder(document)
        page.Resources.Font.T = fonts.font_object(SANS, "".join(lines))
        parts = [f"BT /T {size} Tf"]
        for number, line in enumerate(lines):
            x = 30.0
            for run in line.split("|"):
                code = fonts.encode(SANS, run)
                parts.append(f"1 0 0 1 {x:.2f} {150 - 30 * number} Tm {code} Tj")
                x += fonts.font(SANS).length(run) * size / UNITS_PER_EM + gap
        page.Contents = document.make_stream(" ".join([*parts, "ET"]).encode())

    return changed(make)


class TestSplitWords:
    @pytest.mark.parametrize(
        "lines",
        [
            ("Ngh|ị quy|ế|t c|ủ|a T|ỉ|nh u|ỷ",),
            ("Đ|i|ề|u 1. Ph|á|t tri|ể|n (k|ế| ho|ạ|ch)",),
            ("U|ỷ| ban nh|â|n d|â|n", "t|ỉ|nh ban h|à|nh"),
        ],
    )
    def test_they_are_joined(self, tmp_path, lines):
        page = shown(runs(*lines), tmp_path)
        whole = "\n".join(lines).replace("|", "")
        assert page.text == whole
        assert [word[4] for word in page.words] == whole.split()
        assert all(word[2] > 0.005 for word in page.words)

    @pytest.mark.parametrize(
        ("line", "text"),
        [
            # Gaps without space characters, as TeX sets them, stay spaces.
            ("Theo|em|có|5|m|v|à|10|kg", "Theo em có 5 m v à 10 kg"),
            ("a) b) đ m|ở cửa theo|em h c", "a) b) đ mở cửa theo em h c"),
            ("Nghị|quyết của Tỉnh uỷ", "Nghị quyết của Tỉnh uỷ"),
        ],
    )
    def test_words_of_their_own_are_not(self, tmp_path, line, text):
        assert shown(runs(line), tmp_path).text == text

    def test_wide_gaps_are_spaces(self, tmp_path):
        text = shown(runs("Ngh|ị quy|ế|t", gap=12), tmp_path).text
        assert text == "Ngh ị quy ế t"


def test_ordinary_text_is_left_alone(tmp_path):
    words = "Điều 1. Diện tích 5 m x 3 m; a) b) c) đ) h, k và t."
    assert shown(slip(words), tmp_path).text == words
