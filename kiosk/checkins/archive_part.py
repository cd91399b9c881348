"""The roll in a meeting's archive: those summoned, and who came when."""

import csv
import io
from collections.abc import Iterator

from sqlalchemy.orm import Session

from kiosk.checkins.lists.rules import AttendanceListContent
from kiosk.checkins.queries.attendance_list import attendance_list_content
from kiosk.exports.archive_part import ArchiveFile, ArchivePart
from kiosk.people.rules import escape_formula
from kiosk.storage.chain import canonical_json
from kiosk.storage.files import FileStore

ROLL_CSV, ROLL_JSON = "people/roll.csv", "people/roll.json"
_HEADINGS = (
    *("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Tư cách", "Điểm cầu", "Ghế"),
    *("Giờ đến", "Cách điểm danh", "Tình trạng", "Ghi chú"),
)


def _as_csv(content: AttendanceListContent) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(_HEADINGS)
    for number, row in enumerate(content.lines, 1):
        words = (
            *(row.name, row.position, row.unit, row.role, row.site, row.seat),
            *(row.came, row.method, row.said, row.note),
        )
        writer.writerow([str(number), *map(escape_formula, words)])
    return text.getvalue().encode("utf-8-sig")


def _as_json(content: AttendanceListContent) -> bytes:
    lines = [
        {
            "name": row.name,
            "position": row.position,
            "unit": row.unit,
            "role": row.role,
            "site": row.site,
            "seat": row.seat,
            "came": row.came,
            "left": row.left,
            "state": row.state,
            "reason": row.reason,
            "is_late": row.is_late,
        }
        for row in content.lines
    ]
    return ("[\n" + ",\n".join(map(canonical_json, lines)) + "\n]\n").encode()


def _files(session: Session, _: FileStore, meeting_id: int) -> Iterator[ArchiveFile]:
    content = attendance_list_content(session, meeting_id, None)
    yield ArchiveFile(ROLL_CSV, _as_csv(content))
    yield ArchiveFile(ROLL_JSON, _as_json(content))


ARCHIVE_PART = ArchivePart(files=_files)
