"""A list as PDF and XLSX: `python -m kiosk.checkins.lists.render`, in the sandbox.

Arguments: the content as JSON, the output folder. Prints the number of people done, one
number per line.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pikepdf
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import HTML

from kiosk.checkins.lists.rules import (
    NO_SITE_LABEL,
    TOTAL_HEADINGS,
    AttendanceListContent,
    split_into_batches,
)
from kiosk.checkins.lists.workbook import COLUMN_HEADINGS, total_rows, write_workbook

LIST_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
)
# People laid out at once, which bounds the memory.
LIST_BATCH_PEOPLE = 200
# In a list of all sites the site is a heading, not a column.
ALL_SITES_PRINT_HEADINGS = (
    *COLUMN_HEADINGS[:5],
    "Ghế",
    *COLUMN_HEADINGS[6:-1],
    "Ghi chú",
)


def _refuse_fetch(address: str) -> None:
    raise ValueError(address)  # no resource is fetched


def write_pdf(plan: AttendanceListContent, out: Path) -> Iterator[int]:
    """Write the list as PDF; yield how many people are done."""
    template, book, done = LIST_TEMPLATES.get_template("list.html"), pikepdf.new(), 0
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
        pdf = HTML(string=html, url_fetcher=_refuse_fetch).write_pdf()
        book.pages.extend(pikepdf.open(io.BytesIO(pdf)).pages)
        yield done
    book.save(out)


def main(arguments: list[str]) -> int:
    """Write both files."""
    plan_file, out = (Path(argument) for argument in arguments)
    plan = msgspec.json.decode(plan_file.read_bytes(), type=AttendanceListContent)
    write_workbook(plan, out / "list.xlsx")
    for done in write_pdf(plan, out / "list.pdf"):
        sys.stdout.write(f"{done}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
