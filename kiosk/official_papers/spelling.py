"""Write the engine's own words in the spelling of the office: uỷ, hoà or ủy, hòa; pure.

Applied to fixed words only, never to what somebody has written.
"""

import re
import unicodedata

from kiosk.official_papers.rules import Spelling

_TONES = "[\u0300\u0301\u0303\u0309\u0323]"
# A syllable that ends in oa, oe or uy; the u of qu belongs to the consonant.
_OPEN_SYLLABLE = re.compile(
    rf"(?<![qQ])(?:[oO]{_TONES}?[aAeE]|[uU]{_TONES}?[yY]){_TONES}?"
    r"(?![^\W\d_]|[\u0300-\u036f])"
)
_TONE = re.compile(_TONES)


def spell(words: str, spelling: Spelling) -> str:
    """Return the words with the tones of open syllables where the office puts them."""
    plain = unicodedata.normalize("NFD", words)
    return unicodedata.normalize(
        "NFC", _OPEN_SYLLABLE.sub(lambda found: _place_tone(found, spelling), plain)
    )


def _place_tone(found: re.Match[str], spelling: Spelling) -> str:
    tones = "".join(_TONE.findall(found.group()))
    plain = _TONE.sub("", found.group())
    first, last = plain[0], plain[1]
    if spelling is Spelling.ON_LAST_VOWEL:
        return f"{first}{last}{tones}"
    return f"{first}{tones}{last}"
