"""HTML templates as PDF, for the children; nothing is fetched."""

import io
from pathlib import Path

import pikepdf
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from weasyprint import HTML
from weasyprint.urls import URLFetcher

# Images are given as `data:` URLs.
DATA_ONLY_FETCHER = URLFetcher(allowed_protocols={"data"})


def load_template(path: Path, *, trims_blocks: bool = False) -> Template:
    """Return a template that escapes its values and refuses unknown names."""
    environment = Environment(
        loader=FileSystemLoader(path.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=trims_blocks,
        lstrip_blocks=trims_blocks,
    )
    return environment.get_template(path.name)


def html_to_pdf(html: str) -> pikepdf.Pdf:
    """Return the PDF of a page."""
    pdf = HTML(string=html, url_fetcher=DATA_ONLY_FETCHER).write_pdf()
    return pikepdf.open(io.BytesIO(pdf))
