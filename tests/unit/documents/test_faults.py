"""Pages that are not as their file is, attached files, stamps that are none."""

import msgspec
import pytest
from sqlalchemy import update

from kiosk.documents.actions.pages import begin_pages
from kiosk.documents.child import PageMade, Verdict
from kiosk.documents.models import Document, Page
from kiosk.documents.render_job import RenderJob
from kiosk.documents.rendering import Rendering
from kiosk.documents.rules import (
    DocumentState,
    PageFault,
    Publication,
    Recognition,
)
from kiosk.documents.sandbox import Sandbox
from tests.unit.documents import papers


@pytest.fixture
def paper(desk, scene):
    """A draft of two pages."""
    pictures = [papers.picture("WEBP"), papers.picture("WEBP", (500, 700))]
    return scene.make_document(
        desk.meeting_id, desk.item_id, pictures, Publication.DRAFT
    )


def line(desk):
    snapshot = desk.client.get(f"/m/{desk.meeting_id}/snapshot").json
    return snapshot["documents"][0]


def note(desk, paper, **fields):
    with desk.store.work("test") as work:
        work.session.execute(
            update(Document).where(Document.id == paper).values(**fields)
        )


def hurt(desk, paper, fault=PageFault.NOT_DRAWN):
    with desk.store.work("test") as work:
        work.session.execute(
            update(Page)
            .where(Page.document_id == paper, Page.number == 2)
            .values(fault=fault)
        )


class TestFaults:
    @pytest.mark.parametrize(
        ("made", "fault"),
        [
            (PageMade(2, failure="the child ended"), PageFault.NOT_DRAWN),
            (PageMade(2, 595.0, 842.0, has_lost_letters=True), PageFault.LOST_LETTERS),
            (PageMade(2, 595.0, 842.0), PageFault.NONE),
        ],
    )
    def test_they_are_noted(self, desk, store, paper, tmp_path, made, fault):
        note(desk, paper, state=DocumentState.RENDERING, page_count=2, pages_ready=1)
        with store.work("test") as work:
            page = work.session.query(Page).filter_by(document_id=paper, number=2)
            work.session.delete(page.one())
        sha256 = desk.document(paper).original_sha256
        folder = store.files.scratch / "job"
        folder.mkdir(parents=True)
        rendering = Rendering(paper, sha256, tmp_path, "pdf", 2)
        job = RenderJob(store, Sandbox(gives_way=False), rendering, folder)
        (folder / "out" / "2.json").write_bytes(b"[]")
        job._collect(made)
        job._flush()
        assert line(desk).get("faults", []) == ([[2, fault]] if fault else [])

    def test_only_those_who_prepare_are_told(self, desk, scene, client_for, paper):
        hurt(desk, paper)
        note(desk, paper, publication=Publication.PUBLISHED)
        delegate = client_for(scene.make_member(desk.meeting_id))
        snapshot = delegate.get(f"/m/{desk.meeting_id}/snapshot").json
        assert "faults" not in snapshot["documents"][0]
        assert line(desk)["faults"] == [[2, "not_drawn"]]

    def test_a_paper_that_lacks_pages_is_opened_again(self, desk, paper):
        assert desk.post(paper, "retry").status_code == 409
        hurt(desk, paper, PageFault.LOST_LETTERS)
        assert desk.post(paper, "retry").status_code == 409
        hurt(desk, paper)
        assert desk.post(paper, "retry").status_code == 204
        assert desk.document(paper).state == DocumentState.WAITING

    def test_but_not_while_delegates_read_it(self, desk, paper):
        hurt(desk, paper)
        note(desk, paper, publication=Publication.PUBLISHED)
        assert desk.post(paper, "retry").status_code == 409


class TestStampsThatAreNone:
    def test_who_says_so_is_kept_and_the_paper_may_be_published(self, desk, paper):
        note(desk, paper, secrecy_stamp="MẬT", secrecy_page=2)
        assert desk.post(paper, "publish").status_code == 403
        assert desk.post(paper, "deny-stamp").status_code == 204
        said = line(desk)
        assert "secrecy_stamp" not in said
        assert said["stamp_denied_by"] == desk.document(paper).stamp_denied_by != ""
        assert desk.post(paper, "publish").status_code == 204

    def test_not_before_all_pages_are_looked_at(self, desk, paper):
        note(desk, paper, secrecy_stamp="MẬT", recognition=Recognition.RUNNING)
        assert desk.post(paper, "deny-stamp").status_code == 409
        assert desk.document(paper).secrecy_stamp == "MẬT"

    def test_not_where_there_is_none(self, desk, paper):
        assert desk.post(paper, "deny-stamp").status_code == 409

    def test_nor_by_who_does_not_prepare(self, desk, scene, client_for, paper):
        note(desk, paper, secrecy_stamp="MẬT")
        delegate = client_for(scene.make_member(desk.meeting_id))
        reply = delegate.post(f"{desk.at}/{paper}/deny-stamp", json={})
        assert reply.status_code in {403, 404}


def test_what_a_child_says_of_attached_files_is_tamed(desk, store, paper):
    note(desk, paper, state=DocumentState.WAITING)
    names = ["a\u202exslx.exe", "  ", "b" * 500, *map(str, range(99))]
    with store.work("test") as work:
        begin_pages(
            work,
            store.files,
            document_id=paper,
            verdict=Verdict("pdf", 1, attached=names, stamp="nonsense"),
            pdf=None,
        )
    kept = msgspec.json.decode(desk.document(paper).attached)
    assert kept[:2] == ["a xslx.exe", "b" * 80]
    assert len(kept) == 12
    assert desk.document(paper).secrecy_stamp == ""
