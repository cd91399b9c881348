"""Assemble the meeting's PDF: `python -m kiosk.printing.assemble`, in the sandbox.

Progress in pages, one line per document.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image

from kiosk.exports.child import run_child
from kiosk.exports.html import html_to_pdf, load_template
from kiosk.printing.rules import PrintedDocument, PrintedItem, PrintoutPlan
from kiosk.storage.files import path_of

MILLIMETRE = 72 / 25.4
# A4 portrait, in points; the footer has its own area below the page.
PAGE_WIDTH, PAGE_HEIGHT = 210 * MILLIMETRE, 297 * MILLIMETRE
FOOTER_HEIGHT, PAGE_MARGIN = 12 * MILLIMETRE, 3 * MILLIMETRE
IMAGE_DPI = 150

# Each page is scaled into this area.
PAGE_AREA = pikepdf.Rectangle(
    PAGE_MARGIN, FOOTER_HEIGHT, PAGE_WIDTH - PAGE_MARGIN, PAGE_HEIGHT - PAGE_MARGIN
)
TEMPLATE_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class AssembledDocument:
    """The pages of a document and the agenda item it belongs to."""

    item: PrintedItem
    paper: PrintedDocument
    pages: pikepdf.Pdf


def render_pdf(template: Path, **words: object) -> pikepdf.Pdf:
    """Return a PDF of a template."""
    return html_to_pdf(load_template(template).render(**words))


def _pages_of(paper: PrintedDocument, files: Path) -> pikepdf.Pdf:
    if paper.pdf:
        return pikepdf.open(files / path_of(paper.pdf))
    bound = pikepdf.new()
    for sha256 in paper.pictures:
        bound.pages.extend(image_to_pdf(load_page_image(files, sha256)).pages)
    return bound


def load_page_image(files: Path, sha256: str) -> Image.Image:
    """Return the image of a page."""
    with Image.open(files / path_of(sha256), formats=["WEBP"]) as image:
        return image.convert("RGB")


def image_to_pdf(picture: Image.Image) -> pikepdf.Pdf:
    """Return an image as a PDF of one page."""
    page = io.BytesIO()
    picture.save(page, "PDF", resolution=IMAGE_DPI)
    return pikepdf.open(page)


def _front_pages(plan: PrintoutPlan, papers: list[AssembledDocument]) -> pikepdf.Pdf:
    """Return cover and agenda, with the first page of each document."""
    offsets, counted = {}, 0
    for item in plan.items:
        offsets[item.number] = counted
        counted += len(item.papers)
    front_pages = 0
    while True:
        starts, next_page = [], front_pages + 1
        for bound in papers:
            starts.append(next_page)
            next_page += len(bound.pages.pages)
        front = render_pdf(
            TEMPLATE_FOLDER / "front.html", plan=plan, starts=starts, offsets=offsets
        )
        if len(front.pages) <= front_pages:
            return front
        front_pages = len(front.pages)


def rotate_upright(page: pikepdf.Page) -> pikepdf.Page:
    """Return the page, rotated by 90° if it is wider than high."""
    left, bottom, right, top = (float(side) for side in page.cropbox)
    is_turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
    is_wide = (right - left > top - bottom) != is_turned
    if is_wide:
        page.rotate(90, relative=True)
    return page


def render_footers(feet: list[tuple[str, str, int]]) -> pikepdf.Pdf:
    """Return a page for each footer: left text, right text, running number."""
    return render_pdf(TEMPLATE_FOLDER / "feet.html", feet=feet, total=len(feet))


def _page_name(paper: PrintedDocument, page: int, count: int) -> str:
    label = paper.labels.get(page)
    return f"trang {page}/{count}" + (f" (số in: {label})" if label else "")


def _footers(
    plan: PrintoutPlan, front: int, papers: list[AssembledDocument]
) -> pikepdf.Pdf:
    """Return a footer per page: title, page name as in the reader, running number."""
    feet = [(plan.title, "", number) for number in range(1, front + 1)]
    for bound in papers:
        count = len(bound.pages.pages)
        name = f"{bound.item.number}. {bound.paper.title}"
        feet += [
            (name, _page_name(bound.paper, page, count), len(feet) + page)
            for page in range(1, count + 1)
        ]
    return render_footers(feet)


def assemble(plan: PrintoutPlan, out: Path, files: Path) -> Iterator[tuple[int, int]]:
    """Write the printout; yield pages done and total after each document."""
    papers = [
        AssembledDocument(item, paper, _pages_of(paper, files))
        for item in plan.items
        for paper in item.papers
    ]
    front = _front_pages(plan, papers)
    book = _footers(plan, len(front.pages), papers)
    total, number = len(book.pages), len(front.pages)
    yield 0, total
    for index, page in enumerate(front.pages):
        book.pages[index].add_overlay(
            page, pikepdf.Rectangle(0, 0, PAGE_WIDTH, PAGE_HEIGHT)
        )
    with book.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Chương trình", 1))
        for bound in papers:
            name = f"{bound.item.number}. {bound.paper.title}"
            outline.root.append(pikepdf.OutlineItem(name, number))
            for page in bound.pages.pages:
                book.pages[number].add_overlay(rotate_upright(page), PAGE_AREA)
                number += 1
            yield number, total
    book.save(out / "made.pdf")


if __name__ == "__main__":
    run_child(PrintoutPlan, assemble)
