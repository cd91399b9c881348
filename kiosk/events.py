"""What an event is: an event that has happened, its meeting, its audience.

Each subject declares its own in `events.py`. An event is journalled under the
meeting's next number and told to the screens after the commit. Its body holds
ids and numbers only: nothing secret, nothing that needs translating.
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
    """An event of one meeting."""

    # Whether only the last of several matters to its audience: sent after a short
    # wait, once for all (`kiosk.live.grouped_events`).
    is_grouped: ClassVar[bool] = False

    meeting_id: int

    def audience(self) -> frozenset[Role]:
        """Say which roles hear the event; the others get its bare number."""
        return EVERYONE

    def ended_sign_in(self) -> int | None:
        """Name the sign-in whose connections this event closes, if it closes one."""
        return None

    def body(self) -> dict[str, Any]:
        """Return the event as it travels: its kind and its own fields."""
        fields: dict[str, Any] = msgspec.to_builtins(self)
        del fields["meeting_id"]
        return fields

    @classmethod
    def kind(cls) -> str:
        """Return the name it travels under: `page_turned` for PageTurned."""
        return _kind(cls.__name__)


def event_classes() -> list[type[Event]]:
    """Return every declared event, sorted by kind (all subjects must be imported)."""

    def below(cls: type[Event]) -> list[type[Event]]:
        return [cls, *(leaf for child in cls.__subclasses__() for leaf in below(child))]

    return sorted(below(Event)[1:], key=lambda cls: cls.kind())


def grouped_kinds() -> frozenset[str]:
    """Return the kinds of which only the last is sent (all must be imported)."""
    return frozenset(cls.kind() for cls in event_classes() if cls.is_grouped)
