"""From upload to pages: valid and invalid files in the real sandbox."""

import pytest

from kiosk.documents.models import Page
from kiosk.documents.rules import DocumentState
from kiosk.ingestion.office.default_password import DEFAULT_PASSWORD
from kiosk.storage.journal import events_after
from tests.unit.documents.conftest import kept_files, row_counts, used_files
from tests.unit.ingestion import sample_files, sample_office_files
from tests.workbooks import as_encrypted

pytestmark = pytest.mark.process


@pytest.fixture(autouse=True)
def _without_recognition(store, monkeypatch):
    """OCR is tested in test_ocr_job."""
    monkeypatch.setitem(store.config.__dict__, "ocr", False)


GOOD = {
    "pdf": (sample_files.pdf, 1),
    "jpg": (lambda: sample_files.picture("JPEG"), 1),
    "png": (lambda: sample_files.picture("PNG"), 1),
    "tif": (sample_files.scan, 3),
    "heic": (sample_files.iphone_photo, 1),
    "docx": (sample_files.docx, 1),
    "pptx": (sample_files.pptx, 2),
    "xlsx": (sample_files.xlsx, 1),
    "odt": (sample_files.odt, 1),
    "rtf": (sample_office_files.rtf, 1),
    "doc": (lambda: sample_office_files.as_old(sample_files.docx(), "doc"), 1),
    "ppt": (lambda: sample_office_files.as_old(sample_files.pptx(), "ppt"), 2),
    "xls": (lambda: sample_office_files.as_old(sample_files.xlsx(), "xls"), 1),
}


class TestGoodKinds:
    @pytest.mark.parametrize(("make", "pages"), GOOD.values(), ids=GOOD)
    def test_becomes_pages(self, secretary, run_jobs, request, make, pages):
        extension = request.node.callspec.id
        document = secretary.add(make(), f"tài liệu.{extension}")
        run_jobs()
        status = secretary.get(document, "status").json
        assert (status["state"], status["message"]) == ("ready", "")
        listed = secretary.get(document, "pages").json
        assert [page["number"] for page in listed["pages"]] == list(range(1, pages + 1))
        image = listed["pages"][0]["images"]["1200"]
        data = secretary.get(document, f"images/{image}.webp").data
        assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
        assert kept_files(secretary.store) == used_files(secretary.store)

    def test_a_workbook_with_a_protected_structure_becomes_pages(
        self, secretary, run_jobs
    ):
        data = as_encrypted(sample_files.xlsx(), DEFAULT_PASSWORD)
        document = secretary.add(data, "bảng.xlsx")
        run_jobs()
        status = secretary.get(document, "status").json
        assert (status["state"], status["message"]) == ("ready", "")

    def test_the_words_of_a_page_come_with_their_boxes(self, secretary, run_jobs):
        document = secretary.add(
            sample_files.pdf(text="Quán triệt Nghị quyết"), "a.pdf"
        )
        run_jobs()
        page = secretary.get(document, "pages").json["pages"][0]
        words = secretary.get(document, f"words/{page['words']}.json").json
        assert [word[4] for word in words] == [
            *("Quán", "triệt", "Nghị", "quyết", "trang", "1")
        ]
        for x, y, w, h, _ in words:
            assert 0 < x < x + w < 1
            assert 0 < y < y + h < 0.2
        with secretary.store.read_session() as session:
            assert session.query(Page).one().text == "Quán triệt Nghị quyết trang 1"

    def test_a_photo_is_turned_upright(self, secretary, run_jobs):
        document = secretary.add(sample_files.sideways_photo(), "anh.jpg")
        run_jobs()
        page = secretary.get(document, "pages").json["pages"][0]
        assert page["width"] < page["height"]

    def test_sheets_of_odd_sizes_are_drawn_within_bounds(self, secretary, run_jobs):
        sizes = [(14_400, 14_400), (50, 14_000), (14_000, 50), (3, 3)]
        document = secretary.add(sample_files.sized_pdf(*sizes), "khổ lạ.pdf")
        run_jobs()
        assert secretary.get(document, "status").json["state"] == "ready"
        pages = secretary.get(document, "pages").json["pages"]
        assert [(page["width"], page["height"]) for page in pages] == sizes

    def test_scripts_are_taken_out_but_the_original_stays(self, secretary, run_jobs):
        data = sample_files.active_pdf()
        document = secretary.add(data, "a.pdf")
        run_jobs()
        pdf = secretary.store.files.path(
            secretary.document(document).pdf_sha256
        ).read_bytes()
        assert b"JavaScript" in data
        assert b"JavaScript" not in pdf
        assert secretary.get(document, "original").data == data

    def test_a_chart_keeps_its_table(self, secretary, run_jobs):
        data = sample_files.docx_with(
            {"word/embeddings/table.xlsx": sample_files.xlsx()}
        )
        document = secretary.add(data, "a.docx")
        run_jobs()
        assert secretary.get(document, "status").json["state"] == "ready"

    def test_pages_of_an_office_file_show_its_final_text_in_unicode(
        self, secretary, run_jobs
    ):
        document = secretary.add(sample_office_files.old_and_tracked(), "a.docx")
        run_jobs()
        with secretary.store.read_session() as session:
            text = session.query(Page).one().text
        assert text.split() == ["Mức", "chi", "là", "ĐÚNG", "theo", "nghị", "quyết"]
        listed = secretary.client.get(f"/m/{secretary.meeting_id}/snapshot").json[
            "documents"
        ]
        assert [(one["id"], one["paper_remarks"]) for one in listed] == [
            (document, ["changes", "comments", "old_fonts"])
        ]

    @pytest.mark.parametrize("kind", ["doc", "rtf"])
    def test_an_old_office_file_shows_its_final_text_in_unicode(
        self, secretary, run_jobs, kind
    ):
        old = sample_office_files.as_old(sample_office_files.old_and_tracked(), kind)
        document = secretary.add(old, f"a.{kind}")
        run_jobs()
        with secretary.store.read_session() as session:
            text = session.query(Page).one().text
        assert text.split() == ["Mức", "chi", "là", "ĐÚNG", "theo", "nghị", "quyết"]
        remarks = secretary.document(document).paper_remarks.split()
        assert {"changes", "old_fonts"} <= set(remarks)
        assert secretary.get(document, "original").data == old

    def test_an_office_file_waits_for_its_turn_and_says_so(
        self, secretary, store, ingestion, run_jobs
    ):
        document = secretary.add(sample_files.docx(), "a.docx")
        ingestion.open_document(document)
        assert secretary.document(document).state == DocumentState.CHECKED
        # A worker started now continues the document.
        ingestion.resume()
        run_jobs()
        with store.read_session() as session:
            reported = events_after(session, secretary.meeting_id, 0)
        states = [fact.body["state"] for fact in reported if "state" in fact.body]
        assert list(dict.fromkeys(states)) == [
            *("checked", "converting", "rendering", "ready")
        ]

    def test_a_table_in_calibri_has_as_many_pages_as_in_excel(
        self, secretary, run_jobs
    ):
        document = secretary.add(sample_office_files.calibri_table(), "a.xlsx")
        run_jobs()
        assert secretary.get(document, "status").json["page_count"] == 1


