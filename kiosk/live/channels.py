"""Define the names of all live channels."""

from kiosk.roles import Role


def role_channel(meeting_id: int, role: Role) -> str:
    """Return the channel of everyone with `role` in the meeting."""
    return f"meeting:{meeting_id}:{role}"


def tablet_channel(tablet_id: int) -> str:
    """Return the channel of one enrolled tablet, whoever is signed in on it."""
    return f"tablet:{tablet_id}"


def sign_in_channel(sign_in_id: int) -> str:
    """Return the channel of one signed-in device."""
    return f"sign-in:{sign_in_id}"
