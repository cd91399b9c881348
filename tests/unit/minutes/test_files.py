"""The locked PDF is made once; signed ones are stored beside it and compared."""

import contextlib
import hashlib

import pikepdf
import pytest

from kiosk.ingestion.file_cleanup import FileCleanup
from kiosk.minutes import job as minutes_job
from kiosk.minutes.models import Minutes
from kiosk.minutes.rules import MinutesState
from kiosk.official_papers.pdf_child import read_pdf
from kiosk.official_papers.pdf_text import PdfText
from kiosk.official_papers.pdf_texts import read_pdf_texts
from kiosk.storage.journal import events_after

HTML = {"Accept": "text/html"}


def make_pdf(path, pages=1):
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    pdf.save(path)
    return path


@pytest.fixture
def locked(store, minutes_id):
    with store.unit_of_work("test") as work:
        minutes = work.session.get(Minutes, minutes_id)
        minutes.state = MinutesState.FINALISED
        minutes.final_document = '{"type": "doc", "content": []}'


@pytest.fixture
def printed(store, job, minutes_id, locked, tmp_path, monkeypatch):
    """Let the worker print a blank sheet."""

    @contextlib.contextmanager
    def make(_store, _sandbox, _meeting, _family):
        yield make_pdf(tmp_path / "made.pdf")

    monkeypatch.setattr(minutes_job, "make_final_pdf", make)
    job.print_final(minutes_id)


@pytest.fixture
def upload(secretary, address):
    return lambda data: secretary.post(f"{address}/signed?name=da-ky.pdf", data=data)


@pytest.fixture
def here(monkeypatch):
    """Let the worker read PDFs in this process."""
    monkeypatch.setattr(
        minutes_job,
        "read_pdf_texts",
        lambda _store, _sandbox, paths: [read_pdf(path) for path in paths],
    )


def test_the_pdf_is_made_once_and_its_hash_journalled(case, printed, monkeypatch):
    first = case.secretary.get(f"{case.address}/pdf").data
    monkeypatch.setattr(minutes_job, "make_final_pdf", None)
    case.job.print_final(case.minutes_id)
    assert case.secretary.get(f"{case.address}/pdf").data == first
    with case.store.read_session() as session:
        bodies = [event.body for event in events_after(session, case.meeting, 0)]
    hashes = [b["sha256"] for b in bodies if b["kind"] == "minutes_pdf_stored"]
    assert hashes == [hashlib.sha256(first).hexdigest()]


def test_a_print_that_fails_is_tried_again(case, locked, monkeypatch):
    def fail(*_):
        raise ValueError("no")

    monkeypatch.setattr(minutes_job, "make_final_pdf", fail)
    case.job.print_final(case.minutes_id)
    assert case.secretary.get(f"{case.address}/pdf").status_code == 404
    while case.store.bulk_jobs.huey.dequeue() is not None:
        pass
    with case.store.unit_of_work("test") as work:
        work.session.get(Minutes, case.minutes_id).draft_state = "done"
    case.job.resume()
    assert case.store.bulk_jobs.waiting() == 1


def test_a_signed_file_is_stored_beside_and_compared(
    case, printed, upload, here, tmp_path
):
    own = case.secretary.get(f"{case.address}/pdf").data
    data = make_pdf(tmp_path / "signed.pdf", pages=2).read_bytes()
    made = upload(data)
    assert made.status_code == 202
    assert case.secretary.get(f"{case.address}/signed/{made.json['id']}").data == data
    case.job.check_signed(made.json["id"])
    (file,) = case.status(case.secretary)["signed"]
    assert (file["state"], file["warning"]) == ("accepted", "pages")
    assert (file["pages"], file["own_pages"]) == (2, 1)
    with case.store.read_session() as session:
        bodies = [event.body for event in events_after(session, case.meeting, 0)]
    hashes = [b["sha256"] for b in bodies if b["kind"] == "minutes_signed"]
    assert hashes == [hashlib.sha256(data).hexdigest()]
    # A second one is stored too; neither replaces anything.
    upload(own)
    assert len(case.status(case.secretary)["signed"]) == 2
    assert case.secretary.get(f"{case.address}/pdf").data == own
    assert case.secretary.get(f"{case.address}/signed/{made.json['id']}").data == data


@pytest.mark.parametrize("data", [b"", b"PK\3\4 word", b"\xff" * 5000])
def test_what_is_no_pdf_is_refused_at_once(upload, printed, data, status, secretary):
    assert upload(data).status_code == 422
    assert status(secretary)["signed"] == []


def test_a_pdf_that_does_not_open_is_refused_by_the_check(case, upload, printed, here):
    made = upload(b"%PDF-1.7\nnothing").json["id"]
    case.job.check_signed(made)
    assert case.status(case.secretary)["signed"][0]["state"] == "refused"
    with case.store.read_session() as session:
        kinds = [event.body["kind"] for event in events_after(session, case.meeting, 0)]
    assert "minutes_signed" not in kinds


def test_a_signed_file_comes_only_after_locking(upload, tmp_path):
    data = make_pdf(tmp_path / "early.pdf").read_bytes()
    assert upload(data).status_code == 409


def test_only_the_secretariat_brings_it_back(chair, address, printed, tmp_path):
    data = make_pdf(tmp_path / "signed.pdf").read_bytes()
    reply = chair.post(f"{address}/signed?name=a.pdf", data=data)
    assert reply.status_code == 403


def test_the_clean_up_of_documents_spares_them(
    store, secretary, address, printed, upload, tmp_path
):
    data = make_pdf(tmp_path / "signed.pdf", pages=3).read_bytes()
    made = upload(data).json["id"]
    hashes = [hashlib.sha256(data).hexdigest(), store.files.store_bytes(b"x").sha256]
    FileCleanup(store).discard_files(" ".join(hashes))
    assert secretary.get(f"{address}/signed/{made}").data == data
    assert not store.files.has(hashes[1])


@pytest.mark.process
def test_files_are_opened_in_the_sandbox(job, room, tmp_path):

    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    texts = read_pdf_texts(
        job._store, room, [make_pdf(tmp_path / "good.pdf", pages=2), bad]
    )
    assert texts == [PdfText(2, ""), PdfText(0, "")]


@pytest.fixture
def holder(client_for, scene):
    return client_for(account_id=scene.make_account(is_administrator=True))


def test_signed_minutes_are_issued_by_one_press_and_once(
    case, printed, upload, here, tmp_path, holder
):
    issue = f"{case.address}/issue"
    assert case.secretary.post(issue, json={}).status_code == 409
    data = make_pdf(tmp_path / "signed.pdf").read_bytes()
    case.job.check_signed(upload(data).json["id"])
    made = case.secretary.post(issue, json={})
    # A badge does not open the register of the office.
    assert (made.status_code, made.json["keeps_register"]) == (200, False)
    assert case.secretary.post(issue, json={}).json == made.json
    line = holder.get(f"/issued/{made.json['id']}", headers=HTML).text
    assert "01-BB/TU" in line
    assert "Đã phát hành" in line
    assert holder.get(f"/issued/{made.json['id']}/file").data == data


def test_only_the_secretariat_issues(chair, address, printed):
    assert chair.post(f"{address}/issue", json={}).status_code == 403
