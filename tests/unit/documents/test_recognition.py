"""Scans are read by the real Tesseract, in the real sandbox."""

import pytest
from PIL import Image, ImageFilter

from kiosk.documents import recognition
from kiosk.documents.models import Page
from kiosk.documents.rules import PageText
from kiosk.documents.sandbox import Sandbox
from kiosk.documents.worker_queries import pages_to_recognise
from kiosk.roles import Role
from kiosk.vietnamese import nfc
from tests.unit.documents import papers, scans
from tests.unit.documents.conftest import kept_files, row_counts, used_files

KINDS = {"pdf": "PDF", "jpg": "JPEG", "png": "PNG", "tif": "TIFF"}


@pytest.fixture(autouse=True)
def _no_politeness(monkeypatch):
    """Let the other tests not starve these."""
    monkeypatch.setattr(recognition, "NICE", 0)


def texts(desk):
    with desk.store.reading() as session:
        pages = session.query(Page).order_by(Page.document_id, Page.number).all()
        return [page.text for page in pages]


def sources(desk):
    with desk.store.reading() as session:
        pages = session.query(Page).order_by(Page.document_id, Page.number).all()
        return [page.text_source for page in pages]


def lines(desk, client=None):
    path = f"/m/{desk.meeting_id}/snapshot"
    return (client or desk.client).get(path).json["documents"]


def words_of(desk, document, page=0):
    listed = desk.get(document, "pages").json["pages"][page]
    return desk.get(document, f"words/{listed['words']}.json").json


def plain(text):
    return " ".join(text.split())


def three_sheets():
    """A TIFF whose second sheet is empty."""
    first, third = scans.slip(), scans.slip("Trang ba của bản quét", lines=1)
    return scans.as_file("TIFF", first, Image.new("RGB", first.size, "white"), third)


def stamped():
    return scans.as_file("PDF", scans.slip(stamp="TỐI MẬT"))


@pytest.mark.process
@pytest.mark.parametrize(("extension", "kind"), KINDS.items())
def test_a_scan_of_each_kind_gets_its_words(desk, work_off, extension, kind):
    document = desk.add(scans.as_file(kind, scans.slip()), f"quét.{extension}")
    work_off()
    (text,) = texts(desk)
    assert scans.WORDS in plain(text)
    assert text == nfc(text)
    assert sources(desk) == [PageText.RECOGNISED]
    found = [word for word in words_of(desk, document) if word[4] == "quán"]
    assert len(found) == 3
    x, y, w, h, *_ = found[0]
    # The first paragraph stands where it was printed: 55 mm from the top, 25 left.
    assert 55 / 210 < y < 64 / 210
    assert 0.04 < w < 0.12
    assert 0.01 < h < 0.04
    assert 0.3 < x < 0.6
    with desk.store.reading() as session:
        assert session.query(Page).one().confidence > 80
    assert kept_files(desk.store) == used_files(desk.store)
    assert list(desk.store.files.scratch.iterdir()) == []
    # It is found by its words with and without diacritics.
    for words in ("quan triet", "quán triệt"):
        path = f"/m/{desk.meeting_id}/search"
        reply = desk.client.get(path, query_string={"find": words})
        assert f'"document":{document}' in reply.text.replace(" ", ""), reply.text


@pytest.mark.process
def test_it_can_be_read_before_its_text_is_there(desk, store, ingestion):
    document = desk.add(scans.as_file("PDF", scans.slip()), "quét.pdf")
    ingestion.open_document(document)
    status = desk.get(document, "status").json
    assert (status["state"], status["pages_ready"]) == ("ready", 1)
    assert words_of(desk, document) == []
    (line,) = lines(desk)
    assert (line["recognition"], line["pages_to_recognise"]) == ("running", 1)


@pytest.mark.process
def test_a_page_that_lies_on_its_side_and_askew_is_read(desk, work_off):
    # The direction of a page is seen by many letters only.
    sheet = scans.slip(lines=7).rotate(2.5, fillcolor="white", expand=True)
    lying = sheet.transpose(Image.Transpose.ROTATE_90)
    document = desk.add(scans.as_file("JPEG", lying), "nghiêng.jpg")
    work_off()
    assert scans.WORDS in plain(texts(desk)[0])
    # Upright lines run from the bottom up here: words are higher than wide.
    long = [word for word in words_of(desk, document) if word[4] == "trung"]
    assert long
    for _, _, w, h, *_ in long:
        width, height = lying.size
        assert h * height > w * width


