"""Erase a person's data: delete rows, and replace names in rows that stay."""

from typing import Any

from sqlalchemy import and_, delete, exists, select, update

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act
from kiosk.accounts.actions.sign_ins import end_sign_ins_of_member
from kiosk.accounts.rules import check_manages_accounts
from kiosk.identity import Requester
from kiosk.meetings.models import Member
from kiosk.personal_data.events import PersonErased
from kiosk.personal_data.meeting_rows import parent_column, rows_of_meetings, table_of
from kiosk.personal_data.queries import FoundMember, get_people, rows_of_person
from kiosk.personal_data.rules import (
    Disposal,
    Replacement,
    check_erasable,
    check_typed_name,
    pseudonym,
)
from kiosk.personal_data.tables import TABLE_RULES
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import fold, name_key


def erase_person(
    work: UnitOfWork, *, requester: Requester, member_ids: list[int], typed_name: str
) -> list[FoundMember]:
    """Erase the rows of one person in closed meetings; return them as they were.

    The access log and each meeting's journal say so, by numbers.

    :raises Forbidden: the requester is no administrator.
    :raises NotFound: a row does not exist.
    :raises Conflict: a meeting is not closed.
    :raises Invalid: the typed name is not the person's.
    """
    check_manages_accounts(requester.identity)
    people = get_people(work.session, member_ids)
    for person in people:
        check_erasable(person.state, person.meeting)
    check_typed_name(typed_name, {person.full_name for person in people})
    for person in people:
        end_sign_ins_of_member(work, person.id, "revoked")
        _replace_actor_names(work, person)
    work.session.flush()
    for person in people:
        _erase(work, person)
        detail = f"meeting:{person.meeting_id} member:{person.id}"
        action = AccessAction.PERSON_ERASED
        log_act(work, action, requester.identity, requester.endpoint, detail)
        work.record(PersonErased(meeting_id=person.meeting_id, member_id=person.id))
    work.session.expire_all()
    return people


def _erase(work: UnitOfWork, person: FoundMember) -> None:
    for name, rule in TABLE_RULES.items():
        if not rule.is_personal:
            continue
        table, condition = table_of(name), rows_of_person(name, [person])
        if rule.disposal is Disposal.DELETED:
            work.session.execute(delete(table).where(condition))
        elif rule.disposal is Disposal.PSEUDONYMISED:
            values = {
                column: _replaced(how, person.id)
                for column, how in rule.replaced.items()
            }
            work.session.execute(update(table).where(condition).values(values))


def _replaced(how: Replacement, member_id: int) -> Any:
    name = pseudonym(member_id)
    return {
        Replacement.PSEUDONYM: name,
        Replacement.SORT_KEY: name_key(name),
        Replacement.FOLDED: fold(name),
        Replacement.EMPTY: "",
        Replacement.NULL: None,
    }[how]


def _replace_actor_names(work: UnitOfWork, person: FoundMember) -> None:
    """Replace the name where it says who acted, unless another member bears it too."""
    namesake = exists().where(
        Member.meeting_id == person.meeting_id,
        Member.full_name == person.full_name,
        Member.id != person.id,
    )
    if work.session.scalar(select(namesake)):
        return
    for name, rule in TABLE_RULES.items():
        if not rule.actors or parent_column(name) is None:
            continue
        table = table_of(name)
        of_meeting = rows_of_meetings(name, [person.meeting_id])
        for column in rule.actors:
            bears_name = and_(of_meeting, table.c[column] == person.full_name)
            values = {column: pseudonym(person.id)}
            work.session.execute(update(table).where(bears_name).values(values))
