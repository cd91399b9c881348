"""Give a meeting of `tests/conference.py` what is sent on paper otherwise.

Issued documents in each state with their receipts, consultations in each state, and
public pages. Nobody is notified of them.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

import pikepdf

from kiosk import clock
from kiosk.consultations.models import (
    Consultation,
    ConsultationDocument,
    ConsultationRecipient,
)
from kiosk.consultations.rules import AnswerWay, ConsultationAnswer, ConsultationState
from kiosk.issued_documents.actions.issuing import add_file, finish_check
from kiosk.issued_documents.actions.register import reserve_number
from kiosk.issued_documents.document_types import IssuedType
from kiosk.issued_documents.models import IssuedDelivery, IssuedDocument
from kiosk.issued_documents.rules import (
    IssuedDetails,
    IssuedSource,
    IssuedState,
    ReserveForm,
)
from kiosk.official_papers.rules import PaperFamily
from kiosk.public_pages.models import Publicity
from kiosk.public_pages.rules import PublicKind
from kiosk.storage.secrets import new_secret
from kiosk.storage.unit_of_work import UnitOfWork
from tests.scene import Scene

DAY = dt.timedelta(days=1)
PAGES = 2
REASON = "Reason 1"


@dataclass
class SentDocuments:
    """The ids of one meeting's rows; the first of each list is the ordinary one."""

    units: list[int] = field(default_factory=list)
    # Issued, reserved with its file, reserved without, given up, recalled.
    issued: list[int] = field(default_factory=list)
    # To the first unit: not opened yet, opened and recalled.
    deliveries: list[int] = field(default_factory=list)
    # Open, a draft, open with its deadline over, closed.
    consultations: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    # Of the agenda, and of the issued document, whose title is Vietnamese.
    tokens: list[str] = field(default_factory=list)

    @property
    def sent_consultations(self) -> list[int]:
        """Return all but the draft."""
        return [self.consultations[0], *self.consultations[2:]]


@cache
def signed_pdf() -> bytes:
    """Return a PDF of two pages."""
    made, file = pikepdf.new(), BytesIO()
    for _ in range(PAGES):
        made.add_blank_page(page_size=(595, 842))
    made.save(file)
    return file.getvalue()


def make_sent_documents(
    scene: Scene, meeting: int, unit: int, members: list[int], document: int
) -> SentDocuments:
    """Make them all: sent to `unit`; `members` are asked, `document` goes along."""
    sent = SentDocuments()
    # Names are unique on a server with many such meetings.
    sent.units = [unit, scene.make_unit(f"Unit {meeting}2")]
    _issue(scene, sent, meeting)
    _deliver(scene, sent)
    _ask(scene, sent, meeting, members, document)
    _make_public(scene, sent, meeting)
    return sent


def _issue(scene: Scene, sent: SentDocuments, meeting: int) -> None:
    lines = (
        (IssuedState.ISSUED, True),
        (IssuedState.RESERVED, True),
        (IssuedState.RESERVED, False),
        (IssuedState.GIVEN_UP, False),
        (IssuedState.RECALLED, True),
    )
    stored = scene.store.files.store_bytes(signed_pdf())
    for at, (state, has_file) in enumerate(lines, 1):
        with scene.store.unit_of_work("test") as work:
            made = _reserve(work, meeting, at)
            if has_file:
                name = f"signed-{at}.pdf"
                add_file(work, issued_id=made.id, file_name=name, stored=stored)
                finish_check(work, issued_id=made.id, sha256=stored.sha256, pages=PAGES)
            made.state = state
            if state in {IssuedState.ISSUED, IssuedState.RECALLED}:
                made.issued_by, made.issued_at = "Clerk 1", work.now - DAY
            if state in {IssuedState.GIVEN_UP, IssuedState.RECALLED}:
                made.ended_by, made.ended_at = "Clerk 1", work.now
                made.reason = REASON
            sent.issued.append(made.id)


def _reserve(work: UnitOfWork, meeting: int, at: int) -> IssuedDocument:
    form = ReserveForm(
        PaperFamily.PARTY,
        IssuedType.CONCLUSION,
        IssuedDetails(clock.now().date(), f"Summary {at}", "Signer 1"),
        IssuedSource(meeting),
        number=meeting * 10 + at,
    )
    return reserve_number(work, by="Clerk 1", form=form)


def _deliver(scene: Scene, sent: SentDocuments) -> None:
    """Send to the first unit, so long ago that it can be reminded."""
    with scene.store.unit_of_work("test") as work:
        lines = ((sent.issued[0], None), (sent.issued[4], work.now - DAY / 2))
        for issued_id, opened_at in lines:
            delivery = IssuedDelivery(
                issued_id=issued_id,
                unit_id=sent.units[0],
                unit_name="Unit 1",
                sent_by="Clerk 1",
                sent_at=work.now - DAY,
                opened_at=opened_at,
                opened_by="Person 1" if opened_at else "",
            )
            work.session.add(delivery)
            work.session.flush()
            sent.deliveries.append(delivery.id)


def _ask(
    scene: Scene, sent: SentDocuments, meeting: int, members: list[int], document: int
) -> None:
    states = (
        (ConsultationState.OPEN, DAY),
        (ConsultationState.DRAFT, DAY),
        (ConsultationState.OPEN, -DAY),
        (ConsultationState.CLOSED, -DAY),
    )
    with scene.store.unit_of_work("test") as work:
        for at, (state, left) in enumerate(states, 1):
            made = Consultation(
                meeting_id=meeting,
                title=f"Consultation {at}",
                question=f"Question {at}",
                deadline=work.now + left,
                state=state,
                changed_by="Secretary 1",
                changed_at=work.now,
            )
            if state is not ConsultationState.DRAFT:
                made.opened_at = work.now - 2 * DAY
            if state is ConsultationState.CLOSED:
                made.closed_at, made.sha256 = work.now, "0" * 64
            work.session.add(made)
            work.session.flush()
            work.session.add(
                ConsultationDocument(consultation_id=made.id, document_id=document)
            )
            sent.consultations.append(made.id)
            sent.recipients += _recipients(work, made, members)


def _recipients(work: UnitOfWork, made: Consultation, members: list[int]) -> list[int]:
    """Add who is asked; the last of them has answered what was sent."""
    rows = [
        ConsultationRecipient(
            consultation_id=made.id,
            member_id=member,
            ordinal=at,
            name=f"Person {at}",
            unit="Office 1",
        )
        for at, member in enumerate(members, 1)
    ]
    if made.state != ConsultationState.DRAFT:
        last = rows[-1]
        last.answer, last.text = ConsultationAnswer.OTHER, "Answer 1"
        last.answered_at, last.revision = made.opened_at, 1
        last.way = AnswerWay.SIGNED_IN
    work.session.add_all(rows)
    work.session.flush()
    return [row.id for row in rows]


def _make_public(scene: Scene, sent: SentDocuments, meeting: int) -> None:
    marked = (
        (PublicKind.AGENDA, {"meeting_id": meeting}),
        (PublicKind.ISSUED_DOCUMENT, {"issued_id": sent.issued[0]}),
    )
    with scene.store.unit_of_work("test") as work:
        for kind, row in marked:
            token = new_secret()
            work.session.add(
                Publicity(
                    token=token, kind=kind, shown_by="a", shown_at=work.now, **row
                )
            )
            sent.tokens.append(token)
