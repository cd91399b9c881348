"""Change a meeting's state and sign out those it no longer admits."""

from kiosk.accounts.actions.sign_ins import end_badge_sign_ins
from kiosk.checkins.actions import record_roll_call
from kiosk.documents.actions.publication import withdraw_at_close
from kiosk.identity import Actor
from kiosk.meetings import actions as meetings
from kiosk.meetings.rules import ADMITTING_STATES, MeetingState
from kiosk.roles import EVERYONE, PERMISSIONS, Permission
from kiosk.storage.unit_of_work import UnitOfWork


def change_state(work: UnitOfWork, *, actor: Actor, new: MeetingState) -> None:
    """Change the meeting's state; a state that admits no delegates signs them out.

    Closing ends all badge sign-ins and withdraws documents published until the end.
    Going back to draft keeps roles that may read drafts. Opening calls the roll.

    :raises Forbidden: the actor may not make this transition.
    :raises Conflict: there is no such transition.
    """
    ended = 0
    if new not in ADMITTING_STATES:
        roles = EVERYONE
        if new == MeetingState.DRAFT:
            roles = EVERYONE - PERMISSIONS[Permission.READ_DRAFTS]
        ended = end_badge_sign_ins(work, actor.meeting_id, roles, "meeting_over")
    meetings.change_state(work, actor=actor, new=new, ended_sign_ins=ended)
    if new == MeetingState.OPEN:
        record_roll_call(work, actor.meeting_id)
    if new == MeetingState.CLOSED:
        withdraw_at_close(work, actor.meeting_id)
