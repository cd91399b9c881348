"""Letting nginx send a file in the server's place, after the server has said yes."""

from flask import request
from werkzeug.wrappers import Response

# Where our nginx keeps the files, for itself alone (`internal`).
FILES = "/kiosk-files/"
# Our nginx sets or clears it on every request; `live/gate.py` strips it elsewhere.
OFFER = "X-Kiosk-Accel"


def is_offered() -> bool:
    """Tell whether an nginx of ours is in front and offers to send files."""
    return request.headers.get(OFFER) == FILES


def hand_over(reply: Response, place: str) -> None:
    """Name in `reply`, otherwise ready, the file that nginx sends as its body.

    `place` is where it lies below the folder of the files.
    """
    # Under its own name nginx would send it twice if it has to come back for the file.
    if disposition := reply.headers.pop("Content-Disposition", None):
        reply.headers["X-Kiosk-Disposition"] = disposition
    reply.headers["X-Accel-Redirect"] = FILES + place
