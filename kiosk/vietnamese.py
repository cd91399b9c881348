"""Fold, sort and format Vietnamese text.

Alphabet and tone order follow the Vietnamese collation of CLDR: base letters first (a ă
â b c d đ e ê …), tones (ngang huyền hỏi ngã sắc nặng) only after all base letters are
equal.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from kiosk.clock import VIETNAM

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: index for index, letter in enumerate(_ALPHABET)}
# A word for search: letters and digits, each with its combining marks.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
# Appended to a word for its tones. Letters, so that the tokenizer of every database
# keeps them; Greek ones, which do not occur in Vietnamese.
_TONE_LETTERS = "αβγδε"
# PostgreSQL does not index longer words.
_MAX_WORD_LENGTH = 60
# Searchable characters of a page: PostgreSQL stores at most 1 MiB of words in a row.
MOST_INDEXED = 100_000


def nfc(text: str) -> str:
    """Return `text` in NFC, stripped."""
    return unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics, đ as d, for search."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


class Word(NamedTuple):
    """A word, its position in the text, and the two forms it is indexed by."""

    start: int
    end: int
    folded: str
    marked: str


@lru_cache(maxsize=65_536)
def _forms(word: str) -> tuple[str, str]:
    """Return a word without diacritics, and with them in canonical order.

    The tone moves to the end: old and new placement (hòa, hoà; ủy, uỷ) and tones typed
    in any order become equal.
    """
    # Old documents use the Icelandic letter, whose capital looks the same.
    lower = word.lower().replace("ð", "đ")[:_MAX_WORD_LENGTH]
    letters, tones = "", ""
    for part in unicodedata.normalize("NFD", lower):
        if part in _TONES:
            tones += _TONE_LETTERS[_TONES[part] - 1]
        else:
            letters += part
    return fold(lower), unicodedata.normalize("NFC", letters) + tones


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of a text in the forms used by search."""
    for found in _WORD.finditer(text):
        yield Word(found.start(), found.end(), *_forms(found.group()))


def find_word_spans(text: str, most: int) -> list[tuple[int, int]]:
    """Return (start, end) of the first `most` words of a text."""
    return [found.span() for found in islice(_WORD.finditer(text), most)]


def has_tone(marked: str) -> bool:
    """Tell whether the marked form has a tone: then it was typed completely."""
    return marked[-1:] in _TONE_LETTERS


def without_tone(marked: str) -> str:
    """Return the marked form of a word without its tone."""
    return marked.rstrip(_TONE_LETTERS)


def index_forms(text: str) -> tuple[str, str]:
    """Return the text's words without and with diacritics, space-separated."""
    forms = [(word.folded, word.marked) for word in words_in(text[:MOST_INDEXED])]
    return " ".join(f for f, _ in forms), " ".join(m for _, m in forms)


def _letter(char: str) -> tuple[str, int]:
    """Split a lower-case letter into its base letter and its tone."""
    tone, rest = 0, ""
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            rest += part
    return unicodedata.normalize("NFC", rest), tone


def collation_key(text: str) -> str:
    """Return a string that sorts by code point in the Vietnamese order of `text`."""
    bases, tones, cases = [], [], []
    for char in unicodedata.normalize("NFC", text):
        lower = char.lower()
        base, tone = _letter(lower)
        if base in _RANK:
            bases.append(chr(0x100 + _RANK[base]))
        else:
            # Spaces, punctuation and digits sort before letters, other letters after.
            bases.append(base if base.isascii() else "\u0200" + base)
        tones.append(str(tone))
        cases.append("1" if char != lower else "0")
    return "".join(bases) + "\u0001" + "".join(tones) + "\u0001" + "".join(cases)


def name_key(full_name: str) -> str:
    """Return the sort key of a person: given name (the last word), then the rest."""
    *before, given = full_name.split() or [""]
    return "\u0002".join([collation_key(given), collation_key(" ".join(before))])


def long_date(moment: dt.datetime) -> str:
    """Return the date as `ngày 05 tháng 02 năm 2026`, Vietnamese time."""
    return date_words(moment.astimezone(VIETNAM).date())


def date_words(day: dt.date) -> str:
    """Return `ngày 05 tháng 02 năm 2026`: days below 10 and months 1 and 2 padded."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)  # noqa: PLR2004
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(moment: dt.datetime) -> str:
    """Return the date as `22/11/2026`, Vietnamese time."""
    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y")


def clock_time(moment: dt.datetime) -> str:
    """Return the time as `07:30`, Vietnamese time."""
    return moment.astimezone(VIETNAM).strftime("%H:%M")


def exact_time(moment: dt.datetime) -> str:
    """Return the time as `07:30:05`, Vietnamese time."""
    return moment.astimezone(VIETNAM).strftime("%H:%M:%S")


def number(value: float, digits: int = 0) -> str:
    """Return the number in Vietnamese notation: 11.873 and 0,5."""
    text = f"{value:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,"))
