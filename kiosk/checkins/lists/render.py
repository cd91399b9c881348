"""A list as PDF and XLSX: `python -m kiosk.checkins.lists.render`, in the sandbox."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from kiosk.checkins.lists.rules import (
    NO_SITE_LABEL,
    TOTAL_HEADINGS,
    AttendanceListContent,
    split_into_batches,
)
from kiosk.checkins.lists.workbook import COLUMN_HEADINGS, total_rows, write_workbook
from kiosk.exports.child import run_child
from kiosk.exports.html import html_to_pdf, load_template

LIST_TEMPLATE = Path(__file__).with_name("list.html")
# People laid out at once, which bounds the memory.
LIST_BATCH_PEOPLE = 200
# In a list of all sites the site is a heading, not a column.
ALL_SITES_PRINT_HEADINGS = (
    *COLUMN_HEADINGS[:5],
    "Ghế",
    *COLUMN_HEADINGS[6:-1],
    "Ghi chú",
)


def write_pdf(plan: AttendanceListContent, out: Path) -> Iterator[int]:
    """Write the list as PDF; yield how many people are done."""
    template, book, done = load_template(LIST_TEMPLATE), pikepdf.new(), 0
    total = len(plan.lines)
    sums = total_rows(plan) if plan.is_whole else []
    for slices in split_into_batches(plan, LIST_BATCH_PEOPLE):
        done += sum(len(slice_.lines) for slice_ in slices)
        html = template.render(
            plan=plan,
            slices=slices,
            heads=ALL_SITES_PRINT_HEADINGS if plan.is_whole else COLUMN_HEADINGS,
            sum_heads=TOTAL_HEADINGS,
            sums=sums,
            no_site_label=NO_SITE_LABEL,
            pages_before=len(book.pages),
            is_last=done == total,
        )
        book.pages.extend(html_to_pdf(html).pages)
        yield done
    book.save(out)


def write_files(plan: AttendanceListContent, out: Path) -> Iterator[tuple[int, int]]:
    """Write both files; yield people done and total."""
    write_workbook(plan, out / "made.xlsx")
    total = len(plan.lines)
    for done in write_pdf(plan, out / "made.pdf"):
        yield done, total


if __name__ == "__main__":
    run_child(AttendanceListContent, write_files)
