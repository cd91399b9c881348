"""Timers start with an item, are changed by the chair, and survive a restart."""

import datetime as dt

import msgspec
import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.agenda.models import AgendaItem
from kiosk.identity import Actor
from kiosk.meeting_admin.actions.state import change_state
from kiosk.meetings.rules import MeetingState
from kiosk.roles import PERMISSIONS, Permission, Role
from kiosk.screens.snapshot import build_snapshot
from kiosk.storage.journal import JournalEntry
from kiosk.storage.store import NullPublisher, open_store
from kiosk.timers.models import Timer
from kiosk.timers.queries import body_of, present_timer
from kiosk.timers.rules import TimerKind, elapsed_ms

START = dt.datetime(2026, 11, 29, 1, 0, tzinfo=dt.UTC)


def after(seconds: float):
    return clock.frozen(START + dt.timedelta(seconds=seconds))


def bodies(session) -> list[dict]:
    rows = session.scalars(select(JournalEntry).order_by(JournalEntry.id))
    return [msgspec.json.decode(row.body) for row in rows]


class Hall:
    def __init__(self, scene, client_for):
        self.scene, self.store = scene, scene.store
        self.meeting = scene.make_meeting()
        self.items = [scene.make_item(self.meeting, ordinal=n) for n in (1, 2)]
        with self.store.unit_of_work("test") as work:
            for item in work.session.scalars(select(AgendaItem)):
                item.planned_minutes = 10
        self.chair = client_for(scene.make_member(self.meeting, Role.CHAIR, "Chủ toạ"))
        self.secretary = client_for(
            scene.make_member(self.meeting, Role.SECRETARY, "Thư ký")
        )

    def call(self, item: int | None) -> None:
        reply = self.chair.post(f"/m/{self.meeting}/current-item", json={"item": item})
        assert reply.status_code == 204

    def press(self, what: str, client=None, timer_id: int | None = None, **body):
        timer_id = timer_id or self.shown()["id"]
        path = f"/m/{self.meeting}/timers/{timer_id}/{what}"
        return (client or self.chair).post(path, json=body)

    def shown(self, kind: str = "item"):
        return self.chair.get(f"/m/{self.meeting}/snapshot/timers").json["timers"][kind]

    def ran(self) -> list[int]:
        return self.chair.get(f"/m/{self.meeting}/snapshot/timers").json["timers"][
            "ran"
        ]

    def events(self) -> list[str]:
        with self.store.read_session() as session:
            return [body["kind"] for body in bodies(session)]


@pytest.fixture
def hall(scene, client_for):
    return Hall(scene, client_for)


def test_a_called_item_starts_its_timer_with_the_planned_minutes(hall):
    with after(0):
        hall.call(hall.items[0])
    shown = hall.shown()
    assert (shown["ref_id"], shown["limit_seconds"]) == (hall.items[0], 600)
    assert dt.datetime.fromisoformat(shown["running_since"]) == START
    assert (shown["warn_seconds"], shown["sound"]) == ([60, 30], False)
    live = hall.chair.get(f"/m/{hall.meeting}/snapshot").json["live"]
    assert dt.datetime.fromisoformat(live["item_started_at"]) == START


def test_the_next_item_stops_it_and_no_item_leaves_none(hall):
    with after(0):
        hall.call(hall.items[0])
    assert hall.ran() == []
    with after(90):
        hall.call(hall.items[1])
        assert hall.shown()["ref_id"] == hall.items[1]
    assert hall.ran() == [hall.items[0]]
    hall.call(None)
    assert hall.shown() is None
    assert hall.ran() == hall.items
    with hall.store.read_session() as session:
        first = session.scalars(select(Timer).order_by(Timer.id)).first()
        assert first.elapsed_ms == 90_000


def test_an_item_called_again_has_not_run(hall):
    for minute, item in enumerate((*hall.items, hall.items[0])):
        with after(60 * minute):
            hall.call(item)
    assert hall.ran() == [hall.items[1]]


def test_an_item_called_by_mistake_has_not_run(hall):
    for seconds, item in ((0, hall.items[0]), (20, hall.items[1])):
        with after(seconds):
            hall.call(item)
    with after(50):
        current = {"instead_of": hall.items[1]}
        hall.chair.post(f"/m/{hall.meeting}/current-item/undo", json=current)
        assert hall.shown()["ref_id"] == hall.items[0]
    assert dt.datetime.fromisoformat(hall.shown()["running_since"]) == START
    assert hall.ran() == []


def test_pause_resume_and_extend(hall):
    with after(0):
        hall.call(hall.items[0])
    with after(60):
        assert hall.press("pause").status_code == 204
    assert (hall.shown()["elapsed_ms"], hall.shown()["running_since"]) == (60_000, None)
    with after(100):
        assert hall.press("resume").status_code == 204
        assert hall.press("extend", seconds=120, limit_seconds=600).status_code == 204
    assert hall.shown()["limit_seconds"] == 720
    assert hall.shown()["elapsed_ms"] == 60_000


