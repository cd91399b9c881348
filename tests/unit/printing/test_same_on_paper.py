"""A page is the same on screen, under a reader's name and in the printout."""

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from bench.agreement import compare, marked, on_paper
from kiosk.demo import difficult
from kiosk.demo.files import FILE_WRITERS
from kiosk.documents.rules import SCREEN_WIDTH
from kiosk.ingestion.inspect_child import inspect_file
from kiosk.ingestion.rendering.render_child import pdf_page_reader, save_webp, shrink
from kiosk.printing.assemble import assemble
from kiosk.printing.rules import PrintedDocument, PrintedItem, PrintoutPlan
from kiosk.storage.files import path_of

# Of all pixels; a single letter more is beyond it.
MOST = 0.0001


class StoredPaper:
    """A checked paper among the files, and its page as tablets show it."""

    def __init__(self, folder, paper, *, quarters: int = 0) -> None:
        original = folder / "original.pdf"
        FILE_WRITERS[paper.file_name](original)
        if quarters:
            with pikepdf.open(original, allow_overwriting_input=True) as document:
                document.pages[0].rotate(90 * quarters, relative=True)
                document.save(original)
        inspect_file(original, folder, 9)
        self.files, self.sha256 = folder / "files", "a" * 64
        place = self.files / path_of(self.sha256)
        place.parent.mkdir(parents=True)
        (folder / "clean.pdf").rename(place)
        picture = pdf_page_reader(place)(1)
        self.size = picture.width, picture.height
        save_webp(shrink(picture.image, SCREEN_WIDTH), folder / "page.webp")
        self.screen = Image.open(folder / "page.webp").convert("RGB")

    def printed(self, folder) -> Image.Image:
        paper = PrintedDocument("Tài liệu", self.sha256, ())
        item = PrintedItem("1", "Nội dung", "", 10, False, (paper,))
        plan = PrintoutPlan(
            "Tỉnh uỷ Sơn Lâm", "Hội nghị", "Hội trường", "23", "08:00", (item,)
        )
        list(assemble(plan, folder, self.files))
        book = pdfium.PdfDocument(folder / "made.pdf")
        try:
            return on_paper(book[len(book) - 1], self.size, self.screen)
        finally:
            book.close()


@pytest.mark.parametrize(
    ("paper", "quarters"), [(difficult.NOTES, 0), (difficult.SEAL, 1)]
)
def test_the_page_is_the_same_on_screen_on_paper_and_with_a_name(
    tmp_path, paper, quarters
):
    stored = StoredPaper(tmp_path, paper, quarters=quarters)
    for one, other in (
        (stored.screen, stored.printed(tmp_path)),
        marked(stored.screen),
    ):
        mean, elsewhere = compare(one, other)
        assert elsewhere < MOST
        assert mean < 2


@pytest.mark.parametrize(
    ("box", "colour"),
    [
        ((90, 100, 200, 130), "white"),  # a word is gone
        ((300, 400, 310, 410), "red"),  # nobody drew that
        ((300, 600, 310, 610), "navy"),  # a field has another colour
    ],
)
def test_what_is_missing_or_more_is_noticed(box, colour):
    screen = Image.new("RGB", (600, 800), "white")
    pen = ImageDraw.Draw(screen)
    pen.text((100, 100), "Nghị quyết", fill="black", font_size=24)
    pen.rectangle((290, 590, 320, 620), fill="teal")
    other = screen.copy()
    other.paste(colour, box)
    assert compare(screen, screen) == (0, 0)
    assert compare(screen, other)[1] > MOST
