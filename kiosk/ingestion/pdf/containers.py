"""PDFs whose content is not their pages: portfolios, forms in XML, attached files."""

import contextlib
from collections.abc import Iterator
from itertools import islice

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from kiosk.errors import N_, Invalid
from kiosk.ingestion.attachment_names import clean_attachment_names
from kiosk.ingestion.pdf.errors import PDF_ERRORS

_MOST_LOOKED_AT = 200


def refuse_xml_form(document: pikepdf.Pdf) -> None:
    """Let no form pass whose pages are made by the program that opens it.

    :raises Invalid: it is one; a page of it says "Please wait".
    """
    form = document.Root.get("/AcroForm")
    if not isinstance(form, Dictionary) or "/XFA" not in form:
        return
    fields = form.get("/Fields", Array())
    if document.Root.get("/NeedsRendering", False) or not len(fields):
        raise Invalid(
            N_(
                "Tệp PDF này là biểu mẫu động (XFA), chỉ Adobe Reader mở được. Xin mở"
                " bằng Adobe Reader, in ra PDF rồi tải bản in lên."
            ),
            code="xfa_form",
        )


def refuse_portfolio(document: pikepdf.Pdf, names: list[str]) -> None:
    """Let no portfolio pass: its papers are the files in it, named `names`.

    :raises Invalid: it is one.
    """
    if "/Collection" not in document.Root:
        return
    raise Invalid(
        N_(
            "Tệp PDF này là một tập nhiều tệp (portfolio): {names}. Xin lưu từng tệp"
            " ra máy rồi tải lên từng tệp."
        ),
        code="portfolio",
        names=", ".join(names) or "?",
    )


def attached_names(document: pikepdf.Pdf) -> list[str]:
    """Return the names of the files that a PDF carries along."""
    names: list[str] = []
    # A bad list of files costs only itself.
    with contextlib.suppress(*PDF_ERRORS):
        names.extend(islice(_names(document), _MOST_LOOKED_AT))
    return clean_attachment_names(names)


def _names(document: pikepdf.Pdf) -> Iterator[str]:
    for key, attached in document.attachments.items():
        yield attached.filename or key
    for page in document.pages:
        for thing in page.obj.get("/Annots", Array()):
            if thing.get("/Subtype") != Name.FileAttachment:
                continue
            file = thing.get("/FS", Dictionary())
            name = file if isinstance(file, String) else file.get("/UF", file.get("/F"))
            yield str(name or "?")
