"""States of a task, who may do what in each, and how late it is; pure."""

import datetime as dt
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from kiosk.errors import N_, Conflict, Forbidden


class TaskState(StrEnum):
    """How far a task has come. Overdue is no state: it follows from the date."""

    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    EXTENSION_ASKED = "extension_asked"
    DONE = "done"
    RETURNED = "returned"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


class TaskPart(StrEnum):
    """What somebody has to do with one task."""

    # Assigns, decides and confirms: the office, who runs the source meeting.
    MANAGER = "manager"
    LEAD = "lead"
    COOPERATING = "cooperating"


class TaskAct(StrEnum):
    """What is done with a task; each is an entry of its history."""

    ASSIGN = "assign"
    CHANGE = "change"
    ACCEPT = "accept"
    REPORT = "report"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    DECLARE_DONE = "declare_done"
    RETURN = "return"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    REMIND = "remind"


class Timeliness(StrEnum):
    """How a task stands to its deadline today."""

    LATE = "late"
    SOON = "soon"
    ON_TIME = "on_time"
    NO_DEADLINE = "no_deadline"
    # Declared done: nobody is waited for but who confirms.
    FINISHED = "finished"


S = TaskState
# The unit still has to do something.
OPEN_STATES = frozenset(
    {S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS, S.EXTENSION_ASKED, S.RETURNED}
)
ENDED_STATES = frozenset({S.CONFIRMED, S.WITHDRAWN})
# The manager has to decide.
WAITING_STATES = frozenset({S.EXTENSION_ASKED, S.DONE})
_WORKED_ON = frozenset({S.ACCEPTED, S.IN_PROGRESS, S.RETURNED})
_NOT_ENDED = OPEN_STATES | {S.DONE}
# Days before the deadline from which it is soon.
SOON_DAYS = 7


@dataclass(frozen=True)
class TaskRule:
    """Who may do what in which states, and what the state is then; None: the same."""

    act: TaskAct
    part: TaskPart
    states: frozenset[TaskState]
    then: TaskState | None = None


A, P = TaskAct, TaskPart
TASK_RULES: tuple[TaskRule, ...] = (
    TaskRule(A.ACCEPT, P.LEAD, frozenset({S.ASSIGNED}), S.ACCEPTED),
    TaskRule(A.REPORT, P.LEAD, _WORKED_ON, S.IN_PROGRESS),
    TaskRule(A.REPORT, P.LEAD, frozenset({S.EXTENSION_ASKED})),
    # A cooperating unit helps; only the lead unit answers for the state.
    TaskRule(A.REPORT, P.COOPERATING, OPEN_STATES),
    TaskRule(A.ASK_EXTENSION, P.LEAD, _WORKED_ON, S.EXTENSION_ASKED),
    TaskRule(
        A.GRANT_EXTENSION, P.MANAGER, frozenset({S.EXTENSION_ASKED}), S.IN_PROGRESS
    ),
    TaskRule(
        A.REFUSE_EXTENSION, P.MANAGER, frozenset({S.EXTENSION_ASKED}), S.IN_PROGRESS
    ),
    TaskRule(A.DECLARE_DONE, P.LEAD, _WORKED_ON, S.DONE),
    TaskRule(A.RETURN, P.MANAGER, frozenset({S.DONE, S.CONFIRMED}), S.RETURNED),
    TaskRule(A.CONFIRM, P.MANAGER, frozenset({S.DONE}), S.CONFIRMED),
    TaskRule(A.CHANGE, P.MANAGER, _NOT_ENDED),
    TaskRule(A.REMIND, P.MANAGER, OPEN_STATES),
    TaskRule(A.WITHDRAW, P.MANAGER, _NOT_ENDED, S.WITHDRAWN),
)
del A, P, S

