"""Map note coordinates onto the matching page of a new version; pure."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import chain, pairwise

from kiosk.annotations.rules import Box, Highlight, Ink, NoteBody, TextNote
from kiosk.vietnamese import words_in

# From the text layer: left, top, width, height as fractions of the page, and the text.
PlacedWord = tuple[float, float, float, float, str]

# Shorter quotes occur too often on a page to locate a note.
FEWEST_QUOTE_WORDS = 3
# Bounds of coordinates (rules.Fraction): a note may extend beyond the page's edge.
_LOWEST, _HIGHEST = -0.5, 1.5


class PageReanchor:
    """Moves notes with the words of a page."""

    def __init__(self, old: Sequence[PlacedWord], new: Sequence[PlacedWord]) -> None:
        """Compare the words of a page with those of the new page."""
        self._old, self._new = old, new
        matcher = SequenceMatcher(
            None,
            [_key(word) for word in old],
            [_key(word) for word in new],
            autojunk=False,
        )
        self._moves = {
            block.a + step: block.b + step
            for block in matcher.get_matching_blocks()
            for step in range(block.size)
        }

    def move(self, body: NoteBody) -> NoteBody | None:
        """Return the note on the new page; None: the words it marks are missing."""
        if isinstance(body, Highlight):
            return self._move_highlight(body)
        if isinstance(body, TextNote):
            across, down = self._shift(*body.at)
            return TextNote(body.text, _moved(*body.at, across, down))
        xs, ys = body.points[::2], body.points[1::2]
        across, down = self._shift(_middle(xs), _middle(ys))
        points = [_moved(x, y, across, down) for x, y in zip(xs, ys, strict=True)]
        return Ink([*chain.from_iterable(points)], body.width)

    def _move_highlight(self, body: Highlight) -> Highlight | None:
        if not self._old:
            return body
        marked = [index for box in body.boxes for index in self._under(box)]
        boxes = [self._new[self._moves[at]][:4] for at in marked if at in self._moves]
        return Highlight([*boxes]) if boxes else None

    def _under(self, box: Box) -> list[int]:
        """Return the indexes of the old words whose centres are in a box."""
        left, top, width, height = box
        return [
            index
            for index, (x, y, w, h, *_) in enumerate(self._old)
            if left <= x + w / 2 <= left + width and top <= y + h / 2 <= top + height
        ]

    def _shift(self, x: float, y: float) -> tuple[float, float]:
        """Return the shift of the nearest word that exists on both pages."""
        if not self._moves:
            # No common words: keep the position on the page.
            return 0.0, 0.0
        nearest = min(self._moves, key=lambda at: _distance(self._old[at], x, y))
        old, new = self._old[nearest], self._new[self._moves[nearest]]
        return new[0] - old[0], new[1] - old[1]


def reanchor_by_quote(
    body: NoteBody, quote: str, words: Sequence[PlacedWord]
) -> NoteBody | None:
    """Return the note at its quote on another page; None: not found.

    For notes whose page has no match. Strokes have no meaning on another page.
    """
    found = _find(quote, words)
    if not found or isinstance(body, Ink):
        return None
    boxes = [words[index][:4] for index in found]
    if isinstance(body, Highlight):
        return Highlight([*boxes])
    return TextNote(body.text, boxes[0][:2])


def _find(quote: str, words: Sequence[PlacedWord]) -> list[int]:
    """Return the indexes of a quote's words, if it occurs exactly once."""
    wanted = [word.folded for word in words_in(quote)]
    tokens = [(token, at) for at, word in enumerate(words) for token in _tokens(word)]
    if len(wanted) < FEWEST_QUOTE_WORDS:
        return []
    length = len(wanted)
    starts = [
        start
        for start in range(len(tokens) - length + 1)
        if [token for token, _ in tokens[start : start + length]] == wanted
    ]
    if len(starts) != 1:
        return []
    indexes = [at for _, at in tokens[starts[0] : starts[0] + length]]
    # Several tokens of one word count once.
    return indexes[:1] + [now for before, now in pairwise(indexes) if now != before]


def _tokens(word: PlacedWord) -> list[str]:
    return [one.folded for one in words_in(word[4])]


def _key(word: PlacedWord) -> str:
    return " ".join(_tokens(word)) or word[4]


def _distance(word: PlacedWord, x: float, y: float) -> float:
    left, top, width, height, *_ = word
    return (left + width / 2 - x) ** 2 + (top + height / 2 - y) ** 2


def _middle(numbers: Sequence[float]) -> float:
    return (min(numbers) + max(numbers)) / 2


def _moved(x: float, y: float, across: float, down: float) -> tuple[float, float]:
    return _within(x + across), _within(y + down)


def _within(number: float) -> float:
    return min(max(number, _LOWEST), _HIGHEST)
