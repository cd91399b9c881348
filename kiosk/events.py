"""Define the base class of events: what happened, in which meeting, for whom.

Each subject declares its own in `events.py`. An event is journalled under the meeting's
next number and sent to screens after the commit. Its body holds ids and numbers only:
nothing secret, nothing that needs translating.
"""

import re
from typing import Any, ClassVar

import msgspec

from kiosk.roles import EVERYONE, Role


def _kind(class_name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", class_name).lower()


class Event(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag=_kind,
    tag_field="kind",
):
    """Something that has happened in one meeting."""

    # Whether only the last of several matters to its audience: such events are delayed
    # a little and sent once (`kiosk.live.grouped_events`).
    is_grouped: ClassVar[bool] = False
    # Fields that are not sent to screens.
    unsent_fields: ClassVar[frozenset[str]] = frozenset({"meeting_id"})

    meeting_id: int

    def audience(self) -> frozenset[Role]:
        """Return the roles that receive the body; the others get the bare number."""
        return EVERYONE

    def ended_sign_in(self) -> int | None:
        """Return the sign-in whose connections this event closes, if any."""
        return None

    def body(self) -> dict[str, Any]:
        """Return the event as it is sent: its kind and its own fields."""
        fields: dict[str, Any] = msgspec.to_builtins(self)
        return {n: value for n, value in fields.items() if n not in self.unsent_fields}

    @classmethod
    def kind(cls) -> str:
        """Return the event's name on the wire: `page_turned` for PageTurned."""
        return _kind(cls.__name__)


def event_classes() -> list[type[Event]]:
    """Return every declared event, sorted by kind; all subjects must be imported."""

    def below(cls: type[Event]) -> list[type[Event]]:
        return [cls, *(leaf for child in cls.__subclasses__() for leaf in below(child))]

    return sorted(below(Event)[1:], key=lambda cls: cls.kind())


def grouped_kinds() -> frozenset[str]:
    """Return the kinds of grouped events; all subjects must be imported."""
    return frozenset(cls.kind() for cls in event_classes() if cls.is_grouped)
