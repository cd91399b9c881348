"""Tables of files: read by the worker's sandboxed child, refused with a sentence."""

import datetime as dt
import io
import zipfile

import docx
import openpyxl
import pytest

from kiosk.agenda_imports.job import AgendaFileJob
from kiosk.agenda_imports.sheet_reader import cell_text
from kiosk.agenda_imports.store import AgendaFileStore
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role

ROWS = [
    ["Thời gian", "Nội dung", "Người thực hiện"],
    ["8h00", "Chào cờ", "Ban Tổ chức"],
    ["8h05", "Khai mạc", "Đ/c Bí thư"],
]


def as_docx(rows=ROWS, *, lines=()):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def as_xlsx(rows=ROWS):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.fixture
def read(scene, client_for, store, room, meeting):
    """Upload a file and read it; return the reported state."""
    client = client_for(scene.make_member(meeting, Role.SECRETARY))
    at = f"/m/{meeting}/agenda-import/file"

    def run(data, name="chuong-trinh.docx"):
        answer = client.post(f"{at}?name={name}", data=data)
        assert answer.status_code == 202, answer.json
        draft = answer.json["draft"]
        path = f"{at}?draft={draft}"
        assert client.get(path).json["phase"] == "reading"
        AgendaFileJob(store, room).run(meeting, draft)
        assert not AgendaFileStore(store.files.root, meeting).source(draft).exists()
        return client.get(path).json

    return run


@pytest.mark.process
class TestReading:
    def test_the_tables_of_a_text_are_read(self, read):
        state = read(as_docx(lines=["CHƯƠNG TRÌNH"]))
        assert state["phase"] == "read"
        assert state["tables"] == [{"name": "", "rows": ROWS}]

    def test_a_text_without_a_table_is_read_line_by_line(self, read):
        lines = ["8h00: Chào cờ", "8h05: Khai mạc"]
        state = read(as_docx([], lines=lines))
        assert state["tables"] == [{"name": "", "rows": [[line] for line in lines]}]

    def test_the_sheets_of_a_workbook_are_read(self, read):
        state = read(as_xlsx(), "chuong-trinh.xlsx")
        assert state["tables"] == [{"name": "Sheet", "rows": ROWS}]

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\x03\x04 cut", b"abc"])
    def test_another_file_is_refused_with_a_sentence(self, read, data):
        state = read(data or b" ")
        assert state["phase"] == "refused"
        assert state["message"]
        assert state["tables"] == []

    def test_a_file_without_a_table_is_refused(self, read):
        assert read(as_docx([]))["phase"] == "refused"

    def test_entities_are_not_resolved(self, read):
        source, target = io.BytesIO(as_docx()), io.BytesIO()
        declared = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "word/document.xml":
                    head, _, rest = data.partition(b"<w:document")
                    data = head + declared + b"<w:document" + rest
                new.writestr(name, data)
        assert read(target.getvalue())["phase"] == "refused"


def test_cells_are_written_as_people_do():
    assert cell_text(dt.time(7, 30)) == "07:30"
    assert cell_text(dt.datetime(1899, 12, 31, 7, 30)) == "07:30"  # noqa: DTZ001
    assert cell_text(dt.timedelta(hours=7, minutes=5)) == "07:05"
    assert cell_text(dt.date(2026, 11, 29)) == "29/11/2026"
    assert cell_text(15.0) == "15"
    assert cell_text(None) == cell_text(True) == ""


def test_a_closed_meeting_and_an_unknown_draft_are_refused(scene, client_for, meeting):
    closed = scene.make_meeting(state=MeetingState.CLOSED)
    account = scene.make_account()
    for each in (closed, meeting):
        scene.make_member(each, Role.SECRETARY, account_id=account)
    client = client_for(account_id=account)
    reply = client.post(f"/m/{closed}/agenda-import/file?name=a.docx", data=b"x")
    assert reply.status_code == 409
    for draft in ("", "f" * 32, "../../server.key"):
        path = f"/m/{meeting}/agenda-import/file?draft={draft}"
        assert client.get(path).status_code == 404
