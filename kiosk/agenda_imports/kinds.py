"""Guess the kind of an agenda item by its words; pure."""

from kiosk.agenda.rules import ItemKind
from kiosk.vietnamese import fold

# The first that matches, so that the more particular stand before the more general.
_WORDS: tuple[tuple[ItemKind, tuple[str, ...]], ...] = (
    (ItemKind.BREAK, ("giai lao", "nghi trua", "nghi giua", "an trua", "tea break")),
    (ItemKind.FLAG_CEREMONY, ("chao co", "quoc ca")),
    (ItemKind.REGISTRATION, ("don tiep", "diem danh", "don dai bieu", "don khach")),
    (ItemKind.INTRODUCTION, ("tuyen bo ly do", "tuyen bo li do", "gioi thieu dai")),
    (
        ItemKind.ADOPTION,
        ("thong qua chuong trinh", "doan chu tich", "ban tham tra", "doan thu ky"),
    ),
    (
        ItemKind.RESOLUTION,
        (
            "thong qua nghi quyet",
            "thong qua du thao nghi quyet",
            "bieu quyet nghi quyet",
        ),
    ),
    (
        ItemKind.VOTE,
        ("bieu quyet", "bo phieu", "bau cu", "kiem phieu", "tien hanh bau"),
    ),
    (ItemKind.CLOSING, ("be mac",)),
    (ItemKind.OPENING, ("khai mac",)),
    (ItemKind.DIRECTIVE_SPEECH, ("phat bieu chi dao", "y kien chi dao")),
    (ItemKind.CONCLUSION, ("ket luan",)),
    (ItemKind.RESPONSE, ("giai trinh", "tiep thu", "tra loi chat van")),
    (ItemKind.PREPARED_SPEECH, ("tham luan",)),
    (ItemKind.DISCUSSION, ("thao luan", "gop y", "phat bieu y kien", "chat van")),
    (ItemKind.BRIEFING, ("quan triet", "chuyen de")),
)


def guess_kind(title: str) -> ItemKind:
    """Return the kind that the words of a title name; a report if none."""
    plain = " ".join(fold(title).split())
    return next(
        (kind for kind, words in _WORDS if any(word in plain for word in words)),
        ItemKind.REPORT,
    )
