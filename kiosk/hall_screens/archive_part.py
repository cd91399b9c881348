"""The pictures and films of the hall's screens in a meeting's archive."""

from kiosk.exports.archive_part import ArchivePart
from kiosk.hall_screens.media_files import MEDIA_FOLDER
from kiosk.hall_screens.models import HallMedia

ARCHIVE_PART = ArchivePart(stored=(HallMedia.sha256,), folder=MEDIA_FOLDER)
