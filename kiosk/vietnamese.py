"""Vietnamese text: folding for search, the order of names, long dates.

Alphabet and tone order follow the Vietnamese collation of CLDR: base letters
first (a ă â b c d đ e ê …), tones (ngang huyền hỏi ngã sắc nặng) only after all
base letters are equal.
"""

import datetime as dt
import unicodedata

from kiosk.clock import VIETNAM

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: index for index, letter in enumerate(_ALPHABET)}


def nfc(text: str) -> str:
    """Return `text` in NFC, without spaces at its ends."""
    return unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """Return `text` in lower case without marks, đ as d, for comparing and search."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


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
    """Return a string whose plain order is the Vietnamese order of `text`."""
    bases, tones, cases = [], [], []
    for char in unicodedata.normalize("NFC", text):
        lower = char.lower()
        base, tone = _letter(lower)
        if base in _RANK:
            bases.append(chr(0x100 + _RANK[base]))
        else:
            # Spaces, signs and digits come before letters, other letters after.
            bases.append(base if base.isascii() else "\u0200" + base)
        tones.append(str(tone))
        cases.append("1" if char != lower else "0")
    return "".join(bases) + "\u0001" + "".join(tones) + "\u0001" + "".join(cases)


def name_key(full_name: str) -> str:
    """Return the sort key of a person: given name (the last word), then the rest."""
    *before, given = full_name.split() or [""]
    return "\u0002".join([collation_key(given), collation_key(" ".join(before))])


def long_date(moment: dt.datetime) -> str:
    """Return `ngày 05 tháng 02 năm 2026`: days below 10 and months 1 and 2 padded."""
    local = moment.astimezone(VIETNAM)
    month = f"{local.month:02d}" if local.month < 3 else str(local.month)  # noqa: PLR2004
    return f"ngày {local.day:02d} tháng {month} năm {local.year}"


def short_date(moment: dt.datetime) -> str:
    """Return `22/11/2026`."""
    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y")


def clock_time(moment: dt.datetime) -> str:
    """Return `07:30`, Vietnamese time."""
    return moment.astimezone(VIETNAM).strftime("%H:%M")


def number(value: float, digits: int = 0) -> str:
    """Return the number as Vietnamese readers write it: 11.873 and 0,5."""
    text = f"{value:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,"))
