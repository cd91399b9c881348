"""Apply an import, completely or not at all."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import insert, update

from kiosk.accounts.actions import end_sign_ins_of_member
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.meetings.queries import get_meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.people.events import RosterImported
from kiosk.people.queries import existing_members, people_signature, site_ids_by_name
from kiosk.people.rules import ImportPlan, PersonField
from kiosk.roles import Role
from kiosk.sites.actions import add_site
from kiosk.sites.events import SitesChanged
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import fold, name_key

Row = dict[str, Any]


class PreparedImport:
    """An import plan with the database rows computed in advance."""

    def __init__(self, plan: ImportPlan) -> None:
        """Compute the rows outside the transaction: sort keys take time."""
        self.plan = plan
        self.new = [_columns({**_BLANK_FIELDS, **entry.words}) for entry in plan.new]
        self.changed = [
            {"id": change.member_id, **_columns(change.after)}
            for change in plan.changed
        ]


_BLANK_FIELDS = {
    PersonField.ROLE: str(Role.OFFICIAL_DELEGATE),
    PersonField.POSITION: "",
    PersonField.UNIT: "",
    PersonField.SEAT: "",
    PersonField.SITE: "",
}


def _columns(words: dict[PersonField, str]) -> Row:
    row: Row = {str(field): said for field, said in words.items()}
    if name := words.get(PersonField.FULL_NAME):
        row |= {"sort_key": name_key(name), "folded_name": fold(name)}
    return row


def apply_import(work: UnitOfWork, *, actor: Actor, prepared: PreparedImport) -> None:
    """Write the plan; nothing if it changes nothing.

    :raises Conflict: members have changed since the plan was made, or the meeting is
        closed.
    """
    plan, meeting_id = prepared.plan, actor.meeting_id
    check_not_closed(MeetingState(get_meeting(work.session, meeting_id).state))
    sites = site_ids_by_name(work.session, meeting_id)
    if (
        people_signature(existing_members(work.session, meeting_id), list(sites))
        != plan.basis
    ):
        raise Conflict(
            N_("Danh sách hội nghị vừa thay đổi. Xin xem lại rồi xác nhận lần nữa."),
            code="changed_meanwhile",
        )
    if not plan.new and not plan.changed:
        return
    _create_sites(work, actor, plan.new_sites, sites)
    if prepared.new:
        work.session.execute(
            insert(Member),
            list(_with_site_ids(prepared.new, sites, meeting_id=meeting_id)),
        )
    for rows in _group_by_columns(prepared.changed):
        work.session.execute(update(Member), list(_with_site_ids(rows, sites)))
    for change in plan.changed:
        if PersonField.ROLE in change.after:
            # Sessions opened with the old role are ended.
            end_sign_ins_of_member(work, change.member_id, "signed_out")
    work.record(
        RosterImported(
            meeting_id=meeting_id, added=len(plan.new), changed=len(plan.changed)
        )
    )


def _create_sites(
    work: UnitOfWork, actor: Actor, names: list[str], sites: dict[str, int]
) -> None:
    """Create the sites named in the list and add them to `sites`."""
    for name in names:
        sites[name] = add_site(work, actor=actor, name=name).id
    if names:
        work.record(SitesChanged(meeting_id=actor.meeting_id))


def _with_site_ids(
    rows: list[Row], sites: dict[str, int], **more: int
) -> Iterator[Row]:
    """Yield the rows with site ids in place of site names."""
    for row in rows:
        placed = {**row, **more}
        if (name := placed.pop("site", None)) is not None:
            placed["site_id"] = sites.get(name)
        yield placed


def _group_by_columns(rows: list[Row]) -> Iterator[list[Row]]:
    """Group the rows that set the same columns."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(sorted(row)), []).append(row)
    yield from groups.values()
