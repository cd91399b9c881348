"""The chained journal in the database: whole, altered, guarded by triggers."""

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import DBAPIError

from kiosk.badges.events import MemberAdded
from kiosk.meetings.events import MeetingChanged
from kiosk.meetings.models import Meeting, Member
from kiosk.record.actions import make_checkpoint, sign_removal
from kiosk.record.models import RecordCheckpoint, RecordRemoval
from kiosk.record.queries import record_root
from kiosk.record.rules import FaultKind, RemovalReason
from kiosk.record.signing import fingerprint, public_key
from kiosk.record.verification import check_journal, unsigned_removals
from kiosk.storage.chain import GENESIS, link_hash
from kiosk.storage.journal import JournalCounter, JournalEntry, events_after
from tests.unit.record.conftest import change

KEY = bytes(range(32))


def checked(store, meeting):
    with store.read_session() as session:
        return check_journal(session, meeting)


def fault_of(store, meeting):
    fault = checked(store, meeting).fault
    return fault and (fault.kind, fault.number, fault.after)


def sign(store, meeting, key=KEY):
    with store.unit_of_work("test") as work:
        return make_checkpoint(work, meeting, key)


class TestWhole:
    def test_each_entry_bears_the_hash_of_itself_and_all_before(
        self, store, meeting, write_events
    ):
        write_events(3)
        with store.read_session() as session:
            rows = session.scalars(select(JournalEntry).order_by(JournalEntry.id)).all()
            counter = session.get_one(JournalCounter, meeting)
        link = GENESIS
        for number, row in enumerate(rows, 1):
            content = {
                "meeting": meeting,
                "n": number,
                "at": row.at.isoformat(timespec="microseconds"),
                "actor": f"member:{number - 1}",
                "audience": sorted(row.audience.split()),
                "body": {"kind": "meeting_changed"},
                "ended_sign_in": None,
            }
            link = link_hash(link, content)
            assert row.hash == link
        assert (counter.number, counter.hash) == (3, link)
        assert checked(store, meeting).entries == 3
        assert fault_of(store, meeting) is None

    def test_meetings_have_chains_of_their_own(self, store, scene, meeting):
        other = scene.make_meeting()
        with store.unit_of_work("test") as work:
            for each in (meeting, other, meeting):
                work.record(MeetingChanged(meeting_id=each))
        assert checked(store, meeting).entries == 2
        assert checked(store, other).entries == 1
        assert fault_of(store, meeting) is fault_of(store, other) is None

    def test_an_actor_with_nul_is_hashed_as_it_is_stored(self, store, meeting):
        with store.unit_of_work("a\0b") as work:
            work.record(MeetingChanged(meeting_id=meeting))
        assert fault_of(store, meeting) is None

    def test_erasing_a_person_leaves_it_whole(self, store, scene, meeting):
        person = scene.make_member(meeting, name="Lò Thị Mai")
        with store.unit_of_work(f"member:{person}") as work:
            work.record(MemberAdded(meeting_id=meeting, member_id=person))
        sign(store, meeting)
        with store.unit_of_work("test") as work:
            work.session.delete(work.session.get_one(Member, person))
        with store.read_session() as session:
            rows = session.scalars(select(JournalEntry)).all()
        assert not any("Mai" in f"{row.actor}{row.body}" for row in rows)
        assert fault_of(store, meeting) is None

    def test_an_empty_journal_is_whole_and_has_no_root(self, store, meeting):
        assert (checked(store, meeting).entries, fault_of(store, meeting)) == (0, None)
        assert sign(store, meeting) is None


class TestCheckpoints:
    def test_one_covers_what_was_recorded_in_its_transaction(self, store, meeting):
        with store.unit_of_work("test") as work:
            work.record(MeetingChanged(meeting_id=meeting))
            root = make_checkpoint(work, meeting, KEY)
            work.record(MeetingChanged(meeting_id=meeting))
        with store.read_session() as session:
            assert record_root(session, meeting) == root
            assert len(events_after(session, meeting, 0)) == 2
            entry = session.scalars(select(JournalEntry)).first()
        assert (root.number, root.hash) == (1, entry.hash)
        assert root.key_fingerprint == fingerprint(public_key(KEY))

    def test_the_same_state_is_signed_once_by_each_key(
        self, store, meeting, write_events
    ):
        write_events(1)
        first = sign(store, meeting)
        assert sign(store, meeting) == first
        assert sign(store, meeting, bytes(32)).key_fingerprint != first.key_fingerprint
        with store.read_session() as session:
            assert len(session.scalars(select(RecordCheckpoint)).all()) == 2
        assert fault_of(store, meeting) is None

    def test_events_are_published_after_the_commit_in_order(self, store, meeting):
        with store.unit_of_work("test") as work:
            work.record(MeetingChanged(meeting_id=meeting))
            work.write_events()
            work.record(MeetingChanged(meeting_id=meeting))
        assert [one.number for one in work._written] == [1, 2]


