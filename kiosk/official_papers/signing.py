"""Read and write where somebody signs, as lines of text; pure."""

import re

from kiosk.official_papers.rules import Signature

MOST_SIGNATURES = 3
# Thay mặt, quyền, ký thay, thừa lệnh, thừa uỷ quyền; with a slash in the Party, with a
# full stop in the State.
_AUTHORITY = re.compile(r"(T/M|K/T|T/L|TM\.|KT\.|TL\.|TUQ\.|T/UQ|Q\.)\s", re.IGNORECASE)


def parse_signatures(text: str) -> list[Signature]:
    """Return the signatures of a text, in which an empty line separates two.

    Lines that begin with T/M, TL. and the like are authority, the others position. If
    there is none of the first, the lines name a role in the meeting and are printed
    like authority.
    """
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r", "").strip())
    return [_parse_signature(block) for block in blocks if block.strip()]


def _parse_signature(block: str) -> Signature:
    lines = [" ".join(line.split()) for line in block.splitlines() if line.strip()]
    authority = [line for line in lines if _AUTHORITY.match(f"{line} ")]
    if not authority:
        return Signature(authority=lines)
    position = [line for line in lines if line not in authority]
    return Signature(authority=authority, position="\n".join(position))


def signatures_text(signatures: list[Signature]) -> str:
    """Return the text that `parse_signatures` reads."""
    blocks = [
        "\n".join([*one.authority, *filter(None, [one.position])]) for one in signatures
    ]
    return "\n\n".join(blocks)
