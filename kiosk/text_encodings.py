"""How Vietnamese is written into bytes: Unicode, and what was used before it; pure.

The old ways are told apart by how many of the words they yield are Vietnamese
syllables. The best is proposed and shown; who imports chooses.
"""

import codecs
import itertools
import re
import unicodedata
from enum import StrEnum

from kiosk.vietnamese import nfc, without_tone, words_in


class TextEncoding(StrEnum):
    """What the letters of a file stand for."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"
    CP1258 = "cp1258"


# So much of a file is enough to tell, in characters.
_ENOUGH = 40_000
_SIGNS = frozenset("“”‘’–—…•·×°«» ")

# TCVN 5712:1993 ("ABC"): letters from the byte before the colon on.
_TCVN3_RUNS = (
    "A1:ĂÂÊÔƠƯĐăâêôơưđ", "B5:àảãáạ", "BB:ằẳẵắ", "C6:ặầẩẫấậè", "CE:ẻẽéẹềểễếệìỉ",
    "DC:ĩíịò", "E1:ỏõóọồổỗốộờởỡớợù", "F1:ủũúụừửữứựỳỷỹýỵ",
)  # fmt: skip
TCVN3 = {
    int(run[:2], 16) + place: letter
    for run in _TCVN3_RUNS
    for place, letter in enumerate(run[3:])
}

# VNI writes a mark as a letter of its own after its vowel …
_VNI_MARKS = dict(
    zip(
        "ùøûõïâáàåãäêéèúüë",
        ("́", "̀", "̉", "̃", "̣", "̂", "̂́", "̂̀", "̂̉", "̂̃", "̣̂", "̆", "̆́", "̆̀", "̆̉", "̆̃", "̣̆"),
        strict=True,
    )
)  # fmt: skip
# … except for these.
_VNI_LETTERS = dict(zip("íìæóòôöîñ", "íìỉĩịơưỵđ", strict=True))
_VNI = re.compile(
    f"([aeouyôöAEOUYÔÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])"
    f"|[{''.join(_VNI_LETTERS)}{''.join(_VNI_LETTERS).upper()}]"
)
# Capitals with tones have no bytes in TCVN3, only a font that shows small letters so.
_CAPITALS = re.compile(r"[^\W\d_]+")

# What each byte is where nobody says otherwise; five stand for nothing.
_WESTERN = "".join(
    char if (char := bytes([byte]).decode("cp1252", "ignore")) else chr(byte)
    for byte in range(256)
)
_TO_WESTERN = codecs.charmap_build(_WESTERN)

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc
iêm iên iêng iêp iêt iêu yêm yên yêng yêt yêu o oa oac oach oai oam oan oang oanh oao
oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi
ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung
uôc uôi uôm uôn uông uôt up ut uy uya uych uynh uyên uyêt uyt uyu uơ ư ưa ưc ưi ưm ưn
ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y
"""
_SYLLABLES = frozenset(
    onset + rhyme
    for onset, rhyme in itertools.product(["", *_ONSETS.split()], _RHYMES.split())
)


def to_text(data: bytes) -> tuple[str, bool]:
    """Return the text of a file, and whether it is Unicode beyond doubt.

    If not, each byte became the letter it is in Western Europe.

    :raises UnicodeDecodeError: it says what it is, and is not.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name), True
    # Without its mark UTF-16 is known by the empty half of most letters.
    for half, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[half:4000:2].count(0) > len(data[half:4000:2]) // 3:
            return data.decode(name), True
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError:
        return codecs.charmap_decode(data, "strict", _WESTERN)[0], False


def decode_legacy_font(text: str, writing: TextEncoding) -> str:
    """Return what `text`, whose letters were taken as they are, says in `writing`."""
    match writing:
        case TextEncoding.TCVN3:
            return _CAPITALS.sub(_raise_capitals, text.translate(TCVN3))
        case TextEncoding.VNI:
            return _VNI.sub(_join_mark, text)
        case TextEncoding.CP1258:
            data = codecs.charmap_encode(text, "replace", _TO_WESTERN)[0]
            return data.decode("cp1258", "replace")
        case TextEncoding.UNICODE:
            return text


def _raise_capitals(found: re.Match[str]) -> str:
    word = found.group()
    plain = [char for char in word if char.isascii()]
    are_capitals = len(plain) > 1 and all(char.isupper() for char in plain)
    return word.upper() if are_capitals else word


def _join_mark(found: re.Match[str]) -> str:
    vowel, mark = found.groups()
    if vowel is None:
        letter = found.group()
        plain = _VNI_LETTERS[letter.lower()]
        return plain.upper() if letter.isupper() else plain
    base = _VNI_LETTERS.get(vowel.lower(), vowel.lower())
    joined = unicodedata.normalize("NFC", base + _VNI_MARKS[mark.lower()])
    return joined.upper() if vowel.isupper() else joined


def share_right(text: str) -> float:
    """Return which share of the words that bear marks are Vietnamese, from 0 to 1."""
    text = nfc(text[:_ENOUGH])
    right = wrong = inside = 0
    for word in words_in(text):
        written = text[word.start : word.end]
        if written.isascii():
            continue
        inside += sum(not char.isascii() for char in written)
        if without_tone(word.marked) in _SYLLABLES:
            right += 1
        else:
            wrong += 1
    strays = sum(not char.isascii() and char not in _SIGNS for char in text) - inside
    return right / max(1, right + wrong + strays) if right + wrong + strays else 1.0


def score_encodings(text: str, *, is_unicode: bool) -> dict[TextEncoding, float]:
    """Return the writings a text can be in, the likeliest first, and how right each is.

    Where two are equal the newer comes first. Unicode may still hide TCVN3 and VNI:
    their fonts were used in workbooks.
    """
    part = text[:_ENOUGH]
    other = TextEncoding.CP1258 if is_unicode else TextEncoding.UNICODE
    possible = [each for each in TextEncoding if each is not other]
    shares = {each: share_right(decode_legacy_font(part, each)) for each in possible}
    return dict(sorted(shares.items(), key=lambda pair: -pair[1]))
