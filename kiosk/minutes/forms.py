"""Forms that editors and reviewers send."""

import datetime as dt
from typing import Annotated

import msgspec

from kiosk.minutes import rules
from kiosk.official_papers.rules import PaperFamily

Id = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
Client = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,10}$")]
Anchor = Annotated[str, msgspec.Meta(max_length=rules.LONGEST_ANCHOR)]


class StartForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which minutes to begin."""

    family: PaperFamily


class SyncForm(msgspec.Struct, forbid_unknown_fields=True):
    """What an editor has typed, and the last change it knows."""

    client: Client
    after: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
    updates: Annotated[
        list[bytes], msgspec.Meta(max_length=rules.MAX_UPDATES_PER_SYNC)
    ] = []
    cursor: Anchor = ""
    is_leaving: bool = False


class NameForm(msgspec.Struct, forbid_unknown_fields=True):
    """The name of a version."""

    name: Annotated[str, msgspec.Meta(max_length=rules.LONGEST_NAME)] = ""


class CommentForm(msgspec.Struct, forbid_unknown_fields=True):
    """A comment on a passage, or a reply."""

    text: Annotated[str, msgspec.Meta(max_length=rules.LONGEST_COMMENT)]
    parent: Id | None = None
    quote: Annotated[str, msgspec.Meta(max_length=rules.LONGEST_QUOTE)] = ""
    anchor: Anchor = ""


class ResolveForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whether a comment is resolved."""

    is_resolved: bool


class SendForm(msgspec.Struct, forbid_unknown_fields=True):
    """Who is asked for agreement, and until when (with time zone)."""

    reviewers: Annotated[list[Id], msgspec.Meta(max_length=rules.MAX_REVIEWERS)]
    due_at: Annotated[dt.datetime, msgspec.Meta(tz=True)]


class MinutesStateForm(msgspec.Struct, forbid_unknown_fields=True):
    """The state that minutes shall have, and the one that was seen."""

    state: rules.MinutesState
    seen: rules.MinutesState


class AnswerForm(msgspec.Struct, forbid_unknown_fields=True):
    """A reviewer's answer."""

    agrees: bool
    remark: Annotated[str, msgspec.Meta(max_length=rules.LONGEST_COMMENT)] = ""
