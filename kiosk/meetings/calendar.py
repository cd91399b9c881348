"""Meetings as an iCalendar file (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

from kiosk.meetings.models import Meeting

CALENDAR_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class CalendarMeeting:
    """A meeting as it stands in a calendar."""

    id: int
    title: str
    place: str
    body_name: str
    starts_at: dt.datetime
    # 0: no length is planned.
    planned_minutes: int
    changed_at: dt.datetime
    revision: int


def calendar_meeting(meeting: Meeting, planned_minutes: int = 0) -> CalendarMeeting:
    """Return a meeting as it stands in a calendar."""
    return CalendarMeeting(
        meeting.id,
        meeting.title,
        meeting.place,
        meeting.body_name,
        meeting.starts_at,
        planned_minutes,
        meeting.changed_at,
        meeting.revision,
    )


def meetings_calendar(meetings: Iterable[CalendarMeeting]) -> bytes:
    """Return the calendar; times in UTC, so that it needs no time zone's rules."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kiosk//Meetings//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    return bytes(calendar.to_ical())


def _event(meeting: CalendarMeeting) -> Event:
    event = Event()
    # The same as long as the meeting exists: calendars replace, not add.
    event.add("uid", f"meeting-{meeting.id}@kiosk")
    event.add("dtstamp", meeting.changed_at.astimezone(dt.UTC))
    event.add("last-modified", meeting.changed_at.astimezone(dt.UTC))
    event.add("sequence", meeting.revision)
    event.add("dtstart", meeting.starts_at.astimezone(dt.UTC))
    if meeting.planned_minutes:
        event.add("duration", dt.timedelta(minutes=meeting.planned_minutes))
    event.add("summary", meeting.title)
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.body_name:
        event.add("description", meeting.body_name)
    return event
