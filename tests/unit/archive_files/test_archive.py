"""A scan becomes a searchable PDF/A with its provenance."""

import io
import re
import subprocess
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from kiosk.archive_files.rules import ArchiveWord, read_words
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import Publication, Recognition
from kiosk.roles import Role
from tests.unit.ingestion import sample_files, sample_scans

pytestmark = pytest.mark.process

WORD = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">'
    r"([^<]+)</word>"
)
# Maximum distance of words from their image in points: a third of a letter.
TOLERANCE = 3.0


def archived(secretary, run_jobs, data: bytes, name: str) -> tuple[int, bytes]:
    """Upload a scan, recognise and archive it; return its id and the file."""
    document = secretary.add(data, name)
    run_jobs()
    assert secretary.post(document, "archive").status_code == 204
    run_jobs()
    reported = secretary.get(document, "archive/state").json
    assert reported["state"] == "ready", reported
    assert reported["done"] == reported["total"] > 0
    assert not reported["is_old"]
    reply = secretary.get(document, "archive")
    assert reply.status_code == 200
    assert reply.mimetype == "application/pdf"
    return document, reply.data


def words_by_poppler(data: bytes, tmp_path: Path) -> list[tuple[float, ...]]:
    """Return the edges in points from the top left, and the text, of each word."""
    file = tmp_path / "archive.pdf"
    file.write_bytes(data)
    done = subprocess.run(
        ["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True
    )
    return [
        (*(float(edge) for edge in found[:4]), found[4])
        for found in WORD.findall(done.stdout.decode())
    ]


def stored_words(
    secretary, document: int
) -> list[tuple[float, float, list[ArchiveWord]]]:
    files = secretary.store.files
    with secretary.store.read_session() as session:
        pages = session.query(Page).filter_by(document_id=document)
        return [
            (
                page.width,
                page.height,
                read_words(files.path(page.words_sha256).read_bytes()),
            )
            for page in pages.order_by(Page.number)
        ]


def check_is_pdf_a(data: bytes) -> None:
    """Check the structural requirements of PDF/A-2b."""
    assert re.match(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}", data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.is_encrypted
        assert "/ID" in pdf.trailer
        with pdf.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "B")
        assert "/Filter" not in pdf.Root.Metadata
        [intent] = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        profile = intent.DestOutputProfile.read_bytes()
        assert profile[36:40] == b"acsp"
        assert profile[12:20] == b"mntrRGB "
        assert intent.DestOutputProfile.N == 3
        check_objects(pdf)


def check_objects(pdf: pikepdf.Pdf) -> None:
    forbidden = {
        "/JavaScript",
        "/JS",
        "/Launch",
        "/OpenAction",
        "/AA",
        "/EmbeddedFiles",
    }
    fonts = pictures = 0
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        assert not forbidden & set(thing.keys())
        if thing.get("/Type") == "/FontDescriptor":
            fonts += 1
            assert len(thing.FontFile2.read_bytes()) == thing.FontFile2.Length1
        if thing.get("/Subtype") == "/Image":
            pictures += 1
            assert str(thing.ColorSpace) in {"/DeviceGray", "/DeviceRGB"}
            assert not {"/SMask", "/Alternates", "/OPI"} & set(thing.keys())
            assert not thing.get("/Interpolate", False)
        assert thing.get("/Filter") != "/LZWDecode"
    assert fonts == 1
    assert pictures >= len(pdf.pages)


@pytest.mark.parametrize(
    ("extension", "kind"), [("pdf", "PDF"), ("jpg", "JPEG"), ("tif", "TIFF")]
)
def test_its_words_are_found_where_they_are_printed(
    secretary, run_jobs, tmp_path, extension, kind
):
    document, data = archived(
        secretary,
        run_jobs,
        sample_scans.as_file(kind, sample_scans.slip()),
        f"quét.{extension}",
    )
    check_is_pdf_a(data)
    [(width, height, boxes)] = stored_words(secretary, document)
    found = words_by_poppler(data, tmp_path)
    assert [word[4] for word in found] == [box.text for box in boxes]
    for (left, top, right, bottom, text), box in zip(found, boxes, strict=True):
        assert text == unicodedata.normalize("NFC", text)
        assert left == pytest.approx(box.x * width, abs=TOLERANCE)
        assert right == pytest.approx((box.x + box.width) * width, abs=TOLERANCE)
        assert top == pytest.approx(box.y * height, abs=TOLERANCE)
        assert bottom == pytest.approx((box.y + box.height) * height, abs=TOLERANCE)
    assert sample_scans.WORDS in " ".join(word[4] for word in found)


