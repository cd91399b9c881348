"""From a template of the demo to a PDF, without leaving this machine."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import CSS, HTML

DEMO_TEMPLATE_FOLDER = Path(__file__).parents[1] / "papers"


def write_pdf(template: str, target: Path, **values: Any) -> None:
    """Write the paper `template`, filled with `values`, as a PDF."""
    house = Environment(
        loader=FileSystemLoader(DEMO_TEMPLATE_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
    )
    text = house.get_template(template).render(**values)
    style = CSS(filename=DEMO_TEMPLATE_FOLDER / "paper.css")
    HTML(string=text).write_pdf(target, stylesheets=[style])
