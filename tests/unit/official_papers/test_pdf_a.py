"""The PDFs are PDF/A-2u: said by pdf_oxide, and by what it does not look at."""

import io
from functools import cache

import pdf_oxide
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from kiosk.official_papers import parts
from kiosk.official_papers.render_pdf import paper_to_pdf
from kiosk.official_papers.rules import PaperFamily
from kiosk.official_papers.sample import sample_paper

LONG = "long"


@cache
def made(which):
    if which == LONG:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(parts, "PART_ROWS", 40)
            return paper_to_pdf(sample_paper(PaperFamily.PARTY, rows=100))
    return paper_to_pdf(sample_paper(which))


def validate(content):
    found = pdf_oxide.PdfDocument.from_bytes(content).validate_pdf_a("2u")
    return found["valid"], found["errors"]


def changed(content, change):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("which", [*PaperFamily, LONG])
def test_the_validator_accepts_our_papers(which):
    assert validate(made(which)) == (True, [])


def drop_intent(pdf):
    del pdf.Root.OutputIntents


def drop_metadata(pdf):
    del pdf.Root.Metadata


def drop_fonts(pdf):
    for font in pdf.pages[0].Resources.Font.values():
        del font.DescendantFonts[0].FontDescriptor.FontFile2


def add_script(pdf):
    script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    pdf.Root.OpenAction = pdf.make_indirect(script)


@pytest.mark.parametrize("change", [drop_intent, drop_metadata, drop_fonts, add_script])
def test_the_validator_notices_what_is_wrong(change):
    assert validate(changed(made(PaperFamily.PARTY), change))[0] is False


@pytest.mark.parametrize("which", [*PaperFamily, LONG])
def test_clauses_of_iso_19005_2(which):
    with pikepdf.open(io.BytesIO(made(which))) as pdf:
        # 6.1.2, 6.1.3: version, file identifier, no encryption.
        assert pdf.pdf_version == "1.7"
        assert len(pdf.trailer.ID) == 2
        assert not pdf.is_encrypted
        # 6.2.3: output intent with an RGB profile.
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == Name.GTS_PDFA1
        assert intent.DestOutputProfile.N == 3
        # 6.5.1, 6.9: no actions, scripts or attachments.
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        # 6.6.2, 6.6.4: XMP says what the file is, as the document information does.
        with pdf.open_metadata(update_docinfo=False) as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "U")
            assert said["dc:title"] == str(pdf.docinfo.Title)
            assert said["dc:creator"] == [str(pdf.docinfo.Author)]
            assert said["pdf:Producer"] == str(pdf.docinfo.Producer)
        assert pdf.Root.Metadata.get("/Filter") is None
        assert str(pdf.Root.Lang) == "vi"
        check_streams(pdf)
        check_pages(pdf)


def check_streams(pdf):
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream):
            # 6.1.7: no LZW, no external streams.
            filters = one.get("/Filter", Array())
            names = [filters] if isinstance(filters, Name) else list(filters)
            assert set(map(str, names)) <= {"/FlateDecode"}
            assert "/F" not in one


def check_pages(pdf):
    for page in pdf.pages:
        assert "/AA" not in page
        for font in page.Resources.Font.values():
            # 6.2.11.4, 6.2.11.7.2: embedded, and every letter has its Unicode.
            (descendant,) = font.DescendantFonts
            assert len(descendant.FontDescriptor.FontFile2.read_bytes()) > 1000
            assert b"beginbf" in font.ToUnicode.read_bytes()
        states = page.Resources.get("/ExtGState", {})
        assert all(
            state.get("/BM", Name.Normal) == Name.Normal for state in states.values()
        )


def test_a_paper_rendered_at_once_is_tagged_for_screen_readers():
    with pikepdf.open(io.BytesIO(made(PaperFamily.STATE))) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert "/StructTreeRoot" in pdf.Root
