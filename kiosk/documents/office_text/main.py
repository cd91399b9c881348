"""The child: `python -m kiosk.documents.office_text.main KIND SOURCE TARGET`.

Writes the file as LibreOffice is to draw it, and says one Verdict: what the secretary
should know, or why the file is refused.
"""

import sys
import zipfile
from pathlib import Path

from kiosk.documents import child
from kiosk.documents.kinds import Kind, damaged_office
from kiosk.documents.office_text import revisions, slides, word, workbook
from kiosk.documents.office_text.drawing import drawn
from kiosk.documents.office_text.legacy import (
    convert,
    refuse_old_fonts,
    renaming,
)
from kiosk.documents.office_text.parts import Parts, value
from kiosk.documents.office_text.theme import Theme, replace_typefaces
from kiosk.documents.paper_remarks import PaperRemark

_DRAWINGS = {
    Kind.DOCX: ("word/theme/*.xml", "word/charts/*.xml", "word/diagrams/*.xml"),
    Kind.XLSX: ("xl/theme/*.xml", *workbook.DRAWINGS),
    Kind.PPTX: ("ppt/*.xml", "ppt/*/*.xml"),
}


def prepare(kind: Kind, source: Path, target: Path) -> list[PaperRemark]:
    """Write `source` as it is to be drawn to `target`; return what was found in it.

    :raises Invalid: it is damaged, or in a font whose letters nobody knows.
    """
    try:
        parts = Parts(source)
        if kind in _DRAWINGS:
            changes, comments = revisions.settle(parts)
            old_fonts = _rewrite(kind, parts)
        else:
            changes, comments = revisions.settle_open_document(parts)
            old_fonts = False
            refuse_old_fonts(*_open_document(parts))
        parts.is_changed = parts.is_changed or changes or comments or old_fonts
        parts.save(target)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise damaged_office() from error
    remarks = {
        PaperRemark.CHANGES: changes,
        PaperRemark.COMMENTS: comments,
        PaperRemark.OLD_FONTS: old_fonts,
    }
    return [remark for remark, is_so in remarks.items() if is_so]


def _rewrite(kind: Kind, parts: Parts) -> bool:
    match kind:
        case Kind.DOCX:
            themes = [root for _, root in parts.matching("word/theme/*.xml")]
            theme = Theme(themes[0] if themes else None)
            found = word.passages(parts) + drawn(parts, theme, *_DRAWINGS[kind][1:])
        case Kind.XLSX:
            found = workbook.Workbook(parts).passages()
        case _:
            found = slides.passages(parts)
    rename = renaming(found)
    old_fonts = convert(found)
    match kind:
        case Kind.DOCX:
            replaced = word.replace_fonts(parts, rename)
        case Kind.XLSX:
            replaced = workbook.replace_fonts(parts, rename)
        case _:
            replaced = False
    replaced |= replace_typefaces(parts, rename, *_DRAWINGS[kind])
    parts.is_changed = parts.is_changed or replaced
    return old_fonts


def _open_document(parts: Parts) -> tuple[str, list[str]]:
    """Return the text of an OpenDocument file and the fonts that it declares."""
    text, fonts = "", []
    for name, root in parts.matching("content.xml", "styles.xml"):
        fonts += [value(face, "font-family") for face in root.iter("{*}font-face")]
        if name == "content.xml":
            text = " ".join(root.itertext())
    return text, [font.strip("'\" ") for font in fonts]


def main(arguments: list[str]) -> int:
    """Prepare one file and say what was found."""
    kind, source, target = Kind(arguments[0]), Path(arguments[1]), Path(arguments[2])
    child.answer(
        lambda: child.Verdict(kind=kind, remarks=[*prepare(kind, source, target)])
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
