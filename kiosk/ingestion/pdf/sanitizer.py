"""Check a PDF and write a sanitized copy."""

from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pikepdf import sanitize

from kiosk.documents.file_remarks import FileRemark
from kiosk.documents.file_types import too_many_pages
from kiosk.errors import N_, Invalid
from kiosk.ingestion.pdf.containers import (
    attached_names,
    refuse_portfolio,
    refuse_xml_form,
)
from kiosk.ingestion.pdf.errors import PDF_ERRORS
from kiosk.ingestion.pdf.flatten import Overlay, flatten
from kiosk.ingestion.pdf.font_substitutes import embed_fonts
from kiosk.ingestion.pdf.hidden_layers import remove_hidden_layers
from kiosk.ingestion.pdf.page_label_sanitizer import sanitize_page_labels
from kiosk.ingestion.pdf.repair import (
    count_pages,
    damaged_pdf,
    open_or_repair,
    rewrite_with_pdfium,
)


def locked_pdf() -> Invalid:
    """Return the refusal of a PDF that needs a password."""
    return Invalid(
        N_(
            "Tệp PDF có mật khẩu. Xin mở bằng mật khẩu, in lại thành PDF không mật khẩu"
            " rồi tải lên."
        ),
        code="encrypted",
    )


@dataclass(frozen=True)
class SanitizedPdf:
    """A sanitized PDF: page count, merged annotations, attachments, remarks."""

    page_count: int
    overlays: list[Overlay]
    attached: list[str]
    remarks: list[FileRemark]

    @property
    def is_repaired(self) -> bool:
        """Tell whether it was damaged, so that pages may be missing."""
        return FileRemark.REPAIRED in self.remarks


def clean(source: Path, target: Path, max_pages: int) -> SanitizedPdf:
    """Write a copy without active content, with annotations merged, to `target`.

    :raises Invalid: it needs a password, has no readable page, or too many pages.
    """
    try:
        return _sanitize_or_repair(source, target, max_pages)
    except pikepdf.PasswordError as error:
        raise locked_pdf() from error
    except PDF_ERRORS as error:
        raise damaged_pdf() from error


def _sanitize_or_repair(source: Path, target: Path, max_pages: int) -> SanitizedPdf:
    try:
        cleaned = _write_clean(source, target, max_pages)
        if not cleaned.is_repaired or cleaned.page_count >= count_pages(source):
            return cleaned
    except pikepdf.PasswordError:
        return _clean_rewritten(source, target, max_pages, set())
    except PDF_ERRORS:
        pass
    return _clean_rewritten(source, target, max_pages, {FileRemark.REPAIRED})


def _clean_rewritten(
    source: Path, target: Path, max_pages: int, remarks: set[FileRemark]
) -> SanitizedPdf:
    """Clean a PDF that PDFium has rewritten: it opens more files than qpdf."""
    rewritten = target.with_name("anew.pdf")
    if not rewrite_with_pdfium(source, rewritten):
        remarks = {*remarks, FileRemark.NO_PRINTING}
    cleaned = _write_clean(rewritten, target, max_pages)
    return replace(cleaned, remarks=sorted({*cleaned.remarks, *remarks}))


def _write_clean(source: Path, target: Path, max_pages: int) -> SanitizedPdf:
    document, is_repaired = open_or_repair(source)
    with document:
        may_be_printed = _may_be_printed(document)
        pages, is_true = _count_pages(document, max_pages)
        refuse_xml_form(document)
        attached = attached_names(document)
        refuse_portfolio(document, attached)
        _remove_active_content(document)
        sanitize_page_labels(document)
        remove_hidden_layers(document)
        _remove_print_boxes(document)
        overlays = flatten(document)
        embed_fonts(document)
        # Removes the encryption of an owner password.
        document.save(target, encryption=False)
    remarks = {
        FileRemark.NO_PRINTING: not may_be_printed,
        FileRemark.REPAIRED: is_repaired or not is_true,
    }
    return SanitizedPdf(
        pages, overlays, attached, [one for one, is_so in remarks.items() if is_so]
    )


def _may_be_printed(document: pikepdf.Pdf) -> bool:
    """Tell whether a PDF that opened without a password allows printing."""
    # Who may change the file may also print it.
    return document.owner_password_matched or document.allow.print_lowres


def _count_pages(document: pikepdf.Pdf, max_pages: int) -> tuple[int, bool]:
    """Count the leaves of the page tree; tell whether /Count is right.

    Stops above `max_pages`, whatever the file declares.
    """
    tree = document.Root.Pages
    declared = int(tree.get("/Count", -1))
    if declared > max_pages:
        raise too_many_pages(max_pages)
    found, branches, stack = 0, set[tuple[int, int]](), [tree]
    while stack:
        node = stack.pop()
        if "/Kids" not in node:
            found += 1
        elif node.objgen in branches or not node.is_indirect:
            msg = "the page tree bites its own tail"
            raise ValueError(msg)
        else:
            branches.add(node.objgen)
            stack.extend(node.Kids)
        if found + len(stack) > max_pages * 2 or found > max_pages:
            raise too_many_pages(max_pages)
    if found < 1 or found != len(document.pages):
        msg = "the page tree has no pages, or not these"
        raise ValueError(msg)
    return found, found == declared


def _remove_active_content(document: pikepdf.Pdf) -> None:
    cleaner = sanitize.Sanitizer()
    cleaner.remove_javascript().remove_external_access().remove_attachments()
    cleaner.remove_multimedia().remove_private_app_data().remove_thumbnails()
    cleaner.apply(document)
    _remove_external_references(document)


# Keys by which a stream refers to another file.
_EXTERNAL_KEYS = ("/F", "/FFilter", "/FDecodeParms", "/Ref")


def _remove_external_references(document: pikepdf.Pdf) -> None:
    """Remove external references and XFA, which pikepdf leaves in."""
    if "/URI" in document.Root:
        del document.Root["/URI"]
    form = document.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        del form["/XFA"]
    for obj in document.objects:
        if isinstance(obj, pikepdf.Stream):
            for name in _EXTERNAL_KEYS:
                if name in obj:
                    del obj[name]


def _remove_print_boxes(document: pikepdf.Pdf) -> None:
    """Remove boxes other than the shown one: printing would use them."""
    for page in document.pages:
        for name in ("/TrimBox", "/ArtBox", "/BleedBox"):
            if name in page.obj:
                del page.obj[name]
