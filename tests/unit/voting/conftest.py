"""A meeting with a chair, a secretary and delegates who are present."""

import pytest

from kiosk import clock
from kiosk.checkins.models import AttendanceRecord
from kiosk.checkins.rules import AttendanceState
from kiosk.roles import Role

RULE = {"base": "present", "quorum_numerator": 1, "quorum_denominator": 2}
YES, NO, OTHER = 0, 1, 2


class VotingRoom:
    """Requests of a meeting's people around its votes."""

    def __init__(self, scene, store, client_for, delegates=5):
        self.scene, self.store, self.client_for = scene, store, client_for
        self.meeting = scene.make_meeting()
        self.at = f"/m/{self.meeting}/votes"
        self.secretary = client_for(scene.make_member(self.meeting, Role.SECRETARY))
        self.chair_id = self.person("Trần Văn Chủ", Role.CHAIR)
        self.chair = client_for(self.chair_id)
        self.delegates = [self.person(f"Lò Văn {n}") for n in range(delegates)]
        self.tablets = [client_for(one) for one in self.delegates]

    def person(self, name, role=Role.OFFICIAL_DELEGATE, *, is_here=True, **fields):
        member = self.scene.make_member(self.meeting, role, name, **fields)
        if is_here:
            self.come(member)
        return member

    def come(self, member):
        with self.store.unit_of_work("test") as work:
            work.session.add(
                AttendanceRecord(
                    member_id=member,
                    meeting_id=self.meeting,
                    number=member,
                    state=AttendanceState.PRESENT_IN_PERSON,
                    is_inside=True,
                    came_at=clock.now(),
                )
            )

    def form(self, **fields):
        options = fields.pop("labels", ["Đồng ý", "Không đồng ý", "Ý kiến khác"])
        return {
            "title": "Thông qua nghị quyết",
            "question": "Đồng chí có đồng ý thông qua dự thảo nghị quyết không?",
            "kind": "open",
            "options": [{"label": label} for label in options],
            "rule": RULE | fields.pop("rule", {}),
            **fields,
        }

    def add(self, **fields):
        reply = self.secretary.post(self.at, json=self.form(**fields))
        assert reply.status_code == 201, reply.json
        return reply.json["id"]

    def act(self, vote, name, client=None, status=None, **body):
        reply = (client or self.chair).post(f"{self.at}/{vote}/{name}", json=body)
        if status is None:
            assert reply.status_code < 300, reply.json
        else:
            assert reply.status_code == status, reply.json
        return reply.json

    def opened(self, **fields):
        vote = self.add(**fields)
        self.act(vote, "open")
        return vote

    def shown(self, vote, client=None):
        reply = (client or self.chair).get(f"/m/{self.meeting}/snapshot")
        assert reply.status_code == 200
        found = [one for one in reply.json["votes"] if one["id"] == vote]
        return found[0] if found else None

    def option(self, vote, place):
        return self.shown(vote)["options"][place]["id"]

    def cast(self, vote, client, *places, **body):
        choices = {str(self.option(vote, place)): 1 for place in places}
        return client.post(
            f"{self.at}/{vote}/ballot", json={"choices": choices, **body}
        )

    def result(self, vote):
        return self.shown(vote)["result"]


@pytest.fixture
def room(scene, store, client_for):
    return VotingRoom(scene, store, client_for)
