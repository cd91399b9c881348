"""Missing fonts are substituted with all Vietnamese letters, or the loss is noticed."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name

from kiosk.documents.models import Page
from kiosk.documents.rules import DocumentState, PageFault
from kiosk.ingestion.pdf.font_embedding import SANS, FontEmbedder
from kiosk.ingestion.pdf.font_encodings import characters_by_code
from kiosk.ingestion.rendering.lost_letters import has_lost_letters
from kiosk.ingestion.rendering.render_child import draw_pdf_page
from tests.unit.ingestion.rendered_pages import changed, checked, shown, slip

WORDS = "Nghị quyết của Uỷ ban nhân dân tỉnh"


def without_font(name: str, kind: str = "Type0", *, ranges: bool = False) -> bytes:
    """A PDF whose only line is in a font that is not in the file."""

    def make(document: pikepdf.Pdf) -> None:
        font = FontEmbedder(document).font_object(SANS, WORDS)
        page = document.pages[0]
        if kind == "Type0":
            within = font.DescendantFonts[0]
            within.FontDescriptor = descriptor(name)
            within.BaseFont = font.BaseFont = Name("/" + name)
            del within.CIDToGIDMap
            codes = FontEmbedder(document).encode(SANS, WORDS)
        else:
            font, codes = simple(name, kind)
        if ranges:
            font.ToUnicode = document.make_stream(as_ranges(font.ToUnicode))
        page.Resources = Dictionary(Font=Dictionary(A=font))
        page.Contents = document.make_stream(
            f"BT /A 20 Tf 30 100 Td {codes} Tj ET".encode()
        )

    return changed(make)


def descriptor(name: str) -> Dictionary:
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + name),
        Flags=32,
        FontBBox=Array([-500, -300, 1500, 1000]),
        ItalicAngle=0,
        Ascent=900,
        Descent=-200,
        CapHeight=700,
        StemV=80,
    )


def simple(name: str, kind: str) -> tuple[Dictionary, str]:
    signs = sorted(set(WORDS))
    names = [Name(f"/uni{ord(sign):04X}") for sign in signs]
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name("/" + kind),
        BaseFont=Name("/" + name),
        FirstChar=40,
        LastChar=39 + len(signs),
        Widths=Array([550] * len(signs)),
        FontDescriptor=descriptor(name),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([40, *names])),
    )
    return font, "<" + "".join(f"{40 + signs.index(s):02X}" for s in WORDS) + ">"


def as_ranges(table: pikepdf.Object) -> bytes:
    """Return an equivalent ToUnicode map with ranges, one of them an array."""
    rows = [row.split() for row in table.read_bytes().splitlines()]
    pairs = [row for row in rows if len(row) == 2 and row[0].startswith(b"<")]
    lines = [b"%s %s [%s]" % (code, code, text) for code, text in pairs[:3]]
    lines += [b"%s %s %s" % (code, code, text) for code, text in pairs[3:]]
    return b"%d beginbfrange\n%s\nendbfrange\n" % (len(lines), b"\n".join(lines))


def loses_letters(data: bytes) -> bool:
    page = pdfium.PdfDocument(data)[0]
    return has_lost_letters(page, draw_pdf_page(page))


UNBROUGHT = {
    "composite": lambda: without_font("TimesNewRomanPSMT"),
    "composite, told in ranges": lambda: without_font("ArialMT", ranges=True),
    "Times": lambda: without_font("TimesNewRomanPSMT", "TrueType"),
    "Arial": lambda: without_font("Arial,Bold", "TrueType"),
    "Calibri": lambda: without_font("Calibri", "TrueType"),
    "Cambria": lambda: without_font("Cambria-Italic", "TrueType"),
    "Courier": lambda: without_font("CourierNewPSMT", "Type1"),
    "unknown": lambda: without_font("NobodyKnowsIt", "Type1"),
}


@pytest.mark.parametrize("make", UNBROUGHT.values(), ids=UNBROUGHT)
def test_the_letters_of_a_font_that_is_not_there_are_drawn(make, tmp_path):
    page = shown(make(), tmp_path)
    assert page.text == WORDS
    assert not page.has_lost_letters
    document = pdfium.PdfDocument(tmp_path / "clean.pdf")
    assert all(font.is_embedded for font in fonts_of(document))


@pytest.mark.process
def test_the_sandbox_lets_them_be_found(secretary, run_jobs):
    document = secretary.add(without_font("TimesNewRomanPSMT"), "a.pdf")
    run_jobs()
    assert secretary.document(document).state == DocumentState.READY
    with secretary.store.read_session() as session:
        (page,) = session.query(Page).all()
        assert (page.text, page.fault) == (WORDS, PageFault.NONE)


def fonts_of(document: pdfium.PdfDocument) -> list[pdfium.PdfFont]:
    return [thing.get_font() for thing in document[0].get_objects()]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Calibri-Bold", "Carlito-Bold"),
        ("Cambria", "LiberationSerif-Regular"),
        ("Tahoma", "LiberationSans-Regular"),
        ("ABCDEF+CourierNew,BoldItalic", "LiberationMono-BoldItalic"),
    ],
)
def test_the_substitute_is_of_the_same_family_and_has_the_letters(name, file, tmp_path):
    checked(without_font(name, "TrueType"), tmp_path)
    with pikepdf.open(tmp_path / "clean.pdf") as document:
        font = document.pages[0].Resources.Font.A
        assert str(font.FontDescriptor.FontName) == f"/{file}"


@pytest.mark.parametrize(
    "name", ["Symbol", "ZapfDingbats", ".VnTime", "VNI-Times", "Helvetica"]
)
def test_signs_and_plain_letters_stay_as_they_were(name, tmp_path):
    def make(document: pikepdf.Pdf) -> None:
        document.pages[0].Resources.Font.A = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + name)
        )

    checked(changed(make), tmp_path)
    with pikepdf.open(tmp_path / "clean.pdf") as document:
        assert "/FontDescriptor" not in document.pages[0].Resources.Font.A


def test_lost_letters_are_noticed():
    assert loses_letters(without_font("TimesNewRomanPSMT", "TrueType"))
    assert loses_letters(without_font("ArialMT"))


@pytest.mark.parametrize(
    "style",
    [
        {},
        {"color": "#999"},
        {"color": "white", "background": "#123"},
        {"font": "italic bold 7pt serif"},
        {"text_transform": "uppercase"},
    ],
)
def test_letters_that_are_drawn_are_not_lost(style):
    assert not loses_letters(slip(WORDS, **style))


def test_letters_that_nobody_can_see_are_lost():
    assert loses_letters(slip(WORDS, color="white"))


def test_codes_mean_what_the_encoding_or_the_table_says():
    font = Dictionary(Subtype=Name.Type1, Encoding=Name.MacRomanEncoding)
    assert characters_by_code(font)[0x8A] == "ä"
    assert characters_by_code(Dictionary(Subtype=Name.TrueType))[0xE0] == "à"
    assert characters_by_code(Dictionary(Subtype=Name.Type1))[0x27] == "\u2019"
    with pikepdf.open(io.BytesIO(without_font("ArialMT"))) as document:
        found = characters_by_code(document.pages[0].Resources.Font.A)
    assert set(found.values()) == set(WORDS)
