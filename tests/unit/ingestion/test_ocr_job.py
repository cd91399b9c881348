"""OCR of scans with the real Tesseract in the real sandbox."""

import pytest
from PIL import Image, ImageFilter

from kiosk.documents.models import Page
from kiosk.documents.rules import PageText
from kiosk.documents.unrestricted_queries import pages_to_recognise
from kiosk.ingestion.ocr import ocr_job
from kiosk.processes import sandbox
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import Role
from kiosk.vietnamese import nfc
from tests.unit.documents.conftest import kept_files, row_counts, used_files
from tests.unit.ingestion import sample_files, sample_scans

KINDS = {"pdf": "PDF", "jpg": "JPEG", "png": "PNG", "tif": "TIFF"}


@pytest.fixture(autouse=True)
def _no_politeness(monkeypatch):
    """Run OCR at normal priority: other tests use the cores."""
    monkeypatch.setattr(ocr_job, "OCR_NICE", 0)


def texts(secretary):
    with secretary.store.read_session() as session:
        pages = session.query(Page).order_by(Page.document_id, Page.number).all()
        return [page.text for page in pages]


def sources(secretary):
    with secretary.store.read_session() as session:
        pages = session.query(Page).order_by(Page.document_id, Page.number).all()
        return [page.text_source for page in pages]


def lines(secretary, client=None):
    path = f"/m/{secretary.meeting_id}/snapshot"
    return (client or secretary.client).get(path).json["documents"]


def words_of(secretary, document, page=0):
    listed = secretary.get(document, "pages").json["pages"][page]
    return secretary.get(document, f"words/{listed['words']}.json").json


def plain(text):
    return " ".join(text.split())


def three_sheets():
    """A TIFF with a blank second page."""
    first, third = (
        sample_scans.slip(),
        sample_scans.slip("Trang ba của bản quét", lines=1),
    )
    return sample_scans.as_file(
        "TIFF", first, Image.new("RGB", first.size, "white"), third
    )


def stamped():
    return sample_scans.as_file("PDF", sample_scans.slip(stamp="TỐI MẬT"))


@pytest.mark.process
@pytest.mark.parametrize(("extension", "kind"), KINDS.items())
def test_a_scan_of_each_kind_gets_its_words(secretary, run_jobs, extension, kind):
    document = secretary.add(
        sample_scans.as_file(kind, sample_scans.slip()), f"quét.{extension}"
    )
    run_jobs()
    (text,) = texts(secretary)
    assert sample_scans.WORDS in plain(text)
    assert text == nfc(text)
    assert sources(secretary) == [PageText.RECOGNISED]
    found = [word for word in words_of(secretary, document) if word[4] == "quán"]
    assert len(found) == 3
    x, y, w, h, *_ = found[0]
    # Printed position of the first paragraph: 55 mm from the top, 25 mm from the left.
    assert 55 / 210 < y < 64 / 210
    assert 0.04 < w < 0.12
    assert 0.01 < h < 0.04
    assert 0.3 < x < 0.6
    with secretary.store.read_session() as session:
        assert session.query(Page).one().confidence > 80
    assert kept_files(secretary.store) == used_files(secretary.store)
    assert list(secretary.store.files.scratch.iterdir()) == []
    # Found with and without diacritics.
    for words in ("quan triet", "quán triệt"):
        path = f"/m/{secretary.meeting_id}/search"
        reply = secretary.client.get(path, query_string={"find": words})
        assert f'"document":{document}' in reply.text.replace(" ", ""), reply.text


@pytest.mark.process
def test_it_can_be_read_before_its_text_is_there(secretary, store, ingestion):
    document = secretary.add(
        sample_scans.as_file("PDF", sample_scans.slip()), "quét.pdf"
    )
    ingestion.open_document(document)
    status = secretary.get(document, "status").json
    assert (status["state"], status["pages_ready"]) == ("ready", 1)
    assert words_of(secretary, document) == []
    (line,) = lines(secretary)
    assert (line["recognition"], line["pages_to_recognise"]) == ("running", 1)


@pytest.mark.process
def test_a_page_that_lies_on_its_side_and_askew_is_read(secretary, run_jobs):
    # Orientation detection needs many letters.
    sheet = sample_scans.slip(lines=7).rotate(2.5, fillcolor="white", expand=True)
    lying = sheet.transpose(Image.Transpose.ROTATE_90)
    document = secretary.add(sample_scans.as_file("JPEG", lying), "nghiêng.jpg")
    run_jobs()
    assert sample_scans.WORDS in plain(texts(secretary)[0])
    # On this page lines run upwards: words are higher than wide.
    long = [word for word in words_of(secretary, document) if word[4] == "trung"]
    assert long
    for _, _, w, h, *_ in long:
        width, height = lying.size
        assert h * height > w * width


