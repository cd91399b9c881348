"""Each check, in the good case and in the bad one."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.certificates.making import make_root, make_server
from kiosk.certificates.rules import read_names
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import DocumentState, Publication
from kiosk.live.presence.values import Counts
from kiosk.offline.models import KeptPaper
from kiosk.readiness import machine, papers, room, service, trust
from kiosk.readiness.checklist import look_at_house, look_at_meeting
from kiosk.readiness.house import House, RoomNow
from kiosk.readiness.rules import Finding, Level, Said, is_ready, some_of
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.worker import _lock

GOOD, WARN, BAD = Level.GOOD, Level.WARN, Level.BAD


def counts(**more: int) -> Counts:
    names = ("following", "arriving", "covered", "alone", "behind", "asleep", "lost")
    some = dict.fromkeys(names, 0) | more
    return Counts(document=None, page=0, total=sum(some.values()), **some)


@pytest.fixture
def house(store):
    """A house whose server does not answer."""
    return House(store.config, store, clock.now(), lambda _: None)


def with_room(house: House, connected: list[int], **more: int) -> House:
    now = RoomNow(counts(**more), connected)
    return replace(house, room=lambda _: now)


def with_settings(house: House, **settings) -> House:
    return replace(house, config=replace(house.config, **settings))


def levels(said) -> list[Level]:
    return [one.level for one in said]


def words(said) -> str:
    """Everything said, as people read it: no field is left open."""
    found = list(said)
    return " ".join(
        f"{one.sentence.format(**one.details)} {one.advice.format(**one.details)}"
        for one in found
    )


class TestMachine:
    @pytest.mark.parametrize(("free", "level"), [(1, BAD), (5, WARN), (50, GOOD)])
    def test_disk(self, house, monkeypatch, free, level):
        disk = type("Usage", (), {"free": free * machine.GB})
        monkeypatch.setattr("shutil.disk_usage", lambda _: disk)
        assert levels(machine.look_at_disk(house)) == [level]
        assert f"{free} GB" in words(machine.look_at_disk(house))

    @pytest.mark.parametrize(("state", "level"), [(0, GOOD), (5, WARN), (-1, WARN)])
    def test_clock(self, house, monkeypatch, state, level):
        monkeypatch.setattr(machine, "clock_state", lambda: state)
        assert levels(machine.look_at_clock(house)) == [level]

    def test_linux_tells_of_its_clock(self):
        assert -1 <= machine.clock_state() <= 5

    @pytest.mark.process
    def test_programs_and_languages(self, house):
        assert levels(machine.look_at_programs(house)) == [GOOD]
        foreign = with_settings(house, ocr_languages="vie+khm")
        assert "tesseract-ocr-khm" in words(machine.look_at_programs(foreign))

    @pytest.mark.process
    def test_nothing_is_there(self, house, monkeypatch, tmp_path):
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(machine, "SOFFICE", tmp_path / "soffice")
        told = words(machine.look_at_programs(house))
        for package in ("bubblewrap", "tesseract-ocr", "libreoffice-calc-nogui"):
            assert package in told
        assert levels(machine.look_at_fonts(house)) == [BAD]

    @pytest.mark.process
    def test_fonts(self, house):
        assert levels(machine.look_at_fonts(house)) == [GOOD]


class TestService:
    def test_database(self, house):
        assert levels(service.look_at_database(house)) == [GOOD]

    def test_a_database_of_yesterday(self, house, store):
        with store.database.writing_engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num='0001'")
        assert levels(service.look_at_database(house)) == [BAD]
        assert "migrate" in words(service.look_at_database(house))
        with store.database.writing_engine.begin() as connection:
            newest = service.newest_revision()
            connection.exec_driver_sql(
                f"UPDATE alembic_version SET version_num='{newest}'"
            )

    def test_no_server(self, house):
        far = with_settings(house, port=1)
        assert levels(service.look_at_server(far)) == [BAD]

    def test_worker(self, house):
        assert levels(service.look_at_worker(house)) == [BAD]
        with _lock(house.config.data):
            assert levels(service.look_at_worker(house)) == [GOOD]

    def test_a_paper_that_never_gets_ready(self, house, scene, store):
        paper = scene.make_document(scene.make_meeting(), None, [b"page"])
        change(store, paper, state=DocumentState.RENDERING)
        with _lock(house.config.data):
            later = replace(house, now=house.now + dt.timedelta(minutes=10))
            assert levels(service.look_at_worker(later)) == [GOOD]
            later = replace(house, now=house.now + dt.timedelta(minutes=20))
            assert levels(service.look_at_worker(later)) == [BAD]
            assert "Báo cáo chuyển đổi số" in words(service.look_at_worker(later))

    @pytest.mark.parametrize(
        ("settings", "level", "says"),
        [
            ({"public_url": "http://hop.vn", "database_url": ""}, GOOD, ""),
            ({"public_url": ""}, WARN, "KIOSK_PUBLIC_URL"),
            (
                {"public_url": "http://h.vn", "behind_proxy": True, "host": "0.0.0.0"},
                BAD,
                "HOST=127.0.0.1",
            ),
            ({"public_url": "https://hop.vn"}, BAD, "KIOSK_BEHIND_PROXY"),
            (
                {"public_url": "http://h.vn", "redis_url": "redis://10.0.0.5/0"},
                WARN,
                "Redis",
            ),
            (
                {"public_url": "http://h.vn", "redis_url": "redis://:x@10.0.0.5/0"},
                GOOD,
                "",
            ),
        ],
    )
    def test_settings(self, house, settings, level, says):
        told = with_settings(house, **settings)
        assert level in levels(service.look_at_settings(told))
        assert says in words(service.look_at_settings(told))

    @pytest.mark.parametrize("name", ["server.key", "kiosk.db", "."])
    @pytest.mark.parametrize(
        ("mode", "level"), [(0o700, GOOD), (0o744, BAD), (0o706, BAD)]
    )
    def test_what_others_can_read_is_named(self, house, name, mode, level):
        told = with_settings(house, public_url="http://hop.vn")
        for path in house.config.data.iterdir():
            path.chmod(0o700)
        (house.config.data / name).chmod(mode)
        assert levels(service.look_at_settings(told)) == [level]

    def test_nginx_may_have_the_right_to_read_the_papers(self, house):
        told = with_settings(house, public_url="http://hop.vn")
        house.config.data.chmod(0o710)
        (house.config.data / "files").mkdir(mode=0o750, exist_ok=True)
        assert levels(service.look_at_settings(told)) == [GOOD]


def change(store, paper: int, **fields) -> None:
    with store.work("test") as work:
        document = work.session.get_one(Document, paper)
        for name, value in fields.items():
            setattr(document, name, value)


class TestCertificate:
    NOW = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
    NAMES = read_names(["hop.vn"])

    @pytest.mark.parametrize(
        ("host", "days", "level", "says"),
        [
            ("hop.vn", 0, GOOD, "còn 800 ngày"),
            ("hop.vn", 780, WARN, "còn 20 ngày"),
            ("hop.vn", 803, BAD, "hết hạn"),
            ("khac.vn", 0, BAD, "không dùng cho khac.vn"),
        ],
    )
    def test_names_and_days(self, host, days, level, says):
        root = make_root(self.NAMES, self.NOW)
        pair = make_server(root, self.NAMES, self.NOW)
        later = self.NOW + dt.timedelta(days=days)
        said = trust.judge(host, pair.names(), pair.until, later)
        assert said.level is level
        assert says in words([said])

    def test_without_https_it_says_what_will_not_work(self, house):
        assert levels(trust.look_at_certificate(house)) == [WARN]
        assert "máy ảnh" in words(trust.look_at_certificate(house))

    def test_nobody_answers_there(self, house):
        away = with_settings(house, public_url="https://127.0.0.1:1")
        assert levels(trust.look_at_certificate(away)) == [BAD]


class TestPapers:
    @pytest.fixture
    def paper(self, scene):
        meeting = scene.make_meeting()
        item = scene.make_item(meeting)
        return meeting, scene.make_document(meeting, item, [b"one", b"two"])

    def test_all_ready_and_whole(self, house, paper):
        meeting, _ = paper
        assert levels(papers.look_at_papers(house, meeting)) == [GOOD]
        assert levels(papers.look_at_files(house, meeting)) == [GOOD]
        # The original, the words, two images.
        assert "4 tệp" in words(papers.look_at_files(house, meeting))

    @pytest.mark.parametrize(
        ("fields", "level"),
        [
            ({"state": DocumentState.REFUSED}, BAD),
            ({"state": DocumentState.CONVERTING}, BAD),
            ({"publication": Publication.DRAFT}, WARN),
            ({"publication": Publication.WITHDRAWN}, WARN),
        ],
    )
    def test_what_delegates_would_miss(self, house, store, paper, fields, level):
        meeting, document = paper
        change(store, document, **fields)
        assert levels(papers.look_at_papers(house, meeting)) == [level]

    @pytest.mark.parametrize(
        ("fault", "level"), [("not_drawn", BAD), ("lost_letters", WARN)]
    )
    def test_pages_that_are_not_as_their_file_is(
        self, house, store, paper, fault, level
    ):
        meeting, document = paper
        with store.work("test") as work:
            page = work.session.query(Page).filter_by(document_id=document, number=2)
            page.one().fault = fault
        assert levels(papers.look_at_papers(house, meeting)) == [level]
        assert "(2)" in words(papers.look_at_papers(house, meeting))

    @pytest.mark.parametrize("damage", ["gone", "short", "changed"])
    def test_a_file_that_is_not_what_its_name_says(self, house, store, paper, damage):
        meeting, _ = paper
        path = store.files.path(store.files.keep_bytes(b"two").sha256)
        if damage == "gone":
            path.unlink()
        else:
            path.write_bytes(b"tw" if damage == "short" else b"twO")
        assert levels(papers.look_at_files(house, meeting)) == [BAD]
        assert "1 tệp" in words(papers.look_at_files(house, meeting))
        assert "Báo cáo chuyển đổi số" in words(papers.look_at_files(house, meeting))


class TestRoom:
    def test_a_server_that_is_silent_is_said(self, house, scene):
        meeting = scene.make_meeting()
        scene.make_member(meeting, Role.WALL, "Màn hình")
        assert levels(room.look_at_tablets(house, meeting)) == [BAD]
        assert levels(room.look_at_wall(house, meeting)) == [BAD]

    @pytest.mark.parametrize(
        ("standing", "level"),
        [
            ({}, WARN),
            ({"following": 3, "alone": 1}, GOOD),
            ({"following": 3, "behind": 1}, WARN),
            ({"lost": 1}, WARN),
        ],
    )
    def test_tablets(self, house, scene, standing, level):
        told = with_room(house, [], **standing)
        assert levels(room.look_at_tablets(told, scene.make_meeting())) == [level]

    def test_the_hall_screen(self, house, scene, store):
        meeting = scene.make_meeting()
        told = with_room(house, [])
        assert levels(room.look_at_wall(told, meeting)) == [GOOD]
        wall = scene.make_member(meeting, Role.WALL, "Màn hình hội trường lớn")
        scene.sign_in(wall)
        assert levels(room.look_at_wall(told, meeting)) == [BAD]
        number = last_sign_in(store)
        assert levels(room.look_at_wall(with_room(house, [number]), meeting)) == [GOOD]
        # Somebody else's connection is not the screen's.
        told = with_room(house, [number + 1])
        assert levels(room.look_at_wall(told, meeting)) == [BAD]

    def test_who_holds_every_paper_meant_for_him(self, house, scene, store):
        meeting = scene.make_meeting()
        item = scene.make_item(meeting)
        assert levels(room.look_at_kept_papers(house, meeting)) == [GOOD]
        both = [scene.make_document(meeting, item, [b"p"], title=t) for t in "ab"]
        scene.sign_in(scene.make_member(meeting))
        number = last_sign_in(store)
        assert "0 / 1" in words(room.look_at_kept_papers(house, meeting))
        keep(store, meeting, both[0], number)
        assert levels(room.look_at_kept_papers(house, meeting)) == [WARN, WARN]
        # The paper that lacks, and before whom.
        told = words(room.look_at_kept_papers(house, meeting))
        assert "(số máy): b (1)." in told
        assert "Nguyễn Thị Minh Khai (1)." in told
        # A part of it is not the paper.
        keep(store, meeting, both[1], number, device="e", is_whole=False)
        assert levels(room.look_at_kept_papers(house, meeting)) == [WARN, WARN]
        keep(store, meeting, both[1], number)
        assert levels(room.look_at_kept_papers(house, meeting)) == [GOOD]
        assert "1 / 1" in words(room.look_at_kept_papers(house, meeting))

    def test_sites(self, house, scene, store):
        meeting = scene.make_meeting()
        assert levels(room.look_at_sites(house, meeting)) == [GOOD]
        site_id = scene.make_site(meeting, "Điểm cầu Ninh Đông", expected=3)
        assert levels(room.look_at_sites(house, meeting)) == [WARN, WARN]
        assert "chưa có ai đăng nhập: Điểm cầu Ninh Đông" in words(
            room.look_at_sites(house, meeting)
        )
        scene.sign_in(scene.make_member(meeting, site_id=site_id))
        assert levels(room.look_at_sites(house, meeting)) == [WARN]
        assert "chưa báo sẵn sàng" in words(room.look_at_sites(house, meeting))
        say(store, site_id, ready_at=clock.now())
        assert levels(room.look_at_sites(house, meeting)) == [GOOD]
        assert "1 người đã vào / 3" in words(room.look_at_sites(house, meeting))
        say(store, site_id, help_at=clock.now())
        assert levels(room.look_at_sites(house, meeting)) == [BAD]


def say(store, site_id: int, **what) -> None:
    with store.work("test") as work:
        site = work.session.get_one(Site, site_id)
        for name, value in what.items():
            setattr(site, name, value)


def last_sign_in(store) -> int:
    with store.reading() as session:
        return max(session.scalars(select(SignIn.id)))


def keep(store, meeting: int, document: int, sign_in: int, **more) -> None:
    fields = {"device": "d", "is_whole": True, **more}
    with store.work("test") as work:
        work.session.add(
            KeptPaper(
                meeting_id=meeting,
                document_id=document,
                sign_in_id=sign_in,
                kept_at=clock.now(),
                seen_at=clock.now(),
                **fields,
            )
        )


class TestList:
    @pytest.mark.process
    def test_a_table_that_is_gone_ends_no_other_check(self, house, store, scene):
        meeting = scene.make_meeting()
        with store.database.writing_engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE documents RENAME TO lost")
        found = look_at_house(house) + look_at_meeting(house, meeting)
        topics = {finding.topic for finding in found}
        assert len(topics) >= 15
        told = words(finding.said for finding in found)
        assert "Không kiểm tra được: (" in told
        assert not is_ready(found)
        with store.database.writing_engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE lost RENAME TO documents")

    def test_ready_is_when_nothing_is_bad(self):
        said = [*levels_as_findings(GOOD, WARN)]
        assert is_ready(said)
        assert not is_ready([*said, *levels_as_findings(BAD)])

    def test_many_names_are_counted(self):
        assert some_of(map(str, range(9))) == "0, 1, 2, 3, 4 (+4)"


def levels_as_findings(*wanted: Level) -> list[Finding]:
    return [Finding("", Said(level, "")) for level in wanted]
