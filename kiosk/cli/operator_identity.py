"""Who the commands of the keeper act as: the administrator of every meeting."""

import sys

from kiosk.identity import Actor
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Role
from kiosk.storage.store import Store

# What the keeper asked for was refused; the reason is in words.
REFUSED_STATUS = 2


def operator_actor(store: Store, meeting_id: int) -> Actor:
    """Return the keeper's part in a meeting.

    :raises NotFound: there is no such meeting.
    """
    with store.read_session() as session:
        get_meeting(session, meeting_id)
    # No device is signed in: 0 is nobody's number.
    return Actor(meeting_id, Role.ADMINISTRATOR, "Người giữ máy chủ", sign_in_id=0)


def print_error(text: str) -> None:
    """Say something that scripts do not read."""
    print(text, file=sys.stderr)