BAD = {
    "encrypted": (sample_files.encrypted_pdf, "pdf", "mật khẩu"),
    "truncated": (lambda: sample_files.pdf(3)[:-900], "pdf", "hỏng"),
    "100,000 pages": (sample_files.endless_pdf, "pdf", "2000 trang"),
    "100,000 pages that claim to be 5": (
        lambda: sample_files.endless_pdf(declared=5),
        "pdf",
        "2000 trang",
    ),
    "a page tree without end": (sample_files.looping_pdf, "pdf", "hỏng"),
    "huge pixel size": (sample_files.huge_png, "png", "triệu điểm ảnh"),
    "picture cut off": (lambda: sample_files.picture("JPEG")[:-1500], "jpg", "hỏng"),
    "zip bomb": (sample_files.zip_bomb, "docx", "không an toàn"),
    "lying zip bomb": (sample_files.lying_zip_bomb, "docx", "hỏng"),
    "archive inside": (
        lambda: sample_files.docx_with(
            {"word/x.zip": sample_files.archive({"a": b"a"})}
        ),
        "docx",
        "tệp nén bên trong",
    ),
    "macros inside a chart": (
        lambda: sample_files.docx_with(
            {
                "word/embeddings/t.xlsx": sample_files.archive(
                    {"xl/vbaProject.bin": b"x"}
                ),
            }
        ),
        "docx",
        "macro",
    ),
}


class TestBadFiles:
    @pytest.mark.parametrize(("make", "kind", "word"), BAD.values(), ids=BAD)
    def test_is_refused_in_words_and_the_rest_is_untouched(
        self, secretary, scene, run_jobs, make, kind, word
    ):
        good = scene.make_document(
            secretary.meeting_id, secretary.item_id, [sample_files.picture("WEBP")]
        )
        bad = secretary.add(make(), f"xấu.{kind}")
        before = row_counts(secretary.store)
        run_jobs()
        status = secretary.get(bad, "status").json
        assert status["state"] == "refused"
        assert word in status["message"]
        assert "{" not in status["message"]
        assert secretary.get(good, "status").json["state"] == "ready"
        assert row_counts(secretary.store) == before
        assert kept_files(secretary.store) == used_files(secretary.store)
        assert list((secretary.store.files.scratch).iterdir()) == []

    def test_the_reason_is_in_the_snapshot_of_those_who_prepare(
        self, secretary, scene, client_for, run_jobs
    ):
        secretary.add(sample_files.endless_pdf(), "dài.pdf")
        run_jobs()
        path = f"/m/{secretary.meeting_id}/snapshot"
        (line,) = secretary.client.get(path).json["documents"]
        assert "{limit}" in line["refusal"]["sentence"]
        assert line["refusal"]["details"] == {"limit": 2000}
        delegate = client_for(scene.make_member(secretary.meeting_id))
        assert delegate.get(path).json["documents"] == []


class TestJobsThatComeAgain:
    def test_a_second_job_for_the_same_document_changes_nothing(
        self, secretary, ingestion, run_jobs
    ):
        document = secretary.add(sample_files.pdf(4), "a.pdf")
        ingestion.resume()
        run_jobs()
        ingestion.open_document(document)
        ingestion.render_document(document)
        assert row_counts(secretary.store) == (1, 4, 12)

    def test_a_document_deleted_meanwhile_leaves_nothing(
        self, secretary, ingestion, store, run_jobs
    ):
        document = secretary.add(sample_files.pdf(4), "a.pdf")
        ingestion.open_document(document)
        assert secretary.document(document).state == DocumentState.RENDERING
        secretary.post(document, "delete")
        run_jobs()
        assert row_counts(store) == (0, 0, 0)
        assert kept_files(store) == set()
