"""Changes of a meeting's state, and who they sign out."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from kiosk.app import Server
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.journal import events_after
from kiosk.storage.store import Store
from tests.scene import Scene
from tests.waiting import wait_until

ClientFor = Callable[..., FlaskClient]


def step(client: FlaskClient, meeting: int, state: str) -> int:
    return client.post(f"/m/{meeting}/state", json={"state": state}).status_code


class TestStepMeeting:
    def test_a_meeting_goes_from_draft_to_closed(
        self, store: Store, scene: Scene, client_for: ClientFor
    ) -> None:
        meeting = scene.make_meeting(state=MeetingState.DRAFT)
        client = client_for(account_id=scene.make_account(is_administrator=True))
        path = ["published", "open", "adjourned", "open", "closed"]
        assert [step(client, meeting, state) for state in path] == [204] * 5
        with store.read_session() as session:
            facts = events_after(session, meeting, 0)
        assert [fact.body["state"] for fact in facts] == path

    def test_a_step_the_rules_do_not_know_is_refused(
        self, scene: Scene, client_for: ClientFor
    ) -> None:
        meeting = scene.make_meeting(state=MeetingState.DRAFT)
        client = client_for(scene.make_member(meeting, Role.SECRETARY))
        assert step(client, meeting, "closed") == 409
        assert step(client, meeting, "nonsense") == 422

    def test_the_chair_opens_but_does_not_publish(
        self, scene: Scene, client_for: ClientFor
    ) -> None:
        meeting = scene.make_meeting(state=MeetingState.DRAFT)
        chair = client_for(scene.make_member(meeting, Role.CHAIR))
        secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
        assert step(chair, meeting, "published") == 403
        assert step(secretary, meeting, "published") == 204
        assert step(chair, meeting, "open") == 204

    def test_of_two_at_once_the_later_is_told_or_finds_it_done(
        self, store: Store, scene: Scene, client_for: ClientFor
    ) -> None:
        meeting = scene.make_meeting(state=MeetingState.OPEN)
        chair = client_for(scene.make_member(meeting, Role.CHAIR, "Trần Đức An"))
        secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
        url, seen = f"/m/{meeting}/state", {"instead_of": "open"}
        assert chair.post(url, json=seen | {"state": "adjourned"}).status_code == 204
        late = secretary.post(url, json=seen | {"state": "closed"})
        assert late.status_code == 409
        assert "Trần Đức An vừa cho hội nghị tạm nghỉ" in late.json["message"]
        again = secretary.post(url, json=seen | {"state": "adjourned"})
        assert again.status_code == 204
        with store.read_session() as session:
            assert len(events_after(session, meeting, 0)) == 1

    @pytest.mark.parametrize("role", [Role.OFFICIAL_DELEGATE, Role.PRESENTER])
    def test_a_delegate_takes_no_step(
        self, role: Role, scene: Scene, client_for: ClientFor
    ) -> None:
        meeting = scene.make_meeting()
        client = client_for(scene.make_member(meeting, role))
        assert step(client, meeting, "closed") == 403

    def test_another_meetings_secretary_takes_no_step(
        self, scene: Scene, client_for: ClientFor
    ) -> None:
        meeting, other = scene.make_meeting(), scene.make_meeting()
        client = client_for(scene.make_member(other, Role.SECRETARY))
        assert step(client, meeting, "closed") == 404


class TestThoseShutOut:
    def test_closing_signs_every_badge_out_and_no_account(
        self, scene: Scene, client_for: ClientFor
    ) -> None:
        meeting, other = scene.make_meeting(), scene.make_meeting()
        account = scene.make_account()
        scene.make_member(meeting, Role.SECRETARY, account_id=account)
        staff = client_for(account_id=account)
        delegate = client_for(scene.make_member(meeting))
        chair = client_for(scene.make_member(meeting, Role.CHAIR))
        elsewhere = client_for(scene.make_member(other))
        assert step(staff, meeting, "closed") == 204
        assert delegate.get(f"/m/{meeting}/snapshot").status_code == 401
        assert chair.get(f"/m/{meeting}/snapshot").status_code == 401
        assert staff.get(f"/m/{meeting}/snapshot").status_code == 200
        assert elsewhere.get(f"/m/{other}/snapshot").status_code == 200

    def test_back_to_draft_the_delegates_leave_and_the_chair_stays(
        self, scene: Scene, client_for: ClientFor
    ) -> None:
        meeting = scene.make_meeting(state=MeetingState.PUBLISHED)
        secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
        delegate = client_for(scene.make_member(meeting))
        chair = client_for(scene.make_member(meeting, Role.CHAIR))
        assert step(secretary, meeting, "draft") == 204
        assert delegate.get(f"/m/{meeting}/snapshot").status_code == 401
        assert chair.get(f"/m/{meeting}/snapshot").status_code == 200

    def test_adjourning_signs_nobody_out(
        self, scene: Scene, client_for: ClientFor
    ) -> None:
        meeting = scene.make_meeting()
        secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
        delegate = client_for(scene.make_member(meeting))
        assert step(secretary, meeting, "adjourned") == 204
        assert delegate.get(f"/m/{meeting}/snapshot").status_code == 200

    def test_the_open_connections_of_those_signed_out_are_closed(
        self, server: Server, scene: Scene, client_for: ClientFor
    ) -> None:
        meeting = scene.make_meeting()
        secretary = client_for(account_id=scene.make_account(is_administrator=True))
        delegate = client_for(scene.make_member(meeting))
        sockets = [
            server.socketio.test_client(
                server.app, flask_test_client=client, auth={"meeting": meeting}
            )
            for client in (secretary, delegate)
        ]
        assert all(socket.is_connected() for socket in sockets)
        assert step(secretary, meeting, "closed") == 204
        server.broadcast.step(0.1)
        assert wait_until(lambda: not sockets[1].is_connected())
        assert [socket.is_connected() for socket in sockets] == [True, False]
