"""A list as PDF and XLSX: `python -m kiosk.checkins.lists.write`, in the sandbox.

Arguments: the plan, the folder to write into.
"""

import sys
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from weasyprint import HTML

from kiosk.checkins.lists.rules import HEADS, ListPlan

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
)
# In characters.
WIDTHS = (6, 32, 30, 32, 20, 30, 14, 12, 30, 20)


def write_pdf(plan: ListPlan, out: Path) -> None:
    """Write the list as it is printed and signed."""

    def nothing(address: str) -> None:
        raise ValueError(address)  # nothing is fetched, from nowhere

    html = TEMPLATES.get_template("list.html").render(plan=plan, heads=HEADS)
    HTML(string=html, url_fetcher=nothing).write_pdf(out)


def _write(cell: Cell, value: str | int) -> None:
    cell.value = value
    if isinstance(value, str):
        # A name that begins with = is a name, never a formula.
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def write_sheet(plan: ListPlan, out: Path) -> None:
    """Write the list as a sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Điểm danh"
    rows: list[tuple[str | int, ...]] = [
        ("DANH SÁCH ĐIỂM DANH",),
        (plan.title,),
        (" – ".join(filter(None, (plan.site, plan.day))),),
        HEADS,
        *(
            (
                *(number, line.name, line.position, line.unit, line.role),
                *(line.place, line.came, line.method, line.said, ""),
            )
            for number, line in enumerate(plan.lines, 1)
        ),
        *((words,) for words in plan.foot()),
    ]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(number, column), value)
    for cell in (sheet["A1"], *sheet[4]):
        cell.font = Font(bold=True)
    for column, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGHIJ"[column]].width = width
    for number in (1, 2, 3, *range(len(plan.lines) + 5, len(rows) + 1)):
        sheet.cell(number, 1).alignment = Alignment(wrap_text=False)
    sheet.freeze_panes = "C5"
    sheet.print_title_rows = "4:4"
    sheet.page_setup.orientation = "landscape"
    book.save(out)


def main(arguments: list[str]) -> int:
    """Write what the plan says."""
    plan_file, out = (Path(argument) for argument in arguments)
    plan = msgspec.json.decode(plan_file.read_bytes(), type=ListPlan)
    write_pdf(plan, out / "list.pdf")
    write_sheet(plan, out / "list.xlsx")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
