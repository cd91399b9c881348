"""Merge annotations into the pages: form fields, seals, stamps, notes, ink.

Viewers draw annotations differently or not at all. Once merged they are in the page
image, text, printout and archive file alike.
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

# Limit per file; a form has some hundreds.
MAX_ANNOTATIONS = 20_000
# Shown beside the page or on a click only.
_BESIDE = {"/Popup", "/Text", "/FileAttachment", "/Movie", "/Sound", "/Screen", "/Link"}
_SAYING = ("/Contents", "/Subj", "/Name")


@dataclass(frozen=True)
class Overlay:
    """A merged annotation: page number (from 1), rectangle, texts."""

    page: int
    frame: AnnotationFrame
    texts: tuple[str, ...]


def flatten(document: pikepdf.Pdf) -> list[Overlay]:
    """Merge all annotations into their pages; return what was merged."""
    if not any("/Annots" in page.obj for page in document.pages):
        return []
    form = document.Root.get("/AcroForm", Dictionary())
    is_stale = bool(form.get("/NeedAppearances", False))
    fonts, found = FontEmbedder(document), list[Overlay]()
    for number, page in enumerate(document.pages, 1):
        for annotation in _annotations(page, MAX_ANNOTATIONS - len(found)):
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
    """Drop the appearance of annotations that are not part of the page."""
    kind = str(annotation.get("/Subtype"))
    if kind in _BESIDE and "/AP" in annotation:
        del annotation["/AP"]


def _end_forms(document: pikepdf.Pdf) -> None:
    """Keep links only, so that no viewer draws an annotation twice."""
    for page in document.pages:
        if "/Annots" in page.obj:
            links = [a for a in _annotations(page) if a.get("/Subtype") == Name.Link]
            page.obj.Annots = Array(links)
    if "/AcroForm" in document.Root:
        del document.Root["/AcroForm"]


def _annotations(
    page: pikepdf.Page, most: int = MAX_ANNOTATIONS
) -> Iterator[Dictionary]:
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, Array):
        return
    for index, annotation in enumerate(annotations):
        if index >= most:
            return
        if isinstance(annotation, Dictionary):
            yield annotation


def _texts(annotation: Dictionary) -> tuple[str, ...]:
    values = [annotation.get(key) for key in _SAYING]
    texts = [str(part).lstrip("/") for part in values if _is_text(part)]
    if annotation.get("/Subtype") == Name.Widget:
        texts.append(value_of(annotation))
    return tuple(text for text in texts if text)


def _is_text(part: pikepdf.Object | None) -> bool:
    return isinstance(part, pikepdf.String | Name)
