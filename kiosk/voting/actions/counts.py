"""Enter counts of hands and of paper ballots; the result follows at the close."""

import json

import msgspec
from sqlalchemy import select

from kiosk.errors import N_, Conflict, NotFound
from kiosk.identity import Actor
from kiosk.sites.models import Site
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.events import VotePrepared
from kiosk.voting.models import HandCount, PaperCount, Vote
from kiosk.voting.queries.results import entered_result
from kiosk.voting.queries.voters import on_roll_at
from kiosk.voting.queries.votes import get_vote, options_of, terms_of
from kiosk.voting.rules.counts import check_hands, check_paper
from kiosk.voting.rules.forms import HandCountForm, PaperCountForm
from kiosk.voting.rules.kinds import VoteKind, VoteState

TAKES_COUNTS = frozenset({VoteState.OPEN, VoteState.CLOSED})


def enter_hands(
    work: UnitOfWork, *, actor: Actor, vote_id: int, form: HandCountForm
) -> Vote:
    """Store or replace what the tellers of a site have counted.

    :raises Conflict: the vote takes no counts of hands now.
    :raises NotFound: the meeting has no such site.
    :raises Invalid: more hands were counted than voters are present.
    """
    vote = _takes_counts(work, actor, vote_id, VoteKind.HANDS)
    site = work.session.get(Site, form.site_id) if form.site_id is not None else None
    if form.site_id is not None and (
        site is None or site.meeting_id != actor.meeting_id
    ):
        raise NotFound(N_("Không có điểm cầu này trong hội nghị."))
    terms = terms_of(vote, options_of(work.session, vote.id))
    check_hands(terms, form.counts, on_roll_at(work.session, vote.id, form.site_id))
    site_key = form.site_id or 0
    wanted = select(HandCount).where(
        HandCount.vote_id == vote.id, HandCount.site_key == site_key
    )
    known = work.session.scalars(wanted).one_or_none()
    if known is None:
        known = HandCount(vote_id=vote.id, site_key=site_key)
        work.session.add(known)
    known.counts = json.dumps(form.counts, sort_keys=True)
    known.entered_by, known.entered_at = actor.name, work.now
    _update(work, vote)
    return vote


def enter_paper(
    work: UnitOfWork, *, actor: Actor, vote_id: int, form: PaperCountForm
) -> Vote:
    """Store or replace the record of a ballot on paper.

    :raises Conflict: the vote takes no record of paper now.
    :raises Invalid: the numbers do not agree; the sentence says which.
    """
    vote = _takes_counts(work, actor, vote_id, VoteKind.PAPER)
    check_paper(terms_of(vote, options_of(work.session, vote.id)), form, vote.eligible)
    known = work.session.get(PaperCount, vote.id)
    if known is None:
        known = PaperCount(vote_id=vote.id)
        work.session.add(known)
    for name in ("issued", "returned", "valid", "invalid"):
        setattr(known, name, getattr(form, name))
    known.reasons = json.dumps(form.reasons, ensure_ascii=False, sort_keys=True)
    known.counts = json.dumps(form.counts, sort_keys=True)
    known.entered_by, known.entered_at = actor.name, work.now
    _update(work, vote)
    return vote


def _takes_counts(work: UnitOfWork, actor: Actor, vote_id: int, kind: VoteKind) -> Vote:
    vote = get_vote(work.session, actor.meeting_id, vote_id)
    if vote.kind != kind or vote.state not in TAKES_COUNTS:
        raise Conflict(
            N_(
                "Biểu quyết này lúc này không nhập kết quả kiểm đếm. Xin tải lại trang."
            ),
            code="no_counts",
        )
    return vote


def _update(work: UnitOfWork, vote: Vote) -> None:
    """Compute the result anew where the vote is closed, and tell those who run it."""
    work.session.flush()
    if vote.state == VoteState.CLOSED:
        result = entered_result(work.session, vote)
        vote.result = msgspec.json.encode(result).decode() if result else ""
        vote.cast = result.base_counts.cast if result else 0
    vote.revision += 1
    work.record(VotePrepared(meeting_id=vote.meeting_id, vote_id=vote.id))
