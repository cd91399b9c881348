"""Opinions of a meeting for the secretariat, and of one author."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.agenda.queries import agenda
from kiosk.clock import iso_moment
from kiosk.opinions.models import Opinion
from kiosk.roles import Role


def opinions_of(session: Session, meeting_id: int) -> list[dict[str, Any]]:
    """Return a meeting's opinions for its secretariat, item by item, oldest first."""
    lines = agenda(session, meeting_id, Role.SECRETARY)
    order = {line.item.id: index for index, line in enumerate(lines)}
    found = session.scalars(
        select(Opinion)
        .where(Opinion.meeting_id == meeting_id)
        .order_by(Opinion.sent_at, Opinion.id)
    ).all()
    # Opinions on removed items come last.
    last = len(order)
    return [
        _opinion_json(opinion)
        for opinion in sorted(found, key=lambda one: order.get(one.item_id or 0, last))
    ]


def own_opinions(session: Session, member_id: int) -> list[dict[str, Any]]:
    """Return what a member has sent, oldest first."""
    found = session.scalars(
        select(Opinion)
        .where(Opinion.member_id == member_id)
        .order_by(Opinion.sent_at, Opinion.id)
    )
    return [_opinion_json(opinion) for opinion in found]


def _opinion_json(opinion: Opinion) -> dict[str, Any]:
    return {
        "id": opinion.id,
        "note": opinion.note_key,
        "author": opinion.author_name,
        "position": opinion.author_position,
        "unit": opinion.author_unit,
        "item": opinion.item_id,
        "item_number": opinion.item_number,
        "item_title": opinion.item_title,
        "document": opinion.document_id,
        "paper_title": opinion.paper_title,
        "version": opinion.paper_version,
        "page": opinion.page,
        "quote": opinion.quote,
        "text": opinion.text,
        "sent_at": opinion.sent_at.isoformat(),
        "received_at": iso_moment(opinion.received_at),
        "received_by": opinion.received_by,
    }
