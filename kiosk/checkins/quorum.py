"""Quorum: who is counted, of how many, and how many are needed; pure."""

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kiosk.errors import N_, Invalid
from kiosk.roles import Role

# Invited delegates, presenters and guests do not count.
QUORUM_ROLES = frozenset({Role.CHAIR, Role.OFFICIAL_DELEGATE})
MAX_BODY_MEMBERS = 100_000


class Denominator(StrEnum):
    """The number of which a share is needed."""

    # All official delegates on the list of the meeting.
    SUMMONED = "summoned"
    # The members of the body in office, a number that the secretary enters.
    MEMBERS = "members"


class Threshold(StrEnum):
    """The share that is needed."""

    OVER_HALF = "over_half"
    TWO_THIRDS = "two_thirds"
    CUSTOM = "custom"


@dataclass(frozen=True)
class QuorumTerms:
    """How the quorum of a body is computed."""

    denominator: Denominator = Denominator.SUMMONED
    # With MEMBERS: how many there are.
    members: int = 0
    threshold: Threshold = Threshold.TWO_THIRDS
    # With CUSTOM: at least so many of a hundred.
    percent: int = 0


@dataclass(frozen=True)
class Quorum:
    """A quorum computed at one moment."""

    terms: QuorumTerms
    present: int
    summoned: int
    of: int
    needed: int

    @property
    def is_reached(self) -> bool:
        """Return whether enough are present."""
        return self.of > 0 and self.present >= self.needed


def check_quorum_terms(terms: QuorumTerms) -> None:
    """Check that a quorum can be computed from `terms`.

    :raises Invalid: the number of members or the percentage is missing or out of range.
    """
    if (
        terms.denominator == Denominator.MEMBERS
        and not 1 <= terms.members <= MAX_BODY_MEMBERS
    ):
        raise Invalid(
            N_("Xin nhập số thành viên của cơ quan, từ 1 đến {limit}."),
            code="bad_members",
            limit=MAX_BODY_MEMBERS,
        )
    if terms.threshold == Threshold.CUSTOM and not 1 <= terms.percent <= 100:  # noqa: PLR2004 per cent
        raise Invalid(N_("Tỷ lệ phải từ 1 đến 100 phần trăm."), code="bad_percent")


def needed_for_quorum(terms: QuorumTerms, of: int) -> int:
    """Return how many of `of` are needed."""
    if terms.threshold == Threshold.OVER_HALF:
        return of // 2 + 1
    shares = {
        Threshold.TWO_THIRDS: Fraction(2, 3),
        Threshold.CUSTOM: Fraction(terms.percent, 100),
    }
    return math.ceil(shares[terms.threshold] * of)


def quorum_of(terms: QuorumTerms, *, present: int, summoned: int) -> Quorum:
    """Return the quorum for these numbers of official delegates."""
    of = summoned if terms.denominator == Denominator.SUMMONED else terms.members
    return Quorum(terms, present, summoned, of, needed_for_quorum(terms, of))
