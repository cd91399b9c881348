"""Compose the minutes as an official paper: header, text, signatures, record."""

from msgspec.structs import replace
from sqlalchemy.orm import Session

from kiosk.minutes.draft.draft import draft_document
from kiosk.minutes.facts.gather import gather_facts, people_of
from kiosk.minutes.printing.blocks import document_blocks
from kiosk.minutes.queries import current_document
from kiosk.official_papers.queries import new_paper, office
from kiosk.official_papers.rules import (
    OfficialPaper,
    PaperFamily,
    PaperKind,
    Signature,
)
from kiosk.record.queries import record_root
from kiosk.roles import Role
from kiosk.vietnamese import fold

# Words in a signature's lines, without diacritics, and whose name stands below.
_SIGNERS = {
    Role.SECRETARY: ("ghi bien ban", "thu ky"),
    Role.CHAIR: ("chu tri", "chu toa", "chu tich"),
}


def minutes_paper(
    session: Session, meeting_id: int, family: PaperFamily
) -> OfficialPaper:
    """Return the minutes as they are written now, or a fresh draft if there are none.

    :raises NotFound: there is no such meeting.
    """
    paper = new_paper(session, family, PaperKind.MINUTES, meeting_id)
    document = current_document(session, meeting_id, family)
    if document is None:
        facts = gather_facts(session, meeting_id)
        document = draft_document(facts, family, office(session, family))
    return replace(
        paper,
        body=document_blocks(document),
        signatures=_signatures(session, meeting_id, paper.signatures),
        record_root=_record_words(session, meeting_id),
    )


def _signatures(
    session: Session, meeting_id: int, signatures: list[Signature]
) -> list[Signature]:
    """Return the signatures with the names of the secretary and the chair."""
    names = {
        role: [one.name for one in people_of(session, meeting_id, role)]
        for role in _SIGNERS
    }
    return [
        one if one.name else replace(one, name=_name_for(one, names))
        for one in signatures
    ]


def _name_for(signature: Signature, names: dict[Role, list[str]]) -> str:
    """Return the name of the first person of the role that signs here."""
    lines = fold(" ".join([*signature.authority, signature.position]))
    for role, words in _SIGNERS.items():
        if names[role] and any(word in lines for word in words):
            return names[role][0]
    return ""


def _record_words(session: Session, meeting_id: int) -> str:
    """Return the root of the record, to be compared with an archive."""
    root = record_root(session, meeting_id)
    if root is None:
        return ""
    return f"{root.hash} (đến mục {root.number}; khoá {root.key_fingerprint})"
