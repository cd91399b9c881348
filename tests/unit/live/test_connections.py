"""Connections as made by a Socket.IO client; the handshake has its own tests."""

from collections.abc import Callable, Iterator

import pytest
from flask_socketio import SocketIOTestClient
from sqlalchemy import update

from kiosk import clock, timings
from kiosk.accounts.actions.sign_ins import end_sign_in
from kiosk.accounts.events import SignInEnded
from kiosk.accounts.models import SignIn
from kiosk.app import Server
from kiosk.live.channels import role_channel, sign_in_channel
from kiosk.live.tablet_push import TabletPush
from kiosk.meetings.events import MeetingChanged
from kiosk.meetings.rules import MeetingState
from kiosk.pagesync.events import PageTurned
from kiosk.roles import Role
from kiosk.storage.errors import database_unavailable
from tests.scene import Scene
from tests.unit.fleet.many_tablets import make_tablets
from tests.waiting import wait_until

Connect = Callable[..., SocketIOTestClient]


@pytest.fixture
def connect(server: Server) -> Iterator[Connect]:
    """Connect a device with these cookies and this greeting."""
    clients = []

    def make(
        token: str = "", greeting: object = None, tablet: str = ""
    ) -> SocketIOTestClient:
        browser = server.app.test_client()
        for name, value in (("kiosk", token), ("kiosk-tablet", tablet)):
            if value:
                browser.set_cookie(name, value)
        client = SocketIOTestClient(
            server.app, server.socketio, flask_test_client=browser, auth=greeting
        )
        clients.append(client)
        return client

    yield make
    for client in clients:
        if client.is_connected():
            client.disconnect()


@pytest.fixture
def delegate(scene: Scene, meeting: int) -> int:
    return scene.make_member(meeting)


@pytest.fixture
def token(scene: Scene, delegate: int) -> str:
    return scene.sign_in(delegate)


def record(server: Server, *events) -> None:
    with server.store.unit_of_work("test") as work:
        for event in events:
            work.record(event)
    for _ in range(3):
        server.broadcast.step(0.01)


def events(client: SocketIOTestClient) -> list[dict]:
    return [p["args"][0] for p in client.get_received() if p["name"] == "fact"]


def gone(client: SocketIOTestClient) -> bool:
    return wait_until(lambda: not client.is_connected())


class TestDatabaseAway:
    def test_who_connects_is_refused_and_may_knock_again(
        self, server, connect, token, meeting, monkeypatch
    ):
        def ask(_meeting_id: int) -> int:
            raise database_unavailable()

        monkeypatch.setattr(server.connections, "_last_number", ask)
        assert not connect(token, {"meeting": meeting}).is_connected()
        assert server.connections.count() == 0
        monkeypatch.undo()
        assert connect(token, {"meeting": meeting}).is_connected()


class TestJoining:
    def test_a_delegate_joins_and_learns_the_present_number(
        self, server, connect, meeting, token
    ):
        record(server, MeetingChanged(meeting_id=meeting))
        client = connect(token, {"meeting": meeting})
        [hello] = client.get_received()
        assert (hello["name"], hello["args"]) == ("hello", [{"n": 1, "spread": 300}])

    def test_the_channels_are_joined_before_the_number_is_read(
        self, server, connect, meeting, token, monkeypatch
    ):
        read_number = server.connections._last_number

        def number_with_a_fact_right_before(meeting_id: int) -> int:
            record(server, MeetingChanged(meeting_id=meeting))
            return read_number(meeting_id)

        monkeypatch.setattr(
            server.connections, "_last_number", number_with_a_fact_right_before
        )
        received = connect(token, {"meeting": meeting}).get_received()
        assert [(p["name"], p["args"][0]["n"]) for p in received] == [
            ("fact", 1),
            ("hello", 1),
        ]

    def test_each_connection_receives_what_its_role_may_see(
        self, server, connect, scene, meeting, monkeypatch
    ):
        monkeypatch.setattr("kiosk.timings.EVENT_GROUPING", 0)
        chair, guest = (
            connect(
                scene.sign_in(scene.make_member(meeting, role)), {"meeting": meeting}
            )
            for role in (Role.CHAIR, Role.GUEST)
        )
        event = PageTurned(
            meeting_id=meeting,
            item_id=1,
            document_id=1,
            page=2,
            seen_by=frozenset({Role.CHAIR}),
        )
        record(server, event)
        assert events(chair) == [{"n": 1, **event.body()}]
        assert events(guest) == [{"n": 1}]

    def test_connections_are_counted_until_they_leave(
        self, server, connect, meeting, token
    ):
        client = connect(token, {"meeting": meeting})
        assert server.connections.count() == 1
        client.disconnect()
        assert server.connections.count() == 0


