"""Rewrite an Office file: `python -m kiosk.ingestion.office.rewrite_child`.

Arguments: type, source, target. Converts legacy fonts, accepts tracked changes and
removes comments; sends one InspectionResult with remarks or a refusal.
"""

import sys
import zipfile
from pathlib import Path

from kiosk.documents.file_remarks import FileRemark
from kiosk.documents.file_types import FileType, damaged_office
from kiosk.ingestion import child_protocol
from kiosk.ingestion.office import revisions, slides, word_files, workbook
from kiosk.ingestion.office.drawings import standalone_drawing_runs
from kiosk.ingestion.office.legacy_fonts import convert, font_renamer, refuse_old_fonts
from kiosk.ingestion.office.package import OfficePackage, attribute
from kiosk.ingestion.office.theme import Theme, replace_typefaces

_DRAWINGS = {
    FileType.DOCX: ("word/theme/*.xml", "word/charts/*.xml", "word/diagrams/*.xml"),
    FileType.XLSX: ("xl/theme/*.xml", *workbook.DRAWINGS),
    FileType.PPTX: ("ppt/*.xml", "ppt/*/*.xml"),
}


def prepare(kind: FileType, source: Path, target: Path) -> list[FileRemark]:
    """Write the rewritten `source` to `target`; return the remarks.

    :raises Invalid: it is damaged, or in an unknown legacy font.
    """
    try:
        package = OfficePackage(source)
        if kind in _DRAWINGS:
            changes, comments = revisions.accept_changes(package)
            old_fonts = _rewrite(kind, package)
        else:
            changes, comments = revisions.accept_open_document_changes(package)
            old_fonts = False
            refuse_old_fonts(*_open_document(package))
        package.is_changed = package.is_changed or changes or comments or old_fonts
        package.save(target)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise damaged_office() from error
    remarks = {
        FileRemark.CHANGES: changes,
        FileRemark.COMMENTS: comments,
        FileRemark.OLD_FONTS: old_fonts,
    }
    return [remark for remark, is_so in remarks.items() if is_so]


def _rewrite(kind: FileType, package: OfficePackage) -> bool:
    match kind:
        case FileType.DOCX:
            themes = [root for _, root in package.matching("word/theme/*.xml")]
            theme = Theme(themes[0] if themes else None)
            found = word_files.text_runs(package) + standalone_drawing_runs(
                package, theme, *_DRAWINGS[kind][1:]
            )
        case FileType.XLSX:
            found = workbook.Workbook(package).text_runs()
        case _:
            found = slides.text_runs(package)
    rename = font_renamer(found)
    old_fonts = convert(found)
    match kind:
        case FileType.DOCX:
            replaced = word_files.replace_fonts(package, rename)
        case FileType.XLSX:
            replaced = workbook.replace_fonts(package, rename)
        case _:
            replaced = False
    replaced |= replace_typefaces(package, rename, *_DRAWINGS[kind])
    package.is_changed = package.is_changed or replaced
    return old_fonts


def _open_document(package: OfficePackage) -> tuple[str, list[str]]:
    """Return the text of an OpenDocument file and its declared fonts."""
    text, fonts = "", []
    for name, root in package.matching("content.xml", "styles.xml"):
        fonts += [attribute(face, "font-family") for face in root.iter("{*}font-face")]
        if name == "content.xml":
            text = " ".join(root.itertext())
    return text, [font.strip("'\" ") for font in fonts]


def main(arguments: list[str]) -> int:
    """Rewrite one file and send the result."""
    kind, source, target = (
        FileType(arguments[0]),
        Path(arguments[1]),
        Path(arguments[2]),
    )
    child_protocol.send_result(
        lambda: child_protocol.InspectionResult(
            kind=kind, remarks=[*prepare(kind, source, target)]
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