def test_the_scanners_own_picture_stays_bit_by_bit(secretary, run_jobs):
    scan = sample_scans.as_file("PDF", sample_scans.slip())
    _, data = archived(secretary, run_jobs, scan, "quét.pdf")

    def picture(file: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(file)) as pdf:
            [image] = pdf.pages[0].Resources.XObject.values()
            return image.read_raw_bytes()

    assert picture(data) == picture(scan)


def test_a_page_that_is_more_than_a_picture_is_drawn_and_keeps_its_words(
    secretary, run_jobs, tmp_path
):
    _, data = archived(secretary, run_jobs, sample_scans.mixed_pdf(), "lẫn.pdf")
    check_is_pdf_a(data)
    words = [word[4] for word in words_by_poppler(data, tmp_path)]
    assert " ".join(words).startswith("Trang này có chữ từ đầu")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        [drawn] = pdf.pages[0].Resources.XObject.values()
        assert drawn.Width > 2000


def test_a_turned_page_lies_as_it_is_shown(secretary, run_jobs, tmp_path):
    scan = sample_scans.as_file("PDF", sample_scans.slip().rotate(90, expand=True))
    with pikepdf.open(io.BytesIO(scan)) as pdf:
        pdf.pages[0].Rotate = 90
        pdf.save(out := io.BytesIO())
    document, data = archived(secretary, run_jobs, out.getvalue(), "xoay.pdf")
    [(width, height, boxes)] = stored_words(secretary, document)
    assert width < height
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [float(edge) for edge in pdf.pages[0].MediaBox[2:]] == pytest.approx(
            [width, height], abs=0.1
        )
    file = tmp_path / "archive.pdf"
    file.write_bytes(data)
    subprocess.run(
        ["pdftoppm", "-r", "60", "-png", str(file), str(tmp_path / "page")], check=True
    )
    shown = Image.open(next(tmp_path.glob("page*.png"))).convert("L")
    # There is ink in each word box.
    for box in boxes[:20]:
        edges = [
            box.x * shown.width,
            box.y * shown.height,
            (box.x + box.width) * shown.width,
            (box.y + box.height) * shown.height,
        ]
        assert shown.crop(tuple(map(round, edges))).getextrema()[0] < 160, box.text


def test_it_says_who_digitised_it_when_and_that_a_machine_read_it(secretary, run_jobs):
    document, data = archived(
        secretary,
        run_jobs,
        sample_scans.as_file("JPEG", sample_scans.slip()),
        "Công văn 12.jpg",
    )
    row = secretary.document(document)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        subject = str(pdf.docinfo.Subject)
        assert str(pdf.docinfo.Title) == "Công văn 12"
        assert re.fullmatch(r"D:\d{14}\+07'00'?", str(pdf.docinfo.CreationDate))
        with pdf.open_metadata() as said:
            assert said["dc:title"] == "Công văn 12"
            assert said["dc:description"] == subject
            assert said["dc:creator"] == [f"{row.uploaded_by}, Tỉnh uỷ Sơn Lâm"]
            assert said["xmp:CreateDate"].endswith("+07:00")
            assert said["pdf:Producer"] == str(pdf.docinfo.Producer)
    assert f"Số hoá bởi {row.uploaded_by}, Tỉnh uỷ Sơn Lâm, lúc " in subject
    assert "(UTC+7)" in subject
    assert re.search(r"nhận dạng \(Tesseract \d", subject)
    assert row.original_sha256 in subject


def test_words_from_before_there_was_confidence_are_read(secretary, run_jobs):
    document, _ = archived(
        secretary, run_jobs, sample_scans.as_file("PDF", sample_scans.slip()), "a.pdf"
    )
    old = secretary.store.files.store_bytes('[[0.1,0.1,0.2,0.02,"quán"]]'.encode())
    with secretary.store.unit_of_work("test") as work:
        page = work.session.query(Page).filter_by(document_id=document).one()
        page.words_sha256 = old.sha256
    assert secretary.get(document, "archive/state").json["is_old"]
    # An outdated archive file is not delivered.
    assert secretary.get(document, "archive").status_code == 404
    assert secretary.post(document, "archive").status_code == 204
    run_jobs()
    assert secretary.get(document, "archive").status_code == 200