class TestRefused:
    @pytest.mark.parametrize(
        "greeting",
        [None, "abc", [], {}, {"meeting": None}, {"meeting": "1"}, {"meeting": [1]},
         {"meeting": {"$gt": 0}}, {"meeting": 0}, {"meeting": -1}, {"meeting": 1.0},
         {"meeting": 10**30}, {"meeting": 999}],
    )  # fmt: skip
    def test_a_garbled_greeting(self, server, connect, token, greeting):
        assert not connect(token, greeting).is_connected()
        assert server.connections.count() == 0

    def test_a_device_that_is_not_signed_in(self, connect, meeting):
        assert not connect("", {"meeting": meeting}).is_connected()

    def test_a_cookie_nobody_issued(self, connect, meeting):
        assert not connect("made-up", {"meeting": meeting}).is_connected()

    def test_a_delegate_of_another_meeting_receives_nothing(
        self, server, connect, scene, token
    ):
        other = scene.make_meeting("Hội nghị kín")
        client = connect(token, {"meeting": other})
        assert not client.is_connected()
        record(server, MeetingChanged(meeting_id=other))
        assert client.queue == []

    def test_a_signed_out_device(self, connect, store, meeting, token):
        with store.unit_of_work("test") as work:
            work.session.execute(update(SignIn).values(ended_at=clock.now()))
        assert not connect(token, {"meeting": meeting}).is_connected()

    def test_an_expired_sign_in(self, connect, store, meeting, token):
        with store.unit_of_work("test") as work:
            work.session.execute(update(SignIn).values(expires_at=clock.now()))
        assert not connect(token, {"meeting": meeting}).is_connected()

    @pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.CLOSED])
    def test_a_delegate_of_a_meeting_that_admits_nobody(self, connect, scene, state):
        meeting = scene.make_meeting(state=state)
        token = scene.sign_in(scene.make_member(meeting))
        assert not connect(token, {"meeting": meeting}).is_connected()


class TestClosing:
    def test_a_revoked_device_is_cut_off_and_the_others_stay(
        self, server, connect, scene, meeting, delegate
    ):
        mine, others = scene.sign_in(delegate), scene.sign_in(delegate)
        revoked, kept = (connect(t, {"meeting": meeting}) for t in (mine, others))
        record(server, SignInEnded(meeting_id=meeting, sign_in_id=1, reason="revoked"))
        assert gone(revoked)
        assert kept.is_connected()
        assert server.connections.count() == 1

    def test_a_sign_in_that_expires_loses_its_connection(
        self, server, connect, store, scene, meeting, delegate
    ):
        expiring = connect(scene.sign_in(delegate), {"meeting": meeting})
        with store.unit_of_work("test") as work:
            work.session.execute(update(SignIn).values(expires_at=clock.now()))
        kept = connect(scene.sign_in(delegate), {"meeting": meeting})
        expiring.get_received()
        server.connections.close_ended()
        assert gone(expiring)
        assert expiring.queue[0]["args"] == [{"reason": "signed_out"}]
        assert kept.is_connected()

    @pytest.mark.parametrize("is_found_first_by", ["the event", "the reaper"])
    def test_a_device_gets_one_reason_however_its_end_is_noticed(
        self, server, connect, scene, meeting, delegate, is_found_first_by
    ):
        taken_over = connect(scene.sign_in(delegate), {"meeting": meeting})
        taken_over.get_received()
        with server.store.unit_of_work("test") as work:
            end_sign_in(work, 1, "taken_over")
        if is_found_first_by == "the reaper":
            server.connections.close_ended()
        for _ in range(3):
            server.broadcast.step(0.01)
        server.connections.close_ended()
        assert gone(taken_over)
        reasons = [one["args"] for one in taken_over.queue if one["name"] != "fact"]
        assert reasons == [[{"reason": "taken_over"}]]

    def test_the_reaper_outlives_a_failure(self, server, monkeypatch, caplog):
        class EndOfTest(BaseException):
            pass

        rounds = iter([None, None, EndOfTest()])

        def pause(_seconds: float) -> None:
            if end := next(rounds):
                raise end

        def fail(_now: float) -> None:
            raise RuntimeError("a database that is away")

        monkeypatch.setattr(server.socketio, "sleep", pause)
        monkeypatch.setattr(server.connections, "reap_once", fail)
        with pytest.raises(EndOfTest):
            server.connections.reap()
        assert caplog.text.count("reaping failed") == 2

    def test_closing_nobody_is_no_error(self, server):
        server.connections.close_sign_in(12345, "revoked")


class TestReaping:
    @pytest.fixture
    def hung_up(self, server, monkeypatch) -> list[str]:
        ended: list[str] = []
        monkeypatch.setattr(server.connections, "_close_socket", ended.append)
        return ended

    @pytest.fixture
    def open_sockets(self, server) -> Iterator[dict]:
        sockets = server.socketio.server.eio.sockets
        yield sockets
        sockets.clear()

    def test_a_socket_that_never_joins_is_closed_in_time(
        self, server, open_sockets, hung_up
    ):
        open_sockets["silent"] = object()
        server.connections.reap_once(100.0)
        server.connections.reap_once(100.0 + timings.CONNECT)
        assert hung_up == []
        server.connections.reap_once(100.1 + timings.CONNECT)
        assert hung_up == ["silent"]

    def test_who_joined_is_left_alone(self, server, connect, meeting, token, hung_up):
        connect(token, {"meeting": meeting})
        server.connections.reap_once(0.0)
        server.connections.reap_once(10_000.0)
        assert hung_up == []

    def test_who_has_left_is_forgotten(self, server, open_sockets, hung_up):
        open_sockets["brief"] = object()
        server.connections.reap_once(0.0)
        open_sockets.clear()
        server.connections.reap_once(10_000.0)
        assert server.connections._first_seen == {}
        assert hung_up == []


