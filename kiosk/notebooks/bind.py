"""Somebody's notes into one PDF: `python -m kiosk.notebooks.bind`, in the sandbox.

Arguments: the folder of the files, the plan, the output. Says `done total` on a line
after each page.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pikepdf

from kiosk.documents.marking.draw import make_tile, write_marks
from kiosk.notebooks.ink import DIGITS, MARK_STRENGTH, SEE_THROUGH, ink_of, step_of
from kiosk.notebooks.rules import Notebook, Sheet
from kiosk.printing.bind import (
    AREA,
    HEIGHT,
    WIDTH,
    as_pdf,
    open_picture,
    upright,
    written,
    written_feet,
)

FRONT = Path(__file__).with_name("front.html")


def _page(sheet: Sheet, files: Path, step: int) -> pikepdf.Pdf:
    """Return the page as its reader sees it, with his notes on it.

    Every `step`th point of them is drawn.
    """
    if sheet.picture:
        picture = open_picture(files, sheet.picture)
        if sheet.mark is not None:
            picture = write_marks(picture, make_tile(sheet.mark, picture.width))
        pdf = as_pdf(picture)
    else:
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(sheet.width, sheet.height))
    page = pdf.pages[0]
    _, _, width, height = (float(side) for side in page.mediabox)
    page.add_resource(
        pikepdf.Dictionary(
            ca=MARK_STRENGTH, BM=pikepdf.Name.Multiply, Type=pikepdf.Name.ExtGState
        ),
        pikepdf.Name.ExtGState,
        pikepdf.Name(SEE_THROUGH),
    )
    page.add_resource(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name("/Helvetica-Bold"),
        ),
        pikepdf.Name.Font,
        pikepdf.Name(DIGITS),
    )
    page.contents_add(ink_of(sheet, width, height, step))
    return pdf


def bind(notebook: Notebook, files: Path, out: Path) -> Iterator[tuple[int, int]]:
    """Write the notebook; give, after each page, how many of all are bound."""
    front = written(FRONT, notebook=notebook)
    sheets = [sheet for chapter in notebook.chapters for sheet in chapter.sheets]
    begin, step = len(front.pages), step_of(sheets)
    feet = [(notebook.meeting, "", number) for number in range(1, begin + 1)]
    feet += [(sheet.name, "", begin + place) for place, sheet in enumerate(sheets, 1)]
    book, pages = written_feet(feet), list[pikepdf.Pdf]()
    total = len(book.pages)
    yield 0, total
    for index, page in enumerate(front.pages):
        book.pages[index].add_overlay(page, pikepdf.Rectangle(0, 0, WIDTH, HEIGHT))
    with book.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Ghi chú", 0))
        for number, sheet in enumerate(sheets, begin):
            outline.root.append(pikepdf.OutlineItem(sheet.name, number))
            # What a page is made of is read from there when all is written.
            pages.append(_page(sheet, files, step))
            book.pages[number].add_overlay(upright(pages[-1].pages[0]), AREA)
            yield number + 1, total
    book.save(out)


def main(arguments: list[str]) -> int:
    """Bind what the plan says."""
    files, plan, out = (Path(argument) for argument in arguments)
    notebook = msgspec.json.decode(plan.read_bytes(), type=Notebook)
    for done, total in bind(notebook, files, out):
        sys.stdout.write(f"{done} {total}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
