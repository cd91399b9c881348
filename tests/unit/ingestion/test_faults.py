"""Page faults, attachments, and secrecy stamps declared to be none."""

import msgspec
import pytest
from sqlalchemy import update

from kiosk.documents.models import Document, Page
from kiosk.documents.rules import (
    DocumentState,
    PageFault,
    Publication,
    Recognition,
)
from kiosk.ingestion.actions import begin_pages
from kiosk.ingestion.child_protocol import InspectionResult, RenderedPage
from kiosk.ingestion.rendering.render_job import RenderJob
from kiosk.ingestion.rendering.render_queue import RenderQueue
from kiosk.processes.sandbox import Sandbox
from tests.unit.ingestion import sample_files


@pytest.fixture
def paper(secretary, scene):
    """A draft of two pages."""
    pictures = [sample_files.picture("WEBP"), sample_files.picture("WEBP", (500, 700))]
    return scene.make_document(
        secretary.meeting_id, secretary.item_id, pictures, Publication.DRAFT
    )


def line(secretary):
    snapshot = secretary.client.get(f"/m/{secretary.meeting_id}/snapshot").json
    return snapshot["documents"][0]


def note(secretary, paper, **fields):
    with secretary.store.unit_of_work("test") as work:
        work.session.execute(
            update(Document).where(Document.id == paper).values(**fields)
        )


def hurt(secretary, paper, fault=PageFault.NOT_DRAWN):
    with secretary.store.unit_of_work("test") as work:
        work.session.execute(
            update(Page)
            .where(Page.document_id == paper, Page.number == 2)
            .values(fault=fault)
        )


class TestFaults:
    @pytest.mark.parametrize(
        ("made", "fault"),
        [
            (RenderedPage(2, failure="the child ended"), PageFault.NOT_DRAWN),
            (
                RenderedPage(2, 595.0, 842.0, has_lost_letters=True),
                PageFault.LOST_LETTERS,
            ),
            (RenderedPage(2, 595.0, 842.0), PageFault.NONE),
        ],
    )
    def test_they_are_noted(self, secretary, store, paper, tmp_path, made, fault):
        note(
            secretary, paper, state=DocumentState.RENDERING, page_count=2, pages_ready=1
        )
        with store.unit_of_work("test") as work:
            page = work.session.query(Page).filter_by(document_id=paper, number=2)
            work.session.delete(page.one())
        sha256 = secretary.document(paper).original_sha256
        folder = store.files.scratch / "job"
        folder.mkdir(parents=True)
        rendering = RenderQueue(paper, sha256, tmp_path, "pdf", 2)
        job = RenderJob(store, Sandbox(lower_priority=False), rendering, folder)
        (folder / "out" / "2.json").write_bytes(b"[]")
        job._collect(made)
        job._flush()
        assert line(secretary).get("faults", []) == ([[2, fault]] if fault else [])

    def test_only_those_who_prepare_are_notified(
        self, secretary, scene, client_for, paper
    ):
        hurt(secretary, paper)
        note(secretary, paper, publication=Publication.PUBLISHED)
        delegate = client_for(scene.make_member(secretary.meeting_id))
        snapshot = delegate.get(f"/m/{secretary.meeting_id}/snapshot").json
        assert "faults" not in snapshot["documents"][0]
        assert line(secretary)["faults"] == [[2, "not_drawn"]]

    def test_a_document_that_lacks_pages_is_opened_again(self, secretary, paper):
        assert secretary.post(paper, "retry").status_code == 409
        hurt(secretary, paper, PageFault.LOST_LETTERS)
        assert secretary.post(paper, "retry").status_code == 409
        hurt(secretary, paper)
        assert secretary.post(paper, "retry").status_code == 204
        assert secretary.document(paper).state == DocumentState.WAITING

    def test_but_not_while_delegates_read_it(self, secretary, paper):
        hurt(secretary, paper)
        note(secretary, paper, publication=Publication.PUBLISHED)
        assert secretary.post(paper, "retry").status_code == 409


class TestStampsThatAreNone:
    def test_who_says_so_is_kept_and_the_document_may_be_published(
        self, secretary, paper
    ):
        note(secretary, paper, secrecy_stamp="MẬT", secrecy_page=2)
        assert secretary.post(paper, "publish").status_code == 403
        assert secretary.post(paper, "deny-stamp").status_code == 204
        said = line(secretary)
        assert "secrecy_stamp" not in said
        assert (
            said["stamp_denied_by"] == secretary.document(paper).stamp_denied_by != ""
        )
        assert secretary.post(paper, "publish").status_code == 204

    def test_not_before_all_pages_are_looked_at(self, secretary, paper):
        note(secretary, paper, secrecy_stamp="MẬT", recognition=Recognition.RUNNING)
        assert secretary.post(paper, "deny-stamp").status_code == 409
        assert secretary.document(paper).secrecy_stamp == "MẬT"

    def test_not_where_there_is_none(self, secretary, paper):
        assert secretary.post(paper, "deny-stamp").status_code == 409

    def test_nor_by_who_does_not_prepare(self, secretary, scene, client_for, paper):
        note(secretary, paper, secrecy_stamp="MẬT")
        delegate = client_for(scene.make_member(secretary.meeting_id))
        reply = delegate.post(f"{secretary.at}/{paper}/deny-stamp", json={})
        assert reply.status_code in {403, 404}


def test_what_a_child_says_of_attached_files_is_tamed(secretary, store, paper):
    note(secretary, paper, state=DocumentState.WAITING)
    names = ["a\u202exslx.exe", "  ", "b" * 500, *map(str, range(99))]
    with store.unit_of_work("test") as work:
        begin_pages(
            work,
            store.files,
            document_id=paper,
            result=InspectionResult("pdf", 1, attached=names, stamp="nonsense"),
            pdf=None,
        )
    kept = msgspec.json.decode(secretary.document(paper).attached)
    assert kept[:2] == ["a xslx.exe", "b" * 80]
    assert len(kept) == 12
    assert secretary.document(paper).secrecy_stamp == ""