PAGE_12 = {"n": 1, "document": 5, "page": 12, "mode": "following"}


class TestPresence:
    @pytest.fixture
    def presence(self, server):
        return server.app.extensions["kiosk.presence"]

    def test_a_tablet_reports_what_it_shows(self, connect, presence, meeting, token):
        connect(token, {"meeting": meeting}).emit("shown", PAGE_12)
        [tablet] = presence.tablets(meeting).values()
        assert (tablet.document, tablet.page, tablet.is_counted) == (5, 12, True)

    @pytest.mark.parametrize("said", [(), ({},), (PAGE_12, PAGE_12), ("x" * 999,)])
    def test_garbage_is_passed_over(self, connect, presence, meeting, token, said):
        client = connect(token, {"meeting": meeting})
        client.emit("shown", *said)
        [tablet] = presence.tablets(meeting).values()
        assert tablet.document is None
        assert client.is_connected()

    def test_nothing_else_is_answered(self, connect, meeting, token):
        client = connect(token, {"meeting": meeting})
        client.get_received()
        client.emit("presence", {"following": 400})
        client.emit("fact", {"n": 9})
        assert client.get_received() == []

    def test_a_disconnected_tablet_is_gone(self, connect, presence, meeting, token):
        connect(token, {"meeting": meeting}).disconnect()
        [tablet] = presence.tablets(meeting).values()
        assert tablet.gone_at is not None

    def test_a_large_audience_is_greeted_with_a_wider_spread(
        self, connect, presence, meeting, token, monkeypatch
    ):
        monkeypatch.setattr(presence, "audience", lambda _meeting_id: 11_873)
        [hello] = connect(token, {"meeting": meeting}).get_received()
        assert hello["args"][0]["spread"] == 8311

    def test_only_those_who_run_the_meeting_receive_the_counts(
        self, server, connect, scene, meeting, token
    ):
        chair = scene.sign_in(scene.make_member(meeting, Role.CHAIR))
        clients = [connect(one, {"meeting": meeting}) for one in (chair, token)]
        server.presence_publisher.step()
        received = [[p["name"] for p in client.get_received()] for client in clients]
        assert received == [["hello", "presence"], ["hello"]]


class TestChannels:
    def test_every_meeting_and_role_has_its_own(self):
        names = {role_channel(meeting, role) for meeting in (1, 11) for role in Role}
        assert len(names) == 2 * len(Role)

    def test_a_device_has_its_own(self):
        assert sign_in_channel(1) != sign_in_channel(11)
        assert sign_in_channel(1) not in {role_channel(1, role) for role in Role}


class TestATabletOfTheHouse:
    @pytest.fixture
    def dial(self, connect: Connect, scene: Scene) -> Connect:
        """Connect a tablet; with a token, its holder is signed in on it."""
        secrets = iter(make_tablets(scene, 3))
        return lambda greeting, token="": connect(token, greeting, next(secrets))

    def calls(self, client: SocketIOTestClient) -> list[object]:
        return [m["args"][0] for m in client.get_received() if m["name"] == "tablet"]

    @pytest.fixture
    def lines(self, server: Server) -> TabletPush:
        return server.app.extensions["kiosk.tablet_push"]

    def test_an_idle_tablet_receives_only_its_own_notifications(self, dial, lines):
        first, second = dial({"tablet": True}), dial({"tablet": True})
        lines.call([2], 7)
        assert self.calls(first) == []
        assert self.calls(second) == [{"spread": 7}]

    def test_receives_nothing_of_any_meeting(self, server, scene, dial, meeting):
        idle = dial({"tablet": True})
        with scene.store.unit_of_work("test") as work:
            work.record(MeetingChanged(meeting_id=meeting))
        server.broadcast.step(0.01)
        assert idle.get_received() == []

    def test_with_somebody_signed_in_is_called_on_the_meetings_channel(
        self, dial, lines, meeting, token
    ):
        held = dial({"meeting": meeting}, token)
        lines.call([1])
        assert self.calls(held) == [{"spread": 0}]

    @pytest.mark.parametrize("greeting", [{"tablet": True}, {"tablet": 1}, {}])
    def test_an_unknown_device_gets_no_connection(self, connect, greeting):
        assert not connect(greeting=greeting).is_connected()

    def test_gets_into_no_meeting_by_being_one(self, dial, meeting):
        assert not dial({"meeting": meeting}).is_connected()

    def test_counts_as_a_connection_until_it_leaves(self, server, dial):
        idle = dial({"tablet": True})
        assert server.connections.count() == 1
        idle.disconnect()
        assert server.connections.count() == 0

    def test_is_disconnected_when_it_is_dismissed(self, dial, lines):
        idle = dial({"tablet": True})
        lines.dismiss(1)
        assert gone(idle)
