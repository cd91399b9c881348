"""Widths of table columns from their texts; pure."""

from collections.abc import Sequence

from kiosk.official_papers.rules import Cell

# Between the margins, in mm.
TEXT_WIDTH = 165.0
# Of a letter at 14 pt (bold figures and capitals are wider), and around a text.
_LETTER, _PADDING = 2.9, 4.0
# Longer texts wrap: they get no more room than this.
_LONGEST = 70.0


def column_widths(rows: Sequence[Sequence[Cell]], heads: int = 0) -> list[float]:
    """Return widths in mm that break no word where there is room.

    The first `heads` rows may wrap rather than the others. Empty where cells span
    columns: the renderer decides then.
    """
    columns = len(rows[0]) if rows else 0
    spans = any(cell.colspan > 1 or cell.rowspan > 1 for row in rows for cell in row)
    if spans or any(len(row) != columns for row in rows):
        return []
    texts = [[_text(row[at]) for row in rows] for at in range(columns)]
    least = [
        _width(max((len(word) for text in column for word in text.split()), default=1))
        for column in texts
    ]
    wished = [
        min(
            _width(
                max(
                    len(text) // (2 if place < heads else 1)
                    for place, text in enumerate(column)
                )
            ),
            _LONGEST,
        )
        for column in texts
    ]
    return _share(least, [max(*pair) for pair in zip(least, wished, strict=True)])


def _text(cell: Cell) -> str:
    return "".join(run.text for run in cell.runs)


def _width(letters: int) -> float:
    return letters * _LETTER + _PADDING


def _share(least: list[float], wished: list[float]) -> list[float]:
    """Return what each column gets: the least, and of the rest by its wishes."""
    room = TEXT_WIDTH - sum(least)
    if room <= 0:
        factor = TEXT_WIDTH / sum(least)
        return [round(width * factor, 1) for width in least]
    wishes = [want - need for want, need in zip(wished, least, strict=True)]
    total = sum(wishes) or len(wishes)
    if not sum(wishes):
        wishes = [1.0] * len(wishes)
    return [
        round(need + room * wish / total, 1)
        for need, wish in zip(least, wishes, strict=True)
    ]
