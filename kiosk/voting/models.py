"""Tables of votes, their rolls and their ballots.

Open ballots are kept with their voter. Secret ones are kept sealed with their voter
until the vote is closed, then without: in `plain_ballots`, which has no voter, no time
and no order (docs/decisions/0034-votes.md).
"""

import datetime as dt

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base, BytewiseText
from kiosk.voting.rules.kinds import BallotForm, VoteKind, VoterRule, VoteState

VOTE = "votes.id"
# SQLite numbers the rows of a table in the order of insertion by default.
WITHOUT_ROWID = {"sqlite_with_rowid": False}


class Vote(Base):
    """A question put to a meeting, or an election."""

    __tablename__ = "votes"
    __table_args__ = (Index("ix_votes_meeting_state", "meeting_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="SET NULL")
    )
    title: Mapped[str]
    question: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default=VoteKind.OPEN)
    form: Mapped[str] = mapped_column(default=BallotForm.ONE)
    is_secret: Mapped[bool] = mapped_column(default=False)
    is_rehearsal: Mapped[bool] = mapped_column(default=False)
    max_choices: Mapped[int] = mapped_column(default=1)
    # Names of the levels of a confidence vote as JSON, highest first.
    levels: Mapped[str] = mapped_column(default="[]")
    state: Mapped[str] = mapped_column(default=VoteState.DRAFT)
    voter_rule: Mapped[str] = mapped_column(default=VoterRule.PRESENT)
    # A ballot may be changed until the vote is closed.
    until_close: Mapped[bool] = mapped_column(default=False)
    # PassingRule as JSON.
    rule: Mapped[str]
    # The document voted on; its version is frozen at opening by its hash.
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="SET NULL")
    )
    document_title: Mapped[str] = mapped_column(default="")
    document_version: Mapped[int] = mapped_column(default=0)
    document_sha256: Mapped[str] = mapped_column(default="")
    # The vote whose tie this one decides.
    previous_id: Mapped[int | None] = mapped_column(
        ForeignKey(VOTE, ondelete="SET NULL")
    )
    # Each voter of a secret vote can find their ballot in the published list.
    has_receipt: Mapped[bool] = mapped_column(default=False)
    # Base64; of secret votes, from opening on.
    public_key: Mapped[str] = mapped_column(default="")
    # With shares: how many tellers have one, and how many of them open the ballots.
    share_count: Mapped[int] = mapped_column(default=0)
    share_threshold: Mapped[int] = mapped_column(default=0)
    # Shares that tellers have entered so far.
    shares_entered: Mapped[int] = mapped_column(default=0)
    # The roll at opening.
    summoned: Mapped[int] = mapped_column(default=0)
    present: Mapped[int] = mapped_column(default=0)
    eligible: Mapped[int] = mapped_column(default=0)
    # Ballots received, set at close; before that they are counted.
    cast: Mapped[int] = mapped_column(default=0)
    # Of these, how many the server sealed because the browser could not.
    sealed_by_server: Mapped[int] = mapped_column(default=0)
    # VoteResult as JSON, empty before the count.
    result: Mapped[str] = mapped_column(default="")
    # `result_digest` as it stands in the journal; empty until the worker recorded it.
    result_digest: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[dt.datetime | None]
    opened_by: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[dt.datetime | None]
    closed_by: Mapped[str] = mapped_column(default="")
    announced_at: Mapped[dt.datetime | None]
    announced_by: Mapped[str] = mapped_column(default="")
    cancel_reason: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[dt.datetime]
    created_at: Mapped[dt.datetime]


class VoteOption(Base):
    """An answer or a candidate; the first answer is the affirming one."""

    __tablename__ = "vote_options"

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[int] = mapped_column(
        ForeignKey(VOTE, ondelete="CASCADE"), index=True
    )
    ordinal: Mapped[int]
    label: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class Voter(Base):
    """A line of the roll of a vote, fixed at its opening; it outlives the member."""

    __tablename__ = "vote_voters"

    vote_id: Mapped[int] = mapped_column(
        ForeignKey(VOTE, ondelete="CASCADE"), primary_key=True
    )
    # No foreign key: the record stays complete when a member is removed.
    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(BytewiseText, default="")
    unit: Mapped[str] = mapped_column(default="")
    seat: Mapped[str] = mapped_column(default="")
    site_id: Mapped[int | None]
    site_name: Mapped[str] = mapped_column(default="")
    is_present: Mapped[bool] = mapped_column(default=False)
    # Set at close, when sealed ballots lose their voters.
    has_cast: Mapped[bool] = mapped_column(default=False)


class NamedBallot(Base):
    """A ballot of an open vote."""

    __tablename__ = "named_ballots"
    __table_args__ = WITHOUT_ROWID

    vote_id: Mapped[int] = mapped_column(
        ForeignKey(VOTE, ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # Choices as canonical JSON: {"<option id>": 1 or a level}.
    choices: Mapped[str]
    # Who entered it on behalf of a voter without a device.
    entered_by: Mapped[str] = mapped_column(default="")


class SealedBallot(Base):
    """A ballot of a secret vote before the close: only the vote's key opens it."""

    __tablename__ = "sealed_ballots"
    __table_args__ = WITHOUT_ROWID

    vote_id: Mapped[int] = mapped_column(
        ForeignKey(VOTE, ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # Made by the client: the same ballot sent again is recognised by it.
    retry_key: Mapped[str] = mapped_column(default="")
    is_sealed_by_server: Mapped[bool] = mapped_column(default=False)


class PlainBallot(Base):
    """A ballot of a closed secret vote, under a random key."""

    __tablename__ = "plain_ballots"
    __table_args__ = WITHOUT_ROWID

    vote_id: Mapped[int] = mapped_column(
        ForeignKey(VOTE, ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    # As in NamedBallot; empty: invalid.
    choices: Mapped[str]
    # Made by the tablet, which keeps it; empty: no receipt.
    nonce: Mapped[str] = mapped_column(default="")


class HandCount(Base):
    """What the tellers of one site have counted."""

    __tablename__ = "hand_counts"
    __table_args__ = (UniqueConstraint("vote_id", "site_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[int] = mapped_column(ForeignKey(VOTE, ondelete="CASCADE"))
    # The site's id; 0: people without a site.
    site_key: Mapped[int]
    # By option id, as JSON.
    counts: Mapped[str]
    entered_by: Mapped[str]
    entered_at: Mapped[dt.datetime]


class PaperCount(Base):
    """The record of a secret ballot on paper."""

    __tablename__ = "paper_counts"

    vote_id: Mapped[int] = mapped_column(
        ForeignKey(VOTE, ondelete="CASCADE"), primary_key=True
    )
    issued: Mapped[int]
    returned: Mapped[int]
    valid: Mapped[int]
    invalid: Mapped[int]
    # Reasons of invalidity and counts by option, as JSON.
    reasons: Mapped[str]
    counts: Mapped[str]
    entered_by: Mapped[str]
    entered_at: Mapped[dt.datetime]


class VoteRefusal(Base):
    """A refused act around a vote; repetitions are counted, so that it stays small."""

    __tablename__ = "vote_refusals"
    __table_args__ = (
        UniqueConstraint("meeting_id", "vote_key", "sign_in_key", "act", "reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    # Ids as requested, without foreign keys: they may not exist. 0: none.
    vote_key: Mapped[int]
    sign_in_key: Mapped[int]
    who: Mapped[str]
    act: Mapped[str]
    reason: Mapped[str]
    address: Mapped[str]
    times: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[dt.datetime]
    last_at: Mapped[dt.datetime]
