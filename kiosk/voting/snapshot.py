"""The votes in the snapshot."""

from typing import Any

from sqlalchemy.orm import Session

from kiosk.agenda.queries import agenda
from kiosk.roles import Permission, Role, may
from kiosk.voting.models import Vote
from kiosk.voting.queries.entered_counts import entered_counts
from kiosk.voting.queries.voters import cast_of
from kiosk.voting.queries.votes import options_of_votes, vote_json, votes_of
from kiosk.voting.rules.kinds import VoteState

IS_FETCHED_ALONE = True


def snapshot_part(
    session: Session, meeting_id: int, role: Role, _state: dict[str, Any]
) -> dict[str, Any]:
    """Return the votes that `role` may know of; drafts only to those who run them."""
    is_manager = may(role, Permission.RUN_VOTES)
    items = {line.item.id for line in agenda(session, meeting_id, role)}
    votes = [
        vote
        for vote in votes_of(session, meeting_id, all_states=is_manager)
        if _is_shown(vote, role, items)
    ]
    options = options_of_votes(session, [vote.id for vote in votes])
    sees_turnout = is_manager or role == Role.WALL
    return {
        "votes": [
            vote_json(
                vote,
                options.get(vote.id, []),
                is_manager=is_manager,
                cast=_cast(session, vote, sees_turnout=sees_turnout),
            )
            | ({} if vote.item_id in items else {"item_id": None})
            | (entered_counts(session, vote) if is_manager else {})
            for vote in votes
        ]
    }


def _is_shown(vote: Vote, role: Role, items: set[int]) -> bool:
    """Tell whether the role sees a vote: of an item that it sees, or may vote on."""
    is_concerned = may(role, Permission.RUN_VOTES) or may(role, Permission.CAST_BALLOT)
    return is_concerned or vote.item_id is None or vote.item_id in items


def _cast(session: Session, vote: Vote, *, sees_turnout: bool) -> int | None:
    if vote.state == VoteState.ANNOUNCED:
        return vote.cast
    return cast_of(session, vote) if sees_turnout else None
