"""Deadlines as a calendar (RFC 5545): one all-day event for each task with a date."""

import datetime as dt
from collections.abc import Callable, Iterable

from icalendar import Calendar, Event

from kiosk.errors import N_
from kiosk.tasks.queries.structs import TaskLine
from kiosk.tasks.reminders import shortened
from kiosk.tasks.rules import STATE_LABELS, TaskState

CALENDAR_TYPE = "text/calendar"
# Readers ask again after this time.
_REFRESH = dt.timedelta(hours=4)
_LONGEST_SUMMARY = 120
_SUMMARY = N_("Hạn: {text}")
_STATE, _LEAD = N_("Trạng thái: {state}"), N_("Chủ trì: {unit}")
_COOPERATING, _SOURCE = N_("Phối hợp: {units}"), N_("Từ: {meeting}")
# Puts a sentence into the reader's language.
Translate = Callable[[str], str]


def tasks_calendar(
    lines: Iterable[TaskLine], name: str, base: str, translate: Translate
) -> bytes:
    """Return the calendar of these tasks; those without a date are left out.

    A withdrawn task is a cancelled event, so that it leaves the readers' calendars.

    :param name: shown by readers.
    :param base: the server's public address, "" if it has none.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Kiosk//Tasks//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESH, {"VALUE": "DURATION"})
    for line in lines:
        if line.due_date is not None:
            calendar.add_component(_event(line, line.due_date, base, translate))
    made: bytes = calendar.to_ical()
    return made


def _event(line: TaskLine, due: dt.date, base: str, translate: Translate) -> Event:
    event = Event()
    event.add("uid", f"{line.uid}@kiosk")
    event.add("dtstamp", line.changed_at.astimezone(dt.UTC))
    event.add("last-modified", line.changed_at.astimezone(dt.UTC))
    event.add("sequence", line.revision)
    event.add("dtstart", due)
    event.add("dtend", due + dt.timedelta(days=1))
    # A deadline makes nobody busy.
    event.add("transp", "TRANSPARENT")
    text = shortened(line.text, _LONGEST_SUMMARY)
    event.add("summary", translate(_SUMMARY).format(text=text))
    event.add("description", _description(line, translate))
    is_cancelled = line.state is TaskState.WITHDRAWN
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    if base:
        event.add("url", f"{base}/tasks/{line.id}")
    return event


def _description(line: TaskLine, translate: Translate) -> str:
    said = [
        line.text,
        translate(_STATE).format(state=translate(STATE_LABELS[line.state])),
    ]
    if line.lead_unit:
        said.append(translate(_LEAD).format(unit=line.lead_unit))
    if line.cooperating:
        units = ", ".join(line.cooperating)
        said.append(translate(_COOPERATING).format(units=units))
    if line.meeting_title:
        said.append(translate(_SOURCE).format(meeting=line.meeting_title))
    return "\n".join(said)
