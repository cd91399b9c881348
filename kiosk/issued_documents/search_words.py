"""Turn a line of the register, and what is searched in it, into words; pure."""

from typing import NamedTuple

from kiosk.issued_documents.document_types import (
    TYPE_LABELS,
    IssuedType,
    number_text,
)
from kiosk.issued_documents.models import IssuedDocument
from kiosk.vietnamese import has_tone, index_forms, words_in

MOST_WORDS = 12


class SearchWord(NamedTuple):
    """A word searched for: both forms, and whether only the whole word counts."""

    folded: str
    marked: str
    is_whole: bool

    @property
    def ending(self) -> str:
        """Return what follows the word in a pattern."""
        return " %" if self.is_whole else "%"


def index_words(document: IssuedDocument) -> tuple[str, str]:
    """Return the words by which a document is found, without and with marks."""
    number = number_text(document.family, document.number, document.symbol)
    text = " ".join(
        (
            number,
            str(document.number),
            TYPE_LABELS[IssuedType(document.type)],
            document.date.strftime("%d/%m/%Y"),
            document.summary,
            document.signer,
            document.recipients,
            document.note,
            document.source_title,
        )
    )
    folded, marked = index_forms(text)
    return f" {folded} ", f" {marked} "


def search_words(text: str) -> list[SearchWord]:
    """Return the words of a query; numbers, and words with a tone, are whole ones."""
    return [
        SearchWord(
            word.folded,
            word.marked,
            is_whole=word.folded.isdecimal() or has_tone(word.marked),
        )
        for word in list(words_in(text))[:MOST_WORDS]
    ]
