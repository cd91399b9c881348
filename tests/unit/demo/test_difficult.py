"""The demo's second meeting: each of its papers ends as its title says."""

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from kiosk.accounts.models import Account
from kiosk.demo import difficult
from kiosk.demo.access import demo_access
from kiosk.demo.conference import file_names
from kiosk.demo.difficult_meeting import fill_difficult, find_difficult
from kiosk.demo.files import FILE_WRITERS
from kiosk.demo.files.difficult import ATTACHED_NAMES, FILLED, SECRECY
from kiosk.demo.files.difficult_word import COMMENT, DELETED, INSERTED
from kiosk.demo.secrets import USERNAME
from kiosk.documents.actions.lifecycle import OPEN_DOCUMENT_JOB
from kiosk.documents.models import Document, Page
from kiosk.ingestion.file_cleanup import FileCleanup
from kiosk.ingestion.jobs import Ingestion
from kiosk.ingestion.rendering.text_layer import read_text_layer
from kiosk.ingestion.version_mapping_job import VersionMapper
from kiosk.meetings.models import Meeting, Member
from kiosk.roles import Role

BASE = "http://localhost:8000"
# What is shown: what the secretary is told of it.
SHOWN = {
    difficult.SEAL: "",
    difficult.FORM: "",
    difficult.NOTES: "",
    difficult.FONTLESS: "",
    difficult.OLD_FONT: "old_fonts",
    difficult.CHANGES: "changes comments",
    difficult.FAX: "",
    difficult.BAD_LAYER: "",
    difficult.CUT_OFF: "repaired",
    difficult.NO_PRINTING: "no_printing",
    difficult.ATTACHED: "",
}
HELD = (difficult.SECRET_SCAN, difficult.SECRET_NOTE)
REFUSED = {
    difficult.PORTFOLIO: "portfolio",
    difficult.XML_FORM: "XFA",
}


@pytest.fixture
def meeting(store) -> int:
    """The second meeting, with originals of a few bytes each."""
    names = file_names(difficult.AGENDA)
    originals = {name: store.files.store_bytes(name.encode()) for name in names}
    with store.unit_of_work("demo") as work:
        work.session.add(
            Account(
                username=USERNAME,
                full_name="Lê Thị Phương Quyên",
                password_hash="x",
                created_at=work.now,
            )
        )
        return fill_difficult(work, store.config.server_key(), originals).meeting_id


@pytest.fixture
def end(store, room, meeting, tmp_path) -> Callable[..., Document]:
    """Have the worker do all that it does with the real file of a paper."""
    Ingestion(store, room).install()
    VersionMapper(store).install()
    FileCleanup(store).install()
    queues = [
        jobs.huey for jobs in (store.prompt_jobs, store.bulk_jobs, store.text_jobs)
    ]

    def run(paper) -> Document:
        path: Path = tmp_path / paper.file_name
        FILE_WRITERS[paper.file_name](path)
        kept = store.files.store_bytes(path.read_bytes())
        with store.unit_of_work("test") as work:
            row = (
                work.session.query(Document).filter_by(file_name=paper.file_name).one()
            )
            row.original_sha256, row.original_size = kept.sha256, kept.size
        store.prompt_jobs.enqueue(OPEN_DOCUMENT_JOB, document_id=row.id)
        while any(queue.pending_count() for queue in queues):
            for queue in queues:
                if (task := queue.dequeue()) is not None:
                    queue.execute(task)
        with store.read_session() as session:
            return session.get_one(Document, row.id)

    return run


def words_of(store, document) -> str:
    with store.read_session() as session:
        page = session.scalars(select(Page).filter_by(document_id=document.id)).one()
        return " ".join(page.text.split())


