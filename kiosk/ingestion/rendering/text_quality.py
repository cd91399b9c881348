"""Rules that decide whether the text of a PDF page is usable or needs OCR."""

import re
from collections.abc import Iterable

from kiosk.vietnamese import nfc

# Shorter text on a full-page image is not the page's own: a scanner's stamp, a page
# number, a signature line.
MIN_TEXT_LETTERS = 300
# An image covering a larger share of the page is the page.
FULL_PAGE_SHARE = 0.6
# An existing text layer is accepted if this share of the OCR words is in it.
MIN_AGREEMENT = 0.7
MIN_COMPARED_WORDS = 8
# Share of characteristic characters per letter, and minimum count.
TCVN3_SHARE = 0.02
VNI_SHARE = 0.05
MIN_LEGACY_SIGNS = 6

# TCVN3 ("ABC") encodes đ, ư, ơ, ê … as characters that never occur inside a word.
_TCVN3 = "\u00a8\u00a9\u00aa\u00ab\u00ac\u00ad\u00ae\u00b5\u00b6\u00b7\u00b8\u00b9"
_TCVN3 += "\u00bb\u00bc\u00bd\u00be\u00c6\u00d0\u00d7\u00d8\u00de\u00f7\u00fe"
_TCVN3_SIGN = re.compile(f"(?<=[A-Za-z])[{_TCVN3}]|[{_TCVN3}](?=[a-z])")
# VNI encodes a mark as a letter after its vowel; French has a few such pairs.
_VNI_PAIR = re.compile(
    "[aoeAOE][\u00f8\u00fb\u00ef\u00e4\u00e5\u00eb\u00fc\u00d8\u00db\u00cf\u00c4]"
)
_SYLLABLE = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
# .VnTime, .VnArialH …; VNI-Times; subsets are named ABCDEF+.VnTime.
_LEGACY_FONT = re.compile(r"(?:^|\+)(?:\.Vn[A-Z]|VNI[-_ ])")
# Letters that are unambiguous in Unicode Vietnamese.
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def count_letters(text: str) -> int:
    """Return the number of letters in `text`."""
    return len(_LETTER.findall(text))


def count_vietnamese_letters(text: str) -> int:
    """Return the number of letters that only Unicode Vietnamese has."""
    return len(_VIETNAMESE.findall(text))


def is_legacy_encoded(text: str, fonts: Iterable[str] = ()) -> bool:
    """Tell whether the text is Vietnamese in TCVN3 or VNI encoding.

    The page looks right, but copying or searching gives `Uû ban nh©n d©n`. The font's
    name alone is no proof: some such fonts were later filled with Unicode glyphs.
    """
    letters = count_letters(text)
    true = count_vietnamese_letters(text)
    signs, pairs = len(_TCVN3_SIGN.findall(text)), len(_VNI_PAIR.findall(text))
    has_font = any(_LEGACY_FONT.search(name) for name in fonts)
    if has_font and not true and letters >= MIN_LEGACY_SIGNS:
        return True
    return MIN_LEGACY_SIGNS <= signs > max(
        true, TCVN3_SHARE * letters
    ) or MIN_LEGACY_SIGNS <= pairs > max(true, VNI_SHARE * letters)


def needs_ocr(
    text: str, *, fonts: Iterable[str], picture_share: float, has_marks: bool
) -> bool:
    """Tell whether a PDF page needs OCR.

    `picture_share` is the share of the page covered by images; `has_marks` says whether
    anything is drawn on it.
    """
    letters = count_letters(text)
    if letters == 0:
        return has_marks
    if letters < MIN_TEXT_LETTERS and picture_share >= FULL_PAGE_SHARE:
        return True
    return is_legacy_encoded(text, fonts)


def confirms(own: str, read: Iterable[str]) -> bool:
    """Tell whether an invisible text layer agrees with OCR of the image.

    `read` are the words recognised with certainty; too few of them prove nothing.
    """
    known = set(_tokens(own))
    recognised = [word for part in read for word in _tokens(part)]
    if len(recognised) < MIN_COMPARED_WORDS:
        return True
    return sum(word in known for word in recognised) >= MIN_AGREEMENT * len(recognised)


def _tokens(text: str) -> list[str]:
    return [word for word in _SYLLABLE.findall(nfc(text).lower()) if len(word) > 1]
