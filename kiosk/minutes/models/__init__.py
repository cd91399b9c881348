"""Tables of minutes: the text with its changes and versions, and its review."""

from kiosk.minutes.models.review import MinutesComment, MinutesReview, SignedFile
from kiosk.minutes.models.text import (
    Minutes,
    MinutesEditor,
    MinutesUpdate,
    MinutesVersion,
)

__all__ = [
    "Minutes",
    "MinutesComment",
    "MinutesEditor",
    "MinutesReview",
    "MinutesUpdate",
    "MinutesVersion",
    "SignedFile",
]
