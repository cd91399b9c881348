"""The whole meeting on paper: complete, numbered, found again, and only for those."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from kiosk.agenda.models import AgendaItem
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import Publication
from kiosk.exports.job import ExportJob
from kiosk.exports.rules import Export
from kiosk.exports.store import ExportStore
from kiosk.printing.assemble import assemble, rotate_upright
from kiosk.printing.export import PRINTOUT
from kiosk.printing.queries import plan_printout
from kiosk.printing.rules import PrintoutPlan
from kiosk.printing.withdrawal import remove_all_outdated_printouts
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import Role, Visibility
from tests.unit.ingestion.sample_files import sized_pdf
from tests.unit.watermarks.conftest import webp


@pytest.fixture
def meeting(scene) -> int:
    return scene.make_meeting()


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY))


@pytest.fixture
def papers(scene, store, meeting) -> tuple[int, int]:
    """A PDF with a portrait and a landscape page, and a scan of two pages."""
    report = scene.make_item(meeting, "Báo cáo kết quả", ordinal=1)
    talk = scene.make_item(meeting, "Thảo luận", ordinal=2)
    pdf = scene.make_document(meeting, report, [webp()] * 2, title="Báo cáo quý III")
    scan = scene.make_document(meeting, talk, [webp(), webp()], title="Bản quét")
    kept = store.files.store_bytes(sized_pdf((595, 842), (842, 595)))
    with store.unit_of_work("test") as work:
        work.session.get_one(Document, pdf).pdf_sha256 = kept.sha256
    return pdf, scan


@pytest.fixture(autouse=True)
def _one_minute(monkeypatch):
    """The same meeting gives the same printout, generated once (`remembering`)."""
    monkeypatch.setattr("kiosk.printing.queries.clock_time", lambda _: "08:00")


@pytest.fixture
def work_off(store, room) -> Callable[[], None]:
    ExportJob(store, room, [PRINTOUT]).install()

    def run() -> None:
        while (task := store.bulk_jobs.huey.dequeue()) is not None:
            store.bulk_jobs.huey.execute(task)

    return run


def files_of(store, meeting: int) -> list[Path]:
    folder = ExportStore(store.files.root, PRINTOUT).folder(str(meeting))
    return list(folder.glob("*.pdf"))


def read(data: bytes) -> list[str]:
    book = pdfium.PdfDocument(io.BytesIO(data))
    return [page.get_textpage().get_text_bounded() for page in book]


class TestPrinting:
    @pytest.fixture
    def on_paper(self, store, meeting):
        """An item whose documents are distributed on paper."""
        with store.unit_of_work("test") as work:
            item = AgendaItem(
                meeting_id=meeting,
                title="Công tác cán bộ",
                ordinal=3,
                is_on_paper=True,
                changed_at=work.now,
            )
            work.session.add(item)

    @pytest.mark.process
    @pytest.mark.usefixtures("papers", "on_paper")
    def test_cover_agenda_and_every_page_with_its_running_number(
        self, secretary, meeting, work_off
    ):
        at = f"/m/{meeting}/printout"
        assert secretary.post(at).status_code == 204
        work_off()
        reported = secretary.get(f"{at}/state").json
        assert (reported["state"], reported["done"], reported["total"]) == (
            "ready",
            6,
            6,
        )
        assert not reported["is_old"]
        reply = secretary.get(at)
        assert reply.mimetype == "application/pdf"
        texts = read(reply.data)
        assert len(texts) == 6
        assert "TỈNH UỶ SƠN LÂM" in texts[0]
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in texts[0]
        assert "Hội nghị trực tuyến toàn tỉnh" in texts[0]
        agenda = " ".join(texts[1].split())
        assert "Báo cáo quý III 3" in agenda
        assert "Bản quét 5" in agenda
        assert "chỉ phát bản giấy" in agenda
        for number, text in enumerate(texts, 1):
            assert f"{number}/6" in text
        assert "1. Báo cáo quý III – trang 2/2" in texts[3]
        assert "2. Bản quét – trang 1/2" in texts[4]

    @pytest.mark.process
    @pytest.mark.usefixtures("papers", "on_paper")
    def test_every_page_is_a4_upright_and_the_outline_leads_to_the_papers(
        self, secretary, meeting, work_off
    ):
        secretary.post(f"/m/{meeting}/printout")
        work_off()
        book = pdfium.PdfDocument(
            io.BytesIO(secretary.get(f"/m/{meeting}/printout").data)
        )
        assert {tuple(round(side) for side in page.get_size()) for page in book} == {
            (595, 842)
        }
        marks = [
            (mark.get_title(), mark.get_dest().get_index()) for mark in book.get_toc()
        ]
        assert marks == [
            ("Chương trình", 1),
            ("1. Báo cáo quý III", 2),
            ("2. Bản quét", 4),
        ]

    @pytest.mark.process
    def test_a_change_makes_it_old_and_the_next_one_is_right(
        self, secretary, meeting, papers, work_off
    ):
        at = f"/m/{meeting}/printout"
        secretary.post(at)
        work_off()
        secretary.post(f"/m/{meeting}/documents/{papers[1]}/withdraw", json={})
        assert secretary.get(f"{at}/state").json["is_old"]
        assert secretary.post(at).status_code == 204
        work_off()
        assert not secretary.get(f"{at}/state").json["is_old"]
        assert len(read(secretary.get(at).data)) == 4

    @pytest.mark.process
    def test_a_withdrawn_paper_takes_the_printout_with_it_at_once(
        self, secretary, store, meeting, papers, work_off
    ):
        at = f"/m/{meeting}/printout"
        secretary.post(at)
        work_off()
        assert len(files_of(store, meeting)) == 1
        secretary.post(f"/m/{meeting}/documents/{papers[0]}/withdraw", json={})
        assert files_of(store, meeting) == []
        assert secretary.get(at).status_code == 404
        assert secretary.get(f"{at}/state").json["state"] == "none"
        # And made anew it is without it.
        secretary.post(at)
        work_off()
        assert "Báo cáo quý III" not in " ".join(read(secretary.get(at).data))

    def test_one_being_made_meanwhile_is_not_laid_down(
        self, secretary, store, meeting, papers, work_off
    ):
        at = f"/m/{meeting}/printout"
        secretary.post(at)
        secretary.post(f"/m/{meeting}/documents/{papers[0]}/withdraw", json={})
        work_off()
        assert files_of(store, meeting) == []
        assert secretary.get(f"{at}/state").json["state"] == "none"

    @pytest.mark.process
    def test_a_withdrawal_that_no_server_heard_of_is_kept_too(
        self, secretary, store, meeting, papers, work_off
    ):
        at = f"/m/{meeting}/printout"
        secretary.post(at)
        work_off()
        with store.unit_of_work("test") as work:
            paper = work.session.get_one(Document, papers[0])
            paper.publication = Publication.WITHDRAWN
        reply = secretary.get(at)
        assert reply.status_code == 409
        assert "tạo lại" in reply.json["message"]
        remove_all_outdated_printouts(store)
        assert files_of(store, meeting) == []

    @pytest.mark.process
    @pytest.mark.usefixtures("papers")
    def test_another_meetings_withdrawal_leaves_it_alone(
        self, secretary, store, scene, client_for, meeting, work_off
    ):
        at = f"/m/{meeting}/printout"
        secretary.post(at)
        work_off()
        other = scene.make_meeting("Khác")
        paper = scene.make_document(other, scene.make_item(other), [webp()])
        colleague = client_for(scene.make_member(other, Role.SECRETARY))
        colleague.post(f"/m/{other}/documents/{paper}/withdraw", json={})
        remove_all_outdated_printouts(store)
        assert secretary.get(at).status_code == 200

    @pytest.mark.process
    @pytest.mark.usefixtures("papers")
    def test_drafts_and_what_only_preparers_see_are_not_printed(
        self, secretary, scene, meeting, work_off
    ):
        item = scene.make_item(meeting, "Chuẩn bị", Visibility.PREPARERS, ordinal=9)
        scene.make_document(meeting, item, [webp()], title="Nội bộ")
        other = scene.make_item(meeting, "Phần khác", ordinal=8)
        scene.make_document(meeting, other, [webp()], Publication.DRAFT, title="Nháp")
        secretary.post(f"/m/{meeting}/printout")
        work_off()
        text = " ".join(read(secretary.get(f"/m/{meeting}/printout").data))
        assert "Nội bộ" not in text
        assert "Nháp" not in text

    def test_what_its_file_forbids_to_print_is_not_printed(
        self, store, papers, meeting
    ):
        def printed() -> list[str]:
            with store.read_session() as session:
                items = plan_printout(session, meeting).items
            return [paper.title for item in items for paper in item.papers]

        assert printed() == ["Báo cáo quý III", "Bản quét"]
        with store.unit_of_work("test") as work:
            paper = work.session.get_one(Document, papers[0])
            paper.paper_remarks = "no_printing"
        assert printed() == ["Bản quét"]


class TestRefusals:
    @pytest.mark.process
    def test_a_file_that_is_lost_is_said_and_may_be_tried_again(
        self, secretary, store, meeting, papers, work_off
    ):
        with store.unit_of_work("test") as work:
            paper = work.session.get_one(Document, papers[0])
            # Nobody has printed this one before.
            paper.title, lost = "Thất lạc", paper.pdf_sha256
        data = store.files.path(lost).read_bytes()
        store.files.delete(lost)
        at = f"/m/{meeting}/printout"
        secretary.post(at)
        work_off()
        assert secretary.get(f"{at}/state").json["state"] == "failed"
        assert secretary.get(at).status_code == 404
        store.files.store_bytes(data)
        assert secretary.post(at).status_code == 204
        work_off()
        assert secretary.get(f"{at}/state").json["state"] == "ready"
        assert not list(store.files.scratch.glob("*"))

    def test_nothing_to_print_and_twice_at_once_are_refused(
        self, secretary, meeting, request
    ):
        at = f"/m/{meeting}/printout"
        assert secretary.get(f"{at}/state").json["state"] == "none"
        assert secretary.post(at).status_code == 409
        request.getfixturevalue("papers")
        assert secretary.post(at).status_code == 204
        assert secretary.post(at).status_code == 409

    def test_only_the_secretariat_prints(self, scene, client_for, meeting):
        at = f"/m/{meeting}/printout"
        for role in (Role.CHAIR, Role.OFFICIAL_DELEGATE, Role.WALL):
            client = client_for(scene.make_member(meeting, role))
            assert client.post(at).status_code == 403
            assert client.get(at).status_code == 403
            assert client.get(f"{at}/state").status_code == 403

    def test_a_printout_goes_with_its_meeting(self, store):
        press = ExportJob(store, Sandbox(lower_priority=False), [PRINTOUT])
        exports = press.exports("printouts")
        export = exports.begin("99")
        exports.path(export).write_bytes(b"%PDF")
        press.sweep()
        assert not exports.folder("99").exists()
        assert exports.read("99") == Export("99")


@pytest.mark.parametrize(
    ("body", "is_party"),
    [
        ("Tỉnh uỷ Sơn Lâm", True),
        ("Tỉnh ủy Sơn Lâm", True),
        ("Đảng uỷ xã Nậm Cắn", True),
        ("Uỷ ban nhân dân tỉnh Sơn Lâm", False),
        ("Hội đồng nhân dân tỉnh", False),
    ],
)
def test_the_heading_is_that_of_the_body(body, is_party):
    assert PrintoutPlan(body, "", "", "", "", ()).is_of_the_party is is_party


@pytest.mark.parametrize(
    ("size", "turned", "expected"),
    [
        ((595, 842), 0, 0),
        ((842, 595), 0, 90),
        ((595, 842), 90, 180),
        ((842, 595), 90, 90),
    ],
)
def test_a_page_that_is_seen_wide_is_turned(size, turned, expected):
    paper = pikepdf.open(io.BytesIO(sized_pdf(size)))
    page = paper.pages[0]
    page.rotate(turned, relative=False)
    assert int(rotate_upright(page).obj.get("/Rotate", 0)) == expected


def test_what_stands_in_a_title_is_text_and_nothing_is_fetched(tmp_path):
    hostile = "<img src='file:///etc/passwd'> & <b>đậm</b>"
    plan = PrintoutPlan("Tỉnh uỷ", hostile, "", "", "", ())
    made = tmp_path / "made.pdf"
    list(assemble(plan, tmp_path, tmp_path))
    assert "<img src='file:///etc/passwd'>" in read(made.read_bytes())[0].replace(
        "\r\n", " "
    )


@pytest.mark.process
class TestNamesOfPages:
    def test_a_page_is_named_as_in_the_reader_however_long_the_title(
        self, secretary, store, meeting, papers, work_off
    ):
        title = "Báo cáo tổng kết một năm vận hành chính quyền địa phương hai cấp " * 4
        with store.unit_of_work("test") as work:
            work.session.get_one(Document, papers[0]).title = title.strip()
            page = work.session.query(Page).filter_by(document_id=papers[0], number=2)
            page.one().label = "Phụ lục II-12"
        secretary.post(f"/m/{meeting}/printout")
        work_off()
        texts = read(secretary.get(f"/m/{meeting}/printout").data)
        assert "– trang 1/2" in " ".join(texts[2].split())
        assert "số in" not in texts[2]
        assert "– trang 2/2 (số in: Phụ lục II-12)" in " ".join(texts[3].split())
        assert "4/6" in texts[3]
