"""Remove from texts the characters that XML 1.0 does not allow; pure.

Word and Excel files are XML, and refuse a text that holds one of them. They come with
what is pasted from PDF files (a hyphen at the end of a line is U+0002) and from Word (a
line break is U+000B, a hyphen that does not break U+001E).
"""

import re

_INVALID = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REPLACEMENTS = {"\x0b": " ", "\x0c": " ", "\x1e": "-"}
# In JSON: an escape of a control character (also of a line's end, which is allowed), or
# the last two code points as escapes or in UTF-8.
_SUSPECT = re.compile(rb"\\[bf]|\\u00[01]|\\u[fF]{3}[eEfF]|\xef\xbf[\xbe\xbf]")
_SHORT_ESCAPES = {rb"\b": "\b", rb"\f": "\f"}
_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})|\\.|\xef\xbf[\xbe\xbf]", re.DOTALL)


def valid_xml_text(text: str) -> str:
    """Return the text with only those characters that XML allows."""
    return _INVALID.sub(_replacement, text)


def _replacement(found: re.Match[str]) -> str:
    return _REPLACEMENTS.get(found[0], "")


def valid_xml_json(data: bytes) -> bytes:
    """Return a JSON document with such texts only; most are returned as they are."""
    return _ESCAPE.sub(_valid_escape, data) if _SUSPECT.search(data) else data


def _valid_escape(found: re.Match[bytes]) -> bytes:
    if found[0][:1] != b"\\":
        return b""
    code = found[1]
    character = chr(int(code, 16)) if code else _SHORT_ESCAPES.get(found[0], "")
    if not _INVALID.fullmatch(character):
        return found[0]
    return _REPLACEMENTS.get(character, "").encode()
