"""Change a meeting's state and sign out those it no longer admits."""

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act
from kiosk.accounts.actions.sign_ins import end_badge_sign_ins
from kiosk.checkins.actions import record_roll_call
from kiosk.documents.actions.publication import withdraw_at_close
from kiosk.identity import NO_ENDPOINT, Actor, Endpoint
from kiosk.meetings import actions as meetings
from kiosk.meetings.rules import ADMITTING_STATES, MeetingState
from kiosk.record.actions import make_checkpoint
from kiosk.roles import EVERYONE, PERMISSIONS, Permission
from kiosk.speaking.actions.floor import end_open_speeches
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.timers.actions import follow_state
from kiosk.voting.queries.votes import check_no_open_vote


def change_state(
    work: UnitOfWork,
    *,
    actor: Actor,
    new: MeetingState,
    record_key: bytes,
    instead_of: MeetingState | None = None,
    endpoint: Endpoint = NO_ENDPOINT,
) -> None:
    """Change the meeting's state; a state that admits no delegates signs them out.

    Closing ends all badge sign-ins and withdraws documents published until the end.
    Going back to draft keeps roles that may read drafts. Opening calls the roll;
    closing signs the journal.

    :param record_key: `Config.record_key`.
    :param instead_of: the state that the actor saw; None: unknown.
    :param endpoint: of the request, for the access log.
    :raises Forbidden: the actor may not make this transition.
    :raises Conflict: there is no such transition, another person made a third, or a
        vote is open at the end.
    """
    if instead_of is not None and meetings.is_state_held(
        work, actor=actor, new=new, instead_of=instead_of
    ):
        return
    if new == MeetingState.CLOSED:
        check_no_open_vote(work.session, actor.meeting_id)
    ended = 0
    if new not in ADMITTING_STATES:
        ended = _sign_out_badges(work, actor, new, endpoint)
    meetings.change_state(work, actor=actor, new=new, ended_sign_ins=ended)
    if new == MeetingState.CLOSED:
        end_open_speeches(work, actor=actor)
    follow_state(work, actor=actor, state=new)
    if new == MeetingState.OPEN:
        record_roll_call(work, actor.meeting_id)
    if new == MeetingState.CLOSED:
        withdraw_at_close(work, actor.meeting_id)
        make_checkpoint(work, actor.meeting_id, record_key)


def _sign_out_badges(
    work: UnitOfWork, actor: Actor, new: MeetingState, endpoint: Endpoint
) -> int:
    """End the sign-ins of those whom the new state does not admit; log their number."""
    roles = EVERYONE
    if new == MeetingState.DRAFT:
        roles = EVERYONE - PERMISSIONS[Permission.READ_DRAFTS]
    ended = end_badge_sign_ins(work, actor.meeting_id, roles, "meeting_over")
    if ended:
        detail = f"meeting:{actor.meeting_id} sign-ins:{ended}"
        log_act(work, AccessAction.BADGE_SIGN_INS_ENDED, actor, endpoint, detail)
    return ended