@pytest.mark.process
def test_only_pages_without_text_are_read(desk, work_off):
    desk.add(scans.mixed_pdf(), "lẫn.pdf")
    work_off()
    first, second = texts(desk)
    assert first == "Trang này có chữ từ đầu"
    assert scans.WORDS in plain(second)
    assert sources(desk) == [PageText.OWN, PageText.RECOGNISED]


@pytest.mark.process
def test_text_behind_an_old_font_is_read_from_the_picture(desk, work_off):
    desk.add(scans.legacy_pdf(), "cũ.pdf")
    work_off()
    (text,) = texts(desk)
    assert scans.WORDS in plain(text)
    assert "®" not in text


@pytest.mark.process
def test_every_sheet_of_a_tiff_and_its_blank_ones(desk, work_off):
    desk.add(three_sheets(), "ba tờ.tif")
    work_off()
    first, second, third = texts(desk)
    assert scans.WORDS in plain(first)
    assert second == ""
    assert "Trang ba của bản quét" in plain(third)
    assert sources(desk)[1] == PageText.BLANK
    (line,) = lines(desk)
    assert (line["recognition"], line["pages_recognised"]) == ("done", 3)
    assert (line["blank_pages"], "low_dpi" in line) == (1, False)


@pytest.mark.process
def test_a_coarse_scan_is_remarked_upon(desk, scene, client_for, work_off):
    document = desk.add(
        scans.as_file("PDF", scans.slip(dpi=110, lines=1), dpi=110), "thô.pdf"
    )
    work_off()
    assert lines(desk)[0]["low_dpi"] == 110
    desk.post(document, "publish")
    delegate = client_for(scene.make_member(desk.meeting_id))
    (line,) = lines(desk, delegate)
    assert "low_dpi" not in line
    assert "secrecy_stamp" not in line


@pytest.mark.process
def test_what_is_hard_to_read_keeps_its_doubt_and_the_secretary_is_told(
    desk, scene, client_for, work_off
):
    blurred = scans.slip().filter(ImageFilter.GaussianBlur(4))
    document = desk.add(scans.as_file("PDF", scans.slip(), blurred), "mờ.pdf")
    work_off()
    (line,) = lines(desk)
    with desk.store.reading() as session:
        clear, doubtful = session.query(Page).order_by(Page.number).all()
    assert line["unsure_pages"] == [[2, doubtful.confidence]]
    assert clear.confidence > 85
    assert 0 < doubtful.confidence < 75
    # Only doubt is written down: a clear page is not a byte larger than before.
    assert {len(word) for word in words_of(desk, document, 0)} == {5}
    doubts = [word[5] for word in words_of(desk, document, 1) if len(word) > 5]
    assert doubts
    assert all(0 < doubt < 70 for doubt in doubts)
    desk.post(document, "publish")
    delegate = client_for(scene.make_member(desk.meeting_id))
    assert "unsure_pages" not in lines(desk, delegate)[0]


@pytest.mark.process
def test_where_it_is_switched_off_a_scan_stays_a_picture(desk, work_off, monkeypatch):
    monkeypatch.setitem(desk.store.config.__dict__, "ocr", False)
    document = desk.add(scans.as_file("PDF", scans.slip()), "quét.pdf")
    work_off()
    assert sources(desk) == [PageText.WAITING]
    assert lines(desk)[0]["recognition"] == ""
    assert desk.post(document, "recognition/go-on").status_code == 409
    monkeypatch.undo()
    assert desk.post(document, "recognition/go-on").status_code == 204
    work_off()
    assert scans.WORDS in plain(texts(desk)[0])


@pytest.mark.process
def test_a_paper_of_words_alone_is_not_read(desk, store, work_off):
    desk.add(papers.pdf(), "chữ.pdf")
    work_off()
    assert sources(desk) == [PageText.OWN]
    assert lines(desk)[0]["recognition"] == ""


