"""Each check in the good and in the bad case."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.certificates.issuing import make_root, make_server
from kiosk.certificates.rules import read_names
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import DocumentState, Publication
from kiosk.live.presence.types import PresenceCounts
from kiosk.offline.models import CachedDocument
from kiosk.readiness import documents, machine, room, service, tls
from kiosk.readiness.checklist import check_installation, check_meeting_readiness
from kiosk.readiness.context import CheckContext, RoomSnapshot
from kiosk.readiness.rules import CheckResult, Finding, Level, is_ready, list_names
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.worker import _lock

GOOD, WARN, BAD = Level.GOOD, Level.WARN, Level.BAD


def counts(**more: int) -> PresenceCounts:
    names = ("following", "arriving", "covered", "alone", "behind", "asleep", "lost")
    some = dict.fromkeys(names, 0) | more
    return PresenceCounts(document=None, page=0, total=sum(some.values()), **some)


@pytest.fixture
def context(store):
    """A check context whose server does not answer."""
    return CheckContext(store.config, store, clock.now(), lambda _: None)


def with_room(context: CheckContext, connected: list[int], **more: int) -> CheckContext:
    now = RoomSnapshot(counts(**more), connected)
    return replace(context, room=lambda _: now)


def with_settings(context: CheckContext, **settings) -> CheckContext:
    return replace(context, config=replace(context.config, **settings))


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
    def test_disk(self, context, monkeypatch, free, level):
        disk = type("Usage", (), {"free": free * machine.GB})
        monkeypatch.setattr("shutil.disk_usage", lambda _: disk)
        assert levels(machine.check_disk(context)) == [level]
        assert f"{free} GB" in words(machine.check_disk(context))

    @pytest.mark.parametrize(("state", "level"), [(0, GOOD), (5, WARN), (-1, WARN)])
    def test_clock(self, context, monkeypatch, state, level):
        monkeypatch.setattr(machine, "clock_state", lambda: state)
        assert levels(machine.check_clock(context)) == [level]

    def test_linux_tells_of_its_clock(self):
        assert -1 <= machine.clock_state() <= 5

    @pytest.mark.process
    def test_programs_and_languages(self, context):
        assert levels(machine.check_programs(context)) == [GOOD]
        foreign = with_settings(context, ocr_languages="vie+khm")
        assert "tesseract-ocr-khm" in words(machine.check_programs(foreign))

    @pytest.mark.process
    def test_nothing_is_there(self, context, monkeypatch, tmp_path):
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(machine, "SOFFICE", tmp_path / "soffice")
        reported = words(machine.check_programs(context))
        for package in ("bubblewrap", "tesseract-ocr", "libreoffice-calc-nogui"):
            assert package in reported
        assert levels(machine.check_fonts(context)) == [BAD]

    @pytest.mark.process
    def test_fonts(self, context):
        assert levels(machine.check_fonts(context)) == [GOOD]


class TestService:
    def test_database(self, context):
        assert levels(service.check_database(context)) == [GOOD]

    def test_a_database_of_yesterday(self, context, store):
        with store.database.writing_engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num='0001'")
        assert levels(service.check_database(context)) == [BAD]
        assert "migrate" in words(service.check_database(context))
        with store.database.writing_engine.begin() as connection:
            newest = service.newest_revision()
            connection.exec_driver_sql(
                f"UPDATE alembic_version SET version_num='{newest}'"
            )

    def test_no_server(self, context):
        far = with_settings(context, port=1)
        assert levels(service.check_server(far)) == [BAD]

    def test_worker(self, context):
        assert levels(service.check_worker(context)) == [BAD]
        with _lock(context.config.data):
            assert levels(service.check_worker(context)) == [GOOD]

    def test_a_paper_that_never_gets_ready(self, context, scene, store):
        paper = scene.make_document(scene.make_meeting(), None, [b"page"])
        change(store, paper, state=DocumentState.RENDERING)
        with _lock(context.config.data):
            later = replace(context, now=context.now + dt.timedelta(minutes=10))
            assert levels(service.check_worker(later)) == [GOOD]
            later = replace(context, now=context.now + dt.timedelta(minutes=20))
            assert levels(service.check_worker(later)) == [BAD]
            assert "Báo cáo chuyển đổi số" in words(service.check_worker(later))

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
    def test_settings(self, context, settings, level, says):
        reported = with_settings(context, **settings)
        assert level in levels(service.check_settings(reported))
        assert says in words(service.check_settings(reported))

    @pytest.mark.parametrize("name", ["server.key", "kiosk.db", "."])
    @pytest.mark.parametrize(
        ("mode", "level"), [(0o700, GOOD), (0o744, BAD), (0o706, BAD)]
    )
    def test_what_others_can_read_is_named(self, context, name, mode, level):
        reported = with_settings(context, public_url="http://hop.vn")
        context.config.server_key()
        for path in context.config.data.iterdir():
            path.chmod(0o700)
        (context.config.data / name).chmod(mode)
        assert levels(service.check_settings(reported)) == [level]

    def test_nginx_may_have_the_right_to_read_the_papers(self, context):
        reported = with_settings(context, public_url="http://hop.vn")
        context.config.data.chmod(0o710)
        (context.config.data / "files").mkdir(mode=0o750, exist_ok=True)
        assert levels(service.check_settings(reported)) == [GOOD]


def change(store, paper: int, **fields) -> None:
    with store.unit_of_work("test") as work:
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
        said = tls.evaluate_certificate(host, pair.names(), pair.until, later)
        assert said.level is level
        assert says in words([said])

    def test_without_https_it_says_what_will_not_work(self, context):
        assert levels(tls.check_certificate(context)) == [WARN]
        assert "máy ảnh" in words(tls.check_certificate(context))

    def test_nobody_answers_there(self, context):
        away = with_settings(context, public_url="https://127.0.0.1:1")
        assert levels(tls.check_certificate(away)) == [BAD]


class TestPapers:
    @pytest.fixture
    def paper(self, scene):
        meeting = scene.make_meeting()
        item = scene.make_item(meeting)
        return meeting, scene.make_document(meeting, item, [b"one", b"two"])

    def test_all_ready_and_whole(self, context, paper):
        meeting, _ = paper
        assert levels(documents.check_documents(context, meeting)) == [GOOD]
        assert levels(documents.check_files(context, meeting)) == [GOOD]
        # The original, the words, two images.
        assert "4 tệp" in words(documents.check_files(context, meeting))

    @pytest.mark.parametrize(
        ("fields", "level"),
        [
            ({"state": DocumentState.REFUSED}, BAD),
            ({"state": DocumentState.CONVERTING}, BAD),
            ({"publication": Publication.DRAFT}, WARN),
            ({"publication": Publication.WITHDRAWN}, WARN),
        ],
    )
    def test_what_delegates_would_miss(self, context, store, paper, fields, level):
        meeting, document = paper
        change(store, document, **fields)
        assert levels(documents.check_documents(context, meeting)) == [level]

    @pytest.mark.parametrize(
        ("fault", "level"), [("not_drawn", BAD), ("lost_letters", WARN)]
    )
    def test_pages_that_are_not_as_their_file_is(
        self, context, store, paper, fault, level
    ):
        meeting, document = paper
        with store.unit_of_work("test") as work:
            page = work.session.query(Page).filter_by(document_id=document, number=2)
            page.one().fault = fault
        assert levels(documents.check_documents(context, meeting)) == [level]
        assert "(2)" in words(documents.check_documents(context, meeting))

    @pytest.mark.parametrize("damage", ["gone", "short", "changed"])
    def test_a_file_that_is_not_what_its_name_says(self, context, store, paper, damage):
        meeting, _ = paper
        path = store.files.path(store.files.store_bytes(b"two").sha256)
        if damage == "gone":
            path.unlink()
        else:
            path.write_bytes(b"tw" if damage == "short" else b"twO")
        assert levels(documents.check_files(context, meeting)) == [BAD]
        assert "1 tệp" in words(documents.check_files(context, meeting))
        assert "Báo cáo chuyển đổi số" in words(documents.check_files(context, meeting))


class TestRoom:
    def test_a_server_that_is_silent_is_said(self, context, scene):
        meeting = scene.make_meeting()
        scene.make_member(meeting, Role.WALL, "Màn hình")
        assert levels(room.check_tablets_connected(context, meeting)) == [BAD]
        assert levels(room.check_wall(context, meeting)) == [BAD]

    @pytest.mark.parametrize(
        ("standing", "level"),
        [
            ({}, WARN),
            ({"following": 3, "alone": 1}, GOOD),
            ({"following": 3, "behind": 1}, WARN),
            ({"lost": 1}, WARN),
        ],
    )
    def test_tablets(self, context, scene, standing, level):
        reported = with_room(context, [], **standing)
        assert levels(room.check_tablets_connected(reported, scene.make_meeting())) == [
            level
        ]

    def test_the_hall_screen(self, context, scene, store):
        meeting = scene.make_meeting()
        reported = with_room(context, [])
        assert levels(room.check_wall(reported, meeting)) == [GOOD]
        wall = scene.make_member(meeting, Role.WALL, "Màn hình hội trường lớn")
        scene.sign_in(wall)
        assert levels(room.check_wall(reported, meeting)) == [BAD]
        number = last_sign_in(store)
        assert levels(room.check_wall(with_room(context, [number]), meeting)) == [GOOD]
        # Somebody else's connection is not the screen's.
        reported = with_room(context, [number + 1])
        assert levels(room.check_wall(reported, meeting)) == [BAD]

    def test_devices_with_all_documents_are_counted(self, context, scene, store):
        meeting = scene.make_meeting()
        item = scene.make_item(meeting)
        assert levels(room.check_offline_copies(context, meeting)) == [GOOD]
        both = [scene.make_document(meeting, item, [b"p"], title=t) for t in "ab"]
        scene.sign_in(scene.make_member(meeting))
        number = last_sign_in(store)
        assert "0 / 1" in words(room.check_offline_copies(context, meeting))
        keep(store, meeting, both[0], number)
        assert levels(room.check_offline_copies(context, meeting)) == [WARN, WARN]
        # The paper that lacks, and before whom.
        reported = words(room.check_offline_copies(context, meeting))
        assert "(số máy): b (1)." in reported
        assert "Nguyễn Thị Minh Khai (1)." in reported
        # A part of it is not the paper.
        keep(store, meeting, both[1], number, device="e", is_whole=False)
        assert levels(room.check_offline_copies(context, meeting)) == [WARN, WARN]
        keep(store, meeting, both[1], number)
        assert levels(room.check_offline_copies(context, meeting)) == [GOOD]
        assert "1 / 1" in words(room.check_offline_copies(context, meeting))

    def test_sites(self, context, scene, store):
        meeting = scene.make_meeting()
        assert levels(room.check_sites(context, meeting)) == [GOOD]
        site_id = scene.make_site(meeting, "Điểm cầu Ninh Đông", expected=3)
        assert levels(room.check_sites(context, meeting)) == [WARN, WARN]
        assert "chưa có ai đăng nhập: Điểm cầu Ninh Đông" in words(
            room.check_sites(context, meeting)
        )
        scene.sign_in(scene.make_member(meeting, site_id=site_id))
        assert levels(room.check_sites(context, meeting)) == [WARN]
        assert "chưa báo sẵn sàng" in words(room.check_sites(context, meeting))
        say(store, site_id, ready_at=clock.now())
        assert levels(room.check_sites(context, meeting)) == [GOOD]
        assert "1 người đã vào / 3" in words(room.check_sites(context, meeting))
        say(store, site_id, help_at=clock.now())
        assert levels(room.check_sites(context, meeting)) == [BAD]


def say(store, site_id: int, **what) -> None:
    with store.unit_of_work("test") as work:
        site = work.session.get_one(Site, site_id)
        for name, value in what.items():
            setattr(site, name, value)


def last_sign_in(store) -> int:
    with store.read_session() as session:
        return max(session.scalars(select(SignIn.id)))


def keep(store, meeting: int, document: int, sign_in: int, **more) -> None:
    fields = {"device": "d", "is_whole": True, **more}
    with store.unit_of_work("test") as work:
        work.session.add(
            CachedDocument(
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
    def test_missing_table_does_not_stop_other_checks(self, context, store, scene):
        meeting = scene.make_meeting()
        with store.database.writing_engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE documents RENAME TO lost")
        found = check_installation(context) + check_meeting_readiness(context, meeting)
        topics = {finding.topic for finding in found}
        assert len(topics) >= 15
        reported = words(finding.said for finding in found)
        assert "Không kiểm tra được: (" in reported
        assert not is_ready(found)
        with store.database.writing_engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE lost RENAME TO documents")

    def test_ready_without_bad_findings(self):
        said = [*levels_as_findings(GOOD, WARN)]
        assert is_ready(said)
        assert not is_ready([*said, *levels_as_findings(BAD)])

    def test_many_names_are_counted(self):
        assert list_names(map(str, range(9))) == "0, 1, 2, 3, 4 (+4)"


def levels_as_findings(*wanted: Level) -> list[Finding]:
    return [Finding("", CheckResult(level, "")) for level in wanted]
