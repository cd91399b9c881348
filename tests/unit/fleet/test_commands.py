"""Commands to tablets: executed once, acknowledged, expired when late."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from kiosk import clock
from kiosk.fleet.models import Command
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.journal import JournalEntry


@pytest.fixture
def send_command(administrator):
    """Give tablets a command."""

    def post(kind, *tablets, client=administrator, base="/fleet", **more):
        ids = [tablet.id for tablet in tablets]
        body = {"command": kind, "tablets": ids, **more}
        return client.post(f"{base}/commands", json=body)

    return post


@pytest.fixture
def outcome(administrator):
    """Return the outcome of a tablet's last command."""

    def look(tablet) -> str:
        reply = administrator.get(f"/fleet/tablets/{tablet.id}/orders")
        return reply.json["orders"][0]["outcome"]

    return look


def age(store, seconds: int, column: str = "expires_at") -> None:
    """Make the commands older by this much."""
    with store.unit_of_work("test") as work:
        for row in work.session.scalars(select(Command)):
            moment = getattr(row, column)
            setattr(row, column, moment - dt.timedelta(seconds=seconds))


@pytest.mark.parametrize("kind", ["reload", "lock", "unlock", "sign_out", "identify"])
def test_an_order_is_heard_once_and_done_when_the_tablet_says_so(
    device, send_command, outcome, kind
):
    tablet = device()
    assert send_command(kind, tablet).json == {"sent": 1}
    (order,) = tablet.orders()
    assert order["kind"] == kind
    assert outcome(tablet) == "waiting"
    assert tablet.orders() == []
    tablet.done = [order["id"]]
    assert tablet.orders() == []
    assert outcome(tablet) == "done"


def test_an_answer_that_got_lost_is_asked_for_again_but_not_for_ever(
    device, send_command, store
):
    tablet = device()
    send_command("reload", tablet)
    assert len(tablet.orders()) == 1
    for _ in range(2):
        age(store, 13, "sent_at")
        assert len(tablet.orders()) == 1
    age(store, 13, "sent_at")
    assert tablet.orders() == []


def test_who_was_away_does_not_do_it_when_he_comes_back(
    device, send_command, outcome, store
):
    tablet = device()
    send_command("lock", tablet)
    age(store, 121)
    assert outcome(tablet) == "expired"
    assert tablet.orders() == []
    assert tablet.speak().json["is_locked"] is False
    assert outcome(tablet) == "expired"


def test_a_tablet_answers_for_itself_only(device, send_command, outcome):
    one, other = device(), device()
    send_command("identify", one, other)
    (order,) = one.orders()
    other.done = [order["id"]]
    other.speak()
    assert outcome(one) == "waiting"


def test_a_locked_tablet_stays_locked_through_a_reload(device, send_command):
    tablet = device()
    for kind, is_locked in (("lock", True), ("unlock", False)):
        send_command(kind, tablet)
        tablet.done = [tablet.orders()[0]["id"]]
        assert tablet.speak().json["is_locked"] is is_locked
        assert tablet.speak().json["is_locked"] is is_locked


def test_opening_a_meeting_leads_each_tablet_to_the_screen_it_needs(
    device, send_command, scene, meeting
):
    idle = device()
    delegate = device(scene.make_member(meeting))
    send_command("open", idle, delegate, meeting=meeting)
    assert idle.orders()[0]["go"] == f"/m/{meeting}/sign-in"
    assert delegate.orders()[0]["go"] == f"/m/{meeting}/tablet"


def test_no_meeting_is_opened_over_another_one(
    device, send_command, outcome, scene, meeting
):
    other = device(scene.make_member(scene.make_meeting("Hội nghị khác")))
    send_command("open", other, meeting=meeting)
    assert other.orders() == []
    assert outcome(other) == "refused"


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.CLOSED])
def test_a_meeting_delegates_cannot_come_to_is_not_opened(
    device, send_command, scene, state
):
    reply = send_command("open", device(), meeting=scene.make_meeting(state=state))
    assert reply.status_code == 404


