"""Generate the demo's files, in separate processes."""

from collections.abc import Callable
from pathlib import Path

from kiosk.demo import agenda
from kiosk.demo import difficult as hard
from kiosk.demo.files import difficult, difficult_scans, difficult_word
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
    hard.SECRET_SCAN.file_name: difficult_scans.write_secret_scan,
    hard.BAD_LAYER.file_name: difficult_scans.write_bad_layer,
    hard.FAX.file_name: difficult_scans.write_fax,
    hard.SEAL.file_name: difficult.write_seal,
    hard.FORM.file_name: difficult.write_form,
    hard.NOTES.file_name: difficult.write_notes,
    hard.FONTLESS.file_name: difficult.write_fontless,
    hard.OLD_FONT.file_name: difficult_word.write_old_font,
    hard.CHANGES.file_name: difficult_word.write_changes,
    hard.CUT_OFF.file_name: difficult.write_cut_off,
    hard.NO_PRINTING.file_name: difficult.write_no_printing,
    hard.ATTACHED.file_name: difficult.write_attached,
    hard.SECRET_NOTE.file_name: difficult.write_secret_note,
    hard.PORTFOLIO.file_name: difficult.write_portfolio,
    hard.XML_FORM.file_name: difficult.write_xml_form,
}
