"""The order of items, and which item an event belongs to."""

import datetime as dt

from kiosk.agenda.models import AgendaItem
from kiosk.agenda.queries import NumberedItem
from kiosk.minutes.facts.event_structs import Attendee, PauseFact, SpeechFact
from kiosk.minutes.facts.items import proceedings_of
from kiosk.minutes.facts.structs import Sitting
from kiosk.minutes.facts.times import Course, ItemCall

AT = dt.datetime(2026, 11, 26, 1, 0, tzinfo=dt.UTC)


def minute(number: int) -> dt.datetime:
    return AT + dt.timedelta(minutes=number)


def agenda(*numbers: str) -> list[NumberedItem]:
    """Return items whose id is their place, from 1."""
    return [
        NumberedItem(
            AgendaItem(id=place, title=number, kind="report", is_on_paper=False),
            number,
            "",
        )
        for place, number in enumerate(numbers, 1)
    ]


def course(*calls: tuple[int, int | None], pause: tuple[int, int] | None = None):
    """Return a course of calls (minute, item), with a pause between two sittings."""
    sittings = (Sitting(AT, minute(100)),)
    if pause:
        sittings = (Sitting(AT, minute(pause[0])), Sitting(minute(pause[1]), None))
    made = tuple(ItemCall(minute(at), item) for at, item in calls)
    return Course(sittings, None if pause else minute(100), made)


def speech(at: int) -> SpeechFact:
    moment = minute(at)
    return SpeechFact(at, Attendee("An"), "discussion", "", moment, moment, 0)


def held(*arguments):
    found = proceedings_of(*arguments)
    return [(one.number, [event.at for event in one.events]) for one in found.held]


def test_an_item_that_was_called_twice_stands_where_it_was_called_first():
    calls = course((1, 2), (5, 1), (9, 2))
    found = proceedings_of(agenda("1", "2"), [], [(2, speech(10))], calls)
    assert [(one.number, one.at) for one in found.held] == [
        ("2", minute(1)),
        ("1", minute(5)),
    ]
    assert found.held[0].events == (speech(10),)


def test_events_of_no_item_or_a_removed_one_belong_to_the_item_of_their_time():
    calls = course((1, 1), (5, 2))
    events = [(None, speech(3)), (99, speech(6))]
    assert held(agenda("1", "2"), [], events, calls) == [
        ("1", [minute(3)]),
        ("2", [minute(6)]),
    ]


def test_events_before_any_item_stand_outside_the_agenda():
    calls = course((5, 1))
    assert held(agenda("1"), [], [(None, speech(2))], calls) == [
        ("", [minute(2)]),
        ("1", []),
    ]


def test_a_pause_stands_in_the_item_that_it_interrupted():
    calls = course((1, 1), (70, 2), pause=(30, 60))
    found = proceedings_of(agenda("1", "2"), [], [(1, speech(65))], calls)
    assert found.held[0].events == (
        PauseFact(1, minute(30), minute(60)),
        speech(65),
    )


def test_the_end_is_no_pause():
    assert course((1, 1)).pauses == []


def test_a_parent_of_items_that_were_held_is_not_missed():
    found = proceedings_of(agenda("1", "1.1", "2"), [], [], course((1, 2)))
    assert [one.number for one in found.held] == ["1.1"]
    assert [one.number for one in found.not_held] == ["2"]


def test_without_any_call_nothing_is_said_of_items_that_were_not_held():
    found = proceedings_of(agenda("1", "2"), [], [(2, speech(3))], course())
    assert [one.number for one in found.held] == ["1", "2"]
    assert found.not_held == ()
