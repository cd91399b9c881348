"""Build the blocks that official papers consist of; pure."""

from collections.abc import Iterable, Sequence
from typing import Literal

from kiosk.official_papers.rules import Block, Cell, PaperList, Paragraph, Run

CellAlign = Literal["left", "center", "right"]


def paragraph(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Literal["justify", "left", "center", "right"] = "justify",
) -> Paragraph:
    """Return a paragraph of one style; a centred one is not indented."""
    run = Run(text, bold=bold, italic=italic)
    return Paragraph([run], align, is_indented=align == "justify")


def labelled(label: str, text: str) -> Paragraph:
    """Return `Label: text` with a bold label."""
    return Paragraph([Run(f"{label}: ", bold=True), Run(text)])


def text_cell(text: str, align: CellAlign = "left", *, bold: bool = False) -> Cell:
    """Return a cell of one style."""
    return Cell([Run(text)], align, is_bold=bold)


def head_row(heads: Iterable[str]) -> list[Cell]:
    """Return a row of heads."""
    return [text_cell(head, "center", bold=True) for head in heads]


def table_row(texts: Sequence[str], aligns: Sequence[CellAlign]) -> list[Cell]:
    """Return a row of cells, aligned as their columns."""
    pairs = zip(texts, aligns, strict=True)
    return [text_cell(text, align) for text, align in pairs]


def dash_list(sentences: Iterable[str]) -> PaperList:
    """Return a list of one paragraph each, marked with hyphens."""
    items: list[list[Block]] = [[Paragraph([Run(text)])] for text in sentences]
    return PaperList("dashes", items)


def finished(text: str, ending: str = ".") -> str:
    """Return a text that ends with `ending` instead of its own punctuation."""
    return f"{text.rstrip().rstrip('./;,').rstrip()}{ending}"
