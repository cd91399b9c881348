"""The logo of the badges in a meeting's archive."""

from kiosk.exports.archive_part import ArchivePart
from kiosk.handouts.logos import LOGOS_FOLDER

ARCHIVE_PART = ArchivePart(
    places=lambda meeting_id: [f"{LOGOS_FOLDER}/{meeting_id}/logo"]
)
