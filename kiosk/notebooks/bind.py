"""Sandboxed child that writes notes as PDF: `python -m kiosk.notebooks.bind`."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from kiosk.exports.child import run_child
from kiosk.notebooks.ink import (
    DIGIT_FONT,
    HIGHLIGHT_OPACITY,
    HIGHLIGHT_STATE,
    draw_notes,
    point_step,
)
from kiosk.notebooks.rules import Notebook, NotebookPage
from kiosk.printing.assemble import (
    PAGE_AREA,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    image_to_pdf,
    load_page_image,
    render_footers,
    render_pdf,
    rotate_upright,
)
from kiosk.watermarks.draw_child import tile_watermark, watermark_tile

FRONT = Path(__file__).with_name("front.html")


def _page(sheet: NotebookPage, files: Path, step: int) -> pikepdf.Pdf:
    """Return the page as its reader sees it, with the notes drawn on it.

    :param step: only every `step`th point of a stroke is drawn.
    """
    if sheet.picture:
        picture = load_page_image(files, sheet.picture)
        if sheet.mark is not None:
            picture = tile_watermark(picture, watermark_tile(sheet.mark, picture.width))
        pdf = image_to_pdf(picture)
    else:
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(sheet.width, sheet.height))
    page = pdf.pages[0]
    _, _, width, height = (float(side) for side in page.mediabox)
    page.add_resource(
        pikepdf.Dictionary(
            ca=HIGHLIGHT_OPACITY, BM=pikepdf.Name.Multiply, Type=pikepdf.Name.ExtGState
        ),
        pikepdf.Name.ExtGState,
        pikepdf.Name(HIGHLIGHT_STATE),
    )
    page.add_resource(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name("/Helvetica-Bold"),
        ),
        pikepdf.Name.Font,
        pikepdf.Name(DIGIT_FONT),
    )
    page.contents_add(draw_notes(sheet, width, height, step))
    return pdf


def bind(notebook: Notebook, out: Path, files: Path) -> Iterator[tuple[int, int]]:
    """Write the notebook; yield pages done and total pages after each page."""
    front = render_pdf(FRONT, notebook=notebook)
    sheets = [sheet for chapter in notebook.chapters for sheet in chapter.sheets]
    begin, step = len(front.pages), point_step(sheets)
    feet = [(notebook.meeting, "", number) for number in range(1, begin + 1)]
    feet += [(sheet.name, "", begin + number) for number, sheet in enumerate(sheets, 1)]
    book, pages = render_footers(feet), list[pikepdf.Pdf]()
    total = len(book.pages)
    yield 0, total
    for index, page in enumerate(front.pages):
        book.pages[index].add_overlay(
            page, pikepdf.Rectangle(0, 0, PAGE_WIDTH, PAGE_HEIGHT)
        )
    with book.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Ghi chú", 0))
        for number, sheet in enumerate(sheets, begin):
            outline.root.append(pikepdf.OutlineItem(sheet.name, number))
            # The page must stay open until the book is saved.
            pages.append(_page(sheet, files, step))
            book.pages[number].add_overlay(
                rotate_upright(pages[-1].pages[0]), PAGE_AREA
            )
            yield number + 1, total
    book.save(out / "made.pdf")


if __name__ == "__main__":
    run_child(Notebook, bind)