def where(meeting: int, number: int) -> str:
    return f"WHERE meeting_id = {meeting} AND number = {number}"


class TestAltered:
    @pytest.fixture(autouse=True)
    def entries(self, store, meeting, write_events):
        write_events(4)
        sign(store, meeting)
        write_events(3)

    @pytest.mark.parametrize(
        "what",
        [
            "actor = 'member:9'",
            "audience = 'chair'",
            """body = '{"kind":"x"}'""",
            "body = 'no json'",
            "ended_sign_in = 1",
            "at = '2020-01-01 00:00:00.000000'",
            "hash = 'no hash'",
        ],
    )
    def test_a_changed_column(self, store, meeting, what):
        change(store, f"UPDATE journal SET {what} {where(meeting, 3)}")
        assert fault_of(store, meeting) == (FaultKind.CHANGED, 3, 0)

    def test_a_deleted_entry(self, store, meeting):
        change(store, f"DELETE FROM journal {where(meeting, 2)}")
        assert fault_of(store, meeting) == (FaultKind.MISSING, 2, 0)

    def test_exchanged_entries(self, store, meeting):
        change(
            store,
            f"UPDATE journal SET number = 99 {where(meeting, 2)}",
            f"UPDATE journal SET number = 2 {where(meeting, 3)}",
            f"UPDATE journal SET number = 3 {where(meeting, 99)}",
        )
        assert fault_of(store, meeting) == (FaultKind.CHANGED, 2, 0)

    def test_a_cut_end(self, store, meeting):
        change(
            store, f"DELETE FROM journal WHERE meeting_id = {meeting} AND number > 5"
        )
        assert fault_of(store, meeting) == (FaultKind.TRUNCATED, 6, 0)

    def test_a_cut_end_with_a_matching_counter_behind_a_checkpoint(
        self, store, meeting
    ):
        with store.read_session() as session:
            wanted = select(JournalEntry.hash).where(JournalEntry.number == 3)
            link = session.scalar(wanted)
        change(
            store,
            f"DELETE FROM journal WHERE meeting_id = {meeting} AND number > 3",
            f"UPDATE journal_counters SET number = 3, hash = '{link}'",
        )
        assert fault_of(store, meeting) == (FaultKind.TRUNCATED, 4, 0)

    def test_an_added_entry(self, store, meeting):
        change(
            store,
            "INSERT INTO journal (meeting_id, number, at, actor, audience, body, hash)"
            f" SELECT meeting_id, 8, at, actor, audience, body, hash FROM journal"
            f" {where(meeting, 7)}",
        )
        assert fault_of(store, meeting) == (FaultKind.CHANGED, 8, 0)

    def test_a_chain_written_anew_differs_from_the_checkpoint(self, store, meeting):
        change(store, f"UPDATE journal SET actor = 'other' {where(meeting, 2)}")
        write_anew(store, meeting)
        assert fault_of(store, meeting) == (FaultKind.REWRITTEN, 4, 0)

    def test_a_checkpoint_written_anew_bears_no_right_signature(self, store, meeting):
        change(store, f"UPDATE journal SET actor = 'other' {where(meeting, 2)}")
        write_anew(store, meeting)
        with store.read_session() as session:
            wanted = select(JournalEntry.hash).where(JournalEntry.number == 4)
            link = session.scalar(wanted)
        change(store, f"UPDATE record_checkpoints SET hash = '{link}'")
        assert fault_of(store, meeting) == (FaultKind.BAD_SIGNATURE, 4, 0)