def test_what_already_holds_is_a_success_without_a_second_event(hall):
    hall.call(hall.items[0])
    timer_id = hall.shown()["id"]
    for what in ("resume", "pause", "pause", "resume", "stop", "stop"):
        assert hall.press(what, timer_id=timer_id).status_code == 204
    assert hall.events().count("timer_changed") == 4


def test_two_of_the_presidium_do_not_extend_twice(hall):
    hall.call(hall.items[0])
    body = {"seconds": 60, "limit_seconds": 600}
    assert hall.press("extend", **body).status_code == 204
    late = hall.press("extend", hall.secretary, **body)
    assert late.status_code == 409
    assert "Chủ toạ" in late.json["message"]
    assert hall.shown()["limit_seconds"] == 660


def test_a_stopped_timer_says_who_stopped_it(hall):
    hall.call(hall.items[0])
    old = hall.shown()["id"]
    hall.call(hall.items[1])
    late = hall.press("pause", hall.secretary, timer_id=old)
    assert (late.status_code, late.json["error"]) == (409, "timer_stopped")
    assert "Chủ toạ" in late.json["message"]
    assert hall.shown()["running_since"]


@pytest.mark.parametrize("seconds", [0, 3601])
def test_an_extension_out_of_bounds_is_refused(hall, seconds):
    hall.call(hall.items[0])
    assert hall.press("extend", seconds=seconds).status_code == 422
    assert hall.press("extend", seconds="x").status_code == 422


def test_another_meetings_timer_is_not_found(hall, scene, client_for):
    hall.call(hall.items[0])
    other = scene.make_meeting("Hội nghị khác")
    chair = client_for(scene.make_member(other, Role.CHAIR))
    path = f"/m/{other}/timers/{hall.shown()['id']}/stop"
    assert chair.post(path, json={}).status_code == 404
    assert hall.shown()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_those_who_manage_the_floor_touch_a_timer(hall, scene, client_for, role):
    hall.call(hall.items[0])
    client = client_for(scene.make_member(hall.meeting, role))
    allowed = 204 if role in PERMISSIONS[Permission.MANAGE_FLOOR] else 403
    assert hall.press("pause", client).status_code == allowed
    settings = {"warn_seconds": [120], "sound": True}
    path = f"/m/{hall.meeting}/timers/settings"
    assert client.post(path, json=settings).status_code == allowed


def test_new_thresholds_hold_for_the_running_timer(hall):
    hall.call(hall.items[0])
    path = f"/m/{hall.meeting}/timers/settings"
    body = {"warn_seconds": [30, 120], "sound": True}
    assert hall.chair.post(path, json=body).status_code == 204
    assert (hall.shown()["warn_seconds"], hall.shown()["sound"]) == ([120, 30], True)
    assert hall.chair.post(path, json=body | {"warn_seconds": [0]}).status_code == 422


def test_adjourning_pauses_and_closing_stops(hall):
    actor = Actor(hall.meeting, Role.CHAIR, "Chủ toạ", 1)

    def step(new: MeetingState) -> None:
        with hall.store.unit_of_work("test") as work:
            change_state(work, actor=actor, new=new, record_key=bytes(32))

    def present():
        with hall.store.read_session() as session:
            return present_timer(session, hall.meeting, TimerKind.ITEM)

    hall.call(hall.items[0])
    step(MeetingState.ADJOURNED)
    assert present().running_since is None
    step(MeetingState.OPEN)
    assert present().running_since
    step(MeetingState.CLOSED)
    assert present() is None


def test_another_process_shows_the_same_clock(hall, data_folder_of):
    with after(0):
        hall.call(hall.items[0])
    again = data_folder_of(hall.store)
    with again.read_session() as session:
        timer = body_of(present_timer(session, hall.meeting, TimerKind.ITEM))
        state = build_snapshot(session, hall.meeting, Role.WALL)
    assert elapsed_ms(timer, START + dt.timedelta(seconds=75)) == 75_000
    sent = msgspec.json.decode(msgspec.json.encode(state["timers"]))
    assert sent["item"] == hall.shown()


@pytest.fixture
def data_folder_of():
    """Return a function that opens a second store over the folder of one."""
    opened = []

    def open_again(store):
        again = open_store(store.config, NullPublisher())
        opened.append(again)
        return again

    yield open_again
    for store in opened:
        store.database.close()


def test_the_event_carries_the_whole_timer(hall):
    hall.call(hall.items[0])
    with hall.store.read_session() as session:
        (body,) = [one for one in bodies(session) if one["kind"] == "timer_changed"]
    assert body["which"] == "item"
    assert body["timer"] == hall.shown()


def test_everybody_reads_the_servers_clock(client_for):
    with after(1.5):
        reply = client_for().get("/clock")
    assert reply.json == {"now": int(START.timestamp() * 1000) + 1500}
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_the_clock_is_the_same_without_the_middleware(server, client_for):
    client = client_for()
    with after(0):
        short = client.get("/clock")
        assert client.post("/clock").status_code == 405
        server.app.wsgi_app = type(server.app).wsgi_app.__get__(server.app)
        assert client.get("/clock").data == short.data