@pytest.mark.process
def test_only_pages_without_text_are_read(secretary, run_jobs):
    secretary.add(sample_scans.mixed_pdf(), "lẫn.pdf")
    run_jobs()
    first, second = texts(secretary)
    assert first == "Trang này có chữ từ đầu"
    assert sample_scans.WORDS in plain(second)
    assert sources(secretary) == [PageText.OWN, PageText.RECOGNISED]


@pytest.mark.process
def test_text_behind_an_old_font_is_read_from_the_picture(secretary, run_jobs):
    secretary.add(sample_scans.legacy_pdf(), "cũ.pdf")
    run_jobs()
    (text,) = texts(secretary)
    assert sample_scans.WORDS in plain(text)
    assert "®" not in text


@pytest.mark.process
def test_every_sheet_of_a_tiff_and_its_blank_ones(secretary, run_jobs):
    secretary.add(three_sheets(), "ba tờ.tif")
    run_jobs()
    first, second, third = texts(secretary)
    assert sample_scans.WORDS in plain(first)
    assert second == ""
    assert "Trang ba của bản quét" in plain(third)
    assert sources(secretary)[1] == PageText.BLANK
    (line,) = lines(secretary)
    assert (line["recognition"], line["pages_recognised"]) == ("done", 3)
    assert (line["blank_pages"], "low_dpi" in line) == (1, False)


@pytest.mark.process
def test_a_coarse_scan_is_remarked_upon(secretary, scene, client_for, run_jobs):
    document = secretary.add(
        sample_scans.as_file("PDF", sample_scans.slip(dpi=110, lines=1), dpi=110),
        "thô.pdf",
    )
    run_jobs()
    assert lines(secretary)[0]["low_dpi"] == 110
    secretary.post(document, "publish")
    delegate = client_for(scene.make_member(secretary.meeting_id))
    (line,) = lines(secretary, delegate)
    assert "low_dpi" not in line
    assert "secrecy_stamp" not in line


@pytest.mark.process
def test_what_is_hard_to_read_keeps_its_doubt_and_the_secretary_is_notified(
    secretary, scene, client_for, run_jobs
):
    blurred = sample_scans.slip().filter(ImageFilter.GaussianBlur(4))
    document = secretary.add(
        sample_scans.as_file("PDF", sample_scans.slip(), blurred), "mờ.pdf"
    )
    run_jobs()
    (line,) = lines(secretary)
    with secretary.store.read_session() as session:
        clear, doubtful = session.query(Page).order_by(Page.number).all()
    assert line["unsure_pages"] == [[2, doubtful.confidence]]
    assert clear.confidence > 85
    assert 0 < doubtful.confidence < 75
    # Only low confidence is stored: a clear page gets no larger.
    assert {len(word) for word in words_of(secretary, document, 0)} == {5}
    doubts = [word[5] for word in words_of(secretary, document, 1) if len(word) > 5]
    assert doubts
    assert all(0 < doubt < 70 for doubt in doubts)
    secretary.post(document, "publish")
    delegate = client_for(scene.make_member(secretary.meeting_id))
    assert "unsure_pages" not in lines(secretary, delegate)[0]


@pytest.mark.process
def test_where_it_is_switched_off_a_scan_stays_a_picture(
    secretary, run_jobs, monkeypatch
):
    monkeypatch.setitem(secretary.store.config.__dict__, "ocr", False)
    document = secretary.add(
        sample_scans.as_file("PDF", sample_scans.slip()), "quét.pdf"
    )
    run_jobs()
    assert sources(secretary) == [PageText.WAITING]
    assert lines(secretary)[0]["recognition"] == ""
    assert secretary.post(document, "recognition/go-on").status_code == 409
    monkeypatch.undo()
    assert secretary.post(document, "recognition/go-on").status_code == 204
    run_jobs()
    assert sample_scans.WORDS in plain(texts(secretary)[0])


@pytest.mark.process
def test_a_document_of_words_alone_is_not_read(secretary, store, run_jobs):
    secretary.add(sample_files.pdf(), "chữ.pdf")
    run_jobs()
    assert sources(secretary) == [PageText.OWN]
    assert lines(secretary)[0]["recognition"] == ""


