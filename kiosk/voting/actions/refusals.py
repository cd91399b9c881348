"""Store refused acts around votes; repetitions are counted."""

from collections.abc import Iterable

from sqlalchemy import select

from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.models import VoteRefusal
from kiosk.voting.rules.refusals import RefusedAct


def store_refusals(
    work: UnitOfWork, refusals: Iterable[tuple[RefusedAct, int]]
) -> None:
    """Add `refusals`, each with how often it happened."""
    for refused, times in refusals:
        known = work.session.scalars(
            select(VoteRefusal).where(
                VoteRefusal.meeting_id == refused.meeting_id,
                VoteRefusal.vote_key == refused.vote_id,
                VoteRefusal.sign_in_key == refused.sign_in_id,
                VoteRefusal.act == refused.act,
                VoteRefusal.reason == refused.reason,
            )
        ).one_or_none()
        if known is None:
            known = VoteRefusal(
                meeting_id=refused.meeting_id,
                vote_key=refused.vote_id,
                sign_in_key=refused.sign_in_id,
                who=refused.who,
                act=refused.act,
                reason=refused.reason,
                times=0,
                first_at=work.now,
            )
            work.session.add(known)
        known.times += times
        known.address, known.last_at = refused.address, work.now
        work.session.flush()
