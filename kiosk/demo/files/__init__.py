"""Generate the demo's files, in separate processes."""

from collections.abc import Callable
from pathlib import Path

from kiosk.demo import agenda
from kiosk.demo.files.photo import draw_photo
from kiosk.demo.files.report import write_report
from kiosk.demo.files.scan import write_scan
from kiosk.demo.files.sheet import write_sheet
from kiosk.demo.files.slides import write_slides
from kiosk.demo.files.word import write_plan, write_programme

# Slow ones first, so that two processes share the work evenly.
FILE_WRITERS: dict[str, Callable[[Path], None]] = {
    agenda.REPORT.file_name: write_report,
    agenda.RESOLUTION.file_name: write_scan,
    agenda.SLIDES.file_name: write_slides,
    agenda.SITES.file_name: write_sheet,
    agenda.PROGRAMME.file_name: write_programme,
    agenda.PLAN.file_name: write_plan,
    agenda.PHOTO.file_name: draw_photo,
}
