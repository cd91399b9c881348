"""Sittings, called items and outages, from the journal and the rows of sites."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy.orm import Session

from kiosk.meetings.events import MeetingStepped
from kiosk.meetings.rules import MeetingState
from kiosk.minutes.facts.event_structs import PauseFact
from kiosk.minutes.facts.structs import (
    SiteOutage,
    Sitting,
)
from kiosk.pagesync.events import ItemCalled
from kiosk.sites.queries import outages_of, sites_of
from kiosk.storage.journal_search import JournalledEvent, journalled_events


class ItemCall(NamedTuple):
    """When an item became the current one (None: no item)."""

    at: dt.datetime
    item_id: int | None


class Course(NamedTuple):
    """The course of a meeting: sittings, its end, and the items that were called."""

    sittings: tuple[Sitting, ...]
    closed_at: dt.datetime | None
    calls: tuple[ItemCall, ...]

    @property
    def pauses(self) -> list[PauseFact]:
        """Return the pauses between the sittings; the last may still go on."""
        ends = [(one.ended, number) for number, one in enumerate(self.sittings, 1)]
        begins = [one.began for one in self.sittings[1:]]
        return [
            PauseFact(
                number, ended, begins[number - 1] if number <= len(begins) else None
            )
            for ended, number in ends
            if ended is not None and (number <= len(begins) or self.closed_at != ended)
        ]

    def item_at(self, moment: dt.datetime) -> int | None:
        """Return the item that was the current one at a moment."""
        before = [call.item_id for call in self.calls if call.at <= moment]
        return before[-1] if before else None


def course_of(session: Session, meeting_id: int) -> Course:
    """Return the course of a meeting from its journal."""
    events = journalled_events(session, meeting_id, [MeetingStepped, ItemCalled])
    steps = [event for event in events if event.body["kind"] == MeetingStepped.kind()]
    calls = [event for event in events if event.body["kind"] == ItemCalled.kind()]
    sittings, closed_at = _sittings(steps)
    return Course(
        sittings,
        closed_at,
        tuple(ItemCall(one.at, one.body["item_id"]) for one in calls),
    )


def _sittings(
    steps: list[JournalledEvent],
) -> tuple[tuple[Sitting, ...], dt.datetime | None]:
    sittings: list[Sitting] = []
    began: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    for step in steps:
        state = step.body["state"]
        if state == MeetingState.OPEN:
            began = began or step.at
        elif began is not None and state in {
            MeetingState.ADJOURNED,
            MeetingState.CLOSED,
        }:
            sittings.append(Sitting(began, step.at))
            began = None
        if state == MeetingState.CLOSED:
            closed_at = step.at
    if began is not None:
        sittings.append(Sitting(began, None))
    return tuple(sittings), closed_at


def site_outages(session: Session, meeting_id: int) -> tuple[SiteOutage, ...]:
    """Return the outages of the sites; those of removed sites have no name."""
    names = {site.id: site.name for site in sites_of(session, meeting_id)}
    return tuple(
        SiteOutage(names.get(one.site_id, ""), one.lost_at, one.back_at)
        for one in outages_of(session, meeting_id)
    )
