"""Papers as files: `python -m kiosk.official_papers.child`, in the sandbox."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.exports.child import run_child
from kiosk.official_papers.fonts import FontMissing
from kiosk.official_papers.paper_files import (
    FONT_MISSING_STATUS,
    PaperFiles,
    template_status,
)
from kiosk.official_papers.render_docx import paper_to_docx
from kiosk.official_papers.render_pdf import paper_to_pdf
from kiosk.official_papers.rules import OfficialPaper
from kiosk.official_papers.templates import BrokenTemplate


def write_paper(
    paper: OfficialPaper, out: Path, suffix: str, templates: Path | None
) -> None:
    """Write `made.<suffix>` into the folder `out`.

    :raises BrokenTemplate: an own template has an error.
    :raises FontMissing: no installed font has all Vietnamese letters.
    """
    render = paper_to_pdf if suffix == "pdf" else paper_to_docx
    made = render(paper, templates)
    (out / f"made.{suffix}").write_bytes(made)


@contextmanager
def exit_when_refused() -> Iterator[None]:
    """End the child with a status of `PAPER_REFUSALS` if papers cannot be made."""
    try:
        yield
    except FontMissing:
        sys.exit(FONT_MISSING_STATUS)
    except BrokenTemplate as error:
        sys.exit(template_status(error.name))


def make(
    files: PaperFiles, out: Path, templates: Path | None = None
) -> Iterator[tuple[int, int]]:
    """Write the files; yield files done and total. The last path are templates."""
    for done, suffix in enumerate(files.suffixes, 1):
        with exit_when_refused():
            write_paper(files.paper, out, suffix, templates)
        yield done, len(files.suffixes)


if __name__ == "__main__":
    run_child(PaperFiles, make)
