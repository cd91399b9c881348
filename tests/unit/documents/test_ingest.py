"""From an upload to pages: every good kind, every bad one, in the real sandbox."""

import pytest

from kiosk.documents.models import Page
from kiosk.documents.rules import DocumentState
from kiosk.storage.journal import facts_after
from tests.unit.documents import office_papers, papers
from tests.unit.documents.conftest import kept_files, row_counts, used_files

pytestmark = pytest.mark.process


@pytest.fixture(autouse=True)
def _without_recognition(store, monkeypatch):
    """Scans are read in test_recognition."""
    monkeypatch.setitem(store.config.__dict__, "ocr", False)


GOOD = {
    "pdf": (papers.pdf, 1),
    "jpg": (lambda: papers.picture("JPEG"), 1),
    "png": (lambda: papers.picture("PNG"), 1),
    "tif": (papers.scan, 3),
    "heic": (papers.iphone_photo, 1),
    "docx": (papers.docx, 1),
    "pptx": (papers.pptx, 2),
    "xlsx": (papers.xlsx, 1),
    "odt": (papers.odt, 1),
    "rtf": (office_papers.rtf, 1),
    "doc": (lambda: office_papers.as_old(papers.docx(), "doc"), 1),
    "ppt": (lambda: office_papers.as_old(papers.pptx(), "ppt"), 2),
    "xls": (lambda: office_papers.as_old(papers.xlsx(), "xls"), 1),
}


class TestGoodKinds:
    @pytest.mark.parametrize(("make", "pages"), GOOD.values(), ids=GOOD)
    def test_becomes_pages(self, desk, work_off, request, make, pages):
        extension = request.node.callspec.id
        document = desk.add(make(), f"tài liệu.{extension}")
        work_off()
        status = desk.get(document, "status").json
        assert (status["state"], status["message"]) == ("ready", "")
        listed = desk.get(document, "pages").json
        assert [page["number"] for page in listed["pages"]] == list(range(1, pages + 1))
        image = listed["pages"][0]["images"]["1200"]
        data = desk.get(document, f"images/{image}.webp").data
        assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
        assert kept_files(desk.store) == used_files(desk.store)

    def test_the_words_of_a_page_come_with_their_boxes(self, desk, work_off):
        document = desk.add(papers.pdf(text="Quán triệt Nghị quyết"), "a.pdf")
        work_off()
        page = desk.get(document, "pages").json["pages"][0]
        words = desk.get(document, f"words/{page['words']}.json").json
        assert [word[4] for word in words] == [
            *("Quán", "triệt", "Nghị", "quyết", "trang", "1")
        ]
        for x, y, w, h, _ in words:
            assert 0 < x < x + w < 1
            assert 0 < y < y + h < 0.2
        with desk.store.reading() as session:
            assert session.query(Page).one().text == "Quán triệt Nghị quyết trang 1"

    def test_a_photo_is_turned_upright(self, desk, work_off):
        document = desk.add(papers.sideways_photo(), "anh.jpg")
        work_off()
        page = desk.get(document, "pages").json["pages"][0]
        assert page["width"] < page["height"]

    def test_sheets_of_odd_sizes_are_drawn_within_bounds(self, desk, work_off):
        sizes = [(14_400, 14_400), (50, 14_000), (14_000, 50), (3, 3)]
        document = desk.add(papers.sized_pdf(*sizes), "khổ lạ.pdf")
        work_off()
        assert desk.get(document, "status").json["state"] == "ready"
        pages = desk.get(document, "pages").json["pages"]
        assert [(page["width"], page["height"]) for page in pages] == sizes

    def test_scripts_are_taken_out_but_the_original_stays(self, desk, work_off):
        data = papers.active_pdf()
        document = desk.add(data, "a.pdf")
        work_off()
        pdf = desk.store.files.path(desk.document(document).pdf_sha256).read_bytes()
        assert b"JavaScript" in data
        assert b"JavaScript" not in pdf
        assert desk.get(document, "original").data == data

    def test_a_chart_keeps_its_table(self, desk, work_off):
        data = papers.docx_with({"word/embeddings/table.xlsx": papers.xlsx()})
        document = desk.add(data, "a.docx")
        work_off()
        assert desk.get(document, "status").json["state"] == "ready"

    def test_pages_of_an_office_file_show_its_final_text_in_unicode(
        self, desk, work_off
    ):
        document = desk.add(office_papers.old_and_tracked(), "a.docx")
        work_off()
        with desk.store.reading() as session:
            text = session.query(Page).one().text
        assert text.split() == ["Mức", "chi", "là", "ĐÚNG", "theo", "nghị", "quyết"]
        listed = desk.client.get(f"/m/{desk.meeting_id}/snapshot").json["documents"]
        assert [(one["id"], one["paper_remarks"]) for one in listed] == [
            (document, ["changes", "comments", "old_fonts"])
        ]

    @pytest.mark.parametrize("kind", ["doc", "rtf"])
    def test_an_old_office_file_shows_its_final_text_in_unicode(
        self, desk, work_off, kind
    ):
        old = office_papers.as_old(office_papers.old_and_tracked(), kind)
        document = desk.add(old, f"a.{kind}")
        work_off()
        with desk.store.reading() as session:
            text = session.query(Page).one().text
        assert text.split() == ["Mức", "chi", "là", "ĐÚNG", "theo", "nghị", "quyết"]
        remarks = desk.document(document).paper_remarks.split()
        assert {"changes", "old_fonts"} <= set(remarks)
        assert desk.get(document, "original").data == old

    def test_an_office_file_waits_for_its_turn_and_says_so(
        self, desk, store, ingestion, work_off
    ):
        document = desk.add(papers.docx(), "a.docx")
        ingestion.open_document(document)
        assert desk.document(document).state == DocumentState.CHECKED
        # A worker that starts now goes on with it, and so with one that was begun.
        ingestion.resume()
        work_off()
        with store.reading() as session:
            told = facts_after(session, desk.meeting_id, 0)
        states = [fact.body["state"] for fact in told if "state" in fact.body]
        assert list(dict.fromkeys(states)) == [
            *("checked", "converting", "rendering", "ready")
        ]

    def test_a_table_in_calibri_has_as_many_pages_as_in_excel(self, desk, work_off):
        document = desk.add(office_papers.calibri_table(), "a.xlsx")
        work_off()
        assert desk.get(document, "status").json["page_count"] == 1


