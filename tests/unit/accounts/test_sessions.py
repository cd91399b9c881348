"""Sessions of the own account: listed, ended remotely, ended when idle."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.identity import Actor
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from tests.waiting import wait_until

HTML = {"Accept": "text/html"}
LIMIT = dt.timedelta(minutes=480)
SLACK = dt.timedelta(minutes=6)
CHROME = "Mozilla/5.0 (Windows NT 10.0) Chrome/142 Safari/537.36"


@pytest.fixture
def account(scene):
    return scene.make_account("thuky")


@pytest.fixture
def usage(server):
    return server.usage


def kept(store, sign_in_id: int) -> SignIn:
    with store.read_session() as session:
        return session.get_one(SignIn, sign_in_id)


class TestTheScreen:
    def test_names_this_device_and_the_others(self, client_for, make_staff, sign_in):
        make_staff("thuky")
        client, other = client_for(), client_for()
        for one in (client, other):
            one.environ_base["HTTP_USER_AGENT"] = CHROME
            sign_in(one, "thuky")
        page = client.get("/account", headers=HTML).text
        assert page.count("Chrome · Windows</h3>") == 2
        assert page.count("Máy này") == 1
        assert page.count('data-action="one"') == 1

    def test_lists_twenty_and_counts_the_rest(self, scene, account, client_for):
        client = client_for(account_id=account)
        for _ in range(22):
            scene.sign_in(account_id=account)
        page = client.get("/account", headers=HTML).text
        assert page.count("Kết thúc phiên</button>") == 19
        assert "Và 3 phiên cũ hơn" in page

    def test_is_no_badge_holders(self, scene, client_for):
        badge = client_for(scene.make_member(scene.make_meeting(), Role.CHAIR))
        assert badge.get("/account").status_code == 403
        assert client_for().get("/account").status_code == 401


class TestEnding:
    def test_one_ends_it_there_and_its_connections(
        self, scene, account, client_for, server, store
    ):
        meeting = scene.make_meeting()
        scene.make_member(meeting, Role.SECRETARY, account_id=account)
        here, there = (client_for(account_id=account) for _ in range(2))
        socket = server.socketio.test_client(
            server.app, auth={"meeting": meeting}, flask_test_client=there
        )
        socket.get_received()
        assert here.post("/account/sessions/2/end").status_code == 204
        assert there.get("/account").status_code == 401
        assert here.get("/account").status_code == 200
        assert kept(store, 2).end_reason == "ended_remotely"
        server.broadcast.step(0.01)
        assert wait_until(lambda: not socket.is_connected())

    def test_somebody_elses_is_not_there(self, scene, account, client_for):
        here = client_for(account_id=account)
        client_for(account_id=scene.make_account("khac"))
        for number in (2, 99):
            reply = here.post(f"/account/sessions/{number}/end")
            assert reply.status_code == 404

    def test_all_others_leaves_this_one(self, account, client_for):
        clients = [client_for(account_id=account) for _ in range(3)]
        assert clients[0].post("/account/sessions/end-others").status_code == 204
        found = [one.get("/account").status_code for one in clients]
        assert found == [200, 401, 401]

    def test_an_administrator_ends_all_of_an_account(self, scene, account, client_for):
        boss = client_for(account_id=scene.make_account("b", is_administrator=True))
        clients = [client_for(account_id=account) for _ in range(2)]
        path = f"/accounts/{account}/end-sessions"
        assert clients[0].post(path).status_code == 403
        assert boss.post(path).status_code == 204
        assert [one.get("/account").status_code for one in clients] == [401, 401]


class TestLastUse:
    def test_is_written_by_the_background_task_only(
        self, account, client_for, usage, store
    ):
        client = client_for(account_id=account)
        client.get("/account", headers=HTML)
        assert kept(store, 1).last_used_at is None
        usage.step()
        assert kept(store, 1).last_used_at is not None

    def test_is_written_at_most_once_in_five_minutes(
        self, account, client_for, usage, store
    ):
        client, start = client_for(account_id=account), clock.now()
        written = set()
        for minute in range(11):
            with clock.frozen(start + dt.timedelta(minutes=minute)):
                client.get("/account", headers=HTML)
                usage.step()
            written.add(kept(store, 1).last_used_at)
        assert sorted(written) == [
            start + dt.timedelta(minutes=minutes) for minutes in (0, 5, 10)
        ]

    def test_is_not_changed_by_requests_of_scripts(
        self, account, client_for, usage, store
    ):
        client = client_for(account_id=account)
        client.get("/account")
        client.post("/tablet/word", json={})
        usage.step()
        assert kept(store, 1).last_used_at is None


class TestTheTimeOut:
    def test_of_eight_hours_ends_it_in_words_with_a_form(
        self, account, client_for, store
    ):
        client, start = client_for(account_id=account), clock.now()
        with store.unit_of_work("test") as work:
            work.session.get_one(SignIn, 1).expires_at = start + 3 * LIMIT
        with clock.frozen(start + LIMIT):
            assert client.get("/account").status_code == 200
        with clock.frozen(start + LIMIT + SLACK + dt.timedelta(minutes=1)):
            refused = client.get("/account")
            page = client.get("/account", headers=HTML)
        assert (refused.status_code, refused.json["error"]) == (401, "idle")
        assert page.status_code == 401
        assert "lâu không dùng" in page.text
        assert 'data-controller="staff-sign-in"' in page.text

    def test_ends_the_sign_in_and_explains_it_afterwards_too(
        self, account, client_for, usage, store
    ):
        client, start = client_for(account_id=account), clock.now()
        with store.unit_of_work("test") as work:
            work.session.get_one(SignIn, 1).expires_at = start + 3 * LIMIT
        with clock.frozen(start + LIMIT + SLACK - dt.timedelta(seconds=1)):
            usage.step()
        assert kept(store, 1).ended_at is None
        with clock.frozen(start + LIMIT + SLACK + dt.timedelta(seconds=1)):
            usage.step()
            assert client.get("/account").json["error"] == "idle"
        assert kept(store, 1).end_reason == "idle"

    @pytest.mark.parametrize(
        ("state", "reason"), [(MeetingState.OPEN, ""), (MeetingState.PUBLISHED, "idle")]
    )
    def test_leaves_who_follows_a_running_meeting(
        self, state, reason, scene, server, store
    ):
        meeting = scene.make_meeting(state=state)
        scene.sign_in(account_id=scene.make_account("thuky"))
        presence = server.app.extensions["kiosk.presence"]
        presence.joined("sid", Actor(meeting, Role.SECRETARY, "A", 1, 1))
        start = clock.now()
        with store.unit_of_work("test") as work:
            work.session.get_one(SignIn, 1).expires_at = start + 3 * LIMIT
        with clock.frozen(start + LIMIT + 2 * SLACK):
            server.usage.step()
        assert kept(store, 1).end_reason == reason

    def test_is_none_for_badges(self, scene, client_for, usage, store):
        member = scene.make_member(scene.make_meeting(), Role.CHAIR)
        client_for(member)
        start = clock.now()
        with store.unit_of_work("test") as work:
            work.session.get_one(SignIn, 1).expires_at = start + 3 * LIMIT
        with clock.frozen(start + 2 * LIMIT):
            usage.step()
        assert kept(store, 1).ended_at is None

    def test_can_be_switched_off(self, account, client_for, usage, store):
        client_for(account_id=account)
        start = clock.now()
        usage.idle_limit = None
        with clock.frozen(start + dt.timedelta(hours=1, minutes=50)):
            usage.step()
        assert kept(store, 1).ended_at is None
