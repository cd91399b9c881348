"""Identity of the commands: administrator of every meeting."""

import sys

from kiosk.identity import Actor
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Role
from kiosk.storage.store import Store


def operator_actor(store: Store, meeting_id: int) -> Actor:
    """Return the operator as an actor of a meeting.

    :raises NotFound: there is no such meeting.
    """
    with store.read_session() as session:
        get_meeting(session, meeting_id)
    # No device is signed in: no sign-in has the id 0.
    return Actor(meeting_id, Role.ADMINISTRATOR, "Người giữ máy chủ", sign_in_id=0)


def print_error(text: str) -> None:
    """Print a message that scripts do not read."""
    print(text, file=sys.stderr)
