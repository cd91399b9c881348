"""Recognise equal texts, and write them for the search without marks; pure."""

import hashlib
from collections.abc import Mapping

import msgspec

from kiosk.vietnamese import fold

# A text's beginning, by which equally frequent ones are ordered.
ORDERED_LETTERS = 60
MAX_COUNT = 10**9


class CountedText(msgspec.Struct, frozen=True):
    """A text, and how often it was given."""

    digest: str
    text: str
    folded: str
    count: int

    @property
    def display_order(self) -> str:
        """What texts are ordered by, as text: the most frequent first, then A to Z."""
        return f"{MAX_COUNT - self.count:010d} {self.folded[:ORDERED_LETTERS]}"


def text_digest(text: str) -> str:
    """Return what equal texts share: case and spaces do not matter, marks do."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()


def folded_text(text: str) -> str:
    """Return a text without marks, in lower case, with single spaces."""
    return " ".join(fold(text).split())


def merged_texts(texts: Mapping[str, int]) -> list[CountedText]:
    """Return equal texts once, in the spelling that is most frequent, by digest."""
    counts: dict[str, int] = {}
    spellings: dict[str, tuple[int, str]] = {}
    for text, count in texts.items():
        digest = text_digest(text)
        counts[digest] = counts.get(digest, 0) + count
        spellings[digest] = max(spellings.get(digest, (0, "")), (count, text))
    return [
        CountedText(
            digest, spellings[digest][1], folded_text(spellings[digest][1]), count
        )
        for digest, count in sorted(counts.items())
    ]
