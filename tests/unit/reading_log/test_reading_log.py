"""The reading log: written in batches, queried by those who run the meeting."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.identity import Actor
from kiosk.reading_log import rules
from kiosk.reading_log.models import ReadRecord
from kiosk.reading_log.writer import MAX_READERS_PER_WRITE, ReadLogWriter
from kiosk.roles import Role, Visibility
from kiosk.storage.errors import database_unavailable


class Hall:
    """A meeting, its tablets and their reports."""

    def __init__(self, server, scene) -> None:
        self.scene, self.store = scene, server.store
        self.presence = server.app.extensions["kiosk.presence"]
        self.writer = ReadLogWriter(server.store, self.presence)
        self.meeting = scene.make_meeting()
        self.item = scene.make_item(self.meeting)
        self.paper = scene.make_document(self.meeting, self.item, [b"webp"] * 5)

    def tablet(self, member: int, role: Role = Role.OFFICIAL_DELEGATE) -> str:
        self.scene.sign_in(member)
        with self.store.read_session() as session:
            sign_in_id = session.scalars(select(func.max(SignIn.id))).one()
        sid = f"sid{sign_in_id}"
        actor = Actor(self.meeting, role, "x", sign_in_id, member)
        self.presence.joined(sid, actor)
        return sid

    def show(self, sid: str, page: int, mode: str = "following", **other) -> None:
        document = other.get("document", self.paper)
        report = {"n": 1, "document": document, "page": page, "mode": mode}
        assert self.presence.handle_report(sid, report)

    def log(self) -> dict[int, str]:
        self.writer.step()
        with self.store.read_session() as session:
            return {row.member_id: row.pages for row in session.query(ReadRecord)}


@pytest.fixture
def hall(server, scene) -> Hall:
    return Hall(server, scene)


@pytest.fixture
def chair(hall, scene, client_for):
    return client_for(scene.make_member(hall.meeting, Role.CHAIR))


@pytest.fixture
def an(scene, hall) -> int:
    return scene.make_member(hall.meeting, name="Nguyễn Văn An", unit="Sở Nội vụ")


class TestPages:
    @pytest.mark.parametrize(
        ("pages", "written"),
        [([], ""), ([3], "3"), ([2, 1, 3, 7, 9, 8], "1-3,7-9"), ([1, 3], "1,3")],
    )
    def test_they_are_written_as_runs_and_read_again(self, pages, written):
        assert rules.format_page_ranges(pages) == written
        assert rules.parse_page_ranges(written) == set(pages)


class TestWritingDown:
    def test_pages_add_up_and_moments_move_on(self, hall, an):
        sid = hall.tablet(an)
        with clock.frozen(began := dt.datetime(2026, 11, 25, 1, tzinfo=dt.UTC)):
            hall.show(sid, 1)
            hall.show(sid, 2)
            assert hall.log() == {an: "1-2"}
        with clock.frozen(began + dt.timedelta(minutes=5)):
            hall.show(sid, 4)
            assert hall.log() == {an: "1-2,4"}
        with hall.store.read_session() as session:
            row = session.query(ReadRecord).one()
        assert row.first_at == began
        assert row.last_at == began + dt.timedelta(minutes=5)

    def test_nothing_is_written_before_its_time_and_nothing_twice(self, hall, an):
        hall.show(hall.tablet(an), 1)
        with hall.store.read_session() as session:
            assert session.query(ReadRecord).count() == 0
        assert hall.log() == {an: "1"}
        assert hall.writer.step() is False

    def test_a_sleeping_tablet_reads_nothing(self, hall, an):
        hall.show(hall.tablet(an), 1, "asleep")
        assert hall.log() == {}

    def test_the_screens_of_the_house_and_the_secretariat_are_not_in_it(
        self, hall, scene
    ):
        for role in (Role.WALL, Role.SECRETARY):
            member = scene.make_member(hall.meeting, role)
            hall.show(hall.tablet(member, role), 1)
        chair = scene.make_member(hall.meeting, Role.CHAIR)
        hall.show(hall.tablet(chair, Role.CHAIR), 1)
        assert hall.log() == {chair: "1"}

    def test_what_is_no_page_of_this_meeting_is_not_believed(self, hall, scene, an):
        other = scene.make_meeting("Hội nghị khác")
        theirs = scene.make_document(other, scene.make_item(other), [b"webp"])
        draft = scene.make_document(
            hall.meeting, hall.item, [b"webp"], Publication.DRAFT
        )
        sid = hall.tablet(an)
        for document, page in ((theirs, 1), (draft, 1), (99, 1), (hall.paper, 6)):
            hall.show(sid, page, document=document)
        assert hall.log() == {}

    def test_a_document_that_its_reader_may_not_see_is_not_believed(self, hall, scene):
        item = scene.make_item(hall.meeting, "Kín", Visibility.OFFICIAL)
        kept = scene.make_document(hall.meeting, item, [b"webp"])
        readers = {
            role: scene.make_member(hall.meeting, role)
            for role in (Role.GUEST, Role.OFFICIAL_DELEGATE, Role.CHAIR)
        }
        for role, member in readers.items():
            hall.show(hall.tablet(member, role), 1, document=kept)
        seen = {readers[Role.OFFICIAL_DELEGATE]: "1", readers[Role.CHAIR]: "1"}
        assert hall.log() == seen

    def test_two_tablets_of_one_person_are_one_reader(self, hall, an):
        for page in (1, 3):
            hall.show(hall.tablet(an), page)
        assert hall.log() == {an: "1,3"}

    def test_a_crowd_is_written_a_group_at_a_time(self, hall, scene):
        for index in range(MAX_READERS_PER_WRITE + 5):
            member = scene.make_member(hall.meeting, name=f"Đại biểu {index}")
            hall.show(hall.tablet(member), 1)
        assert hall.writer.step() is True
        with hall.store.read_session() as session:
            assert session.query(ReadRecord).count() == MAX_READERS_PER_WRITE
        assert len(hall.log()) == MAX_READERS_PER_WRITE + 5

    def test_a_busy_database_loses_nothing(self, hall, an, monkeypatch):
        hall.show(hall.tablet(an), 1)

        def refuse(_read) -> None:
            raise database_unavailable()

        with monkeypatch.context() as patched:
            patched.setattr(hall.writer, "_write", refuse)
            assert hall.writer.step() is False
        assert hall.log() == {an: "1"}

    def test_it_goes_with_the_document(self, hall, an):
        hall.show(hall.tablet(an), 1)
        assert hall.log()
        with hall.store.unit_of_work("test") as work:
            work.session.delete(work.session.get_one(Document, hall.paper))
        assert hall.log() == {}


class TestAsking:
    def test_the_count_falls_when_a_tablet_opens_the_document(
        self, hall, scene, chair, an
    ):
        scene.make_member(hall.meeting, name="Lò Văn Pánh")
        url = f"/m/{hall.meeting}/readings"
        (line,) = chair.get(url).json["papers"]
        assert line == {"document": hall.paper, "opened": 0, "total": 2}
        hall.show(hall.tablet(an), 1)
        hall.writer.step()
        assert chair.get(url).json["papers"][0]["opened"] == 1
        (row,) = chair.get(f"{url}/{hall.paper}").json["rows"]
        assert row["name"] == "Lò Văn Pánh"

    @pytest.mark.usefixtures("an")
    def test_only_those_count_who_may_see_the_document(self, hall, scene, chair):
        scene.make_member(hall.meeting, Role.GUEST, "Khách Mời")
        item = scene.make_item(hall.meeting, "Kín", Visibility.OFFICIAL)
        kept = scene.make_document(hall.meeting, item, [b"webp"])
        lines = {
            line["document"]: line["total"]
            for line in chair.get(f"/m/{hall.meeting}/readings").json["papers"]
        }
        assert lines == {hall.paper: 2, kept: 1}
        rows = chair.get(f"/m/{hall.meeting}/readings/{kept}").json["rows"]
        assert [row["name"] for row in rows] == ["Nguyễn Văn An"]

    def test_a_large_meeting_is_told_by_site_first(self, hall, scene, chair):
        names = ("Điểm cầu xã Nậm Cắn", "Điểm cầu phường Pom Hán")
        sites = [scene.make_site(hall.meeting, name) for name in names]
        for index in range(rules.MAX_NAMES_WITHOUT_SITES + 2):
            site = sites[index % 3 == 0]
            scene.make_member(hall.meeting, name=f"Đại biểu {index}", site_id=site)
        url = f"/m/{hall.meeting}/readings/{hall.paper}"
        reported = chair.get(url).json
        assert (reported["rows"], reported["more"]) == ([], 0)
        assert [line["count"] for line in reported["sites"]] == [41, 21]
        few = chair.get(f"{url}?site={sites[1]}").json
        assert len(few["rows"]) == 21
        assert {row["site"] for row in few["rows"]} == {"Điểm cầu phường Pom Hán"}

    def test_nobody_else_may_ask(self, hall, client_for, an, scene):
        other = scene.make_member(scene.make_meeting("Hội nghị khác"), Role.CHAIR)
        for path in ("", f"/{hall.paper}"):
            url = f"/m/{hall.meeting}/readings{path}"
            assert client_for(an).get(url).status_code == 403
            assert client_for(other).get(url).status_code == 404
            assert client_for().get(url).status_code == 401

    def test_a_document_of_another_meeting_is_none(self, hall, scene, chair):
        other = scene.make_meeting("Hội nghị khác")
        theirs = scene.make_document(other, scene.make_item(other), [b"webp"])
        url = f"/m/{hall.meeting}/readings/{theirs}"
        assert chair.get(url).status_code == 404


class TestReadBefore:
    """Reports of pages shown offline."""

    @pytest.fixture
    def now(self, hall, monkeypatch):
        """A manual clock for presence."""
        moment = [1000.0]
        monkeypatch.setattr(hall.presence, "_clock", lambda: moment[0])
        return moment

    @pytest.fixture
    def send_report(self, hall, an, client_for):
        """Report shown pages of one device of a member."""
        client = client_for(an)
        with hall.store.read_session() as session:
            sign_in_id = session.scalars(select(func.max(SignIn.id))).one()
        actor = Actor(hall.meeting, Role.OFFICIAL_DELEGATE, "x", sign_in_id, an)

        def send_report(*pages: int) -> dict[int, str]:
            said = {"pages": [[hall.paper, page] for page in pages]}
            url = f"/m/{hall.meeting}/readings"
            assert client.post(url, json=said).status_code == 204
            return hall.log()

        send_report.join = lambda: hall.presence.joined("a", actor)
        send_report.leave = lambda: hall.presence.left("a")
        return send_report

    def test_is_taken_in_once_where_such_pages_are(self, an, send_report, now):
        send_report.join()
        send_report.leave()
        now[0] += 60
        send_report.join()
        assert send_report(2, 3, 99) == {an: "2-3"}

    def test_is_believed_for_the_time_that_the_tablet_was_away(
        self, an, send_report, now
    ):
        send_report.join()
        send_report.leave()
        now[0] += 1
        send_report.join()
        assert send_report(1, 2, 3, 4, 5) == {an: "1-2"}

    def test_is_not_believed_of_a_tablet_that_was_there(self, send_report, now):
        send_report.join()
        send_report()
        send_report.leave()
        send_report.join()
        assert send_report(1, 2) == {}
        now[0] += 60
        assert send_report(1, 2) == {}

    def test_each_second_counts_once(self, an, send_report, now):
        send_report.join()
        send_report.leave()
        now[0] += 1
        send_report.join()
        send_report(1)
        assert send_report(2, 3, 4) == {an: "1"}

    def test_of_a_tablet_nobody_knows_the_time_since_it_signed_in_counts(
        self, an, send_report
    ):
        later = clock.now() + dt.timedelta(seconds=2)
        with clock.frozen(later):
            assert send_report(1, 2, 3, 4, 5) == {an: "1-4"}

    @pytest.mark.parametrize(
        "form", [{}, {"pages": [[0, 1]]}, {"pages": "x"}, {"pages": [[1, 1]] * 501}]
    )
    def test_garbage_and_too_much_are_refused(self, hall, an, client_for, form):
        said = client_for(an).post(f"/m/{hall.meeting}/readings", json=form)
        assert said.status_code == 422
        assert hall.log() == {}
