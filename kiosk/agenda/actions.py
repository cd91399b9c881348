"""Add, edit, move and remove agenda items."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import asdict, replace
from sqlalchemy import func, select

from kiosk.agenda.events import AgendaChanged
from kiosk.agenda.models import AgendaItem
from kiosk.agenda.rules import ItemKind, check_minutes, check_nesting, insert_after
from kiosk.errors import N_, ChangedMeanwhile, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState, check_not_closed, check_title
from kiosk.roles import Visibility
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


class ItemDetails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An item's details as entered by the secretary."""

    title: str
    kind: ItemKind
    # A member, or anybody else by name.
    presenter_id: int | None
    presenter_text: str
    planned_minutes: int
    visibility: Visibility
    # Its documents are handed out on paper and never stored digitally.
    is_on_paper: bool = False


def details_of(item: AgendaItem) -> ItemDetails:
    """Return the item's current details."""
    return ItemDetails(
        item.title,
        ItemKind(item.kind),
        item.presenter_id,
        item.presenter_text,
        item.planned_minutes,
        Visibility(item.visibility),
        item.is_on_paper,
    )


def add_item(
    work: UnitOfWork,
    *,
    actor: Actor,
    details: ItemDetails,
    parent_id: int | None = None,
) -> AgendaItem:
    """Append an item to the agenda, or to the sub-items of `parent_id`.

    :raises NotFound: there is no such parent.
    :raises Invalid: the details are not allowed, or it would nest too deep.
    :raises Conflict: the meeting is closed.
    """
    _check_editable(work, actor)
    details = _checked(work, actor, details)
    parent = get_item(work, actor, parent_id) if parent_id is not None else None
    if parent:
        check_nesting(0, parent.id, parent.parent_id, has_children=False)
    item = AgendaItem(
        meeting_id=actor.meeting_id,
        parent_id=parent_id,
        ordinal=_last_ordinal(work, actor, parent_id) + 1,
        changed_by=actor.name,
        changed_at=work.now,
        **asdict(details),
    )
    work.session.add(item)
    work.session.flush()
    work.record(AgendaChanged(meeting_id=actor.meeting_id))
    return item


def add_items(
    work: UnitOfWork,
    *,
    actor: Actor,
    details: Sequence[ItemDetails],
    parent_id: int | None = None,
) -> list[int]:
    """Append items with one event, `parent_id` as for one item; return their ids.

    :raises NotFound, Invalid, Conflict: one of them is not allowed.
    """
    _check_editable(work, actor)
    if parent_id is not None:
        get_item(work, actor, parent_id)
    first = _last_ordinal(work, actor, parent_id) + 1
    items = [
        AgendaItem(
            meeting_id=actor.meeting_id,
            parent_id=parent_id,
            ordinal=ordinal,
            changed_by=actor.name,
            changed_at=work.now,
            **asdict(_checked(work, actor, each)),
        )
        for ordinal, each in enumerate(details, first)
    ]
    work.session.add_all(items)
    work.session.flush()
    work.record(AgendaChanged(meeting_id=actor.meeting_id))
    return [item.id for item in items]


def change_item(
    work: UnitOfWork, *, actor: Actor, item_id: int, revision: int, details: ItemDetails
) -> int:
    """Replace an item's details and return its new revision.

    :raises ChangedMeanwhile: it was changed since `revision`.
    :raises NotFound: there is no such item.
    :raises Invalid: the details are not allowed.
    :raises Conflict: the meeting is closed.
    """
    _check_editable(work, actor)
    item = get_item(work, actor, item_id)
    details = _checked(work, actor, details)
    stored = details_of(item)
    if details == stored:
        return item.revision
    if item.revision != revision:
        raise ChangedMeanwhile(
            theirs=asdict(stored) | {"presenter": _presenter(work, item)},
            changed_by=item.changed_by,
            changed_at=item.changed_at,
            revision=item.revision,
        )
    for name, value in asdict(details).items():
        setattr(item, name, value)
    item.revision += 1
    item.changed_by, item.changed_at = actor.name, work.now
    work.record(AgendaChanged(meeting_id=actor.meeting_id))
    return item.revision


def move_item(
    work: UnitOfWork,
    *,
    actor: Actor,
    item_id: int,
    parent_id: int | None,
    after_id: int | None,
) -> None:
    """Move an item behind `after_id` (None: first) below `parent_id` (None: top level).

    :raises NotFound: there is no such item or parent.
    :raises Invalid: it would nest too deep.
    :raises Conflict: `after_id` was moved elsewhere, or the meeting is closed.
    """
    _check_editable(work, actor)
    item = get_item(work, actor, item_id)
    parent = get_item(work, actor, parent_id) if parent_id is not None else None
    check_nesting(
        item.id,
        parent_id,
        parent.parent_id if parent else None,
        has_children=bool(_child_ids(work, actor, item.id)),
    )
    before = _child_ids(work, actor, parent_id)
    order = insert_after(before, item.id, after_id)
    if order == before:
        return
    item.parent_id = parent_id
    for ordinal, sibling_id in enumerate(order, 1):
        work.session.get_one(AgendaItem, sibling_id).ordinal = ordinal
    work.record(AgendaChanged(meeting_id=actor.meeting_id))


def remove_item(work: UnitOfWork, *, actor: Actor, item_id: int) -> None:
    """Remove an item and its sub-items from the agenda.

    `meeting_admin` checks its documents first: this package knows no documents.

    :raises NotFound: there is no such item.
    :raises Conflict: the meeting is closed.
    """
    _check_editable(work, actor)
    work.session.delete(get_item(work, actor, item_id))
    work.session.flush()
    work.record(AgendaChanged(meeting_id=actor.meeting_id))


def get_item(work: UnitOfWork, actor: Actor, item_id: int) -> AgendaItem:
    """Return an item of the actor's meeting.

    :raises NotFound: there is no such item.
    """
    item = work.session.get(AgendaItem, item_id)
    if item is None or item.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có nội dung này trong chương trình."), code="no_item")
    return item


def _last_ordinal(work: UnitOfWork, actor: Actor, parent_id: int | None) -> int:
    last = select(func.max(AgendaItem.ordinal)).where(
        AgendaItem.meeting_id == actor.meeting_id, AgendaItem.parent_id == parent_id
    )
    return work.session.execute(last).scalar_one() or 0


def _check_editable(work: UnitOfWork, actor: Actor) -> None:
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))


def _checked(work: UnitOfWork, actor: Actor, details: ItemDetails) -> ItemDetails:
    """Return checked, normalised details; a presenting member replaces the text."""
    details = replace(
        details, title=nfc(details.title), presenter_text=nfc(details.presenter_text)
    )
    check_title(details.title)
    check_minutes(details.planned_minutes)
    if details.presenter_id is None:
        return details
    member = work.session.get(Member, details.presenter_id)
    if member is None or member.meeting_id != actor.meeting_id:
        raise Invalid(N_("Người trình bày không có trong danh sách của hội nghị."))
    return replace(details, presenter_text="")


def _presenter(work: UnitOfWork, item: AgendaItem) -> str:
    if item.presenter_id is None:
        return item.presenter_text
    return work.session.get_one(Member, item.presenter_id).full_name


def _child_ids(work: UnitOfWork, actor: Actor, parent_id: int | None) -> list[int]:
    return list(
        work.session.scalars(
            select(AgendaItem.id)
            .where(
                AgendaItem.meeting_id == actor.meeting_id,
                AgendaItem.parent_id == parent_id,
            )
            .order_by(AgendaItem.ordinal, AgendaItem.id)
        )
    )
