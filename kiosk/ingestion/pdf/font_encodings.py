"""What the codes of a PDF's font mean: the character for each code."""

import re
from collections.abc import Iterator

import pikepdf
from fontTools import agl
from fontTools.encodings.StandardEncoding import StandardEncoding
from pikepdf import Array, Dictionary, Name, Stream

_TABLE = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_TOKEN = re.compile(rb"<[0-9A-Fa-f\s]+>|\[|\]")
_MOST_CODES = 65_536
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


def characters_by_code(font: Dictionary) -> dict[int, str]:
    """Return the character of each code, as far as the font says.

    `font` is a simple font, or a composite one whose codes are numbers of glyphs.
    """
    found: dict[int, str] = {}
    if font.get("/Subtype") != Name.Type0:
        found |= _from_encoding(font)
    to_unicode = font.get("/ToUnicode")
    if isinstance(to_unicode, Stream):
        found |= {
            code: text
            for code, text in _parse_to_unicode(to_unicode.read_bytes())
            if len(text) == 1 and text.isprintable()
        }
    return found


def _from_encoding(font: Dictionary) -> dict[int, str]:
    encoding: pikepdf.Object | None = font.get("/Encoding")
    base, changes = encoding, None
    if isinstance(encoding, Dictionary):
        base, changes = encoding.get("/BaseEncoding"), encoding.get("/Differences")
    codec = _CODECS.get(str(base))
    if codec is None and font.get("/Subtype") == Name.TrueType:
        codec = "cp1252"
    if codec:
        signs = [bytes([code]).decode(codec, "replace") for code in range(256)]
        found = {code: sign for code, sign in enumerate(signs) if sign.isprintable()}
    else:
        names = enumerate(StandardEncoding)
        found = {code: agl.toUnicode(n) for code, n in names if n != ".notdef"}
    code = 0
    for part in changes if isinstance(changes, Array) else ():
        if isinstance(part, Name):
            found[code] = agl.toUnicode(str(part)[1:])
            code += 1
        else:
            code = int(part)
    return {code: sign for code, sign in found.items() if len(sign) == 1}


def _parse_to_unicode(table: bytes) -> Iterator[tuple[int, str]]:
    """Give what a table of characters_by_code says: code and text."""
    for kind, body in _TABLE.findall(table):
        signs = [match.strip(b"<>") for match in _TOKEN.findall(body)]
        yield from _chars(signs) if kind == b"bfchar" else _ranges(signs)


def _chars(signs: list[bytes]) -> Iterator[tuple[int, str]]:
    for code, text in zip(signs[::2], signs[1::2], strict=False):
        yield int(code, 16), _text(text)


def _ranges(signs: list[bytes]) -> Iterator[tuple[int, str]]:
    at = 0
    while at + 2 < len(signs):
        first = int(signs[at], 16)
        codes = range(first, min(int(signs[at + 1], 16), first + _MOST_CODES) + 1)
        if signs[at + 2] == b"[":
            end = signs.index(b"]", at)
            yield from zip(codes, map(_text, signs[at + 3 : end]), strict=False)
            at = end + 1
            continue
        begin = _text(signs[at + 2])
        for code in codes if begin else ():
            last = min(ord(begin[-1]) + code - first, _MOST_CODES - 1)
            yield code, begin[:-1] + chr(last)
        at += 3


def _text(sign: bytes) -> str:
    packed = b"".join(sign.split()).decode()
    return bytes.fromhex(packed).decode("utf-16-be", "ignore")
