"""What happens within an item, as values: speeches, questions, votes, pauses; pure."""

import datetime as dt

import msgspec


class Attendee(msgspec.Struct, frozen=True):
    """A person as the minutes name them."""

    name: str
    position: str = ""
    unit: str = ""
    site: str = ""


class SpeechFact(msgspec.Struct, frozen=True, tag="speech"):
    """A speech as it was held; `kind` is a `SpeechKind`."""

    id: int
    speaker: Attendee
    kind: str
    topic: str
    at: dt.datetime
    ended: dt.datetime
    seconds: int
    document: str = ""


class QuestionFact(msgspec.Struct, frozen=True, tag="question"):
    """A question of the questioning, with the speeches of both sides."""

    id: int
    asker: Attendee
    respondent: Attendee
    topic: str
    at: dt.datetime
    turns: tuple[SpeechFact, ...]
    is_closed: bool = True


class VoteRow(msgspec.Struct, frozen=True):
    """The count of an answer or candidate, and both percentages as printed."""

    label: str
    note: str
    count: int
    of_summoned: str
    of_present: str
    passed: bool
    levels: tuple[tuple[str, int], ...] = ()


class VoteFact(msgspec.Struct, frozen=True, tag="vote"):
    """A vote as it was held; who has chosen what is not part of it.

    `kind` and `form` are a `VoteKind` and a `BallotForm`. `invalid` and the like are
    counts. A cancelled vote has `cancelled` set, and no rows.
    """

    id: int
    at: dt.datetime
    title: str
    question: str
    kind: str
    form: str
    is_secret: bool
    closed: dt.datetime | None = None
    announced: dt.datetime | None = None
    cancelled: str | None = None
    document: str = ""
    summoned: int = 0
    present: int = 0
    eligible: int = 0
    issued: int = 0
    returned: int = 0
    valid: int = 0
    invalid: int = 0
    blank: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    rule: str = ""
    needed: int = 0
    max_choices: int = 1
    rows: tuple[VoteRow, ...] = ()
    passed: bool | None = None
    by_chair: bool = False
    elected: tuple[VoteRow, ...] = ()
    tied: tuple[str, ...] = ()
    receipt_root: str = ""


class PauseFact(msgspec.Struct, frozen=True, tag="pause"):
    """A pause between two sittings; without `until` the meeting has not gone on."""

    number: int
    at: dt.datetime
    until: dt.datetime | None


ItemEvent = SpeechFact | QuestionFact | VoteFact | PauseFact
