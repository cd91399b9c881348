"""Notes of one person are merged from all their tablets and reach nobody else."""

import json

import pytest
from sqlalchemy import select

from kiosk.annotations import rules
from kiosk.annotations.models import Annotation
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.storage.journal import JournalEntry
from tests.unit.annotations.conftest import ink, text

SECRET = "Không đồng ý với mục 3"


def test_what_one_tablet_writes_the_other_reads(desk):
    stroke, note = ink(document=desk.paper), text(document=desk.paper, page=2)
    outcomes = desk.send(stroke, note)
    assert [one["result"] for one in outcomes] == ["taken", "taken"]
    found = desk.pull(desk.other_tablet)
    assert [one["key"] for one in found["notes"]] == [stroke["key"], note["key"]]
    assert found["notes"][0]["body"] == stroke["body"]
    assert found["notes"][1]["page"] == 2
    assert desk.pull(desk.other_tablet, found["change"])["notes"] == []


def test_sending_again_after_a_lost_answer_changes_nothing(desk):
    note = text(document=desk.paper)
    desk.send(note)
    before = desk.pull()
    assert desk.send(note)[0] == {"key": note["key"], "result": "known", "revision": 1}
    assert desk.pull() == before


def test_strokes_of_two_tablets_are_united(desk):
    mine, yours = ink(document=desk.paper), ink(document=desk.paper)
    desk.send(mine)
    desk.send(yours, client=desk.other_tablet)
    assert {one["key"] for one in desk.pull()["notes"]} == {mine["key"], yours["key"]}


def test_an_older_edit_of_a_text_is_not_laid_over_a_newer_one(desk):
    note = text(document=desk.paper)
    desk.send(note)
    newer = {**note, "base": 1, "body": {"text": "Mới", "at": [0.5, 0.5]}}
    assert desk.send(newer)[0]["revision"] == 2
    older = {**note, "base": 1, "body": {"text": "Cũ", "at": [0.5, 0.5]}}
    (outcome,) = desk.send(older, client=desk.other_tablet)
    assert outcome["result"] == "newer"
    assert outcome["note"]["body"]["text"] == "Mới"
    assert desk.pull()["notes"][0]["body"]["text"] == "Mới"
    # Deleting a note from an old state must not delete newer text.
    gone = {**note, "base": 1, "deleted": True, "body": None}
    assert desk.send(gone, client=desk.other_tablet)[0]["result"] == "newer"


def test_a_deleted_note_leaves_a_tombstone_without_words(desk, store):
    note = text(SECRET, document=desk.paper)
    desk.send(note)
    desk.send({**note, "base": 1, "deleted": True, "body": None})
    (pulled,) = desk.pull(desk.other_tablet)["notes"]
    assert pulled["deleted"]
    with store.read_session() as session:
        assert session.scalars(select(Annotation.body)).all() == ["null"]
    again = {**note, "base": 1, "deleted": True, "body": None}
    assert desk.send(again)[0]["result"] == "known"


def test_a_stroke_may_be_erased_from_an_old_state(desk):
    stroke = ink(document=desk.paper)
    desk.send(stroke)
    desk.send({**stroke, "base": 1, "colour": "red"})
    assert desk.send({**stroke, "base": 1, "deleted": True})[0]["result"] == "taken"


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CHAIR, Role.OFFICIAL_DELEGATE])
def test_nobody_else_of_the_meeting_gets_them(desk, role):
    desk.send(text(SECRET, document=desk.paper))
    other = desk.client_for(desk.scene.make_member(desk.meeting, role))
    assert desk.pull(other)["notes"] == []
    assert desk.pull(other)["documents"] == []


def test_the_administrator_is_given_none(desk):
    desk.send(text(SECRET, document=desk.paper))
    account = desk.scene.make_account("quantri", is_administrator=True)
    administrator = desk.client_for(account_id=account)
    reply = administrator.get(f"/m/{desk.meeting}/annotations")
    assert reply.status_code == 403
    assert SECRET not in reply.text
    # An administrator who is a member has their own notes only.
    with desk.scene.store.unit_of_work("test") as work:
        work.session.add(
            Member(meeting_id=desk.meeting, full_name="Q", account_id=account)
        )
    assert desk.pull(administrator)["notes"] == []


def test_a_stranger_who_knows_the_key_creates_their_own_note(desk):
    note = text(SECRET, document=desk.paper)
    desk.send(note)
    other = desk.client_for(desk.scene.make_member(desk.meeting))
    (outcome,) = desk.send({**note, "base": 1}, client=other)
    assert outcome == {"key": note["key"], "result": "gone", "revision": 0}
    own = text("Của tôi", document=desk.paper, key=note["key"])
    assert desk.send(own, client=other)[0]["result"] == "taken"
    assert desk.pull()["notes"][0]["body"]["text"] == SECRET


def test_nothing_of_it_comes_into_the_journal_or_the_log(desk, store, caplog):
    desk.send(text(SECRET, document=desk.paper))
    desk.pull()
    with store.read_session() as session:
        assert session.scalars(select(JournalEntry)).all() == []
    assert SECRET not in caplog.text


def test_notes_on_a_withdrawn_paper_are_not_served_and_come_back_with_it(desk, store):
    desk.send(text(document=desk.paper))

    def publish(publication):
        with store.unit_of_work("test") as work:
            work.session.get_one(Document, desk.paper).publication = publication

    publish(Publication.WITHDRAWN)
    hidden = desk.pull()
    assert (hidden["notes"], hidden["documents"]) == ([], [])
    assert hidden["withheld"]
    # Notes written before the withdrawal are not lost.
    assert desk.send(text(document=desk.paper))[0]["result"] == "taken"
    publish(Publication.PUBLISHED)
    assert len(desk.pull()["notes"]) == 2


