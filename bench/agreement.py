"""Whether a page is the same on screen, under a reader's name and on paper.

Run: `python -m bench agreement [FILE…]`; without files, with the demo's difficult
papers. Each file goes through the real upload and the worker's jobs and is published.
Compared with the page image of 1,200 pixels: the picture with a name across it (beside
the same name drawn on the page image, so that only other differences count), and the
page in the printout, drawn at 300 dpi and brought to the same size. For each page: the
mean absolute difference, of 255, and the share of pixels that are lighter or darker by
more than 64 than all within two pixels of the same place: the printout's grid is
another, and edges of letters fall between its pixels.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter, ImageStat
from sqlalchemy import select

from bench._desk import Desk
from kiosk.demo import difficult
from kiosk.demo.conference import file_names
from kiosk.demo.files import FILE_WRITERS
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import SCREEN_WIDTH
from kiosk.printing.assemble import PAGE_AREA, PAGE_HEIGHT, PAGE_WIDTH
from kiosk.printing.queries import plan_printout
from kiosk.watermarks.draw_child import draw, tile_watermark, watermark_tile
from kiosk.watermarks.rules import Watermark

MARK = Watermark(
    "Nguyễn Thị Minh Khai", "Sở Thông tin và Truyền thông", "07:31 25/11/2026"
)
PAPER_DPI = 300
# How much lighter or darker, and how far around is looked for the same.
DEPTH, AROUND = 64, 5


def _share_beyond(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels of `one` that `other` has nowhere near."""
    lightest = other.filter(ImageFilter.MaxFilter(AROUND))
    darkest = other.filter(ImageFilter.MinFilter(AROUND))
    beyond = ImageChops.lighter(
        ImageChops.subtract(one, lightest), ImageChops.subtract(darkest, one)
    )
    return sum(beyond.histogram()[DEPTH + 1 :]) / (one.width * one.height)


def compare(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Return the mean difference, and the share of pixels that are elsewhere."""
    channels = list(zip(one.split(), other.split(), strict=True))
    mean = ImageStat.Stat(ImageChops.difference(one, other)).mean
    shares = [
        max(_share_beyond(first, second), _share_beyond(second, first))
        for first, second in channels
    ]
    return sum(mean) / len(mean), max(shares)


def marked(screen: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Return the page with a name on it, as it is sent and as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "marks" / "page"
        draw(screen, MARK, path)
        sent = Image.open(path).convert("RGB")
    return sent, tile_watermark(screen, watermark_tile(MARK, screen.width))


def on_paper(
    sheet: pdfium.PdfPage, size: tuple[float, float], screen: Image.Image
) -> Image.Image:
    """Return a page as it stands in the printout, as large as on screen.

    `size` is its own, in points.
    """
    scale = PAPER_DPI / 72
    image = sheet.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
    is_wide = size[0] > size[1]
    width, height = (size[1], size[0]) if is_wide else size
    fit = min(float(PAGE_AREA.width) / width, float(PAGE_AREA.height) / height)
    width, height = width * fit, height * fit
    left = float(PAGE_AREA.llx) + (float(PAGE_AREA.width) - width) / 2
    bottom = float(PAGE_AREA.lly) + (float(PAGE_AREA.height) - height) / 2
    points = (left, PAGE_HEIGHT - bottom - height, left + width, PAGE_HEIGHT - bottom)
    across, down = image.width / PAGE_WIDTH, image.height / PAGE_HEIGHT
    box = (
        points[0] * across,
        points[1] * down,
        min(points[2] * across, image.width),
        min(points[3] * down, image.height),
    )
    upright = (screen.height, screen.width) if is_wide else screen.size
    part = image.resize(upright, Image.Resampling.LANCZOS, box=box)
    return part.transpose(Image.Transpose.ROTATE_90) if is_wide else part


def pages_of(
    desk: Desk, document: int
) -> Iterator[tuple[tuple[float, float], Image.Image]]:
    """Give the size, in points, and the page image of each page of a paper."""
    with desk.store.read_session() as session:
        rows = session.execute(
            select(Page.width, Page.height, PageImage.sha256)
            .join(PageImage, PageImage.page_id == Page.id)
            .where(Page.document_id == document, PageImage.width == SCREEN_WIDTH)
            .order_by(Page.number)
        ).all()
    for width, height, sha256 in rows:
        with Image.open(desk.store.files.path(sha256)) as image:
            yield (width, height), image.convert("RGB")


def bring(desk: Desk, paths: list[Path]) -> None:
    """Upload and publish the files; say of which that was not possible."""
    for path in paths:
        reported = desk.bring(path)
        if reported["state"] != "ready":
            print(f"{path.name:44} not shown: {reported['message'][:60]}")
        elif not desk.publish(reported["id"]):
            print(f"{path.name:44} held")


def report(desk: Desk) -> None:
    """Print a line for each page of all published papers."""
    with desk.store.read_session() as session:
        plan = plan_printout(session, desk.meeting)
        published = session.scalars(
            select(Document).filter_by(publication="published").order_by(Document.id)
        ).all()
    printed = {paper.title for item in plan.items for paper in item.papers}
    book = pdfium.PdfDocument(desk.print_meeting())
    count = sum(row.page_count for row in published if row.title in printed)
    number = len(book) - count
    print(f"{'paper, page':44} {'marked':>14} {'printed':>14}")
    for row in published:
        for page, (size, screen) in enumerate(pages_of(desk, row.id), 1):
            line = "{:6.2f} {:6.3f}%".format(*_percent(compare(*marked(screen))))
            if row.title in printed:
                paper = on_paper(book[number], size, screen)
                line += " {:6.2f} {:6.3f}%".format(*_percent(compare(screen, paper)))
                number += 1
            else:
                line += "    not printed"
            print(f"{row.file_name[:38]:38} {page:5} {line}", flush=True)


def _percent(found: tuple[float, float]) -> tuple[float, float]:
    return found[0], 100 * found[1]


def main(arguments: list[str]) -> int:
    """Compare all pages of the files, or of the demo's difficult papers."""
    parser = argparse.ArgumentParser(prog="bench agreement")
    parser.add_argument("files", nargs="*", type=Path)
    paths = parser.parse_args(arguments).files
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as made:
        desk = Desk(Path(data))
        if not paths:
            for name in file_names(difficult.AGENDA):
                FILE_WRITERS[name](Path(made) / name)
                paths.append(Path(made) / name)
        bring(desk, paths)
        report(desk)
    return 0
