"""Notes are transferred to a document's new version, also late ones."""

import pytest
from sqlalchemy import select

from kiosk.annotations.models import Annotation
from kiosk.annotations.transfer import NoteTransfer, transfer_after_mapping
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.storage.journal import events_after
from tests.page_words import write_words
from tests.unit.annotations.conftest import Desk, ink, text
from tests.unit.annotations.test_reanchor import LINE, NEW, OLD

OTHER = [(0.1, 0.1, 0.08, 0.02, "Phụ"), (0.2, 0.1, 0.08, 0.02, "lục")]


class Reissue:
    """A document of three pages; its new version has a page inserted before the second.

    The third page of the old one is taken out.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk, self.store = desk, desk.scene.store
        self.old = desk.paper
        self.new = desk.scene.make_document(desk.meeting, desk.item, [b"a", b"b", b"c"])
        write_words(self.store, self.old, [OTHER, OLD, [*OTHER, *OLD]])
        write_words(self.store, self.new, [OTHER, [], NEW])
        with self.store.unit_of_work("test") as work:
            heir = work.session.get_one(Document, self.new)
            heir.replaces_id, heir.version = self.old, 2
            heir.page_map = "[[1,1],[2,3]]"
            heir.publication = Publication.DRAFT

    def publish(self) -> None:
        with self.store.unit_of_work("test") as work:
            work.session.get_one(Document, self.old).publication = Publication.REPLACED
            work.session.get_one(Document, self.new).publication = Publication.PUBLISHED

    def carry(self) -> None:
        NoteTransfer(self.store).carry(self.old)

    def send(self, *notes: dict) -> list:
        return self.desk.send(*({**note, "document": self.old} for note in notes))

    def facts(self) -> list[dict]:
        with self.store.read_session() as session:
            found = events_after(session, self.desk.meeting, 0)
        return [fact.body for fact in found]

    def served(self) -> dict[str, dict]:
        return {note["key"]: note for note in self.desk.pull()["notes"]}


@pytest.fixture
def reissue(desk) -> Reissue:
    return Reissue(desk)


def mark(**more):
    return ink(kind="highlight", body={"boxes": [OLD[0][:4], OLD[1][:4]]}, **more)


def test_notes_are_on_the_page_that_holds_the_same_words_now(reissue):
    first, second, written = mark(page=2), ink(page=2), text(page=1)
    reissue.send(first, second, written)
    before = reissue.served()
    reissue.publish()
    reissue.carry()
    now = reissue.served()
    places = [
        (now[one["key"]]["document"], now[one["key"]]["page"])
        for one in before.values()
    ]
    assert sorted(places) == [(reissue.new, 1), (reissue.new, 3), (reissue.new, 3)]
    moved = now[first["key"]]
    assert moved["body"]["boxes"] == [list(word[:4]) for word in NEW[3:5]]
    assert moved["revision"] == before[first["key"]]["revision"]
    assert not any(note["unplaced"] for note in now.values())


def test_notes_without_a_position_stay_on_the_old_page_and_are_marked(reissue):
    lost = mark(page=3)
    reissue.send(lost)
    reissue.publish()
    reissue.carry()
    note = reissue.served()[lost["key"]]
    assert (note["document"], note["page"]) == (reissue.old, 3)
    assert note["unplaced"]


def test_a_note_of_a_lost_page_is_found_by_its_words(reissue):
    found = text(page=3, anchor={"quote": " ".join(LINE[:4])})
    reissue.send(found)
    reissue.publish()
    reissue.carry()
    note = reissue.served()[found["key"]]
    assert (note["document"], note["page"]) == (reissue.new, 3)
    assert note["body"] == {"text": "Cần hỏi thêm", "at": list(NEW[3][:2])}


def test_nothing_moves_before_the_new_version_is_published(reissue):
    one = mark(page=2)
    reissue.send(one)
    reissue.carry()
    assert reissue.served()[one["key"]]["document"] == reissue.old


def test_to_carry_again_changes_nothing(reissue):
    reissue.send(mark(page=2), mark(page=3))
    reissue.publish()
    reissue.carry()
    once = reissue.desk.pull()
    reissue.carry()
    assert reissue.desk.pull() == once


def test_many_notes_go_over_in_batches(reissue, monkeypatch):
    monkeypatch.setattr("kiosk.annotations.transfer.TRANSFER_BATCH", 4)
    reissue.send(*(ink(page=2) for _ in range(11)))
    reissue.publish()
    reissue.carry()
    assert {note["document"] for note in reissue.served().values()} == {reissue.new}


def test_late_notes_for_the_old_version_queue_a_transfer(reissue):
    reissue.publish()
    late = mark(page=2)
    reissue.send(late)
    assert reissue.store.bulk_jobs.waiting() == 1
    before = reissue.facts()
    NoteTransfer(reissue.store).transfer_late(reissue.old)
    assert reissue.served()[late["key"]]["document"] == reissue.new
    # No event discloses that somebody has written.
    assert reissue.facts() == before


def test_readers_get_one_event_with_or_without_notes(reissue):
    reissue.publish()
    before = reissue.facts()
    reissue.carry()
    events = reissue.facts()[len(before) :]
    assert events == [{"kind": "annotations_carried", "document_id": reissue.new}]


def test_notes_without_a_position_are_tried_again_after_mapping(reissue):
    lost = mark(page=3)
    reissue.send(lost)
    reissue.publish()
    reissue.carry()
    assert reissue.served()[lost["key"]]["unplaced"]
    with reissue.store.unit_of_work("test") as work:
        heir = work.session.get_one(Document, reissue.new)
        heir.page_map = "[[1,1],[3,3]]"
    NoteTransfer(reissue.store).transfer_late(reissue.old)
    assert reissue.served()[lost["key"]]["unplaced"]
    transfer_after_mapping(reissue.store, reissue.old, reissue.new)
    note = reissue.served()[lost["key"]]
    assert (note["document"], note["page"], note["unplaced"]) == (reissue.new, 3, False)


def test_a_starting_worker_queues_interrupted_transfers(reissue):
    reissue.send(mark(page=2))
    reissue.publish()
    NoteTransfer(reissue.store).install()
    assert reissue.store.bulk_jobs.waiting() == 1


def test_an_edit_of_the_old_page_keeps_the_new_position(reissue):
    written = text(page=2)
    reissue.send(written)
    reissue.publish()
    reissue.carry()
    edit = {**written, "base": 1, "body": {"text": "Đã rõ", "at": [0.5, 0.5]}}
    assert [one["result"] for one in reissue.send(edit)] == ["taken"]
    note = reissue.served()[written["key"]]
    assert (note["document"], note["body"]["text"]) == (reissue.new, "Đã rõ")


def test_an_erased_note_is_not_transferred(reissue):
    gone = mark(page=2)
    reissue.send(gone)
    reissue.send({**gone, "base": 1, "deleted": True, "body": None})
    reissue.publish()
    reissue.carry()
    with reissue.store.read_session() as session:
        rows = session.scalars(select(Annotation)).all()
    assert [(row.document_id, row.is_deleted) for row in rows] == [(reissue.old, True)]