@pytest.mark.process
class TestLayers:
    """A scan with a text layer of an earlier OCR."""

    GOOD = "\n".join([sample_scans.WORDS] * 7)
    BAD = (
        "Hdi nghj quan tri6t Nghj quyet cua Tinh uy tai didm cau trung tam\n" * 7
    ).strip()

    @pytest.mark.parametrize("is_below", [False, True])
    def test_a_bad_one_is_replaced(self, secretary, run_jobs, is_below):
        sheet = sample_scans.slip()
        secretary.add(
            sample_scans.layered_pdf(sheet, self.BAD, is_below=is_below), "quét.pdf"
        )
        run_jobs()
        (text,) = texts(secretary)
        assert sample_scans.WORDS in plain(text)
        assert "Nghj" not in text
        assert sources(secretary) == [PageText.RECOGNISED]
        assert kept_files(secretary.store) == used_files(secretary.store)

    def test_a_good_one_stays_as_it_is_and_a_stamp_beside_it_is_found(
        self, secretary, run_jobs
    ):
        sheet = sample_scans.slip(stamp="TỐI MẬT")
        document = secretary.add(sample_scans.layered_pdf(sheet, self.GOOD), "quét.pdf")
        run_jobs()
        assert texts(secretary) == [self.GOOD]
        assert sources(secretary) == [PageText.CONFIRMED]
        # It is a scan, so it can be archived.
        assert lines(secretary)[0]["recognition"] == "done"
        assert secretary.document(document).secrecy_stamp == "TỐI MẬT"
        assert kept_files(secretary.store) == used_files(secretary.store)

    def test_it_is_trusted_where_nothing_is_recognised(
        self, secretary, run_jobs, monkeypatch
    ):
        monkeypatch.setitem(secretary.store.config.__dict__, "ocr", False)
        secretary.add(
            sample_scans.layered_pdf(sample_scans.slip(), self.GOOD), "quét.pdf"
        )
        run_jobs()
        assert texts(secretary) == [self.GOOD]


@pytest.mark.process
class TestStamps:
    @pytest.mark.parametrize("ink", ["#c41e2c", "#000"])
    def test_a_picture_of_one_on_a_page_with_text_is_found(
        self, secretary, run_jobs, ink
    ):
        document = secretary.add(sample_scans.pictured_pdf("MẬT", ink=ink), "a.pdf")
        run_jobs()
        assert secretary.document(document).secrecy_stamp == "MẬT"
        assert sources(secretary) == [PageText.OWN]
        # It is no scan, and no page is waiting.
        assert lines(secretary)[0]["recognition"] == ""
        assert lines(secretary)[0]["pages_to_recognise"] == 0
        assert plain(texts(secretary)[0]) == sample_scans.WORDS

    def test_a_stamped_scan_is_never_published_only_deleted(self, secretary, run_jobs):
        document = secretary.add(stamped(), "mật.pdf")
        run_jobs()
        (line,) = lines(secretary)
        assert (line["secrecy_stamp"], line["secrecy_page"]) == ("TỐI MẬT", 1)
        # Red ink over the text does not affect it.
        assert sample_scans.WORDS in plain(texts(secretary)[0])
        refused = secretary.post(document, "publish")
        assert refused.status_code == 403
        assert "TỐI MẬT" in refused.json["message"]
        assert secretary.document(document).publication == "draft"
        assert secretary.post(document, "delete").status_code == 204
        run_jobs()
        assert row_counts(secretary.store) == (0, 0, 0)
        assert kept_files(secretary.store) == set()

    def test_one_found_after_publication_takes_the_document_back(
        self, secretary, scene, client_for, ingestion, run_jobs
    ):
        document = secretary.add(stamped(), "a.pdf")
        ingestion.open_document(document)
        assert secretary.post(document, "publish").status_code == 204
        run_jobs()
        assert secretary.document(document).publication == "withdrawn"
        delegate = client_for(scene.make_member(secretary.meeting_id))
        assert lines(secretary, delegate) == []
        assert secretary.post(document, "publish").status_code == 403
        # A document with a secrecy stamp may be deleted although it was published.
        assert secretary.post(document, "delete").status_code == 204

    def test_one_in_the_text_of_a_pdf_is_found_too(self, secretary, run_jobs):
        stamped = sample_files.pdf(
            text="</p><p style='font-size:15pt'>MẬT</p><p>Kế hoạch"
        )
        document = secretary.add(stamped, "chữ.pdf")
        run_jobs()
        assert secretary.document(document).secrecy_stamp == "MẬT"
        assert secretary.post(document, "publish").status_code == 403

    def test_running_text_about_secrets_is_published(self, secretary, run_jobs):
        words = "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC và mật độ dân số, không có bí mật gì"
        document = secretary.add(
            sample_scans.as_file("PDF", sample_scans.sheet(words)), "luật.pdf"
        )
        run_jobs()
        assert "BÍ MẬT NHÀ NƯỚC" in plain(texts(secretary)[0])
        assert secretary.post(document, "publish").status_code == 204