BAD = {
    "encrypted": (papers.encrypted_pdf, "pdf", "mật khẩu"),
    "truncated": (lambda: papers.pdf(3)[:-900], "pdf", "hỏng"),
    "100,000 pages": (papers.endless_pdf, "pdf", "2000 trang"),
    "100,000 pages that claim to be 5": (
        lambda: papers.endless_pdf(declared=5),
        "pdf",
        "2000 trang",
    ),
    "a page tree without end": (papers.looping_pdf, "pdf", "hỏng"),
    "huge pixel size": (papers.huge_png, "png", "triệu điểm ảnh"),
    "picture cut off": (lambda: papers.picture("JPEG")[:-1500], "jpg", "hỏng"),
    "zip bomb": (papers.zip_bomb, "docx", "không an toàn"),
    "lying zip bomb": (papers.lying_zip_bomb, "docx", "hỏng"),
    "archive inside": (
        lambda: papers.docx_with({"word/x.zip": papers.archive({"a": b"a"})}),
        "docx",
        "tệp nén bên trong",
    ),
    "macros inside a chart": (
        lambda: papers.docx_with(
            {
                "word/embeddings/t.xlsx": papers.archive({"xl/vbaProject.bin": b"x"}),
            }
        ),
        "docx",
        "macro",
    ),
}


class TestBadFiles:
    @pytest.mark.parametrize(("make", "kind", "word"), BAD.values(), ids=BAD)
    def test_is_refused_in_words_and_the_rest_is_untouched(
        self, desk, scene, work_off, make, kind, word
    ):
        good = scene.make_document(
            desk.meeting_id, desk.item_id, [papers.picture("WEBP")]
        )
        bad = desk.add(make(), f"xấu.{kind}")
        before = row_counts(desk.store)
        work_off()
        status = desk.get(bad, "status").json
        assert status["state"] == "refused"
        assert word in status["message"]
        assert "{" not in status["message"]
        assert desk.get(good, "status").json["state"] == "ready"
        assert row_counts(desk.store) == before
        assert kept_files(desk.store) == used_files(desk.store)
        assert list((desk.store.files.scratch).iterdir()) == []

    def test_the_reason_is_in_the_snapshot_of_those_who_prepare(
        self, desk, scene, client_for, work_off
    ):
        desk.add(papers.endless_pdf(), "dài.pdf")
        work_off()
        path = f"/m/{desk.meeting_id}/snapshot"
        (line,) = desk.client.get(path).json["documents"]
        assert "{limit}" in line["refusal"]["sentence"]
        assert line["refusal"]["details"] == {"limit": 2000}
        delegate = client_for(scene.make_member(desk.meeting_id))
        assert delegate.get(path).json["documents"] == []


class TestJobsThatComeAgain:
    def test_a_second_job_for_the_same_paper_changes_nothing(
        self, desk, ingestion, work_off
    ):
        document = desk.add(papers.pdf(4), "a.pdf")
        ingestion.resume()
        work_off()
        ingestion.open_document(document)
        ingestion.render_document(document)
        assert row_counts(desk.store) == (1, 4, 12)

    def test_a_paper_deleted_meanwhile_leaves_nothing(
        self, desk, ingestion, store, work_off
    ):
        document = desk.add(papers.pdf(4), "a.pdf")
        ingestion.open_document(document)
        assert desk.document(document).state == DocumentState.RENDERING
        desk.post(document, "delete")
        work_off()
        assert row_counts(store) == (0, 0, 0)
        assert kept_files(store) == set()
