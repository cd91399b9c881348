"""The register is for its staff, an inbox for its unit; a file must be a PDF."""

import pytest
from sqlalchemy import select

from kiosk.accounts.models import AccessEntry
from kiosk.ingestion.file_cleanup import FileCleanup
from kiosk.issued_documents import job as jobs
from kiosk.issued_documents.actions.issuing import issue_document
from kiosk.issued_documents.job import IssuedDocumentsJob
from kiosk.official_papers.pdf_child import read_pdf

HTML = {"Accept": "text/html"}
FORM = {
    "family": "dang",
    "type": "conclusion",
    "details": {"date": "2026-11-27", "summary": "về chuyển đổi số"},
}


@pytest.fixture
def here(store, monkeypatch):
    """Let the worker check files in this process."""
    monkeypatch.setattr(
        jobs, "read_pdf_texts", lambda _store, _sandbox, paths: [*map(read_pdf, paths)]
    )
    return IssuedDocumentsJob(store, None)


@pytest.fixture
def issued(store, ready, units):
    """An issued document, sent to the first unit."""
    issued_id = ready()
    key = store.config.server_key()
    with store.unit_of_work("test") as work:
        issue_document(work, key, by="a", issued_id=issued_id, units=units[:1])
    return issued_id


def test_only_its_staff_reach_the_register(people, issued):
    for path in ("/issued", "/issued/new", f"/issued/{issued}", "/issued/book"):
        codes = {
            name: getattr(people, name).get(path).status_code for name in vars(people)
        }
        assert codes == {
            "administrator": 200,
            "secretary": 200,
            "finance": 403,
            "commune": 403,
            "staff": 403,
            "delegate": 403,
            "stranger": 401,
        }, path


def test_from_number_to_receipt(store, people, counted, here, pdf, units):
    made = people.secretary.post("/issued", json=FORM)
    assert made.status_code == 201
    address = f"/issued/{made.json['id']}"
    assert people.secretary.post(f"{address}/issue", json={}).status_code == 422
    sent = people.secretary.post(f"{address}/file?name=ky.pdf", data=pdf)
    assert (sent.status_code, sent.json) == (202, {"file_state": "waiting"})
    here.check(made.json["id"])
    assert people.secretary.get(f"{address}/state").json["file_state"] == "accepted"
    chosen = {"units": units[:1]}
    assert people.secretary.post(f"{address}/issue", json=chosen).status_code == 204
    assert "chưa mở" in people.secretary.get(address, headers=HTML).text
    inbox = people.finance.get("/inbox", headers=HTML).text
    assert "01-KL/TU" in inbox
    assert "/inbox/1" in inbox
    assert people.finance.get("/inbox/1/file").data == pdf
    # A GET gives no receipt.
    assert "chưa mở" in people.secretary.get(address, headers=HTML).text
    assert people.finance.post("/inbox/1/opened", json={}).status_code == 204
    assert "đã nhận lúc" in people.secretary.get(address, headers=HTML).text
    with store.read_session() as session:
        acts = session.scalars(select(AccessEntry.act).order_by(AccessEntry.id)).all()
    assert acts == ["number_reserved", "document_issued", "document_opened"]


def test_a_unit_sees_only_what_it_has_received(people, issued):
    for path in ("/inbox/1", "/inbox/1/file"):
        assert people.finance.get(path).status_code == 200
        assert people.commune.get(path).status_code == 404
        assert people.staff.get(path).status_code == 403
        assert people.stranger.get(path).status_code == 401
    assert people.commune.post("/inbox/1/opened", json={}).status_code == 404
    assert "01-KL" not in people.commune.get("/inbox", headers=HTML).text


def test_a_recalled_file_is_not_given_to_units(people, issued):
    answer = people.secretary.post(
        f"/issued/{issued}/recall", json={"reason": "Sai thẩm quyền"}
    )
    assert answer.status_code == 204
    assert people.finance.get("/inbox/1/file").status_code == 404
    shown = people.finance.get("/inbox/1", headers=HTML).text
    assert "đã được thu hồi" in shown
    assert "Sai thẩm quyền" in shown


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 a zip"])
def test_what_is_no_pdf_is_refused_and_not_kept(store, people, ready, data):
    before = {*store.files.iter_hashes(older_than=-1)}
    answer = people.secretary.post("/issued/99/file?name=a.pdf", data=data)
    assert answer.status_code == 404
    issued_id = people.secretary.post(
        "/issued", json=FORM | {"family": "nd30", "number": 1}
    ).json["id"]
    answer = people.secretary.post(f"/issued/{issued_id}/file?name=a.pdf", data=data)
    assert answer.status_code == 422
    assert {*store.files.iter_hashes(older_than=-1)} == before


def test_a_pdf_that_does_not_open_is_refused_by_the_worker(people, counted, here):
    issued_id = people.secretary.post("/issued", json=FORM).json["id"]
    address = f"/issued/{issued_id}"
    people.secretary.post(f"{address}/file?name=a.pdf", data=b"%PDF-1.7 nothing")
    here.check(issued_id)
    assert people.secretary.get(f"{address}/state").json["file_state"] == "refused"
    assert people.secretary.get(f"{address}/file").status_code == 404


def test_the_files_are_kept_when_files_are_tidied(store, people, issued, pdf):
    sha256 = store.files.store_bytes(pdf).sha256
    unused = store.files.store_bytes(b"nobody's").sha256
    FileCleanup(store).discard_files(f"{sha256} {unused}")
    assert store.files.has(sha256)
    assert not store.files.has(unused)


@pytest.mark.parametrize(
    "wrong",
    [
        {"family": "other"},
        {"type": "poem"},
        {"number": 0},
        {"details": {"date": "27/11/2026", "summary": "a"}},
        {"details": {"date": "2026-11-27", "summary": "a" * 1001}},
        {"source": {"meeting_id": 10**12}},
    ],
)
def test_wrong_fields_are_refused(people, wrong):
    assert people.secretary.post("/issued", json=FORM | wrong).status_code == 422


@pytest.mark.parametrize(
    "query", ["year=9999999", "year=0", "page=-3", "type=x", "q=%"]
)
def test_any_filter_gives_a_page(people, issued, query):
    assert people.secretary.get(f"/issued?{query}").status_code == 200


@pytest.mark.parametrize("language", ["vi", "en"])
def test_screens_are_in_both_languages(people, issued, language):
    words = {"vi": "Văn bản phát hành", "en": "Issued documents"}[language]
    people.secretary.set_cookie("language", language)
    assert words in people.secretary.get("/issued", headers=HTML).text


def test_in_english_a_document_is_issued_and_a_paper_published(people, issued):
    people.secretary.set_cookie("language", "en")
    for path in ("/issued", f"/issued/{issued}"):
        shown = people.secretary.get(path, headers=HTML).text
        assert ">Issued<" in shown
        assert ">Published<" not in shown