# As they are offered: what goes on first, what ends a task last.
ACT_ORDER = (
    *(TaskAct.ACCEPT, TaskAct.REPORT, TaskAct.DECLARE_DONE, TaskAct.ASK_EXTENSION),
    *(TaskAct.GRANT_EXTENSION, TaskAct.REFUSE_EXTENSION, TaskAct.CONFIRM),
    *(TaskAct.RETURN, TaskAct.REMIND, TaskAct.CHANGE, TaskAct.WITHDRAW),
)
STATE_LABELS: dict[TaskState, str] = {
    TaskState.ASSIGNED: N_("Đã giao"),
    TaskState.ACCEPTED: N_("Đã nhận việc"),
    TaskState.IN_PROGRESS: N_("Đang làm"),
    TaskState.EXTENSION_ASKED: N_("Đang xin gia hạn"),
    TaskState.DONE: N_("Chờ xác nhận"),
    TaskState.RETURNED: N_("Được trả lại"),
    TaskState.CONFIRMED: N_("Đã hoàn thành"),
    TaskState.WITHDRAWN: N_("Đã rút"),
}
ACT_LABELS: dict[TaskAct, str] = {
    TaskAct.ASSIGN: N_("Giao nhiệm vụ"),
    TaskAct.CHANGE: N_("Sửa nhiệm vụ"),
    TaskAct.ACCEPT: N_("Nhận việc"),
    TaskAct.REPORT: N_("Báo cáo tiến độ"),
    TaskAct.ASK_EXTENSION: N_("Xin gia hạn"),
    TaskAct.GRANT_EXTENSION: N_("Cho gia hạn"),
    TaskAct.REFUSE_EXTENSION: N_("Không cho gia hạn"),
    TaskAct.DECLARE_DONE: N_("Báo đã xong"),
    TaskAct.RETURN: N_("Trả lại làm tiếp"),
    TaskAct.CONFIRM: N_("Xác nhận hoàn thành"),
    TaskAct.WITHDRAW: N_("Rút nhiệm vụ"),
    TaskAct.REMIND: N_("Nhắc việc"),
}
TIMELINESS_LABELS: dict[Timeliness, str] = {
    Timeliness.LATE: N_("Quá hạn"),
    Timeliness.SOON: N_("Sắp đến hạn"),
    Timeliness.ON_TIME: N_("Còn hạn"),
    Timeliness.NO_DEADLINE: N_("Không có hạn"),
    Timeliness.FINISHED: N_("Đã xong"),
}


def rule_for(
    state: TaskState, parts: AbstractSet[TaskPart], act: TaskAct
) -> TaskRule | None:
    """Return the rule that allows the act, None if there is none.

    Of several parts the lead unit's comes first: it changes the state.
    """
    order = (TaskPart.MANAGER, TaskPart.LEAD, TaskPart.COOPERATING)
    return next(
        (
            rule
            for part in order
            if part in parts
            for rule in TASK_RULES
            if rule.act is act and rule.part is part and state in rule.states
        ),
        None,
    )


def allowed_acts(state: TaskState, parts: AbstractSet[TaskPart]) -> frozenset[TaskAct]:
    """Return what may be done with a task in this state."""
    return frozenset(act for act in TaskAct if rule_for(state, parts, act))


def state_after(
    state: TaskState, parts: AbstractSet[TaskPart], act: TaskAct
) -> TaskState:
    """Return the state after an act.

    :raises Forbidden: none of the parts may ever do it.
    :raises Conflict: not in this state.
    """
    rule = rule_for(state, parts, act)
    if rule is not None:
        return rule.then or state
    if any(known.act is act and known.part in parts for known in TASK_RULES):
        raise Conflict(
            N_("Nhiệm vụ vừa chuyển trạng thái. Xin xem lại rồi làm tiếp."),
            code="wrong_task_state",
        )
    raise Forbidden(N_("Đồng chí không có quyền làm việc này."))


def timeliness(state: TaskState, due: dt.date | None, today: dt.date) -> Timeliness:
    """Return how a task stands to its deadline; the day itself is still in time."""
    if state not in OPEN_STATES:
        return Timeliness.FINISHED
    if due is None:
        return Timeliness.NO_DEADLINE
    if due < today:
        return Timeliness.LATE
    is_soon = due - today <= dt.timedelta(days=SOON_DAYS)
    return Timeliness.SOON if is_soon else Timeliness.ON_TIME