@pytest.mark.process
class TestLayers:
    """Text that an earlier program laid behind the picture of a scan."""

    GOOD = "\n".join([scans.WORDS] * 7)
    BAD = (
        "Hdi nghj quan tri6t Nghj quyet cua Tinh uy tai didm cau trung tam\n" * 7
    ).strip()

    @pytest.mark.parametrize("is_below", [False, True])
    def test_a_bad_one_is_replaced(self, desk, work_off, is_below):
        sheet = scans.slip()
        desk.add(scans.layered_pdf(sheet, self.BAD, is_below=is_below), "quét.pdf")
        work_off()
        (text,) = texts(desk)
        assert scans.WORDS in plain(text)
        assert "Nghj" not in text
        assert sources(desk) == [PageText.RECOGNISED]
        assert kept_files(desk.store) == used_files(desk.store)

    def test_a_good_one_stays_as_it_is_and_a_stamp_beside_it_is_found(
        self, desk, work_off
    ):
        sheet = scans.slip(stamp="TỐI MẬT")
        document = desk.add(scans.layered_pdf(sheet, self.GOOD), "quét.pdf")
        work_off()
        assert texts(desk) == [self.GOOD]
        assert sources(desk) == [PageText.CONFIRMED]
        # It is a scan, which may be archived.
        assert lines(desk)[0]["recognition"] == "done"
        assert desk.document(document).secrecy_stamp == "TỐI MẬT"
        assert kept_files(desk.store) == used_files(desk.store)

    def test_it_is_trusted_where_nothing_is_recognised(
        self, desk, work_off, monkeypatch
    ):
        monkeypatch.setitem(desk.store.config.__dict__, "ocr", False)
        desk.add(scans.layered_pdf(scans.slip(), self.GOOD), "quét.pdf")
        work_off()
        assert texts(desk) == [self.GOOD]


@pytest.mark.process
class TestStamps:
    @pytest.mark.parametrize("ink", ["#c41e2c", "#000"])
    def test_a_picture_of_one_on_a_page_with_text_is_found(self, desk, work_off, ink):
        document = desk.add(scans.pictured_pdf("MẬT", ink=ink), "a.pdf")
        work_off()
        assert desk.document(document).secrecy_stamp == "MẬT"
        assert sources(desk) == [PageText.OWN]
        # It is no scan, and nothing is left to be read.
        assert lines(desk)[0]["recognition"] == ""
        assert lines(desk)[0]["pages_to_recognise"] == 0
        assert plain(texts(desk)[0]) == scans.WORDS

    def test_a_stamped_scan_is_never_published_only_deleted(self, desk, work_off):
        document = desk.add(stamped(), "mật.pdf")
        work_off()
        (line,) = lines(desk)
        assert (line["secrecy_stamp"], line["secrecy_page"]) == ("TỐI MẬT", 1)
        # Red ink over it does not spoil the text.
        assert scans.WORDS in plain(texts(desk)[0])
        refused = desk.post(document, "publish")
        assert refused.status_code == 403
        assert "TỐI MẬT" in refused.json["message"]
        assert desk.document(document).publication == "draft"
        assert desk.post(document, "delete").status_code == 204
        work_off()
        assert row_counts(desk.store) == (0, 0, 0)
        assert kept_files(desk.store) == set()

    def test_one_found_after_publication_takes_the_paper_back(
        self, desk, scene, client_for, ingestion, work_off
    ):
        document = desk.add(stamped(), "a.pdf")
        ingestion.open_document(document)
        assert desk.post(document, "publish").status_code == 204
        work_off()
        assert desk.document(document).publication == "withdrawn"
        delegate = client_for(scene.make_member(desk.meeting_id))
        assert lines(desk, delegate) == []
        assert desk.post(document, "publish").status_code == 403
        # What must not be kept here may go, though it was published.
        assert desk.post(document, "delete").status_code == 204

    def test_one_in_the_text_of_a_pdf_is_found_too(self, desk, work_off):
        stamped = papers.pdf(text="</p><p style='font-size:15pt'>MẬT</p><p>Kế hoạch")
        document = desk.add(stamped, "chữ.pdf")
        work_off()
        assert desk.document(document).secrecy_stamp == "MẬT"
        assert desk.post(document, "publish").status_code == 403

    def test_running_text_about_secrets_is_published(self, desk, work_off):
        words = "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC và mật độ dân số, không có bí mật gì"
        document = desk.add(scans.as_file("PDF", scans.sheet(words)), "luật.pdf")
        work_off()
        assert "BÍ MẬT NHÀ NƯỚC" in plain(texts(desk)[0])
        assert desk.post(document, "publish").status_code == 204


