"""Kinds of votes, their states, and the answers customary in each body; pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_

MAX_COUNT = 100_000
Count = Annotated[int, msgspec.Meta(ge=0, le=MAX_COUNT)]
Share = Annotated[int, msgspec.Meta(ge=0, le=10_000)]


class VoteKind(StrEnum):
    """How a vote is taken."""

    # By raised hands or cards: tellers count, the system records.
    HANDS = "hands"
    # Electronic, each answer kept with its voter's name.
    OPEN = "open"
    SECRET = "secret"  # noqa: S105 no password
    # The record of a secret ballot on paper.
    PAPER = "paper"
    ELECTION = "election"
    CONFIDENCE = "confidence"


class BallotForm(StrEnum):
    """What a voter marks."""

    # One answer.
    ONE = "one"
    # Up to `max_choices` candidates.
    UP_TO = "up_to"
    # A level for each person.
    LEVELS = "levels"


class VoteState(StrEnum):
    """The state of a vote."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"


class VoterRule(StrEnum):
    """Who is on the roll of a vote."""

    # Official delegates who are present by the attendance list at opening.
    PRESENT = "present"
    # All official delegates.
    SUMMONED = "summoned"


class RuleBase(StrEnum):
    """The number of which a share is needed."""

    SUMMONED = "summoned"
    # The members of the body in office, a number that the secretary enters.
    MEMBERS = "members"
    PRESENT = "present"
    # The ballots cast.
    CAST = "cast"


class TieRule(StrEnum):
    """What an equal number for the first two answers means."""

    FAILS = "fails"
    # The side of the chair prevails.
    CHAIR = "chair"


class PassingRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a vote passes: a share of a base, and the quorum at opening.

    `strict`: more than the share; otherwise at least the share. A quorum of 0 needs
    nobody. `members`: the size of the body, needed where the base is MEMBERS.
    """

    base: RuleBase = RuleBase.PRESENT
    numerator: Share = 1
    denominator: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 2
    strict: bool = True
    members: Count = 0
    quorum_numerator: Share = 2
    quorum_denominator: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 3
    quorum_strict: bool = False
    tie: TieRule = TieRule.FAILS


# Votes whose ballots are cast in the system.
ELECTRONIC_KINDS = frozenset(
    {VoteKind.OPEN, VoteKind.SECRET, VoteKind.ELECTION, VoteKind.CONFIDENCE}
)
# Kinds of which the secretary chooses whether the ballots are secret.
EITHER_SECRET = frozenset({VoteKind.ELECTION, VoteKind.CONFIDENCE})
FORMS: dict[VoteKind, frozenset[BallotForm]] = {
    VoteKind.HANDS: frozenset({BallotForm.ONE, BallotForm.UP_TO}),
    VoteKind.OPEN: frozenset({BallotForm.ONE}),
    VoteKind.SECRET: frozenset({BallotForm.ONE}),
    VoteKind.PAPER: frozenset(BallotForm),
    VoteKind.ELECTION: frozenset({BallotForm.UP_TO}),
    VoteKind.CONFIDENCE: frozenset({BallotForm.LEVELS}),
}
CONFIDENCE_LEVELS = ("Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp")


@dataclass(frozen=True)
class Preset:
    """Answers and rule customary in a body."""

    label: str
    options: tuple[str, ...]
    rule: PassingRule


# Answers are texts of the record, so they are not translated.
PRESETS: dict[str, Preset] = {
    "party": Preset(
        N_("Cấp uỷ"),
        ("Đồng ý", "Không đồng ý", "Ý kiến khác"),
        PassingRule(base=RuleBase.MEMBERS),
    ),
    "congress": Preset(
        N_("Đại hội đảng bộ"),
        ("Đồng ý", "Không đồng ý", "Ý kiến khác"),
        PassingRule(base=RuleBase.SUMMONED),
    ),
    "council": Preset(
        N_("Hội đồng nhân dân"),
        ("Tán thành", "Không tán thành", "Không biểu quyết"),
        PassingRule(base=RuleBase.MEMBERS),
    ),
    "committee": Preset(
        N_("Uỷ ban nhân dân"),
        ("Tán thành", "Không tán thành", "Không có ý kiến"),
        PassingRule(base=RuleBase.MEMBERS, tie=TieRule.CHAIR),
    ),
    "general": Preset(
        N_("Hội nghị khác"),
        ("Tán thành", "Không tán thành", "Không có ý kiến"),
        PassingRule(base=RuleBase.PRESENT),
    ),
    "with_blank": Preset(
        N_("Có phiếu trắng"),
        ("Đồng ý", "Không đồng ý", "Phiếu trắng"),
        PassingRule(base=RuleBase.MEMBERS),
    ),
}
