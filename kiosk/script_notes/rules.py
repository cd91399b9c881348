"""Limits of a script note; pure."""

from kiosk.errors import N_, Invalid

MAX_NOTE_LENGTH = 20_000


def check_note(text: str) -> None:
    """Check a note's length in letters.

    :raises Invalid: it is too long.
    """
    if len(text) > MAX_NOTE_LENGTH:
        raise Invalid(
            N_("Lời dẫn dài quá {limit} chữ. Xin viết ngắn lại."),
            code="long_note",
            limit=MAX_NOTE_LENGTH,
        )
