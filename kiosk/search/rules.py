"""Search rules: parse queries, find terms in texts, build snippets; pure."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Self

from kiosk.vietnamese import Word, find_word_spans, has_tone, index_forms, words_in

MAX_QUERY_LETTERS = 200
MAX_QUERY_WORDS = 12
# A one-letter prefix would match nearly every page.
MIN_PREFIX_LETTERS = 2
# Words in a snippet, and words before the first match.
SNIPPET_WORDS = 28
SNIPPET_BEFORE = 6
MAX_SNIPPET_LETTERS = 400
# Limit on matches per term and page.
MAX_MATCHES_PER_PAGE = 200

_QUOTES = re.compile('["“”„«»]')

# A part of a snippet, and whether it is a match.
SnippetPart = tuple[str, bool]


@dataclass(frozen=True)
class Term:
    """A word or phrase to find, in its two forms."""

    folded: tuple[str, ...]
    marked: tuple[str, ...]
    is_prefix: bool = False

    @property
    def has_marks(self) -> bool:
        """Tell whether marks were typed, so that they count."""
        return self.folded != self.marked

    @property
    def is_marked_prefix(self) -> bool:
        """Tell whether the marked form is a prefix; a tone mark ends a word."""
        return self.is_prefix and not has_tone(self.marked[-1])


class TermMatch(NamedTuple):
    """A match of term number `term` from word `start` to before word `end`."""

    start: int
    end: int
    term: int


def read_query(text: str) -> tuple[Term, ...]:
    """Parse a query into terms; empty if nothing is usable.

    Quoted words form a phrase; the last word is a prefix while it is being typed.
    """
    text = unicodedata.normalize("NFC", text[:MAX_QUERY_LETTERS])
    pieces = _QUOTES.split(text)
    terms: list[Term] = []
    left = MAX_QUERY_WORDS
    for index, piece in enumerate(pieces):
        words = list(words_in(piece))[:left]
        left -= len(words)
        # The last word is still being typed.
        is_open = (
            index == len(pieces) - 1 and bool(words) and words[-1].end == len(piece)
        )
        groups = [words] if index % 2 else [[word] for word in words]
        terms += [
            _term(group, is_open=is_open and group[-1] is words[-1])
            for group in groups
            if group
        ]
    return tuple(dict.fromkeys(terms))


def _term(words: Sequence[Word], *, is_open: bool) -> Term:
    return Term(
        tuple(word.folded for word in words),
        tuple(word.marked for word in words),
        is_prefix=is_open and len(words[-1].folded) >= MIN_PREFIX_LETTERS,
    )


class NormalisedText:
    """A text with the two forms of its words and their positions."""

    def __init__(self, text: str, folded: str, marked: str) -> None:
        """Take the forms returned by `vietnamese.index_forms`."""
        self.text = text
        # Padded, so that each word is surrounded by spaces.
        self.folded, self.marked = f" {folded} ", f" {marked} "
        self.count = self.folded.count(" ") - 1
        self._spans: list[tuple[int, int]] = []

    def spans(self, most: int) -> list[tuple[int, int]]:
        """Return the spans of at least the first `most` words; pages may be long."""
        if most > len(self._spans):
            self._spans = find_word_spans(self.text, most)
        return self._spans

    @classmethod
    def of(cls, text: str) -> Self:
        """Normalise a text."""
        return cls(text, *index_forms(text))


# Regular expressions instead of word loops: an answer examines 20 whole pages.
@lru_cache(maxsize=512)
def _pattern(words: tuple[str, ...], is_prefix: bool) -> re.Pattern[str]:  # noqa: FBT001
    rest = r"[^ ]*" if is_prefix else ""
    return re.compile(f"(?<= ){' '.join(map(re.escape, words))}{rest}(?= )")


def _pattern_of(term: Term, *, as_typed: bool) -> re.Pattern[str]:
    if as_typed:
        return _pattern(term.marked, term.is_marked_prefix)
    return _pattern(term.folded, term.is_prefix)


def find_matches(
    normalised: NormalisedText, terms: Sequence[Term], *, as_typed: bool
) -> list[TermMatch]:
    """Return the matches of the terms in order; `as_typed`: with marks."""
    found: list[TermMatch] = []
    for number, term in enumerate(terms):
        is_marked = as_typed and term.has_marks
        form = normalised.marked if is_marked else normalised.folded
        pattern = _pattern_of(term, as_typed=is_marked)
        at = start = 0
        for match in itertools.islice(pattern.finditer(form), MAX_MATCHES_PER_PAGE):
            start += form.count(" ", at, match.start())
            at = match.start()
            found.append(TermMatch(start - 1, start - 1 + len(term.folded), number))
    return sorted(found)


@lru_cache(maxsize=4096)
def _title_forms(title: str) -> tuple[str, str]:
    folded, marked = index_forms(title)
    return f" {folded} ", f" {marked} "


def is_in_title(title: str, terms: Sequence[Term], *, as_typed: bool) -> bool:
    """Tell whether every term occurs in a title."""
    folded, marked = _title_forms(title)
    for term in terms:
        is_marked = as_typed and term.has_marks
        form = marked if is_marked else folded
        first = term.marked[0] if is_marked else term.folded[0]
        # A substring test rejects most titles cheaply.
        if first not in form or not _pattern_of(term, as_typed=is_marked).search(form):
            return False
    return True


def make_snippet(
    normalised: NormalisedText, places: Sequence[TermMatch], *, whole: bool = False
) -> list[SnippetPart]:
    """Return the text around the matches in parts; `whole`: the entire text."""
    text, count = normalised.text, normalised.count
    if not places:
        return [(_collapse_whitespace(text[:MAX_SNIPPET_LETTERS]), False)]
    first, last = (0, count) if whole else _window(places, count)
    # All spans at once, including those for the wordings.
    spans = normalised.spans(max(last, *(place.end for place in places)))
    begin = spans[first][0] if first else 0
    end = spans[last - 1][1] if last < count else len(text)
    parts: list[SnippetPart] = [("… ", False)] if first else []
    at = begin
    for place in places:
        if place.start < first or place.end > last:
            continue
        start = spans[place.start][0]
        if start < at:
            continue
        stop = spans[place.end - 1][1]
        parts += [(text[at:start], False), (text[start:stop], True)]
        at = stop
    parts.append((text[at:end], False))
    if last < count:
        parts.append((" …", False))
    return [(_collapse_whitespace(part), is_found) for part, is_found in parts if part]


def _window(places: Sequence[TermMatch], count: int) -> tuple[int, int]:
    """Return the range of words with the largest number of different terms."""
    best, most, stop = places[0], 0, 0
    near: Counter[int] = Counter()
    for place in places:
        limit = place.start + SNIPPET_WORDS - SNIPPET_BEFORE
        while stop < len(places) and places[stop].end <= limit:
            near[places[stop].term] += 1
            stop += 1
        if len(+near) > most:
            best, most = place, len(+near)
        near[place.term] -= 1
    first = max(0, best.start - SNIPPET_BEFORE)
    return first, max(best.end, min(count, first + SNIPPET_WORDS))


def _collapse_whitespace(text: str) -> str:
    return re.sub(r"\s+", " ", text)[: MAX_SNIPPET_LETTERS * 2]


def matched_wordings(
    normalised: NormalisedText, places: Sequence[TermMatch]
) -> list[list[str]]:
    """Return the distinct wordings of the matches as written on the page."""
    text = normalised.text
    spans = normalised.spans(max((place.end for place in places), default=0))
    seen = {
        tuple(text[start:end].lower() for start, end in spans[place.start : place.end])
        for place in places
    }
    return sorted(list(wording) for wording in seen)