def test_there_is_a_paper_of_each_kind(meeting, store):
    known = {paper.file_name for paper in (*SHOWN, *HELD, *REFUSED)}
    assert known == set(file_names(difficult.AGENDA)) <= set(FILE_WRITERS)
    assert find_difficult(store) == meeting
    with store.read_session() as session:
        papers = session.query(Document).filter_by(meeting_id=meeting).all()
    assert {p.file_name for p in papers if p.publication == "draft"} == {
        paper.file_name for paper in (*HELD, *REFUSED)
    }
    assert all("DEMO" in paper.title for paper in papers)


def test_its_address_is_told_where_there_is_one(meeting, store):
    reported = demo_access(store, meeting, BASE)["difficult"]
    assert (reported["meeting"], reported["title"]) == (meeting, difficult.TITLE)
    assert reported["page"] == f"{BASE}/m/{meeting}/secretary"
    assert [
        badge["url"].startswith(f"{BASE}/q#") for badge in reported["delegates"]
    ] == [True]
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, meeting).title = "[DEMO] Khác"
    assert demo_access(store, meeting, BASE)["difficult"] is None


def test_the_secretary_of_the_demo_signs_in_to_both(meeting, store):
    with store.read_session() as session:
        account = session.scalars(select(Account)).one()
        secretary = session.query(Member).filter_by(role=Role.SECRETARY).one()
    assert (secretary.meeting_id, secretary.account_id) == (meeting, account.id)


@pytest.mark.process
@pytest.mark.parametrize(("paper", "remarks"), SHOWN.items())
def test_it_is_shown_with_what_is_to_be_known(end, paper, remarks):
    ended = end(paper)
    assert (ended.state, ended.pages_ready) == ("ready", 1), ended.refusal
    assert (ended.publication, ended.paper_remarks) == ("published", remarks)
    assert ended.secrecy_stamp == ""
    names = list(ATTACHED_NAMES) if paper is difficult.ATTACHED else []
    assert sorted(json.loads(ended.attached)) == sorted(names)


@pytest.mark.process
@pytest.mark.parametrize(
    ("paper", "has", "lacks"),
    [
        (difficult.FORM, [*FILLED, *FILLED.values()], []),
        (difficult.NOTES, ["ĐÃ DUYỆT. Giao Văn phòng"], []),
        (difficult.FONTLESS, ["bản thử phông chữ"], []),
        (difficult.OLD_FONT, ["chữ Việt đủ dấu", "bảng mã"], ["µ"]),
        (difficult.CHANGES, [INSERTED], [DELETED, COMMENT]),
        (difficult.BAD_LAYER, ["nhận dạng"], ["L1EU"]),
    ],
)
def test_its_words_are_those_to_be_seen(end, store, paper, has, lacks):
    text = words_of(store, end(paper))
    assert [words for words in has if words not in text] == [], text
    assert [words for words in lacks if words in text] == [], text


def test_the_line_in_a_font_that_is_missing_stands_below_the_text(tmp_path):
    path = tmp_path / "a.pdf"
    FILE_WRITERS[difficult.FONTLESS.file_name](path)
    document = pypdfium2.PdfDocument(path)
    words, _ = read_text_layer(document[0])
    document.close()
    (line,) = [word for word in words if word[4] == "thử"]
    assert line[1] == pytest.approx((842 - 300) / 842, abs=0.03)


@pytest.mark.process
@pytest.mark.parametrize("paper", HELD)
def test_it_is_held_with_the_reason(end, scene, client_for, meeting, paper):
    ended = end(paper)
    assert (ended.secrecy_stamp, ended.secrecy_page) == (SECRECY, 1)
    secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
    reply = secretary.post(f"/m/{meeting}/documents/{ended.id}/publish", json={})
    assert reply.status_code == 403
    assert f"“{SECRECY}”" in reply.json["message"]


@pytest.mark.process
@pytest.mark.parametrize(("paper", "word"), REFUSED.items())
def test_it_is_refused_with_the_reason(end, paper, word):
    ended = end(paper)
    assert (ended.state, ended.publication) == ("refused", "draft")
    assert word in ended.refusal
