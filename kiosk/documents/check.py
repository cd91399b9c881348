"""The deep look at a file, in the sandbox: `python -m kiosk.documents.check`.

Arguments: the file, the folder for a cleaned PDF, the most pages allowed. Says one
Verdict. Whatever makes it crash or linger is refused by the worker outside.
"""

import sys
from pathlib import Path

from kiosk.documents import child, images, office, pdf
from kiosk.documents.kinds import IMAGES, SUCCESSORS, Kind
from kiosk.documents.old_office import check_old
from kiosk.documents.outline import read_outline
from kiosk.documents.sniffing import sniff
from kiosk.documents.stamps_over import stamp_over


def check(path: Path, out: Path, max_pages: int) -> child.Verdict:
    """Return what the file is and how many pages it has (Office files: unknown, 0).

    :raises Invalid: it cannot be used.
    """
    kind = sniff(path)
    if kind is Kind.PDF:
        cleaned = pdf.clean(path, out / "clean.pdf", max_pages)
        outline = read_outline(out / "clean.pdf")
        verdict = child.Verdict(
            kind=kind,
            page_count=cleaned.page_count,
            outline=outline,
            attached=cleaned.attached,
            remarks=[*cleaned.remarks],
        )
        if cleaned.over:
            verdict.stamp, verdict.stamp_page = stamp_over(
                out / "clean.pdf", cleaned.over
            )
        return verdict
    if kind in IMAGES:
        return child.Verdict(kind=kind, page_count=images.count_frames(path, max_pages))
    if kind in SUCCESSORS:
        check_old(path)
    else:
        office.check_archive(path)
    return child.Verdict(kind=kind)


def main(arguments: list[str]) -> int:
    """Check one file and say what was found."""
    path, out, max_pages = Path(arguments[0]), Path(arguments[1]), int(arguments[2])
    child.answer(lambda: check(path, out, max_pages))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
