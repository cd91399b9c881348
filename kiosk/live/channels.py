"""The names of all live channels, and nothing else."""

from kiosk.roles import Role


def role_channel(meeting_id: int, role: Role) -> str:
    """Return the channel of everyone with `role` in the meeting."""
    return f"meeting:{meeting_id}:{role}"


def tablet_channel(tablet_id: int) -> str:
    """Return the channel of one tablet of the house, whoever holds it."""
    return f"tablet:{tablet_id}"


def sign_in_channel(sign_in_id: int) -> str:
    """Return the channel of one signed-in device."""
    return f"sign-in:{sign_in_id}"
