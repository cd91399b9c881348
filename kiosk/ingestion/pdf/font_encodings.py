"""Decode the character codes of PDF fonts."""

import re
from collections.abc import Iterator

import pikepdf
from fontTools import agl
from fontTools.encodings.StandardEncoding import StandardEncoding
from pikepdf import Array, Dictionary, Name, Stream

_TABLE = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_TOKEN = re.compile(rb"<[0-9A-Fa-f\s]+>|\[|\]")
_MAX_CODES = 65_536
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


def characters_by_code(font: Dictionary) -> dict[int, str]:
    """Return the character of each code, as far as the font defines it.

    `font` is a simple font, or a composite one with glyph numbers as codes.
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
        tokens = [bytes([code]).decode(codec, "replace") for code in range(256)]
        found = {
            code: character
            for code, character in enumerate(tokens)
            if character.isprintable()
        }
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
    return {code: character for code, character in found.items() if len(character) == 1}


def _parse_to_unicode(table: bytes) -> Iterator[tuple[int, str]]:
    """Yield the code and text of each entry of a ToUnicode CMap."""
    for kind, body in _TABLE.findall(table):
        tokens = [match.strip(b"<>") for match in _TOKEN.findall(body)]
        yield from _chars(tokens) if kind == b"bfchar" else _ranges(tokens)


def _chars(tokens: list[bytes]) -> Iterator[tuple[int, str]]:
    for code, text in zip(tokens[::2], tokens[1::2], strict=False):
        yield int(code, 16), _text(text)


def _ranges(tokens: list[bytes]) -> Iterator[tuple[int, str]]:
    at = 0
    while at + 2 < len(tokens):
        first = int(tokens[at], 16)
        codes = range(first, min(int(tokens[at + 1], 16), first + _MAX_CODES) + 1)
        if tokens[at + 2] == b"[":
            end = tokens.index(b"]", at)
            yield from zip(codes, map(_text, tokens[at + 3 : end]), strict=False)
            at = end + 1
            continue
        begin = _text(tokens[at + 2])
        for code in codes if begin else ():
            last = min(ord(begin[-1]) + code - first, _MAX_CODES - 1)
            yield code, begin[:-1] + chr(last)
        at += 3


def _text(character: bytes) -> str:
    packed = b"".join(character.split()).decode()
    return bytes.fromhex(packed).decode("utf-16-be", "ignore")