@pytest.mark.process
class TestStopping:
    def test_stopped_it_stays_so_until_told_to_go_on(self, desk, ingestion, work_off):
        document = desk.add(three_sheets(), "ba.tif")
        ingestion.open_document(document)
        ingestion.render_document(document)
        task = desk.store.text_jobs.huey.dequeue()
        desk.store.text_jobs.huey.execute(task)
        assert desk.post(document, "recognition/stop").status_code == 204
        work_off()
        ingestion.resume()
        work_off()
        assert sources(desk).count(PageText.WAITING) == 2
        assert lines(desk)[0]["pages_recognised"] == 1
        assert desk.post(document, "recognition/stop").status_code == 409
        assert desk.post(document, "recognition/go-on").status_code == 204
        assert desk.post(document, "recognition/go-on").status_code == 409
        work_off()
        assert ["Trang ba" in text for text in texts(desk)] == [False, False, True]
        assert lines(desk)[0]["recognition"] == "done"
        assert desk.post(document, "recognition/go-on").status_code == 409

    def test_a_delegate_may_do_neither(self, desk, scene, client_for, ingestion):
        document = desk.add(scans.as_file("PDF", scans.slip()), "a.pdf")
        ingestion.open_document(document)
        for role in (Role.CHAIR, Role.OFFICIAL_DELEGATE):
            client = client_for(scene.make_member(desk.meeting_id, role))
            for deed in ("stop", "go-on"):
                path = f"{desk.at}/{document}/recognition/{deed}"
                assert client.post(path, json={}).status_code == 403


@pytest.mark.process
def test_a_page_that_cannot_be_read_is_left_and_tried_again_on_wish(
    desk, work_off, monkeypatch
):
    document = desk.add(three_sheets(), "a.tif")
    with monkeypatch.context() as patch:
        patch.setattr(recognition, "PAGE_SECONDS", 0.01)
        work_off()
    assert sources(desk) == [PageText.FAILED] * 3
    assert desk.document(document).state == "ready"
    assert lines(desk)[0]["recognition"] == "partly"
    assert desk.post(document, "recognition/go-on").status_code == 204
    work_off()
    assert lines(desk)[0]["recognition"] == "done"
    read, blank = PageText.RECOGNISED, PageText.BLANK
    assert sources(desk) == [read, blank, read]
    assert kept_files(desk.store) == used_files(desk.store)


@pytest.mark.process
def test_a_paper_deleted_meanwhile_leaves_nothing(desk, store, ingestion, work_off):
    document = desk.add(scans.as_file("PDF", scans.slip()), "a.pdf")
    ingestion.open_document(document)
    assert desk.post(document, "delete").status_code == 204
    work_off()
    assert row_counts(store) == (0, 0, 0)
    assert kept_files(store) == set()


@pytest.mark.process
def test_a_second_job_for_the_same_page_changes_nothing(desk, store, ingestion):
    document = desk.add(scans.as_file("PDF", scans.slip()), "a.pdf")
    ingestion.open_document(document)
    recogniser = recognition.Recogniser(store, ingestion._sandbox)
    recogniser.recognise_page(document)
    before = lines(desk)
    recogniser.recognise_page(document)
    assert lines(desk) == before
    with store.reading() as session:
        assert pages_to_recognise(session, document) == []


class TestWhatAChildSays:
    @pytest.fixture
    def look(self, store, tmp_path):
        recogniser = recognition.Recogniser(store, Sandbox(gives_way=False))
        (tmp_path / "out").mkdir()
        return lambda output: recogniser._look_at(output, 1, tmp_path)

    def test_is_taken_when_it_is_whole(self, look, tmp_path):
        (tmp_path / "out/1.json").write_bytes(b"[]")
        made, words = look(b'{"text": "chu"}')
        assert (made.text, words.stored.size) == ("chu", 2)

    def test_a_link_in_place_of_words_is_not_followed(self, look, tmp_path):
        (tmp_path / "out/1.json").symlink_to("/etc/passwd")
        assert look(b'{"text": "chu"}') is None

    @pytest.mark.parametrize("output", [None, b"", b"{", b'{"text": 3}', b"[]"])
    def test_nonsense_is_no_text(self, look, tmp_path, output):
        (tmp_path / "out/1.json").write_bytes(b"[]")
        assert look(output) is None

    def test_no_words_is_no_text(self, look):
        assert look(b'{"text": "chu"}') is None
