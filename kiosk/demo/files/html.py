"""Render a template of the demo as PDF, without network access."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import CSS, HTML

DEMO_TEMPLATE_FOLDER = Path(__file__).parents[1] / "papers"


def write_pdf(template: str, target: Path, **values: Any) -> None:
    """Write `template` with `values` as a PDF."""
    environment = Environment(
        loader=FileSystemLoader(DEMO_TEMPLATE_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
    )
    text = environment.get_template(template).render(**values)
    style = CSS(filename=DEMO_TEMPLATE_FOLDER / "paper.css")
    HTML(string=text).write_pdf(target, stylesheets=[style])
