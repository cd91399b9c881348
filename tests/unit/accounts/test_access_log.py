"""Contents, retention and readers of the access log."""

import datetime as dt

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.accounts.actions.access_log import chain_entry
from kiosk.accounts.actions.links import make_setup_link
from kiosk.accounts.models import AccessEntry
from kiosk.accounts.retention import purge_access_log
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from tests.unit.accounts.second_factors import code_of, turn_on_second_factor

HTML = {"Accept": "text/html"}
PASSWORD = "mùa xuân về trên bản"


@pytest.fixture
def lines(store):
    """Return the log's entries (action, user name, detail), oldest first."""

    def read() -> list[tuple[str, str, str]]:
        with store.read_session() as session:
            found = session.scalars(select(AccessEntry).order_by(AccessEntry.id))
            return [(one.act, one.username, one.detail) for one in found]

    return read


@pytest.fixture
def boss(scene):
    return scene.make_account("boss", is_administrator=True)


@pytest.fixture
def administrator(boss, client_for):
    return client_for(account_id=boss)


class TestSigningIn:
    def test_in_and_out_are_kept_with_address_and_port(
        self, client_for, make_staff, sign_in, store
    ):
        staff = make_staff("thuky")
        client = client_for()
        client.environ_base |= {"REMOTE_ADDR": "10.0.0.7", "REMOTE_PORT": "50123"}
        sign_in(client, "thuky")
        client.post("/sign-out", json={})
        with store.read_session() as session:
            found = session.scalars(select(AccessEntry)).all()
        assert [one.act for one in found] == ["signed_in", "signed_out"]
        for one in found:
            assert (one.account_id, one.username) == (staff.id, "thuky")
            assert (one.address, one.port) == ("10.0.0.7", 50123)
            assert clock.now() - one.at < dt.timedelta(minutes=1)

    def test_a_refused_one_is_kept_under_the_account_or_the_name_as_typed(
        self, client_for, make_staff, sign_in, store, lines
    ):
        staff = make_staff("thuky")
        sign_in(client_for(), "ThuKy", "sai")
        sign_in(client_for(), "K" * 99, "sai")
        assert lines() == [
            ("sign_in_refused", "thuky", "password"),
            ("sign_in_refused", "k" * 40, "password"),
        ]
        with store.read_session() as session:
            wanted = select(AccessEntry.account_id).order_by(AccessEntry.id)
            owners = session.scalars(wanted).all()
        assert owners == [staff.id, None]

    def test_one_that_must_wait_is_kept_without_the_name_tried(
        self, client_for, make_staff, sign_in, lines
    ):
        make_staff("thuky")
        client = client_for()
        with clock.frozen(clock.now()):
            for _ in range(6):
                sign_in(client, "thuky", "sai")
        assert lines() == [
            *[("sign_in_refused", "thuky", "password")] * 5,
            ("sign_in_delayed", "", ""),
        ]

    def test_a_code_is_asked_refused_and_taken(
        self, scene, client_for, make_staff, sign_in, lines
    ):
        staff = make_staff("thuky")
        turn_on_second_factor(scene, staff.id)
        client = client_for()
        sign_in(client, "thuky")
        client.post("/staff/code", json={"code": "0"})
        client.post("/staff/code", json={"code": code_of(scene, staff.id)})
        assert lines()[1:] == [
            ("code_asked", "thuky", "password"),
            ("sign_in_refused", "thuky", "code"),
            ("signed_in", "thuky", "code"),
        ]

    def test_badges_are_logged_under_the_members_number_not_their_name(
        self, scene, client_for, store, lines
    ):
        member = scene.make_member(scene.make_meeting(), Role.OFFICIAL_DELEGATE)
        secret, name = scene.make_badge(member), f"member:{member}"
        first, second = client_for(), client_for()
        for client in (first, second):
            client.environ_base |= {"REMOTE_ADDR": "10.0.0.9", "REMOTE_PORT": "40001"}
            client.post("/sign-in/badge", json={"secret": secret})
        second.post("/sign-out", json={})
        assert lines() == [
            ("signed_in", name, "badge"),
            ("taken_over", name, "badge"),
            ("signed_in", name, "badge"),
            ("signed_out", name, ""),
        ]
        with store.read_session() as session:
            for one in session.scalars(select(AccessEntry)):
                assert (one.account_id, one.address, one.port) == (
                    *(None, "10.0.0.9"),
                    40001,
                )

    def test_a_device_that_changes_hands_signs_the_former_holder_out(
        self, scene, client_for, lines
    ):
        meeting = scene.make_meeting()
        former, next_one = (scene.make_member(meeting) for _ in range(2))
        client = client_for(former)
        client.post("/sign-in/badge", json={"secret": scene.make_badge(next_one)})
        assert lines() == [
            ("signed_out", f"member:{former}", "replaced"),
            ("signed_in", f"member:{next_one}", "badge"),
        ]

    def test_refused_badges_are_kept_with_the_reason(self, scene, client_for, lines):
        meeting = scene.make_meeting(state=MeetingState.CLOSED)
        member = scene.make_member(meeting)
        secret, client = scene.make_badge(member), client_for()
        client.post("/sign-in/badge", json={"secret": secret})
        client.post("/sign-in/badge", json={"code": "ABCD-2345"})
        client.post("/sign-in/badge", json={"secret": "hoàn toàn khác"})
        refused = "sign_in_refused"
        assert lines() == [
            (refused, f"member:{member}", "expired"),
            (refused, "", "unknown"),
            (refused, "", "malformed"),
        ]

    def test_the_end_of_a_meeting_is_one_line_with_the_number_of_sign_ins(
        self, scene, client_for, lines
    ):
        meeting = scene.make_meeting()
        chair = client_for(scene.make_member(meeting, Role.CHAIR))
        for _ in range(3):
            scene.sign_in(scene.make_member(meeting))
        chair.post(f"/m/{meeting}/state", json={"state": "closed"})
        [(act, _, detail)] = lines()
        assert (act, detail) == (
            "badge_sign_ins_ended",
            f"meeting:{meeting} sign-ins:4",
        )


