"""A record as files: `python -m kiosk.voting.record.render`, in the sandbox."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from kiosk.exports.child import run_child
from kiosk.official_papers.render_pdf import paper_to_pdf
from kiosk.voting.record.paper import record_paper
from kiosk.voting.record.rules import ResultRecord
from kiosk.voting.record.tables import all_tables
from kiosk.voting.record.workbook import write_workbook

# How spreadsheets recognise UTF-8.
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# Spreadsheets compute texts that begin with these.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def _plain(value: str | int) -> str | int:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def write_csv(record: ResultRecord, out: Path) -> None:
    """Write all tables below each other, separated by semicolons."""
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write(_BOM)
        rows = csv.writer(file, delimiter=";")
        rows.writerows([notice] for notice in record.notices)
        rows.writerow([record.heading])
        rows.writerow([_plain(record.vote["title"])])
        rows.writerows((label, _plain(value)) for label, value in record.facts())
        rows.writerow(["Kết luận", _plain(record.outcome())])
        rows.writerow(["Mã kiểm tra (SHA-256)", record.published["sha256"]])
        for table in all_tables(record):
            rows.writerows([[], [table.title], table.heads])
            rows.writerows([_plain(cell) for cell in row] for row in table.rows)


def write_files(
    record: ResultRecord, out: Path, templates: Path | None = None
) -> Iterator[tuple[int, int]]:
    """Write all files; yield files done and total."""
    text = json.dumps(record.published, ensure_ascii=False, indent=1)
    (out / "made.json").write_text(text + "\n", "utf-8")
    write_csv(record, out / "made.csv")
    yield 2, 4
    write_workbook(record, out / "made.xlsx")
    yield 3, 4
    pdf = paper_to_pdf(record_paper(record), templates)
    (out / "made.pdf").write_bytes(pdf)
    yield 4, 4


if __name__ == "__main__":
    run_child(ResultRecord, write_files)
