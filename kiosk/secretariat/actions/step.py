"""Taking a meeting a step on, and showing out those it then shuts out."""

from kiosk.identity import Actor
from kiosk.meetings import actions as meetings
from kiosk.meetings.rules import MeetingState
from kiosk.storage.unit_of_work import UnitOfWork


def step_meeting(work: UnitOfWork, *, actor: Actor, new: MeetingState) -> None:
    """Take the meeting to `new`; a state that admits nobody ends all badge sign-ins.

    :raises Forbidden: this step is not the actor's to take.
    :raises Conflict: the rules know no such step.
    """
    meetings.step_meeting(work, actor=actor, new=new)
