"""Turn pages, call items and give the lead; or rejected, with nothing changed."""

import datetime as dt
from typing import Any

import pytest

from kiosk import clock
from kiosk.documents.rules import Publication
from kiosk.errors import Conflict, Forbidden, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.rules import MeetingState
from kiosk.pagesync import actions
from kiosk.pagesync.queries import live_page
from kiosk.roles import Role, Visibility
from kiosk.storage.journal import events_after, last_number
from kiosk.storage.store import Store
from tests.scene import Scene

PAGE = b"RIFF a page"


class Room:
    """An open meeting with one published document of three pages."""

    def __init__(self, scene: Scene, **meeting: Any) -> None:
        self.scene = scene
        self.store: Store = scene.store
        self.meeting = scene.make_meeting(**meeting)
        self.item = scene.make_item(self.meeting)
        self.document = scene.make_document(self.meeting, self.item, [PAGE] * 3)
        self.chair = self.member(Role.CHAIR)
        self.before = self.number()

    def member(self, role: Role) -> Actor:
        member = self.scene.make_member(self.meeting, role)
        return Actor(self.meeting, role, "An", 1, member)

    def number(self) -> int:
        with self.store.read_session() as session:
            return last_number(session, self.meeting)

    def reported(self) -> list[dict[str, Any]]:
        with self.store.read_session() as session:
            return [
                event.body for event in events_after(session, self.meeting, self.before)
            ]

    def calls(self) -> list[dict[str, Any]]:
        return [event for event in self.reported() if event["kind"] == "item_called"]

    def live(self) -> tuple[int | None, int, int | None, int | None]:
        with self.store.read_session() as session:
            live = live_page(session, self.meeting)
            return live.document_id, live.page, live.leader_id, live.item_id

    def turn(self, actor: Actor, page: int, document: int | None = None) -> None:
        with self.store.unit_of_work("test") as work:
            actions.turn_page(
                work, actor=actor, document_id=document or self.document, page=page
            )

    def call(self, actor: Actor, item: int | None, **seen: int | None) -> None:
        with self.store.unit_of_work("test") as work:
            actions.call_item(work, actor=actor, item_id=item, **seen)

    def go_back(self, actor: Actor, seen: int | None) -> None:
        with self.store.unit_of_work("test") as work:
            actions.return_to_previous_item(work, actor=actor, instead_of=seen)

    def give(self, actor: Actor, member: int | None) -> None:
        with self.store.unit_of_work("test") as work:
            actions.give_lead(work, actor=actor, member_id=member)


@pytest.fixture
def room(scene: Scene) -> Room:
    return Room(scene)


class TestTurnPage:
    def test_the_chair_turns_and_everybody_receives_the_page(self, room):
        room.turn(room.chair, 2)
        assert room.live()[:2] == (room.document, 2)
        assert [event["kind"] for event in room.reported()][:1] == ["page_turned"]
        assert room.reported()[0]["page"] == 2

    def test_the_same_page_again_is_no_news(self, room):
        room.turn(room.chair, 2)
        number = room.number()
        room.turn(room.chair, 2)
        assert room.number() == number

    def test_a_delegate_may_not_turn_everybodys_page(self, room):
        with pytest.raises(Forbidden):
            room.turn(room.member(Role.OFFICIAL_DELEGATE), 2)
        assert room.reported() == []

    @pytest.mark.parametrize("page", [0, 4])
    def test_a_page_that_does_not_exist_is_refused(self, room, page):
        with pytest.raises(Invalid):
            room.turn(room.chair, page)
        assert room.live()[0] is None

    def test_neither_a_draft_nor_a_withdrawn_document_can_be_shown(self, room):
        for publication in (Publication.DRAFT, Publication.WITHDRAWN):
            document = room.scene.make_document(
                room.meeting, room.item, [PAGE], publication
            )
            with pytest.raises(Conflict):
                room.turn(room.chair, 1, document)

    def test_a_document_without_an_item_cannot_be_shown(self, room):
        document = room.scene.make_document(room.meeting, None, [PAGE])
        with pytest.raises(Conflict):
            room.turn(room.chair, 1, document)

    def test_a_document_of_another_meeting_cannot_be_shown(self, room, scene):
        other = Room(scene, title="Hội nghị khác")
        with pytest.raises(NotFound):
            room.turn(room.chair, 1, other.document)

    def test_roles_that_may_not_see_the_item_receive_page_hidden_only(self, room):
        item = room.scene.make_item(room.meeting, visibility=Visibility.OFFICIAL)
        document = room.scene.make_document(room.meeting, item, [PAGE])
        room.turn(room.chair, 1, document)
        with room.store.read_session() as session:
            turned, hidden = events_after(session, room.meeting, room.before)
        assert Role.GUEST not in turned.audience
        assert Role.OFFICIAL_DELEGATE in turned.audience
        assert hidden.body == {"kind": "page_hidden"}
        assert Role.GUEST in hidden.audience
        assert not turned.audience & hidden.audience

    @pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.CLOSED])
    def test_no_page_is_turned_in_a_meeting_that_is_not_held(self, scene, state):
        room = Room(scene, state=state)
        with pytest.raises(Forbidden):
            room.turn(room.chair, 1)