def write_anew(store, meeting: int) -> None:
    """Compute all hashes anew, as somebody could who owns the database."""
    statements, link = [], GENESIS
    with store.read_session() as session:
        rows = session.scalars(select(JournalEntry).order_by(JournalEntry.number))
        for row in rows.all():
            content = {
                "meeting": meeting,
                "n": row.number,
                "at": row.at.isoformat(timespec="microseconds"),
                "actor": row.actor,
                "audience": row.audience.split(),
                "body": {"kind": "meeting_changed"},
                "ended_sign_in": None,
            }
            link = link_hash(link, content)
            place = where(meeting, row.number)
            statements.append(f"UPDATE journal SET hash = '{link}' {place}")
    change(store, *statements, f"UPDATE journal_counters SET hash = '{link}'")


class TestRemovedCounter:
    """Somebody with access to the database has removed the end of the chain."""

    def test_the_meeting_goes_on_and_its_chain_stays_whole(
        self, store, meeting, write_events
    ):
        write_events(3)
        change(store, "DELETE FROM journal_counters")
        write_events(2)
        assert checked(store, meeting).entries == 5
        assert fault_of(store, meeting) is None
        with store.read_session() as session:
            numbers = [one.number for one in events_after(session, meeting, 0)]
        assert numbers == [1, 2, 3, 4, 5]

    def test_entries_removed_with_it_are_found_by_a_checkpoint(
        self, store, meeting, write_events
    ):
        write_events(3)
        sign(store, meeting)
        change(
            store,
            "DELETE FROM journal_counters",
            "DELETE FROM journal WHERE number = 3",
        )
        write_events(2)
        assert fault_of(store, meeting) is not None


class TestTriggers:
    @pytest.fixture(autouse=True)
    def entries(self, store, meeting, write_events):
        write_events(2)
        sign(store, meeting)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE journal SET actor = 'x'",
            "UPDATE journal SET hash = hash",
            "DELETE FROM journal",
            "UPDATE record_checkpoints SET number = 1",
            "DELETE FROM record_checkpoints",
            "DELETE FROM meetings",
        ],
    )
    def test_nothing_can_be_changed_or_deleted(self, store, meeting, statement):
        with (
            pytest.raises(DBAPIError, match="append-only"),
            store.unit_of_work("test") as work,
        ):
            work.session.execute(text(statement))
        assert checked(store, meeting).entries == 2
        assert fault_of(store, meeting) is None

    def test_a_meeting_that_is_removed_leaves_a_signed_note(self, store, meeting):
        remove(store, meeting)
        with store.unit_of_work("test") as work:
            assert work.session.scalars(select(JournalEntry)).all() == []
            assert work.session.scalars(select(RecordCheckpoint)).all() == []
            note = work.session.scalars(select(RecordRemoval)).one()
            assert unsigned_removals(work.session) == []
        assert (note.meeting_id, note.number, note.reason) == (meeting, 2, "load_test")
        change(store, "UPDATE record_removals SET number = 1")
        with store.read_session() as session:
            assert unsigned_removals(session) == [meeting]

    @pytest.mark.parametrize("act", ["UPDATE record_removals SET number = 9", None])
    def test_the_note_stays(self, store, meeting, act):
        remove(store, meeting)
        with pytest.raises(DBAPIError), store.unit_of_work("test") as work:
            work.session.execute(text(act or "DELETE FROM record_removals"))

    def test_a_note_does_not_free_the_journal_of_a_meeting_that_is_there(
        self, store, meeting
    ):
        with store.unit_of_work("test") as work:
            note(work, meeting)
        with pytest.raises(DBAPIError), store.unit_of_work("test") as work:
            work.session.execute(delete(JournalEntry))

    def test_an_old_note_does_not_free_a_new_meeting_of_the_same_id(
        self, store, scene, meeting, write_events
    ):
        remove(store, meeting)
        again = scene.make_meeting()
        # SQLite gives the id again by itself.
        with store.unit_of_work("test") as work:
            work.session.get_one(Meeting, again).id = meeting
        write_events(1)
        with pytest.raises(DBAPIError), store.unit_of_work("test") as work:
            work.session.execute(delete(Meeting).where(Meeting.id == meeting))


def note(work, meeting):
    sign_removal(work, meeting, KEY, RemovalReason.LOAD_TEST)


def remove(store, meeting):
    with store.unit_of_work("test") as work:
        note(work, meeting)
        work.session.execute(delete(Meeting).where(Meeting.id == meeting))