@pytest.mark.parametrize(
    "body",
    [{"command": "open"}, {"command": "reload", "meeting": 1}, {"command": "explode"},
     {"command": "reload", "tablets": []}, {"command": "reload", "tablets": ["x"]},
     {"command": "reload", "tablets": [2**70]}, {}],
)  # fmt: skip
def test_nonsense_is_refused(administrator, device, body):
    wanted = {"tablets": [device().id], **body}
    assert administrator.post("/fleet/commands", json=wanted).status_code == 422


def test_tablets_that_are_none_of_ours_are_passed_over(administrator):
    body = {"command": "reload", "tablets": [4711]}
    assert administrator.post("/fleet/commands", json=body).json == {"sent": 0}


class TestTheSecretary:
    def test_commands_his_own_and_idle_ones_and_it_is_journalled(
        self, secretary, meeting, device, scene, send_command, store
    ):
        idle, own = device(), device(scene.make_member(meeting))
        idle.speak()
        own.speak()
        base = f"/m/{meeting}/fleet"
        assert send_command("lock", idle, own, client=secretary, base=base).json == {
            "sent": 2
        }
        assert len(idle.orders()) == len(own.orders()) == 1
        with store.read_session() as session:
            entry = session.scalars(
                select(JournalEntry).order_by(JournalEntry.id.desc()).limit(1)
            ).one()
        assert '"tablets_commanded"' in entry.body
        assert '"count":2' in entry.body
        assert entry.actor.startswith("member:")

    def test_does_not_reach_another_meetings_tablet(
        self, secretary, meeting, device, scene, send_command
    ):
        other = device(scene.make_member(scene.make_meeting("Hội nghị khác")))
        other.speak()
        base = f"/m/{meeting}/fleet"
        assert send_command("lock", other, client=secretary, base=base).json == {
            "sent": 0
        }

    def test_does_not_reach_it_either_where_nobody_knows_yet_whose_it_is(
        self, secretary, meeting, device, scene, send_command, outcome
    ):
        other = device(scene.make_member(scene.make_meeting("Hội nghị khác")))
        base = f"/m/{meeting}/fleet"
        assert send_command("sign_out", other, client=secretary, base=base).json == {
            "sent": 1
        }
        assert other.orders() == []
        assert outcome(other) == "refused"

    def test_opens_no_meeting_but_his_own(
        self, secretary, meeting, device, scene, send_command
    ):
        foreign = scene.make_meeting("Hội nghị khác")
        tablet = device()
        reply = send_command(
            "open",
            tablet,
            client=secretary,
            base=f"/m/{meeting}/fleet",
            meeting=foreign,
        )
        assert reply.status_code == 404


def test_it_is_kept_who_told_a_tablet_what(secretary, meeting, device, send_command):
    tablet = device()
    tablet.speak()
    base = f"/m/{meeting}/fleet"
    send_command("identify", tablet, client=secretary, base=base)
    send_command("reload", tablet)
    orders = secretary.get(f"{base}/tablets/{tablet.id}/orders").json["orders"]
    assert [(one["kind"], one["by"]) for one in orders] == [
        ("reload", "Lê Văn Thư"),
        ("identify", "Lê Văn Thư"),
    ]


def test_old_orders_are_forgotten(device, send_command, store):
    tablet = device()
    send_command("reload", tablet)
    long_ago = clock.now() - dt.timedelta(days=91)
    with store.unit_of_work("test") as work:
        work.session.execute(update(Command).values(given_at=long_ago))
    send_command("identify", tablet)
    with store.read_session() as session:
        kinds = list(session.scalars(select(Command.kind)))
    assert kinds == ["identify"]


def test_a_chair_commands_nothing(client_for, scene, meeting, device):
    chair = client_for(scene.make_member(meeting, Role.CHAIR))
    body = {"command": "lock", "tablets": [device().id]}
    assert chair.post(f"/m/{meeting}/fleet/commands", json=body).status_code == 403
