"""Issued, sent, opened, reminded, recalled: each step once and in order."""

import datetime as dt

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.errors import Conflict, Invalid, NotFound
from kiosk.issued_documents.actions import issuing
from kiosk.issued_documents.actions.issuing import (
    issue_document,
    note_opened,
    recall_document,
    remind_units,
    send_to_units,
)
from kiosk.issued_documents.job import IssuedDocumentsJob
from kiosk.issued_documents.models import IssuedDelivery, IssuedDocument
from kiosk.issued_documents.queries.inbox import inbox
from kiosk.issued_documents.rules import IssuedFileState, IssuedState
from kiosk.notices.models import StoredNotice
from kiosk.units.models import Unit

DAY = dt.timedelta(days=1)


@pytest.fixture
def later(monkeypatch):
    """Let time go on."""

    def move(by):
        now = clock.now() + by
        monkeypatch.setattr(clock, "now", lambda: now)

    return move


@pytest.fixture
def act(store):
    """Carry an action out in a unit of work of its own."""
    key = store.config.server_key()

    def run(action, **arguments):
        with store.unit_of_work("test") as work:
            return action(work, key, **arguments)

    return run


@pytest.fixture
def issued(act, ready, units):
    """An issued document, sent to both units."""
    issued_id = ready()
    act(issue_document, by="Lê Văn Thư", issued_id=issued_id, units=units)
    return issued_id


def rows(store, table):
    with store.read_session() as session:
        return session.scalars(select(table).order_by(table.id)).all()


def notified(store):
    return [(one.kind, one.name) for one in rows(store, StoredNotice)]


def test_issuing_sends_to_each_unit_once(store, act, issued, units):
    assert notified(store) == [
        ("issued_document", "Sở Tài chính"),
        ("issued_document", "Xã Nậm Cắn"),
    ]
    notice = rows(store, StoredNotice)[0]
    assert notice.link.startswith("/u#")
    assert notice.unit_id == units[0]
    assert '"01-KL/TU"' in notice.parameters
    sent = act(send_to_units, by="Lê Văn Thư", issued_id=issued, units=units * 2)
    assert sent == 0
    assert len(rows(store, IssuedDelivery)) == 2


def test_a_document_is_issued_once_and_only_with_its_file(store, act, ready, counted):
    issued_id = ready()
    act(issue_document, by="a", issued_id=issued_id, units=[])
    with pytest.raises(Conflict):
        act(issue_document, by="a", issued_id=issued_id, units=[])
    other = ready()
    with store.unit_of_work("test") as work:
        line = work.session.get_one(IssuedDocument, other)
        line.file_state = IssuedFileState.WAITING
    with pytest.raises(Invalid, match="PDF"):
        act(issue_document, by="a", issued_id=other, units=[])


def test_a_closed_or_unknown_unit_receives_nothing_and_nothing_is_left(
    store, act, ready, units
):
    issued_id = ready()
    with store.unit_of_work("test") as work:
        work.session.get_one(Unit, units[1]).is_closed = True
    for wrong, error in ((units, Invalid), ([units[0], 99], NotFound)):
        with pytest.raises(error):
            act(issue_document, by="a", issued_id=issued_id, units=wrong)
    assert notified(store) == rows(store, IssuedDelivery) == []
    with store.read_session() as session:
        line = session.get_one(IssuedDocument, issued_id)
        assert line.state == IssuedState.RESERVED


def test_the_first_opening_is_the_receipt(store, issued, units, later):
    delivery, other = rows(store, IssuedDelivery)

    def open_it(unit_id, by):
        with store.unit_of_work("test") as work:
            note_opened(work, delivery_id=delivery.id, unit_id=unit_id, by=by)

    open_it(units[1], "another unit")
    assert rows(store, IssuedDelivery)[0].opened_at is None
    open_it(units[0], "Bùi Thị Mai")
    first = rows(store, IssuedDelivery)[0].opened_at
    later(DAY)
    open_it(units[0], "Ngô Văn Nam")
    now = rows(store, IssuedDelivery)
    assert (now[0].opened_at, now[0].opened_by) == (first, "Bùi Thị Mai")
    assert now[1].opened_at is None
    assert other.unit_id == units[1]


def test_only_those_who_have_not_opened_it_are_reminded(
    store, act, issued, units, later
):
    with pytest.raises(Conflict, match="một giờ"):
        act(remind_units, issued_id=issued)
    first = rows(store, IssuedDelivery)[0].id
    with store.unit_of_work("test") as work:
        note_opened(work, delivery_id=first, unit_id=units[0], by="a")
    later(DAY)
    assert act(remind_units, issued_id=issued) == 1
    assert notified(store)[2:] == [("issued_document_reminder", "Xã Nậm Cắn")]


def test_the_worker_reminds_every_two_days_and_three_times(store, issued, later):
    job = IssuedDocumentsJob(store, None)
    counts = []
    for _ in range(10):
        job.sweep()
        counts.append(len(notified(store)))
        later(DAY)
    assert counts == [2, 2, 4, 4, 6, 6, 8, 8, 8, 8]


def test_a_recalled_document_is_gone_for_its_units_who_are_told_why(
    store, act, issued, units, later
):
    with pytest.raises(Invalid):
        act(recall_document, by="a", issued_id=issued, reason="")
    act(recall_document, by="a", issued_id=issued, reason="Sai thẩm quyền")
    assert [kind for kind, _ in notified(store)[2:]] == ["issued_document_recalled"] * 2
    with store.read_session() as session:
        (received,) = inbox(session, units[0])
    assert received.is_recalled
    assert (received.file_sha256, received.reason) == ("", "Sai thẩm quyền")
    later(10 * DAY)
    IssuedDocumentsJob(store, None).sweep()
    assert len(notified(store)) == 4
    for action in (remind_units, recall_document):
        extra = {"by": "a", "reason": "Lần nữa"} if action is recall_document else {}
        with pytest.raises(Conflict):
            act(action, issued_id=issued, **extra)


def test_a_file_replaced_while_it_was_checked_is_not_accepted(store, ready, pdf):
    issued_id = ready()
    newer = store.files.store_bytes(pdf + b"\n")
    with store.unit_of_work("test") as work:
        old = work.session.get_one(IssuedDocument, issued_id).file_sha256
        issuing.add_file(work, issued_id=issued_id, file_name="b.pdf", stored=newer)
        issuing.finish_check(work, issued_id=issued_id, sha256=old, pages=2)
    (line,) = rows(store, IssuedDocument)
    assert (line.file_state, line.file_sha256) == ("waiting", newer.sha256)