class TestAccounts:
    def test_actions_of_an_administrator_are_logged_under_their_name(
        self, administrator, scene, make_staff, lines
    ):
        staff = make_staff("thuky")
        turn_on_second_factor(scene, staff.id)
        new = {"username": "moi", "full_name": "Lê Thị Thu Hà"}
        administrator.post("/accounts", json=new)
        administrator.post(f"/accounts/{staff.id}/link")
        administrator.post(f"/accounts/{staff.id}/end-sessions")
        administrator.post(f"/accounts/{staff.id}/second-factor/off")
        administrator.post(f"/accounts/{staff.id}/second-factor/off")
        administrator.post(f"/accounts/{staff.id}/close")
        assert lines()[1:] == [
            ("account_added", "boss", "moi"),
            ("link_renewed", "boss", "thuky"),
            ("session_ended", "boss", "thuky"),
            ("second_factor_off", "boss", "thuky"),
            ("account_closed", "boss", "thuky"),
        ]

    def test_the_first_administrator_too(self, scene, store, client_for, lines):
        with store.unit_of_work("test") as work:
            path = make_setup_link(work, scene.key)
        words = {"username": "quantri", "full_name": "Hoàng Thị Ngọc Ánh"}
        token = path.removeprefix("/setup#")
        form = {"token": token, "password": PASSWORD, **words}
        assert client_for().post("/setup", json=form).status_code == 200
        assert lines() == [
            ("account_added", "quantri", "quantri"),
            ("password_set", "quantri", "link"),
            ("signed_in", "quantri", "link"),
        ]

    def test_what_is_refused_leaves_no_line(self, administrator, boss, lines):
        assert administrator.post(f"/accounts/{boss}/close").status_code == 403
        assert lines() == []


class TestTheScreen:
    def test_shows_who_what_and_from_where_newest_first(
        self, administrator, client_for, make_staff, sign_in
    ):
        make_staff("thuky")
        sign_in(client_for(), "<b>lạ</b>", "sai")
        sign_in(client_for(), "thuky")
        page = administrator.get("/accounts/log", headers=HTML).text
        assert page.index("<strong>Đăng nhập<") < page.index("từ chối</strong>")
        assert "127.0.0.1" in page
        assert "&lt;b&gt;" in page
        assert "<b>l" not in page

    def test_is_the_administrators(self, client_for, scene):
        staff = client_for(account_id=scene.make_account("thuky"))
        chair = client_for(scene.make_member(scene.make_meeting(), Role.CHAIR))
        for client, status in ((staff, 403), (chair, 403), (client_for(), 401)):
            assert client.get("/accounts/log").status_code == status


def entry_of(username: str, at: dt.datetime) -> AccessEntry:
    return AccessEntry(at=at, username=username, address="", act="signed_in")


def test_lines_are_kept_for_twelve_months_and_then_removed(store, monkeypatch):
    monkeypatch.setattr("kiosk.accounts.actions.access_log.REMOVAL_BATCH", 2)
    monkeypatch.setattr("kiosk.accounts.retention.REMOVAL_BATCH", 2)
    now = clock.now()
    with store.unit_of_work("test") as work:
        for days in (800, 700, 600, 500, 373, 366, 0):
            chain_entry(work, entry_of(str(days), now - dt.timedelta(days=days)))
    purge_access_log(store)
    kept = select(AccessEntry.username).order_by(AccessEntry.id)
    with store.read_session() as session:
        assert session.scalars(kept).all() == ["366", "0"]
