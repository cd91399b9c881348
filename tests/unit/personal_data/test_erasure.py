"""Erasing a person: nothing with their name is left, and the record stays whole."""

import pytest
from sqlalchemy import func, select

from kiosk.accounts.models import AccessEntry, SignIn
from kiosk.annotations.models import Annotation
from kiosk.exports.rules import ExportState
from kiosk.exports.store import ExportStore
from kiosk.meetings.models import Member
from kiosk.notebooks.export import NOTEBOOK
from kiosk.people.export import PEOPLE_LIST
from kiosk.personal_data.job import ErasureTidying
from kiosk.personal_data.rules import Disposal, pseudonym
from kiosk.personal_data.tables import TABLE_RULES
from kiosk.reading_log.models import ReadRecord
from kiosk.record.verification import check_journal
from kiosk.roles import Role
from kiosk.storage.base import Base
from kiosk.storage.journal import JournalEntry
from kiosk.voting.models import Voter
from tests.rows_of_every_table import FREE_TEXT, tables_with

FORBIDDEN = (400, 401, 403, 404, 409, 422)


@pytest.fixture
def erase(administrator):
    def post(person, name=None, members=None):
        form = {"members": members or [person.member], "name": name or person.name}
        return administrator.post("/personal-data/erase", json=form)

    return post


class TestErasing:
    def test_the_name_is_left_in_the_roll_of_votes_only(self, store, person, erase):
        before = tables_with(store, person.name)
        assert {"members", "speeches", "opinions", "documents"} < before
        assert erase(person).get_json() == {"erased": 1}
        assert tables_with(store, person.name) == {"vote_voters"}
        assert tables_with(store, FREE_TEXT) == set()

    def test_rows_go_or_stay_as_declared(self, store, person, erase):
        erase(person)
        with store.read_session() as session:
            for name, rule in TABLE_RULES.items():
                if not rule.members:
                    continue
                table = Base.metadata.tables[name]
                mine = table.c[rule.members[0]] == person.member
                counted = select(func.count()).select_from(table).where(mine)
                is_left = bool(session.scalar(counted))
                assert is_left == (rule.disposal is not Disposal.DELETED), name

    def test_the_row_keeps_its_number_and_role(self, store, person, erase):
        erase(person)
        with store.read_session() as session:
            member = session.get_one(Member, person.member)
            assert member.full_name == pseudonym(person.member)
            assert (member.position, member.unit, member.seat) == ("", "", "")
            assert member.role == Role.OFFICIAL_DELEGATE
            assert "doan" not in member.folded_name
            assert session.get_one(Member, person.other).full_name == "Lê Văn Khác"

    def test_rows_of_others_stay(self, scene, store, person, erase):
        scene.sign_in(person.other)
        erase(person)
        with store.read_session() as session:
            assert session.scalars(select(SignIn.member_id)).all().count(person.other)

    def test_a_namesake_in_the_meeting_keeps_the_names_of_who_acted(
        self, scene, store, person, erase
    ):
        namesake = scene.make_member(person.meeting, name=person.name)
        erase(person)
        left = tables_with(store, person.name)
        assert {"members", "documents", "meetings"} <= left
        assert "speeches" not in left
        with store.read_session() as session:
            assert session.get_one(Member, namesake).full_name == person.name

    def test_names_in_other_meetings_stay(self, scene, store, person, erase):
        elsewhere = scene.make_member(scene.make_meeting(), name=person.name)
        erase(person)
        with store.read_session() as session:
            assert session.get_one(Member, elsewhere).full_name == person.name

    def test_journal_and_access_log_say_so_by_numbers_and_stay_whole(
        self, store, person, erase
    ):
        erase(person)
        with store.read_session() as session:
            last = select(JournalEntry).order_by(JournalEntry.id.desc())
            body = session.scalars(last).first().body
            entry = session.scalars(
                select(AccessEntry).order_by(AccessEntry.id.desc())
            ).first()
            assert check_journal(session, person.meeting).fault is None
        assert "person_erased" in body
        assert str(person.member) in body
        assert (entry.act, entry.username) == ("person_erased", "boss")
        assert entry.detail == f"meeting:{person.meeting} member:{person.member}"

    def test_copies_on_disk_are_removed_by_the_worker(self, store, person, erase):
        erase(person)
        files = store.files.root
        people, notes = ExportStore(files, PEOPLE_LIST), ExportStore(files, NOTEBOOK)
        for exports, owners in (
            (people, (person.meeting, person.meeting + 1)),
            (notes, (person.member, person.other)),
        ):
            for owner in owners:
                exports.begin(str(owner))
        with store.read_session() as session:
            document = session.scalar(select(Base.metadata.tables["documents"].c.id))
        marked = files / "marks" / str(document) / "page"
        marked.parent.mkdir(parents=True)
        marked.write_bytes(b"x")
        ErasureTidying(store).tidy(str(person.meeting), str(person.member))
        assert people.read(str(person.meeting)).state is ExportState.NONE
        assert people.read(str(person.meeting + 1)).state is ExportState.WAITING
        assert notes.all_keys() == [str(person.other)]
        assert not marked.exists()


class TestRefusing:
    def test_a_meeting_that_is_not_closed(self, scene, store, person, erase):
        still = scene.make_member(scene.make_meeting("Đang họp"), name=person.name)
        reply = erase(person, members=[person.member, still])
        assert reply.status_code == 409
        assert "Đang họp" in reply.get_json()["message"]
        self._nothing_is_erased(store, person)

    @pytest.mark.parametrize("name", ["Người khác", " ", "Đoàn Thị Thùy Vỹ"])
    def test_a_name_that_was_typed_wrong(self, store, person, erase, name):
        assert erase(person, name=name).status_code in FORBIDDEN
        self._nothing_is_erased(store, person)

    def test_a_row_that_does_not_exist_or_is_a_screen(
        self, scene, store, person, erase
    ):
        wall = scene.make_member(person.meeting, Role.WALL, name=person.name)
        for wrong in (987_654, wall):
            reply = erase(person, members=[person.member, wrong])
            assert reply.status_code == 404
        self._nothing_is_erased(store, person)

    def test_who_is_no_administrator(self, scene, store, person, client_for):
        form = {"members": [person.member], "name": person.name}
        chair = scene.make_member(scene.make_meeting(), Role.CHAIR)
        staff = scene.make_account("thuky")
        for client in (client_for(chair), client_for(account_id=staff), client_for()):
            for path in ("erase", "export"):
                reply = client.post(f"/personal-data/{path}", json=form)
                assert reply.status_code in {401, 403}
            for path in ("", f"/person?member={person.member}", "/export/file"):
                assert client.get(f"/personal-data{path}").status_code in {401, 403}
        self._nothing_is_erased(store, person)

    @staticmethod
    def _nothing_is_erased(store, person):
        with store.read_session() as session:
            assert session.get_one(Member, person.member).full_name == person.name
            for model in (Annotation, ReadRecord, Voter):
                assert session.scalar(select(func.count()).select_from(model)) == 1
