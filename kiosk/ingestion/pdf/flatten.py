"""What lies over a PDF's pages, made part of them: forms, seals, stamps, notes, ink.

Every program draws such things in its own way, or not at all. As parts of the page they
are in its image, its words, its printout and its archive file alike.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from kiosk.ingestion.pdf.annotation_appearances import ensure_appearance, value_of
from kiosk.ingestion.pdf.annotation_shapes import AnnotationFrame, frame_of
from kiosk.ingestion.pdf.errors import PDF_ERRORS
from kiosk.ingestion.pdf.font_embedding import FontEmbedder

# So many are looked at in one file; a form has some hundreds.
MOST_ANNOTATIONS = 20_000
# What programs show beside the page, or on a click.
_BESIDE = {"/Popup", "/Text", "/FileAttachment", "/Movie", "/Sound", "/Screen", "/Link"}
_SAYING = ("/Contents", "/Subj", "/Name")


@dataclass(frozen=True)
class Overlay:
    """Something that lay over a page: the page (from 1), where, and what it says."""

    page: int
    frame: AnnotationFrame
    texts: tuple[str, ...]


def flatten(document: pikepdf.Pdf) -> list[Overlay]:
    """Make all that lies over the pages part of them; return what that was."""
    if not any("/Annots" in page.obj for page in document.pages):
        return []
    form = document.Root.get("/AcroForm", Dictionary())
    is_stale = bool(form.get("/NeedAppearances", False))
    fonts, found = FontEmbedder(document), list[Overlay]()
    for number, page in enumerate(document.pages, 1):
        for annotation in _annotations(page, MOST_ANNOTATIONS - len(found)):
            with contextlib.suppress(*PDF_ERRORS):
                found.append(Overlay(number, frame_of(annotation), _texts(annotation)))
                _prepare(annotation)
                ensure_appearance(document, fonts, annotation, stale=is_stale)
    if "/NeedAppearances" in form:
        del form["/NeedAppearances"]
    document.flatten_annotations("screen")
    _end_forms(document)
    return found


def _prepare(annotation: Dictionary) -> None:
    """Leave no look to what is not part of a page, or only leads to another."""
    kind = str(annotation.get("/Subtype"))
    if kind in _BESIDE and "/AP" in annotation:
        del annotation["/AP"]


def _end_forms(document: pikepdf.Pdf) -> None:
    """Leave nothing over the pages but links: no program is to draw it once more."""
    for page in document.pages:
        if "/Annots" in page.obj:
            links = [a for a in _annotations(page) if a.get("/Subtype") == Name.Link]
            page.obj.Annots = Array(links)
    if "/AcroForm" in document.Root:
        del document.Root["/AcroForm"]


def _annotations(
    page: pikepdf.Page, most: int = MOST_ANNOTATIONS
) -> Iterator[Dictionary]:
    things = page.obj.get("/Annots")
    if not isinstance(things, Array):
        return
    for index, thing in enumerate(things):
        if index >= most:
            return
        if isinstance(thing, Dictionary):
            yield thing


def _texts(annotation: Dictionary) -> tuple[str, ...]:
    said = [annotation.get(key) for key in _SAYING]
    texts = [str(part).lstrip("/") for part in said if _is_text(part)]
    if annotation.get("/Subtype") == Name.Widget:
        texts.append(value_of(annotation))
    return tuple(text for text in texts if text)


def _is_text(part: pikepdf.Object | None) -> bool:
    return isinstance(part, pikepdf.String | Name)
