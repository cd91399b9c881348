"""Query the conclusions of a meeting, in their order."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.conclusions.models import Conclusion, ConclusionIssue
from kiosk.conclusions.rules import ConclusionDetails, conclusions_digest


@dataclass(frozen=True)
class NumberedConclusion:
    """A conclusion with its number, from 1."""

    number: int
    conclusion: Conclusion
    details: ConclusionDetails


def details_of(conclusion: Conclusion) -> ConclusionDetails:
    """Return what was entered."""
    return ConclusionDetails(
        text=conclusion.text,
        lead_unit=conclusion.lead_unit,
        coordinating_units=tuple(conclusion.coordinating_units.splitlines()),
        due_date=conclusion.due_date,
        item_id=conclusion.item_id,
        document_id=conclusion.document_id,
        page=conclusion.page,
    )


def conclusions_of(session: Session, meeting_id: int) -> list[NumberedConclusion]:
    """Return the conclusions in their order."""
    rows = session.scalars(
        select(Conclusion)
        .where(Conclusion.meeting_id == meeting_id)
        .order_by(Conclusion.ordinal, Conclusion.id)
    )
    return [
        NumberedConclusion(number, row, details_of(row))
        for number, row in enumerate(rows, 1)
    ]


def issue_of(session: Session, meeting_id: int) -> ConclusionIssue | None:
    """Return the issue of the conclusions; None: they may still be changed."""
    return session.get(ConclusionIssue, meeting_id)


def digest_of(session: Session, meeting_id: int) -> str:
    """Return the digest of the conclusions as they are now."""
    return conclusions_digest(
        each.details for each in conclusions_of(session, meeting_id)
    )
