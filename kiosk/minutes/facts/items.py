"""The agenda in the order in which it was held, each item with what happened in it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from kiosk.agenda.queries import NumberedItem
from kiosk.minutes.facts.event_structs import ItemEvent
from kiosk.minutes.facts.structs import (
    ItemFact,
    UsedDocument,
)
from kiosk.minutes.facts.times import Course

# Of what happened outside the agenda.
OUTSIDE = ItemFact(0, "", "")


class Proceedings(NamedTuple):
    """Items in the order in which they were held, and those that were not."""

    held: tuple[ItemFact, ...]
    not_held: tuple[ItemFact, ...]


def proceedings_of(
    agenda: Iterable[NumberedItem],
    documents: Iterable[UsedDocument],
    events: Iterable[tuple[int | None, ItemEvent]],
    course: Course,
) -> Proceedings:
    """Return the items; one that was called twice stands where it was called first.

    Without any call the agenda's order is the order: nobody has followed it in the
    system, so nothing can be said of items that were not held.
    """
    numbered = list(agenda)
    known = {one.item.id for one in numbered}
    by_item: dict[int, list[ItemEvent]] = defaultdict(list)
    for item_id, event in [*events, *((None, pause) for pause in course.pauses)]:
        placed = item_id if item_id in known else course.item_at(event.at)
        by_item[placed if placed in known and placed else 0].append(event)
    used: dict[int, list[UsedDocument]] = defaultdict(list)
    for document in documents:
        used[document.item_id or 0].append(document)
    facts = [
        _item_fact(one, used[one.item.id], by_item[one.item.id], course)
        for one in numbered
    ]
    if by_item[0]:
        outside = sorted(by_item[0], key=lambda event: event.at)
        facts.append(replace(OUTSIDE, at=outside[0].at, events=tuple(outside)))
    return _ordered(facts, is_followed=bool(course.calls))


def _item_fact(
    one: NumberedItem,
    documents: list[UsedDocument],
    events: list[ItemEvent],
    course: Course,
) -> ItemFact:
    called = [call.at for call in course.calls if call.item_id == one.item.id]
    ordered = sorted(events, key=lambda event: event.at)
    moments = [*called, *(event.at for event in ordered)]
    return ItemFact(
        id=one.item.id,
        number=one.number,
        title=one.item.title,
        kind=one.item.kind,
        presenter=one.presenter,
        presenter_is_member=one.item.presenter_id is not None,
        is_on_paper=one.item.is_on_paper,
        at=min(moments, default=None),
        called=bool(called),
        documents=tuple(documents),
        events=tuple(ordered),
    )


def _ordered(facts: list[ItemFact], *, is_followed: bool) -> Proceedings:
    if not is_followed:
        return Proceedings(tuple(facts), ())
    held = [one for one in facts if one.at is not None]
    # A parent whose sub-items were held needs not be called itself.
    numbers = [one.number for one in held]
    not_held = [
        one
        for one in facts
        if one.at is None
        and not any(number.startswith(f"{one.number}.") for number in numbers)
    ]
    return Proceedings(tuple(sorted(held, key=_began)), tuple(not_held))


def _began(item: ItemFact) -> dt.datetime:
    assert item.at is not None
    return item.at
