"""Add one member to a meeting."""

from typing import Annotated

import msgspec
from sqlalchemy import select

from kiosk.accounts.models import Account
from kiosk.accounts.rules import LONGEST_FULL_NAME, check_full_name, normalise_username
from kiosk.badges.events import MemberAdded
from kiosk.badges.rules import ASSIGNABLE_ROLES
from kiosk.errors import N_, Invalid
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.sites.queries import chosen_site
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import fold, name_key, nfc

Text = Annotated[str, msgspec.Meta(max_length=200)]
_JSON_NAMES = {"full_name": "name", "site_id": "site", "username": "account"}


class NewPerson(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename=_JSON_NAMES
):
    """A person or screen to add, as entered by the secretary."""

    full_name: Text
    role: Role
    position: Text = ""
    unit: Text = ""
    seat: Text = ""
    site_id: int | None = None
    # Of a staff account, for members who sign in with a password.
    username: Text = ""


def add_member(work: UnitOfWork, *, actor: Actor, person: NewPerson) -> int:
    """Add a person or a screen to the actor's meeting; return the member's id.

    :raises Invalid: the name, role, site or account is not allowed.
    """
    name = nfc(person.full_name)
    check_full_name(name)
    if person.role not in ASSIGNABLE_ROLES:
        raise Invalid(N_("Vai trò này không thể trao trong một hội nghị."))
    member = Member(
        meeting_id=actor.meeting_id,
        role=person.role,
        full_name=name,
        sort_key=name_key(name),
        folded_name=fold(name),
        position=nfc(person.position)[:LONGEST_FULL_NAME],
        unit=nfc(person.unit)[:LONGEST_FULL_NAME],
        seat=nfc(person.seat)[:LONGEST_FULL_NAME],
        site_id=chosen_site(work.session, actor.meeting_id, person.site_id),
        account_id=_account(work, person.username),
    )
    work.session.add(member)
    work.session.flush()
    work.record(MemberAdded(meeting_id=actor.meeting_id, member_id=member.id))
    return member.id


def _account(work: UnitOfWork, username: str) -> int | None:
    if not username.strip():
        return None
    found = work.session.scalars(
        select(Account.id).where(
            Account.username == normalise_username(username),
            Account.is_closed.is_(False),
        )
    ).first()
    if found is None:
        raise Invalid(N_("Không có tài khoản tên này. Xin hỏi quản trị viên."))
    return found
