"""The part of the access log that concerns a meeting: its time and its people.

The chain of the whole log runs through it. Entries of others stand there by the hash of
their content only, so that the chain can be checked across them.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.models import AccessEntry, Account
from kiosk.accounts.queries.access_chain import access_checkpoints
from kiosk.identity import member_label
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.storage.chain import canonical_json, chain_moment, sha256_of_json
from kiosk.storage.journal import JournalEntry

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class _Section:
    """Numbers of the first and the last entry, and whose are shown."""

    first: int
    last: int
    since: dt.datetime
    until: dt.datetime
    usernames: frozenset[str]

    def shows(self, entry: AccessEntry) -> bool:
        is_ours = entry.username in self.usernames
        return is_ours and self.since <= entry.at <= self.until


def _usernames(session: Session, meeting_id: int) -> frozenset[str]:
    """Return the names under which the meeting's people stand in the log."""
    members = select(Member.id, Member.account_id).where(
        Member.meeting_id == meeting_id
    )
    accounts = select(Account.username).where(
        Account.is_administrator
        | Account.id.in_(
            select(Member.account_id).where(
                Member.meeting_id == meeting_id, Member.account_id.is_not(None)
            )
        )
    )
    badges = {member_label(row.id) for row in session.execute(members)}
    return frozenset(badges.union(session.scalars(accounts)))


def _section(session: Session, meeting_id: int) -> _Section | None:
    meeting = session.get_one(Meeting, meeting_id)
    since, until = meeting.created_at, clock.now()
    if meeting.state == MeetingState.CLOSED:
        of_meeting = JournalEntry.meeting_id == meeting_id
        ended = session.scalar(select(func.max(JournalEntry.at)).where(of_meeting))
        until = max(ended or since, since)
    first = session.scalar(
        select(func.min(AccessEntry.number)).where(AccessEntry.at >= since)
    )
    # The log has entries of its own order: an older time may follow a newer one.
    last = session.scalar(
        select(func.max(AccessEntry.number)).where(AccessEntry.at <= until)
    )
    if first is None or last is None or last < first:
        return None
    signed = [one.number for one in access_checkpoints(session) if one.number >= last]
    return _Section(
        first, min(signed, default=last), since, until, _usernames(session, meeting_id)
    )


def _previous_hash(session: Session, first: int) -> str:
    """Return the hash of the entry before the first: itself, or of the signed cut."""
    before = AccessEntry.number == first - 1
    found = session.scalar(select(AccessEntry.hash).where(before))
    if found:
        return found
    cuts = {one.number: one.hash for one in access_checkpoints(session)}
    return cuts.get(first - 1, "")


def access_lines(session: Session, meeting_id: int) -> Iterator[bytes]:
    """Yield the lines of the section; none if nothing was logged in that time."""
    section = _section(session, meeting_id)
    if section is None:
        return
    if section.first > 1:
        link = _previous_hash(session, section.first)
        yield _line({"anchor": True, "n": section.first - 1, "hash": link})
    entries = (
        select(AccessEntry)
        .where(AccessEntry.number.between(section.first, section.last))
        .order_by(AccessEntry.number)
    )
    for entry in session.scalars(entries.execution_options(yield_per=ROWS_AT_ONCE)):
        content = entry.content()
        if section.shows(entry):
            yield _line(content | {"hash": entry.hash})
        else:
            digest = sha256_of_json(content)
            hidden = {"n": entry.number, "content_sha256": digest, "hash": entry.hash}
            yield _line(hidden)


def _line(content: dict[str, Any]) -> bytes:
    return f"{canonical_json(content)}\n".encode()


def access_states(session: Session, meeting_id: int) -> list[dict[str, Any]]:
    """Return the signed states within the section, oldest first."""
    section = _section(session, meeting_id)
    if section is None:
        return []
    return [
        {
            "number": one.number,
            "hash": one.hash,
            "at": chain_moment(one.at),
            "before": one.before and chain_moment(one.before),
            "signature": one.signature,
            "public_key": one.public_key,
        }
        for one in access_checkpoints(session)
        if section.first - 1 <= one.number <= section.last
    ]
