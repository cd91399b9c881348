"""Events of votes: ids, numbers, and the public text of an open vote."""

from typing import Any, ClassVar

from kiosk.events import Event
from kiosk.roles import EVERYONE, PERMISSIONS, Permission, Role

MANAGERS = PERMISSIONS[Permission.RUN_VOTES]


class VotePrepared(Event, frozen=True):
    """A draft was added, changed or removed, or a count was entered."""

    vote_id: int

    def audience(self) -> frozenset[Role]:
        """Inform those who run votes."""
        return MANAGERS


class VoteOpened(Event, frozen=True):
    """A vote is open; `vote` is what the snapshot shows of it to everybody."""

    unsent_fields: ClassVar[frozenset[str]] = frozenset({"meeting_id", "seen_by"})

    vote: dict[str, Any]
    seen_by: frozenset[Role] = EVERYONE

    def audience(self) -> frozenset[Role]:
        """Return the roles that may know of the vote."""
        return self.seen_by


class VoteTurnout(Event, frozen=True):
    """So many ballots have been received; never what they say."""

    is_grouped: ClassVar[bool] = True

    vote_id: int
    cast: int

    def audience(self) -> frozenset[Role]:
        """Inform those who run votes, and the hall."""
        return MANAGERS | {Role.WALL}


class VoteClosed(Event, frozen=True):
    """A vote takes no more ballots."""

    vote_id: int


class VoteCounted(Event, frozen=True):
    """The result of a closed vote is there for those who run it."""

    vote_id: int

    def audience(self) -> frozenset[Role]:
        """Inform those who run votes."""
        return MANAGERS


class VoteResultRecorded(Event, frozen=True):
    """The hash of a counted result, for the record (`result_file.result_digest`)."""

    vote_id: int
    digest: str

    def audience(self) -> frozenset[Role]:
        """Inform nobody: the hash of a small vote gives its result away."""
        return frozenset()


class VoteAnnounced(Event, frozen=True):
    """The chair has announced the result."""

    vote_id: int


class VoteCancelled(Event, frozen=True):
    """A vote was cancelled; it has no result."""

    vote_id: int