@pytest.mark.process
class TestStopping:
    def test_stopped_it_stays_so_until_resumed(self, secretary, ingestion, run_jobs):
        document = secretary.add(three_sheets(), "ba.tif")
        ingestion.open_document(document)
        ingestion.render_document(document)
        task = secretary.store.text_jobs.huey.dequeue()
        secretary.store.text_jobs.huey.execute(task)
        assert secretary.post(document, "recognition/stop").status_code == 204
        run_jobs()
        ingestion.resume()
        run_jobs()
        assert sources(secretary).count(PageText.WAITING) == 2
        assert lines(secretary)[0]["pages_recognised"] == 1
        assert secretary.post(document, "recognition/stop").status_code == 409
        assert secretary.post(document, "recognition/go-on").status_code == 204
        assert secretary.post(document, "recognition/go-on").status_code == 409
        run_jobs()
        assert ["Trang ba" in text for text in texts(secretary)] == [False, False, True]
        assert lines(secretary)[0]["recognition"] == "done"
        assert secretary.post(document, "recognition/go-on").status_code == 409

    def test_a_delegate_may_do_neither(self, secretary, scene, client_for, ingestion):
        document = secretary.add(
            sample_scans.as_file("PDF", sample_scans.slip()), "a.pdf"
        )
        ingestion.open_document(document)
        for role in (Role.CHAIR, Role.OFFICIAL_DELEGATE):
            client = client_for(scene.make_member(secretary.meeting_id, role))
            for action in ("stop", "go-on"):
                path = f"{secretary.at}/{document}/recognition/{action}"
                assert client.post(path, json={}).status_code == 403


@pytest.mark.process
def test_a_page_that_cannot_be_read_is_left_and_tried_again_on_request(
    secretary, run_jobs, monkeypatch
):
    document = secretary.add(three_sheets(), "a.tif")
    with monkeypatch.context() as patch:
        patch.setattr(ocr_job, "OCR_PAGE_SECONDS", 0.01)
        # A blank page takes less than the usual interval.
        patch.setattr(sandbox, "CPU_POLL_SECONDS", 0.01)
        run_jobs()
    assert sources(secretary) == [PageText.FAILED] * 3
    assert secretary.document(document).state == "ready"
    assert lines(secretary)[0]["recognition"] == "partly"
    assert secretary.post(document, "recognition/go-on").status_code == 204
    run_jobs()
    assert lines(secretary)[0]["recognition"] == "done"
    read, blank = PageText.RECOGNISED, PageText.BLANK
    assert sources(secretary) == [read, blank, read]
    assert kept_files(secretary.store) == used_files(secretary.store)


@pytest.mark.process
def test_a_document_deleted_meanwhile_leaves_nothing(
    secretary, store, ingestion, run_jobs
):
    document = secretary.add(sample_scans.as_file("PDF", sample_scans.slip()), "a.pdf")
    ingestion.open_document(document)
    assert secretary.post(document, "delete").status_code == 204
    run_jobs()
    assert row_counts(store) == (0, 0, 0)
    assert kept_files(store) == set()


@pytest.mark.process
def test_a_second_job_for_the_same_page_changes_nothing(secretary, store, ingestion):
    document = secretary.add(sample_scans.as_file("PDF", sample_scans.slip()), "a.pdf")
    ingestion.open_document(document)
    recogniser = ocr_job.OcrJob(store, ingestion._sandbox)
    recogniser.recognise_page(document)
    before = lines(secretary)
    recogniser.recognise_page(document)
    assert lines(secretary) == before
    with store.read_session() as session:
        assert pages_to_recognise(session, document) == []


class TestWhatAChildSays:
    @pytest.fixture
    def look(self, store, tmp_path):
        recogniser = ocr_job.OcrJob(store, Sandbox(lower_priority=False))
        (tmp_path / "out").mkdir()
        return lambda output: recogniser._read_result(output, 1, tmp_path)

    def test_is_taken_when_it_is_whole(self, look, tmp_path):
        (tmp_path / "out/1.json").write_bytes(b"[]")
        made, words = look(b'{"text": "chu"}')
        assert (made.text, words.stored.size) == ("chu", 2)

    def test_a_link_in_place_of_words_is_not_followed(self, look, tmp_path):
        (tmp_path / "out/1.json").symlink_to("/etc/passwd")
        assert look(b'{"text": "chu"}') is None

    @pytest.mark.parametrize("output", [None, b"", b"{", b'{"text": 3}', b"[]"])
    def test_an_invalid_value_is_no_text(self, look, tmp_path, output):
        (tmp_path / "out/1.json").write_bytes(b"[]")
        assert look(output) is None

    def test_no_words_is_no_text(self, look):
        assert look(b'{"text": "chu"}') is None
