"""Counts that people have entered, as those who run votes see them."""

import json
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.voting.models import HandCount, PaperCount, Vote, Voter
from kiosk.voting.queries.results import paper_form
from kiosk.voting.rules.kinds import VoteKind, VoteState


def entered_counts(session: Session, vote: Vote) -> dict[str, Any]:
    """Return hands by site, sites without a count too, and the record of paper."""
    is_started = vote.state != VoteState.DRAFT
    by_hands = is_started and vote.kind == VoteKind.HANDS
    on_paper = session.get(PaperCount, vote.id) if vote.kind == VoteKind.PAPER else None
    return {
        "hand_counts": _hands_by_site(session, vote) if by_hands else [],
        "paper_count": msgspec.to_builtins(paper_form(on_paper)) if on_paper else None,
        "shares_entered": vote.shares_entered,
    }


def _hands_by_site(session: Session, vote: Vote) -> list[dict[str, Any]]:
    counts = select(HandCount).where(HandCount.vote_id == vote.id)
    entered = {one.site_key: one for one in session.scalars(counts)}
    sites = session.execute(
        select(Voter.site_id, Voter.site_name, func.count())
        .where(Voter.vote_id == vote.id)
        .group_by(Voter.site_id, Voter.site_name)
        .order_by(Voter.site_name)
    )
    lines = []
    for site_id, name, present in sites:
        known = entered.get(site_id or 0)
        lines.append(
            {
                "site_id": site_id,
                "site_name": name,
                "present": present,
                "counts": json.loads(known.counts) if known else {},
                "entered_by": known.entered_by if known else "",
            }
        )
    return lines