def test_a_removed_paper_takes_its_notes_along(desk, store):
    desk.send(text(document=desk.paper))
    with store.unit_of_work("test") as work:
        work.session.delete(work.session.get_one(Document, desk.paper))
    with store.read_session() as session:
        assert session.scalars(select(Annotation)).all() == []


def test_erasing_all_really_deletes_and_the_other_tablet_learns_of_it(desk, store):
    note = text(SECRET, document=desk.paper)
    desk.send(note)
    before = desk.pull(desk.other_tablet)
    reply = desk.tablet.post(f"/m/{desk.meeting}/annotations/erase", json={})
    assert reply.status_code == 422
    assert len(desk.pull()["notes"]) == 1
    sure = {"everything": True}
    reply = desk.tablet.post(f"/m/{desk.meeting}/annotations/erase", json=sure)
    assert reply.status_code == 204
    with store.read_session() as session:
        assert session.scalars(select(Annotation)).all() == []
    after = desk.pull(desk.other_tablet, before["change"])
    assert after["erasures"] == before["erasures"] + 1
    late = {**note, "base": 1, "body": {"text": "Sửa muộn", "at": [0, 0]}}
    assert desk.send(late, client=desk.other_tablet)[0]["result"] == "gone"


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "ink", "body": {"points": [0.1], "width": 0.01}},
        {"kind": "ink", "body": {"points": [0.1, 0.2, 0.3], "width": 0.01}},
        {"kind": "ink", "body": {"points": [9, 9], "width": 0.01}},
        {"kind": "ink", "body": {"points": [0.1, 0.1], "width": -1}},
        {"kind": "highlight", "body": {"boxes": []}},
        {"kind": "text", "body": {"text": "x" * 4001, "at": [0, 0]}},
        {"kind": "text", "body": {"text": "x", "at": [0, 0], "html": "<b>"}},
        {"kind": "text", "body": None},
        {"kind": "ink", "body": {"points": [0.12345678] * 9000, "width": 0.01}},
        {"page": 99},
        {"document": 10_000},
    ],
)
def test_what_cannot_be_kept_is_refused_in_words_beside_what_can(desk, bad):
    good = text(document=desk.paper)
    outcomes = desk.send({**ink(document=desk.paper), **bad}, good)
    assert outcomes[0]["result"] == "refused"
    assert len(outcomes[0]["message"]) > 10
    assert outcomes[1]["result"] == "taken"
    assert [one["key"] for one in desk.pull()["notes"]] == [good["key"]]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"changes": 1},
        {"changes": [{"key": "x"}]},
        {"changes": [ink(kind="audio")]},
        {"changes": [ink(key="../../etc")]},
        {"changes": [ink() for _ in range(rules.CHANGES_PER_REQUEST + 1)]},
    ],
)
def test_a_sending_that_is_not_understood_changes_nothing(desk, body):
    reply = desk.tablet.post(f"/m/{desk.meeting}/annotations", json=body)
    assert reply.status_code == 422
    assert desk.pull()["notes"] == []


def test_a_full_page_is_refused_with_a_message(desk, monkeypatch):
    monkeypatch.setattr(rules, "NOTES_PER_PAGE", 2)
    outcomes = desk.send(*(ink(document=desk.paper) for _ in range(3)))
    assert [one["result"] for one in outcomes] == ["taken", "taken", "refused"]
    assert outcomes[2]["error"] == "page_full"
    monkeypatch.setattr(rules, "NOTES_PER_PERSON", 2)
    (outcome,) = desk.send(ink(document=desk.paper, page=3))
    assert outcome["error"] == "too_many_notes"


def test_the_byte_limit_is_enforced_and_notes_are_kept(desk, monkeypatch):
    kept, further = ink(document=desk.paper), ink(document=desk.paper)
    desk.send(kept)
    monkeypatch.setattr(rules, "NOTE_BYTES_LIMIT", 60)
    (outcome,) = desk.send(further)
    assert outcome["error"] == "notes_too_large"
    assert [note["key"] for note in desk.pull()["notes"]] == [kept["key"]]
    # Erasing frees space.
    desk.send({**kept, "base": 1, "deleted": True})
    (outcome,) = desk.send(further)
    assert outcome["result"] == "taken"


def test_very_many_are_told_in_parts(desk, monkeypatch):
    monkeypatch.setattr("kiosk.annotations.queries.NOTES_PER_RESPONSE", 2)
    keys = {one["key"] for one in desk.send(*(ink(document=desk.paper),) * 1)}
    keys |= {
        one["key"] for one in desk.send(*(ink(document=desk.paper) for _ in range(4)))
    }
    found, since = set(), 0
    for _ in range(3):
        part = desk.pull(since=since)
        found |= {one["key"] for one in part["notes"]}
        since = part["change"]
    assert found == keys
    assert not part["more"]


def test_the_other_devices_of_the_same_person_are_nudged_and_no_one_elses(
    desk, server, monkeypatch
):
    said = []
    monkeypatch.setattr(
        server.app.extensions["kiosk.user_push"],
        "_emitter",
        type(
            "E",
            (),
            {"emit": lambda _self, event, body, to: said.append((event, body, to))},
        )(),
    )
    desk.client_for(desk.scene.make_member(desk.meeting))
    desk.send(text(SECRET, document=desk.paper))
    # The fixture signed the writing tablet in first, the other one second.
    assert said == [("notes", {}, "sign-in:2")]
    assert SECRET not in json.dumps(said)
