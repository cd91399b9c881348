"""What is logged of a refused act; pure."""

from dataclasses import dataclass

# HTTP status codes of refusals worth a line: signed out, forbidden, unknown, too late.
LOGGED_STATUS = frozenset({401, 403, 404, 409})


@dataclass(frozen=True)
class RefusedAct:
    """Who was refused what, and why; 0: no vote, or nobody signed in."""

    meeting_id: int
    vote_id: int
    sign_in_id: int
    who: str
    act: str
    reason: str
    address: str
