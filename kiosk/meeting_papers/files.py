"""Papers as files: `python -m kiosk.meeting_papers.files`, in the sandbox."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium

from kiosk.checkins.lists.rules import AttendanceListContent
from kiosk.exports.child import run_child
from kiosk.meeting_papers.content.attendance_list import attendance_papers
from kiosk.meeting_papers.paper_order import PaperOrder
from kiosk.official_papers.child import exit_when_refused, write_paper
from kiosk.official_papers.render_pdf import paper_to_pdf
from kiosk.official_papers.rules import OfficialPaper

MAX_FILE_NAME_LENGTH = 100
# Of the preview of page 1: 110 dots per inch, 910 × 1286 on A4.
_PREVIEW_SCALE = 110 / 72


def write_preview(pdf: bytes, path: Path) -> None:
    """Write the first page of a PDF as PNG."""
    with pdfium.PdfDocument(pdf) as document:
        image = document[0].render(scale=_PREVIEW_SCALE, grayscale=True).to_pil()
        image.save(path, "PNG", optimize=True)


def _write_one(
    paper: OfficialPaper, out: Path, templates: Path | None
) -> Iterator[tuple[int, int]]:
    write_paper(paper, out, "pdf", templates)
    yield 1, 3
    write_preview((out / "made.pdf").read_bytes(), out / "made.png")
    yield 2, 3
    write_paper(paper, out, "docx", templates)
    yield 3, 3


def _write_many(
    form: OfficialPaper,
    content: AttendanceListContent,
    out: Path,
    templates: Path | None,
) -> Iterator[tuple[int, int]]:
    """Write a ZIP of one PDF for each site; yield people done and total."""
    done, total = 0, len(content.lines)
    with zipfile.ZipFile(out / "made.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for named in attendance_papers(form, content):
            pdf = paper_to_pdf(named.paper, templates)
            if not done:
                write_preview(pdf, out / "made.png")
            packed.writestr(f"{file_name(named.name)}.pdf", pdf)
            done = min(total, done + named.people)
            yield done, total


def file_name(name: str) -> str:
    """Return a name that every file system takes."""
    plain = "".join(c if c.isalnum() or c in " -.,()" else "-" for c in name)
    return plain[:MAX_FILE_NAME_LENGTH].strip(" .")


def make(
    order: PaperOrder, out: Path, templates: Path | None = None
) -> Iterator[tuple[int, int]]:
    """Write the files of an order; yield the progress."""
    with exit_when_refused():
        if order.attendance is None:
            yield from _write_one(order.paper, out, templates)
        else:
            yield from _write_many(order.paper, order.attendance, out, templates)


if __name__ == "__main__":
    run_child(PaperOrder, make)
