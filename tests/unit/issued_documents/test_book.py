"""The book as the worker writes it: read back from the PDF and the workbook."""

import datetime as dt
import io

import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook

from kiosk.exports.job import ExportJob
from kiosk.issued_documents.actions.issuing import issue_document
from kiosk.issued_documents.actions.register import give_up_number, reserve_number
from kiosk.issued_documents.book import BOOK_HEADINGS
from kiosk.issued_documents.document_types import IssuedType
from kiosk.issued_documents.export import ISSUED_BOOK, BookOptions, book_content
from kiosk.issued_documents.queries.gaps import gaps_between
from kiosk.issued_documents.rules import IssuedDetails, ReserveForm
from kiosk.official_papers.rules import PaperFamily
from kiosk.processes.sandbox import Sandbox
from tools.paper_reader import POINT_MM, read_paper

PARTY, STATE = PaperFamily.PARTY, PaperFamily.STATE
LONG = (
    "về việc tổng kết mười năm thực hiện Nghị quyết số 29-NQ/TW của Ban Chấp hành"
    " Trung ương về đổi mới căn bản, toàn diện giáo dục và đào tạo trên địa bàn các xã"
    " Đăk Sơ Rông, Kroong Pa và Ngọc Tụ"
)
RECIPIENTS = "Các sở, ban, ngành; UBND các xã, phường"


def reserve(store, summary, number=None, **more):
    day = more.pop("day", dt.date(2026, 11, 27))
    details = IssuedDetails(day, summary, "Nguyễn Thị Kiều Oanh", **more)
    form = ReserveForm(STATE, IssuedType.DECISION, details, number=number)
    with store.unit_of_work("test") as work:
        return reserve_number(work, by="Lê Văn Thư", form=form).id


def rows_of(store, year=2026, family=STATE):
    with store.read_session() as session:
        return book_content(session, BookOptions(family, year)).rows


def work_off(store):
    job = ExportJob(store, Sandbox(lower_priority=False), [ISSUED_BOOK])
    job.install()
    while (task := store.bulk_jobs.huey.dequeue()) is not None:
        store.bulk_jobs.huey.execute(task)


def made_by_worker(client, store, year=2026):
    """Return the PDF and the first sheet of the book."""
    form = {"family": "nd30", "year": year}
    assert client.post("/issued/book", json=form).status_code == 204
    work_off(store)
    assert client.get("/issued/book").json["state"] == "ready"
    pdf = client.get("/issued/book/file?kind=pdf")
    assert pdf.mimetype == "application/pdf"
    sheet = load_workbook(io.BytesIO(client.get("/issued/book/file?kind=xlsx").data))
    return pdf.data, sheet.active


def words_of(pdf):
    with pdfium.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(page.split()) for page in pages]


@pytest.fixture
def book(store, people):
    """Lines of a year: long, given up, one that looks like a formula, and a gap."""
    reserve(store, LONG, 1, recipients=RECIPIENTS, keeping_unit="Văn thư", copies=145)
    given_up = reserve(store, "về nhân sự", 2)
    reserve(store, "=1+1", 3)
    reserve(store, "về quy hoạch", 7)
    with store.unit_of_work("test") as work:
        give_up_number(work, by="a", issued_id=given_up, reason="Ghi nhầm tên loại")
    return people.secretary


def test_gaps_are_in_their_place_and_in_the_book_of_their_year(store):
    assert gaps_between([(1, 2025), (4, 2025), (5, 2026)], 7) == [
        (2, 3, 2025),
        (6, 7, 2026),
    ]
    # What was numbered before the register belongs to its first year.
    assert gaps_between([(812, 2026)], 0) == [(1, 811, 2026)]
    assert gaps_between([], 0) == []
    for number, day in ((3, dt.date(2025, 12, 30)), (1, dt.date(2026, 1, 5))):
        reserve(store, "a", number, day=day)
    assert [row.number for row in rows_of(store, 2025)] == [
        "01/QĐ-UBND đến 02/QĐ-UBND",
        "03/QĐ-UBND",
    ]
    assert [row.number for row in rows_of(store, 2026)] == ["01/QĐ-UBND"]
    assert rows_of(store, 2026, PARTY) == []


def test_units_stand_for_recipients_that_were_not_written(
    store, ready, units, monkeypatch
):
    key, issued_id = store.config.server_key(), ready()
    with store.unit_of_work("test") as work:
        issue_document(work, key, by="a", issued_id=issued_id, units=units)
    (row,) = rows_of(store, family=PARTY)
    assert row.recipients == "Sở Tài chính; Xã Nậm Cắn"
    monkeypatch.setattr("kiosk.issued_documents.queries.inbox.MOST_NAMED", 1)
    (row,) = rows_of(store, family=PARTY)
    assert row.recipients == "2 đơn vị nhận điện tử"


@pytest.mark.process
def test_pdf_and_workbook_say_what_the_register_says(store, book):
    pdf, sheet = made_by_worker(book, store)
    lines = list(sheet.iter_rows(min_row=5, values_only=True))
    assert [cell.value for cell in sheet[4]] == list(BOOK_HEADINGS)
    assert [line[0] for line in lines] == [
        *("01/QĐ-UBND", "02/QĐ-UBND", "03/QĐ-UBND"),
        *("04/QĐ-UBND đến 06/QĐ-UBND", "07/QĐ-UBND"),
    ]
    assert lines[0][1:7] == (
        *("27/11/2026", f"Quyết định: {LONG}", "Nguyễn Thị Kiều Oanh"),
        *(RECIPIENTS, "Văn thư", 145),
    )
    assert lines[1][7] == "Bỏ số: Ghi nhầm tên loại"
    assert (lines[3][2], lines[3][7]) == (
        "Không có văn bản trong sổ",
        "Chưa giải thích",
    )
    # A formula in a summary would be calculated on the reader's machine.
    assert {cell.data_type for cell in sheet["C"][4:7]} == {"s"}
    assert sheet.freeze_panes == "A5"
    assert sheet.page_setup.orientation == "landscape"
    (words,) = words_of(pdf)
    for said in (
        *BOOK_HEADINGS,
        "27/11/2026",
        LONG,
        RECIPIENTS,
        "Ghi nhầm tên loại",
        "07/QĐ-UBND",
    ):
        assert said in words, said
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI Năm 2026" in words


@pytest.mark.process
def test_every_page_is_landscape_within_its_margins_and_has_the_headings(store, book):
    for number in range(8, 60):
        reserve(store, LONG, number, recipients=RECIPIENTS)
    pdf, _ = made_by_worker(book, store)
    pages = words_of(pdf)
    assert len(pages) > 3
    with pdfium.PdfDocument(pdf) as document:
        sizes = {tuple(map(round, page.get_size())) for page in document}
    assert sizes == {(842, 595)}
    for page, words in zip(read_paper(pdf), pages, strict=True):
        assert all(heading in words for heading in BOOK_HEADINGS)
        assert min(letter.left for letter in page.letters) >= 29.9
        assert max(letter.right for letter in page.letters) <= 842 * POINT_MM - 14.9
    highest = [min(page.letters, key=lambda one: one.top) for page in read_paper(pdf)]
    assert [letter.text for letter in highest[1:3]] == ["2", "3"]