@pytest.fixture
def scan(secretary, scene) -> int:
    """A scan with stored text: OCR takes seconds."""
    document_id = scene.make_document(
        secretary.meeting_id, secretary.item_id, [b"page"], Publication.DRAFT
    )
    original = secretary.store.files.store_bytes(
        sample_scans.as_file("PDF", sample_scans.slip())
    )
    with secretary.store.unit_of_work("test") as work:
        document = work.session.get_one(Document, document_id)
        document.original_sha256 = original.sha256
        document.recognition = Recognition.DONE
    return document_id


class TestTheJob:
    def test_it_comes_after_every_scan_that_is_still_to_be_read(self, secretary, scan):
        jobs = secretary.store.text_jobs
        secretary.post(scan, "archive")
        jobs.enqueue("recognise_page", document_id=scan)
        assert jobs.huey.dequeue().kwargs == {"document_id": scan}
        reported = secretary.get(scan, "archive/state").json
        assert reported["state"] == "waiting"

    def test_it_is_made_once_at_a_time(self, secretary, scan):
        assert secretary.post(scan, "archive").status_code == 204
        reply = secretary.post(scan, "archive")
        assert reply.status_code == 409
        assert "đang được tạo" in reply.json["message"]

    def test_it_can_be_stopped_and_begun_again(self, secretary, scan, run_jobs):
        secretary.post(scan, "archive")
        assert secretary.post(scan, "archive/stop").status_code == 204
        run_jobs()
        assert secretary.get(scan, "archive/state").json["state"] == "none"
        assert secretary.get(scan, "archive").status_code == 404
        secretary.post(scan, "archive")
        run_jobs()
        assert secretary.get(scan, "archive").status_code == 200

    def test_what_a_killed_worker_left_is_made_after_its_start(
        self, secretary, scan, run_jobs, archive_job
    ):
        secretary.post(scan, "archive")
        secretary.store.text_jobs.huey.flush()
        run_jobs()
        assert secretary.get(scan, "archive/state").json["state"] == "waiting"
        archive_job.resume(is_start=True)
        run_jobs()
        assert secretary.get(scan, "archive/state").json["state"] == "ready"
        assert not archive_job.exports("archives").read_stored(str(scan)).is_unfinished

    def test_a_missing_original_is_told_as_a_failure(self, secretary, scan, run_jobs):
        secretary.store.files.path(secretary.document(scan).original_sha256).unlink()
        secretary.post(scan, "archive")
        run_jobs()
        assert secretary.get(scan, "archive/state").json["state"] == "failed"
        assert secretary.get(scan, "archive").status_code == 404

    def test_it_goes_with_its_document(self, secretary, scan, run_jobs, archive_job):
        secretary.post(scan, "archive")
        run_jobs()
        exports = archive_job.exports("archives")
        assert exports.path(exports.read(str(scan))).exists()
        secretary.post(scan, "delete")
        other = secretary.add(
            sample_scans.as_file("JPEG", sample_scans.slip()), "khác.jpg"
        )
        run_jobs()
        secretary.post(other, "archive")
        run_jobs()
        archive_job.sweep()
        assert exports.path(exports.read(str(other))).exists()
        with secretary.store.read_session() as session:
            left = {str(row.id) for row in session.query(Document)}
        assert set(exports.all_keys()) <= left


class TestRights:
    def test_a_document_with_text_of_its_own_has_none(self, secretary, run_jobs):
        document = secretary.add(sample_files.pdf(1), "a.pdf")
        run_jobs()
        reply = secretary.post(document, "archive")
        assert reply.status_code == 409
        assert "bản quét" in reply.json["message"]

    def test_a_scan_that_forbids_printing_has_none(self, secretary, scan):
        with secretary.store.unit_of_work("test") as work:
            paper = work.session.get_one(Document, scan)
            paper.paper_remarks = "no_printing"
        reply = secretary.post(scan, "archive")
        assert reply.status_code == 409
        assert "không cho phép in" in reply.json["message"]

    def test_only_those_who_prepare_the_meeting_get_it(
        self, secretary, scan, scene, client_for
    ):
        secretary.post(scan, "publish")
        path = f"{secretary.at}/{scan}/archive"
        delegate = client_for(scene.make_member(secretary.meeting_id))
        assert delegate.get(path).status_code == 403
        assert delegate.post(path, json={}).status_code == 403
        other = scene.make_meeting("Khác")
        stranger = client_for(scene.make_member(other, Role.SECRETARY))
        assert stranger.post(path, json={}).status_code == 404
        foreign = f"/m/{other}/documents/{scan}/archive"
        assert stranger.post(foreign, json={}).status_code == 404
