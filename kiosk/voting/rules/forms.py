"""Forms of votes, ballots and counts as screens send them; pure."""

from typing import Annotated

import msgspec

from kiosk.voting.rules.kinds import (
    BallotForm,
    Count,
    PassingRule,
    VoteKind,
    VoterRule,
)

LONGEST_TITLE, LONGEST_QUESTION, LONGEST_LABEL = 300, 2000, 200
MAX_OPTIONS = 200
Id = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
Label = Annotated[str, msgspec.Meta(max_length=LONGEST_LABEL)]
Reason = Annotated[str, msgspec.Meta(max_length=LONGEST_LABEL)]
# A mark of a ballot: 1, or the name of a level.
Mark = Annotated[int, msgspec.Meta(ge=0, le=1)] | Label
ShareWords = Annotated[str, msgspec.Meta(max_length=1000)]
Choices = dict[str, Mark]
Counts = dict[str, Count]


class OptionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer or a candidate."""

    label: Label
    note: Label = ""


class VoteForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A vote as the secretary prepares it."""

    title: Annotated[str, msgspec.Meta(max_length=LONGEST_TITLE)]
    kind: VoteKind
    options: Annotated[list[OptionForm], msgspec.Meta(max_length=MAX_OPTIONS)]
    question: Annotated[str, msgspec.Meta(max_length=LONGEST_QUESTION)] = ""
    form: BallotForm = BallotForm.ONE
    is_secret: bool = False
    is_rehearsal: bool = False
    max_choices: Annotated[int, msgspec.Meta(ge=1, le=MAX_OPTIONS)] = 1
    levels: Annotated[list[Label], msgspec.Meta(max_length=5)] = []
    voter_rule: VoterRule = VoterRule.PRESENT
    until_close: bool = False
    has_receipt: bool = False
    rule: PassingRule = PassingRule()
    item_id: Id | None = None
    document_id: Id | None = None
    # Shared among so many tellers, of whom so many open the ballots; 0: not shared.
    share_count: Annotated[int, msgspec.Meta(ge=0, le=16)] = 0
    share_threshold: Annotated[int, msgspec.Meta(ge=0, le=16)] = 0


class EditForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A changed draft, and the revision that it was made from."""

    revision: Count
    vote: VoteForm


class ActForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An act on a vote as the person saw it: `state` on their screen.

    `passed`: what the chair states where the rule leaves a tie to the chair.
    """

    state: str = ""
    reason: Reason = ""
    passed: bool | None = None


class SecondRoundForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A second round: among these options (none: the tied ones), by its own rule."""

    options: list[Id] = []
    rule: PassingRule | None = None
    max_choices: Annotated[int, msgspec.Meta(ge=1, le=MAX_OPTIONS)] | None = None


class CastForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ballot: `choices`, or `sealed` (base64); `key` recognises a repetition."""

    choices: Choices | None = None
    sealed: Annotated[str, msgspec.Meta(max_length=60_000)] | None = None
    key: Annotated[str, msgspec.Meta(max_length=64)] = ""


class OnBehalfForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ballot of an open vote, entered for a voter without a device."""

    member_id: Id
    choices: Choices
    confirmed: bool = False


class HandCountForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hands counted at a site, by option; None: people without a site."""

    counts: Counts
    site_id: Id | None = None


class PaperCountForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The count of a paper ballot.

    `counts`: by option id; with levels by "<option id>:<number of the level from 0>".
    """

    issued: Count
    returned: Count
    valid: Count
    invalid: Count
    counts: Counts
    reasons: dict[Reason, Count] = {}


class SharesForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shares of the key as tellers enter them: one or several, each a line of words."""

    words: ShareWords | Annotated[list[ShareWords], msgspec.Meta(max_length=16)]

    def lines(self) -> list[str]:
        """Return the shares in one spelling."""
        words = [self.words] if isinstance(self.words, str) else self.words
        return [" ".join(line.lower().split()) for line in words if line.strip()]