class TestCallItem:
    def test_the_meeting_comes_to_an_item_and_its_clock_starts(self, room):
        room.call(room.chair, room.item)
        assert room.live()[3] == room.item
        called, timer = room.reported()
        assert called["kind"] == "item_called"
        assert called["started_at"]
        assert (timer["kind"], timer["timer"]["ref_id"]) == ("timer_changed", room.item)

    def test_calling_the_current_item_does_not_restart_its_clock(self, room):
        room.call(room.chair, room.item)
        room.call(room.chair, room.item)
        assert len(room.reported()) == 2

    def test_the_meeting_may_come_to_no_item(self, room):
        room.call(room.chair, room.item)
        room.call(room.chair, None)
        assert room.live()[3] is None

    def test_an_item_of_another_meeting_is_refused(self, room, scene):
        other = Room(scene, title="Hội nghị khác")
        with pytest.raises(NotFound):
            room.call(room.chair, other.item)

    def test_of_two_who_call_the_next_at_once_the_later_is_told_who_did(self, room):
        second, third = (room.scene.make_item(room.meeting) for _ in range(2))
        room.call(room.chair, room.item, instead_of=None)
        room.call(room.chair, second, instead_of=room.item)
        with pytest.raises(Conflict) as refused:
            room.call(room.member(Role.SECRETARY), third, instead_of=room.item)
        assert refused.value.details["name"] == "An"
        assert room.live()[3] == second

    def test_the_same_item_called_by_both_is_one_call_and_no_refusal(self, room):
        second = room.scene.make_item(room.meeting)
        room.call(room.chair, room.item)
        for actor in (room.chair, room.member(Role.SECRETARY)):
            room.call(actor, second, instead_of=room.item)
        calls = [event["item_id"] for event in room.calls()]
        assert calls == [room.item, second]

    def test_a_call_instead_of_an_item_is_refused_after_the_item_was_ended(self, room):
        room.call(room.chair, room.item)
        room.call(room.chair, None)
        second = room.scene.make_item(room.meeting)
        with pytest.raises(Conflict):
            room.call(room.chair, second, instead_of=room.item)


class TestReturnToPreviousItem:
    def test_the_item_before_is_current_again_and_its_clock_goes_on(self, room):
        second = room.scene.make_item(room.meeting)
        start = clock.now()
        with clock.frozen(start):
            room.call(room.chair, room.item)
        with clock.frozen(start + dt.timedelta(minutes=9)):
            room.call(room.chair, second)
        room.go_back(room.chair, second)
        assert room.live()[3] == room.item
        calls = room.calls()
        assert calls[-1]["item_id"] == room.item
        assert calls[-1]["started_at"] == calls[0]["started_at"]
        timer = room.reported()[-1]["timer"]
        assert (timer["ref_id"], timer["elapsed_ms"]) == (room.item, 0)
        assert timer["running_since"] == calls[0]["started_at"]

    def test_going_back_twice_is_back_at_the_later_item(self, room):
        second = room.scene.make_item(room.meeting)
        room.call(room.chair, room.item)
        room.call(room.chair, second)
        room.go_back(room.chair, second)
        room.go_back(room.chair, room.item)
        assert room.live()[3] == second

    def test_there_is_nothing_to_go_back_to_at_the_first_item(self, room):
        room.call(room.chair, room.item)
        with pytest.raises(Conflict):
            room.go_back(room.chair, room.item)
        assert room.live()[3] == room.item

    def test_who_saw_another_item_goes_nowhere(self, room):
        second = room.scene.make_item(room.meeting)
        room.call(room.chair, room.item)
        room.call(room.chair, second)
        with pytest.raises(Conflict):
            room.go_back(room.chair, room.item)
        assert room.live()[3] == second


class TestGiveLead:
    def test_the_presenter_leads_and_the_chair_does_not(self, room):
        presenter = room.member(Role.PRESENTER)
        room.give(room.chair, presenter.member_id)
        room.turn(presenter, 3)
        assert room.live()[:3] == (room.document, 3, presenter.member_id)
        with pytest.raises(Forbidden):
            room.turn(room.chair, 1)

    def test_the_chair_takes_it_back(self, room):
        presenter = room.member(Role.PRESENTER)
        room.give(room.chair, presenter.member_id)
        room.give(room.chair, None)
        room.turn(room.chair, 2)
        with pytest.raises(Forbidden):
            room.turn(presenter, 1)

    def test_the_leader_hands_it_back_himself_but_to_nobody_else(self, room):
        presenter = room.member(Role.PRESENTER)
        other = room.member(Role.OFFICIAL_DELEGATE)
        room.give(room.chair, presenter.member_id)
        with pytest.raises(Forbidden):
            room.give(presenter, other.member_id)
        room.give(presenter, None)
        assert room.live()[2] is None

    def test_a_delegate_cannot_take_the_lead_or_end_anothers(self, room):
        delegate = room.member(Role.OFFICIAL_DELEGATE)
        with pytest.raises(Forbidden):
            room.give(delegate, delegate.member_id)
        presenter = room.member(Role.PRESENTER)
        room.give(room.chair, presenter.member_id)
        with pytest.raises(Forbidden):
            room.give(delegate, None)
        assert room.live()[2] == presenter.member_id

    @pytest.mark.parametrize("role", [Role.GUEST, Role.WALL, Role.ENTRANCE])
    def test_guests_and_screens_cannot_be_given_the_lead(self, room, role):
        with pytest.raises(Invalid):
            room.give(room.chair, room.member(role).member_id)

    def test_a_member_of_another_meeting_cannot_be_given_the_lead(self, room, scene):
        stranger = Room(scene, title="Hội nghị khác").member(Role.PRESENTER)
        with pytest.raises(Invalid):
            room.give(room.chair, stranger.member_id)
