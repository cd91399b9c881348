"""Read one file, in the sandbox: `python -m kiosk.agenda_imports.read_child`.

Arguments: the file, the output, which is an `AgendaFileResult` as JSON.
"""

import sys
from pathlib import Path

import msgspec

from kiosk.agenda_imports.docx_reader import read_docx
from kiosk.agenda_imports.read_result import AgendaFileResult
from kiosk.agenda_imports.sheet_reader import read_sheets
from kiosk.documents.file_detection import detect_file_type
from kiosk.documents.file_types import FileType
from kiosk.errors import N_, Invalid, KioskError
from kiosk.ingestion import child_protocol
from kiosk.ingestion.office.archive_check import check_archive
from kiosk.ingestion.office.default_password import decrypted


def read_file(path: Path) -> AgendaFileResult:
    """Return the tables of a file.

    :raises Invalid: it is of another type, damaged, locked, or without a table.
    """
    with decrypted(path) as opened:
        return _read_decrypted(opened)


def _read_decrypted(path: Path) -> AgendaFileResult:
    kind = detect_file_type(path)
    if kind not in {FileType.DOCX, FileType.XLSX}:
        raise Invalid(
            N_(
                "Chỉ đọc được chương trình từ tệp .docx hoặc .xlsx. Tệp khác xin mở ra,"
                " sao chép bảng rồi dán vào đây."
            ),
            code="other_type",
        )
    check_archive(path)
    tables = read_docx(path) if kind is FileType.DOCX else read_sheets(path)
    if not tables:
        raise Invalid(
            N_("Tệp không có bảng nào. Xin kiểm tra tệp gốc."), code="no_table"
        )
    return AgendaFileResult(tables=tables)


def main(arguments: list[str]) -> int:
    """Read one file."""
    path, out = (Path(argument) for argument in arguments)
    try:
        outcome = read_file(path)
    except KioskError as error:
        outcome = AgendaFileResult(refusal=child_protocol.refusal_result(error))
    out.write_bytes(msgspec.json.encode(outcome))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
