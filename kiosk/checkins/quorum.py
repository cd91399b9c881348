"""Whether enough have come: of whom it is counted, and how many are needed; pure."""

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kiosk.errors import N_, Invalid
from kiosk.roles import Role

# Those who count: invited delegates, presenters and guests do not (DOMAIN 2.1).
QUORUM_ROLES = frozenset({Role.CHAIR, Role.OFFICIAL_DELEGATE})
MAX_BODY_MEMBERS = 100_000


class Denominator(StrEnum):
    """Of whom a share is taken."""

    # All official delegates on the list of the meeting.
    SUMMONED = "summoned"
    # The members of the body in office, a number the secretary knows.
    MEMBERS = "members"


class Threshold(StrEnum):
    """How large the share must be."""

    OVER_HALF = "over_half"
    TWO_THIRDS = "two_thirds"
    CUSTOM = "custom"


@dataclass(frozen=True)
class QuorumTerms:
    """What the body's rules say of its quorum."""

    denominator: Denominator = Denominator.SUMMONED
    # With MEMBERS: how many there are.
    members: int = 0
    threshold: Threshold = Threshold.TWO_THIRDS
    # With CUSTOM: at least so many of a hundred.
    percent: int = 0


@dataclass(frozen=True)
class Quorum:
    """The quorum of a moment: so many of so many, and how many are needed."""

    terms: QuorumTerms
    present: int
    summoned: int
    of: int
    needed: int

    @property
    def is_reached(self) -> bool:
        """Tell whether enough are present."""
        return self.of > 0 and self.present >= self.needed


def check_quorum_terms(terms: QuorumTerms) -> None:
    """Let terms be such that a number comes out.

    :raises Invalid: the number of members or the share lacks or cannot be.
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
    """Return the quorum with so many official delegates present of so many called."""
    of = summoned if terms.denominator == Denominator.SUMMONED else terms.members
    return Quorum(terms, present, summoned, of, needed_for_quorum(terms, of))
