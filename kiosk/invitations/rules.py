"""Define answers to invitations; pure."""

from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Invalid
from kiosk.languages import LANGUAGES
from kiosk.vietnamese import fold

INVITE_JOB = "make_invitations"
RSVP_PATH = "/rsvp"
LONGEST_NAME, LONGEST_REASON = 120, 500
# One of them, or none.
_LANGUAGE = f"^(|{'|'.join(LANGUAGES)})$"
# Members named in one pasted list.
MOST_PASTED = 5000


class Answer(StrEnum):
    """What an invited person has answered."""

    NONE = ""
    ACCEPTED = "accepted"
    ABSENT = "absent"
    SUBSTITUTE = "substitute"


ANSWER_LABELS: dict[Answer, str] = {
    Answer.NONE: N_("Chưa trả lời"),
    Answer.ACCEPTED: N_("Dự họp"),
    Answer.ABSENT: N_("Vắng mặt"),
    Answer.SUBSTITUTE: N_("Cử người dự thay"),
}

Token = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class InvitationLink(msgspec.Struct, forbid_unknown_fields=True):
    """The personal link's token, from its fragment."""

    token: Token


class InvitationReply(msgspec.Struct, forbid_unknown_fields=True):
    """An answer to an invitation."""

    token: Token
    answer: Answer
    reason: Annotated[str, msgspec.Meta(max_length=LONGEST_REASON)] = ""
    substitute_name: Annotated[str, msgspec.Meta(max_length=LONGEST_NAME)] = ""
    substitute_position: Annotated[str, msgspec.Meta(max_length=LONGEST_NAME)] = ""


class ContactForm(msgspec.Struct, forbid_unknown_fields=True):
    """Where a member receives e-mail, empty for nowhere, and in which language.

    The language "" is the office's; None leaves what was chosen.
    """

    email: Annotated[str, msgspec.Meta(max_length=254)]
    language: Annotated[str, msgspec.Meta(pattern=_LANGUAGE)] | None = None


class PastedContact(msgspec.Struct, frozen=True):
    """A line of a pasted list; what it does not say is empty, the language None."""

    folded_name: str
    email: str
    language: str | None


class PastedContactsForm(msgspec.Struct, forbid_unknown_fields=True):
    """Lines of name and address, as copied from a table."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=500_000)]


def checked_answer(form: InvitationReply) -> InvitationReply:
    """Return the answer without what does not belong to it.

    :raises Invalid: there is none, or reason or substitute is missing.
    """
    reason = " ".join(form.reason.split())
    name = " ".join(form.substitute_name.split())
    position = " ".join(form.substitute_position.split())
    if form.answer is Answer.NONE:
        raise Invalid(N_("Xin chọn câu trả lời."), code="no_answer")
    if form.answer is Answer.ACCEPTED:
        return InvitationReply(form.token, form.answer)
    if not reason:
        raise Invalid(N_("Xin ghi lý do vắng mặt."), code="no_reason")
    if form.answer is Answer.ABSENT:
        return InvitationReply(form.token, form.answer, reason)
    if not name:
        raise Invalid(N_("Xin ghi tên người dự thay."), code="no_substitute")
    return InvitationReply(form.token, form.answer, reason, name, position)


def pasted_contacts(text: str) -> list[PastedContact]:
    """Return what lines such as "name<tab>address<tab>en" say.

    A line without an address keeps it empty; lines without letters are left out, and so
    are cells without any, as running numbers.

    :raises Invalid: there are too many lines.
    """
    lines = [_cells_of(line) for line in text.splitlines()]
    found = [_contact_of(cells) for cells in lines if cells]
    if len(found) > MOST_PASTED:
        raise Invalid(N_("Nhiều nhất {limit} dòng mỗi lần."), limit=MOST_PASTED)
    return found


def _cells_of(line: str) -> list[str]:
    cells = line.replace(";", "\t").replace(",", "\t").split("\t")
    return [cell.strip() for cell in cells if any(map(str.isalpha, cell))]


def _contact_of(cells: list[str]) -> PastedContact:
    # Members may be called "Vi": the first cell is never the language.
    places = (at for at, cell in enumerate(cells) if at and cell.lower() in LANGUAGES)
    language = next(places, None)
    names = [
        cell for at, cell in enumerate(cells) if at != language and "@" not in cell
    ]
    return PastedContact(
        fold(names[0]) if names else "",
        next((cell for cell in cells if "@" in cell), ""),
        cells[language].lower() if language else None,
    )
