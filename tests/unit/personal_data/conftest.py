"""A person with rows in every table, in one closed meeting."""

from dataclasses import dataclass

import pytest

from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from tests.rows_of_every_table import fill_every_table

NAME = "Đoàn Thị Thuỳ Vỹ"


@dataclass
class Person:
    meeting: int
    member: int
    other: int
    name: str = NAME


@pytest.fixture
def close(store):
    def closed(meeting: int) -> None:
        with store.unit_of_work("test") as work:
            work.session.get_one(Meeting, meeting).state = MeetingState.CLOSED

    return closed


@pytest.fixture
def person(scene, store, close) -> Person:
    meeting = scene.make_meeting()
    fields = {"position": "Giám đốc", "unit": "Sở Y tế", "seat": "A12"}
    member = scene.make_member(meeting, name=NAME, **fields)
    other = scene.make_member(meeting, name="Lê Văn Khác")
    fill_every_table(store, meeting, member, NAME)
    close(meeting)
    return Person(meeting, member, other)


@pytest.fixture
def administrator(scene, client_for):
    return client_for(account_id=scene.make_account("boss", is_administrator=True))
