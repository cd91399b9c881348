"""Clean the text of a cell and find reasons why it cannot be used; pure."""

import re
from collections.abc import Sequence

from kiosk.accounts.rules import LONGEST_FULL_NAME
from kiosk.errors import N_
from kiosk.people.imports.columns import role_from_text
from kiosk.people.rules import (
    FIELD_LABELS,
    MAX_CELL_LENGTH,
    FieldValues,
    PersonField,
    TableRow,
)

RowReason = tuple[str, dict[str, str | int]]

# Beginnings that Excel takes for a formula.
_FORMULA = re.compile(r"[=+@]|-\s*[\d(=+@]")
# Placeholders for an empty cell.
_EMPTY_MARK = re.compile(r"[-–—_.…/\s]*")
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f\u200b-\u200f\u2028-\u202e\ufeff]"
)
_LETTER = re.compile(r"[^\W\d_]")
# “Nguy?n”, “Th?” and “?inh”, the sign of Unicode for a letter that was lost, and UTF-8
# that was read as Western letters: “Nguyá»…n”, “VÄƒn”.
_LOST_LETTER = re.compile(
    r"\ufffd|[^\W\d_]\?|\?[^\W\d_]|á[»º]\S|Ã[\u0080-\u00bf]|Ä[‘’ƒ\u0080-\u00bf]|Æ[°¡]"
)
# Each of them contains one of these, which is quicker to search.
_LOST_LETTER_HINT = re.compile(r"[\ufffd?»ºÃÄÆ]")
# Error values of Excel and LibreOffice.
_EXCEL_ERROR = re.compile(
    r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BUSY!|CONNECT!"
    r"|BLOCKED!|UNKNOWN!|GETTING_DATA|#+$)|(Err|Lỗi):\d{3}$",
    re.IGNORECASE,
)
# Characters of no name: the row was split at wrong positions.
_NOT_IN_A_NAME = re.compile(r"[;|<>{}=\\]")


def clean_cell(text: str) -> str:
    """Return the text on one line, without invisible characters."""
    plain = " ".join(_INVISIBLE.sub("", text).split())
    # The export adds this apostrophe.
    if plain.startswith(("'=", "'+", "'-", "'@")):
        plain = plain[1:]
    return "" if _EMPTY_MARK.fullmatch(plain) else plain


def cell_error(
    field: PersonField, text: str
) -> tuple[str, dict[str, str | int]] | None:
    """Return why the text cannot be used, as a sentence and its details."""
    label = FIELD_LABELS[field]
    longest = LONGEST_FULL_NAME if field is PersonField.FULL_NAME else MAX_CELL_LENGTH
    if _FORMULA.match(text):
        sentence = N_("Cột “{column}” bắt đầu như một công thức: “{words}”.")
        return sentence, {"column": label, "words": text[:40]}
    if len(text) > longest:
        return N_("Cột “{column}” dài quá {limit} chữ."), {
            "column": label,
            "limit": longest,
        }
    if why := _damage_of(text):
        return why, {"column": label, "words": text[:40]}
    if field is PersonField.FULL_NAME and (
        not _LETTER.search(text) or _NOT_IN_A_NAME.search(text)
    ):
        return N_("“{words}” không phải họ tên."), {"words": text[:40]}
    return None


def _damage_of(text: str) -> str:
    """Return what a program has damaged in the text, empty if nothing."""
    if _EXCEL_ERROR.match(text):
        return N_(
            "Cột “{column}” có giá trị lỗi của Excel: “{words}”. Xin sửa ô này trong"
            " tệp rồi nhập lại."
        )
    if has_lost_letters(text):
        return N_(
            "Cột “{column}” mất chữ: “{words}”. Xin xuất lại tệp từ Excel dạng"
            " .xlsx hoặc “CSV UTF-8”."
        )
    return ""


def has_lost_letters(text: str) -> bool:
    """Return whether placeholders stand for letters lost by an export."""
    if not _LOST_LETTER_HINT.search(text):
        return False
    return bool(_LOST_LETTER.search(text)) and not _EXCEL_ERROR.match(text)


def cell_errors(words: FieldValues) -> list[RowReason]:
    """Return the errors of a row's cells; replace a role name by the role."""
    # Each kind of reason once per row.
    found: list[RowReason] = []
    for field, text in words.items():
        why = cell_error(field, text)
        if why and why[0] not in {sentence for sentence, _ in found}:
            found.append(why)
    if not found and (said := words.get(PersonField.ROLE)):
        role = role_from_text(said)
        if role is None:
            sentence = N_("Không rõ vai trò “{words}”.")
            found.append((sentence, {"words": said[:40]}))
        else:
            words[PersonField.ROLE] = role
    return found


def count_damaged_rows(
    lines: Sequence[TableRow], columns: dict[int, PersonField]
) -> int:
    """Return how many rows lost letters in used columns."""
    return sum(
        any(
            place < len(line.cells) and has_lost_letters(line.cells[place])
            for place in columns
        )
        for line in lines
    )
