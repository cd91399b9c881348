"""Render an official paper as PDF/A-2u; nothing is fetched but the installed font."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import pikepdf
from lxml import etree
from pikepdf import Name
from weasyprint import CSS, HTML, Document, Page
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from kiosk.official_papers.fonts import PLACEHOLDER, FontFiles, find_fonts, font_faces
from kiosk.official_papers.parts import LongPaper, long_paper
from kiosk.official_papers.rules import OfficialPaper
from kiosk.official_papers.templates import TemplateFolder

VARIANT = "pdf/a-2u"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


class FontFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Reads the font files; images are given as `data:` URLs."""

    def __init__(self, fonts: FontFiles) -> None:
        super().__init__(allowed_protocols={"data", "file"})
        self._allowed = {path.as_uri() for path in fonts.all_files()}

    def fetch(
        self, url: str, headers: dict[str, str] | None = None
    ) -> URLFetcherResponse:
        """Return the content of an allowed URL.

        :raises ValueError: the URL is another one.
        """
        if not url.startswith("data:") and url not in self._allowed:
            raise ValueError("only fonts and data are read")
        return super().fetch(url, headers)


@dataclass(frozen=True)
class LoadedStyles:
    """A style sheet with its fonts, ready to lay out many papers."""

    sheet: CSS
    configuration: FontConfiguration
    fetcher: FontFetcher


# Saves some 0.1 s of CPU time for each further paper or part of a child.
@lru_cache(maxsize=1)
def _loaded_styles(styles: str, fonts: FontFiles) -> LoadedStyles:
    configuration, fetcher = FontConfiguration(), FontFetcher(fonts)
    sheet = CSS(
        string=font_faces(fonts) + styles.replace(PLACEHOLDER, fonts.name),
        font_config=configuration,
        url_fetcher=fetcher,
    )
    return LoadedStyles(sheet, configuration, fetcher)


@cache
def _installed_fonts() -> FontFiles:
    return find_fonts()


@dataclass(frozen=True)
class PdfRenderer:
    """Renders papers with the fonts and templates of one office."""

    folder: TemplateFolder
    fonts: FontFiles

    def document(self, html: str) -> Document:
        """Return the laid out pages of a page of HTML."""
        loaded = _loaded_styles(self.folder.styles(), self.fonts)
        return HTML(string=html, url_fetcher=loaded.fetcher).render(
            stylesheets=[loaded.sheet],
            font_config=loaded.configuration,
            pdf_variant=VARIANT,
        )

    def whole(self, paper: OfficialPaper) -> bytes:
        """Return a paper that is rendered at once; tagged for screen readers."""
        document = self.document(self.folder.fill(paper))
        pdf: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_tags=True)
        return pdf

    def parts(self, long: LongPaper) -> Iterator[tuple[bytes, int]]:
        """Yield the PDF of each part and the rows done.

        The last page of a part is not full: its rows begin the next part.
        """
        row, page = 0, 1
        while True:
            part = long.part(row, page)
            html = self.folder.fill(
                long.paper_of(part), first_page=page, has_row_ids=True
            )
            document = self.document(html)
            if part.is_last:
                yield document.write_pdf(pdf_variant=VARIANT), len(long.table.rows)
                return
            *full, last = document.pages
            row += _first_row(last)
            page += len(full)
            yield document.copy(full).write_pdf(pdf_variant=VARIANT), row


def _first_row(page: Page) -> int:
    """Return the first row of the table on a page.

    :raises ValueError: the page has none, or a row fills a part.
    """
    rows = [int(name[4:]) for name in page.anchors if name.startswith("row-")]
    if not rows or min(rows) == 0:
        raise ValueError("the part has no full page")
    return min(rows)


def paper_to_pdf(
    paper: OfficialPaper,
    templates: Path | None = None,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> bytes:
    """Return a paper as PDF/A-2u; `templates` is the folder of the office's own.

    A long table is rendered in parts; `on_progress` receives rows done and total.

    :raises BrokenTemplate: an own template has an error.
    :raises FontMissing: no installed font has all Vietnamese letters.
    """
    renderer = PdfRenderer(TemplateFolder(templates), _installed_fonts())
    long = long_paper(paper)
    if long is None:
        return with_plain_metadata(renderer.whole(paper))
    out = io.BytesIO()
    with pikepdf.new() as joined:
        for number, (part, rows) in enumerate(renderer.parts(long)):
            with pikepdf.open(io.BytesIO(part)) as pdf:
                if number == 0:
                    _copy_document_properties(pdf, joined)
                joined.pages.extend(pdf.pages)
            on_progress(rows, len(long.table.rows))
        joined.save(out, min_version="1.7")
    return with_plain_metadata(out.getvalue())


def _copy_document_properties(pdf: pikepdf.Pdf, joined: pikepdf.Pdf) -> None:
    """Copy what PDF/A asks of the document: metadata, output intent, language."""
    for key in (Name.Metadata, Name.OutputIntents):
        joined.Root[key] = joined.copy_foreign(pdf.make_indirect(pdf.Root[key]))
    joined.Root[Name.Lang] = pdf.Root[Name.Lang]
    for name, value in pdf.docinfo.items():
        joined.docinfo[name] = str(value)


def with_plain_metadata(content: bytes) -> bytes:
    """Return the PDF with an XMP packet that simple readers understand.

    WeasyPrint binds the namespace of PDF/A to a prefix of its own, and both it and
    pikepdf write properties as attributes.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
            said.load_from_docinfo(pdf.docinfo)
            said["dc:language"] = {"vi"}
        packet = _as_elements(pdf.Root.Metadata.read_bytes())
        pdf.Root.Metadata.write(packet)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _as_elements(packet: bytes) -> bytes:
    """Return an XMP packet with its properties as elements instead of attributes."""
    tree = etree.fromstring(packet).getroottree()
    for described in tree.iter(f"{{{_RDF}}}Description"):
        for name, value in described.attrib.items():
            if not name.startswith(f"{{{_RDF}}}"):
                etree.SubElement(described, name).text = value
                del described.attrib[name]
    packed: bytes = etree.tostring(tree, encoding="utf-8")
    return packed
