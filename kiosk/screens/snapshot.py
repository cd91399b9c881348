"""Build the state that every screen starts from and recovers with.

It is built once per meeting, role and journal number, not once per tablet.
"""

import datetime as dt
import threading
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy.orm import Session
from werkzeug.http import generate_etag

from kiosk.clock import now
from kiosk.documents.rules import is_over
from kiosk.roles import Permission, Role, may
from kiosk.storage.database import ReadSession
from kiosk.storage.journal import last_number
from kiosk.subjects import load, load_by_subject


def build_snapshot(session: Session, meeting_id: int, role: Role) -> dict[str, Any]:
    """Return the meeting's present state for a screen with `role`."""
    state: dict[str, Any] = {"n": last_number(session, meeting_id)}
    for part in load("snapshot", "snapshot_part"):
        state |= part(session, meeting_id, role, state)
    return state


def build_part(
    session: Session, meeting_id: int, role: Role, part: str
) -> dict[str, Any]:
    """Return one subject's fields of the snapshot, and its number.

    Only subjects whose `snapshot` says `IS_FETCHED_ALONE`: they need no other part.

    :raises KeyError: `part` is no such subject.
    """
    if part not in parts_fetched_alone():
        raise KeyError(part)
    state: dict[str, Any] = {"n": last_number(session, meeting_id)}
    state |= load_by_subject("snapshot", "snapshot_part")[part](
        session, meeting_id, role, state
    )
    return state


def parts_fetched_alone() -> frozenset[str]:
    """Return the subjects whose part of the snapshot can be fetched alone."""
    marked = load_by_subject("snapshot", "IS_FETCHED_ALONE")
    return frozenset(name for name, is_marked in marked.items() if is_marked)


@dataclass(frozen=True)
class CachedPart:
    """A cached part of a snapshot."""

    number: int
    # As JSON.
    state: bytes
    tag: str


@dataclass(frozen=True)
class CachedSnapshot:
    """A cached snapshot."""

    number: int
    # As JSON.
    state: bytes
    # Derived from the state: a restored database may repeat a number.
    tag: str
    # The documents in it: those the role may read.
    documents: frozenset[int]
    # Documents that are watermarked for this role, and those that may not be cached.
    watermarked: frozenset[int]
    not_cacheable: frozenset[int]
    # When the first of them, or of the announcements, ends, even without an event.
    until: dt.datetime | None

    def is_old(self, number: int) -> bool:
        """Tell whether `number` is newer, or something in the state has ended."""
        return self.number < number or is_over(self.until, now())


def _first_end(state: dict[str, Any]) -> dt.datetime | None:
    moments = [
        *(paper["readable_until"] for paper in state["documents"]),
        *(paper["readable_until"] for paper in state["replaced"]),
        *(one["ends_at"] for one in state["announcements"]),
    ]
    ends = [dt.datetime.fromisoformat(moment) for moment in moments if moment]
    return min((end for end in ends if end > now()), default=None)


class SnapshotCache:
    """The snapshots of one server process, each built once per journal number."""

    def __init__(self) -> None:
        self._cached: dict[tuple[int, Role], CachedSnapshot] = {}
        self._parts: dict[tuple[int, Role, str], CachedPart] = {}
        self._building = threading.Lock()

    def get(self, session: Session, meeting_id: int, role: Role) -> CachedSnapshot:
        """Return the newest snapshot, built if needed."""
        number = last_number(session, meeting_id)
        cached = self._cached.get((meeting_id, role))
        if cached is None or cached.is_old(number):
            # Queries let other green threads run: one builds, the others wait.
            with self._building:
                cached = self._build(session, meeting_id, role, number)
        return cached

    def _build(
        self, session: Session, meeting_id: int, role: Role, number: int
    ) -> CachedSnapshot:
        cached = self._cached.get((meeting_id, role))
        if cached is None or cached.is_old(number):
            built = build_snapshot(session, meeting_id, role)
            state = msgspec.json.encode(built)
            documents = [*built["documents"], *built["replaced"]]
            is_clean = may(role, Permission.PREPARE_MEETING)
            cached = CachedSnapshot(
                built["n"],
                state,
                f'"{generate_etag(state)}"',
                frozenset(p["id"] for p in documents),
                frozenset(
                    p["id"] for p in documents if p["is_marked"] and not is_clean
                ),
                frozenset(p["id"] for p in documents if not p["is_kept"]),
                _first_end(built),
            )
            self._cached[meeting_id, role] = cached
        return cached

    def at_least(
        self, read_session: ReadSession, meeting_id: int, role: Role, number: int
    ) -> CachedSnapshot:
        """Return a snapshot for `number` or a later one.

        Built on the first request; later ones need no query.
        """
        cached = self._cached.get((meeting_id, role))
        if cached is None or cached.is_old(number):
            with read_session() as session:
                cached = self.get(session, meeting_id, role)
        return cached

    def get_part(
        self, session: Session, meeting_id: int, role: Role, part: str
    ) -> CachedPart:
        """Return the newest version of a part, built if needed.

        :raises KeyError: it cannot be fetched alone.
        """
        key, number = (meeting_id, role, part), last_number(session, meeting_id)
        if not self._has_part(key, number):
            with self._building:
                if not self._has_part(key, number):
                    built = build_part(session, meeting_id, role, part)
                    state = msgspec.json.encode(built)
                    tag = f'"{generate_etag(state)}"'
                    self._parts[key] = CachedPart(built["n"], state, tag)
        return self._parts[key]

    def _has_part(self, key: tuple[int, Role, str], number: int) -> bool:
        cached = self._parts.get(key)
        return cached is not None and cached.number >= number

    def part_at_least(
        self,
        read_session: ReadSession,
        meeting_id: int,
        role: Role,
        part: str,
        number: int,
    ) -> CachedPart:
        """Return a part for `number` or a later one; later requests need no query.

        :raises KeyError: it cannot be fetched alone.
        """
        if self._has_part((meeting_id, role, part), number):
            return self._parts[meeting_id, role, part]
        with read_session() as session:
            return self.get_part(session, meeting_id, role, part)
