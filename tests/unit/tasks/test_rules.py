"""The table of states: every act of every part in every state, and the dates."""

import datetime as dt
from itertools import product

import pytest

from kiosk.errors import Conflict, Forbidden, Invalid
from kiosk.tasks.forms import (
    LONGEST_TASK,
    TaskActForm,
    TaskDetails,
    checked_act,
    normalised_task,
)
from kiosk.tasks.rules import (
    ACT_LABELS,
    ACT_ORDER,
    STATE_LABELS,
    TIMELINESS_LABELS,
    TaskAct,
    TaskPart,
    TaskState,
    Timeliness,
    allowed_acts,
    state_after,
    timeliness,
)
from tests.expected_errors import refused

TODAY = dt.date(2026, 11, 29)
A, P, S = TaskAct, TaskPart, TaskState
# Written anew here, as the office would say it.
EXPECTED = {
    (S.ASSIGNED, P.LEAD): {A.ACCEPT: S.ACCEPTED},
    (S.ACCEPTED, P.LEAD): {
        A.REPORT: S.IN_PROGRESS,
        A.ASK_EXTENSION: S.EXTENSION_ASKED,
        A.DECLARE_DONE: S.DONE,
    },
    (S.IN_PROGRESS, P.LEAD): {
        A.REPORT: S.IN_PROGRESS,
        A.ASK_EXTENSION: S.EXTENSION_ASKED,
        A.DECLARE_DONE: S.DONE,
    },
    (S.RETURNED, P.LEAD): {
        A.REPORT: S.IN_PROGRESS,
        A.ASK_EXTENSION: S.EXTENSION_ASKED,
        A.DECLARE_DONE: S.DONE,
    },
    (S.EXTENSION_ASKED, P.LEAD): {A.REPORT: S.EXTENSION_ASKED},
    **{
        (state, P.COOPERATING): {A.REPORT: state}
        for state in (
            *(S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS),
            *(S.EXTENSION_ASKED, S.RETURNED),
        )
    },
    **{
        (state, P.MANAGER): {A.CHANGE: state, A.REMIND: state, A.WITHDRAW: S.WITHDRAWN}
        for state in (S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS, S.RETURNED)
    },
    (S.EXTENSION_ASKED, P.MANAGER): {
        A.CHANGE: S.EXTENSION_ASKED,
        A.REMIND: S.EXTENSION_ASKED,
        A.WITHDRAW: S.WITHDRAWN,
        A.GRANT_EXTENSION: S.IN_PROGRESS,
        A.REFUSE_EXTENSION: S.IN_PROGRESS,
    },
    (S.DONE, P.MANAGER): {
        A.CHANGE: S.DONE,
        A.WITHDRAW: S.WITHDRAWN,
        A.RETURN: S.RETURNED,
        A.CONFIRM: S.CONFIRMED,
    },
    (S.CONFIRMED, P.MANAGER): {A.RETURN: S.RETURNED},
}


@pytest.mark.parametrize(("state", "part", "act"), list(product(S, P, A)))
def test_every_act_in_every_state(state, part, act):
    then = EXPECTED.get((state, part), {}).get(act)
    assert (act in allowed_acts(state, {part})) is (then is not None)
    if then is not None:
        assert state_after(state, {part}, act) is then
        return
    ever = any(act in acts for (_, who), acts in EXPECTED.items() if who is part)
    with refused(Conflict, "wrong_task_state") if ever else refused(Forbidden):
        state_after(state, {part}, act)


def test_nobody_may_do_anything_with_the_tasks_of_others():
    assert not any(allowed_acts(state, frozenset()) for state in S)


def test_the_lead_units_report_counts_where_it_cooperates_too():
    assert state_after(S.ACCEPTED, {P.LEAD, P.COOPERATING}, A.REPORT) is S.IN_PROGRESS


def test_everything_has_a_label():
    assert set(ACT_LABELS) == set(A)
    assert set(ACT_ORDER) == set(A) - {A.ASSIGN}
    assert set(STATE_LABELS) == set(S)
    assert set(TIMELINESS_LABELS) == set(Timeliness)


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        (S.ASSIGNED, -1, Timeliness.LATE),
        (S.RETURNED, -400, Timeliness.LATE),
        (S.EXTENSION_ASKED, -1, Timeliness.LATE),
        # The day itself is in time.
        (S.IN_PROGRESS, 0, Timeliness.SOON),
        (S.IN_PROGRESS, 7, Timeliness.SOON),
        (S.IN_PROGRESS, 8, Timeliness.ON_TIME),
        (S.IN_PROGRESS, None, Timeliness.NO_DEADLINE),
        (S.DONE, -1, Timeliness.FINISHED),
        (S.CONFIRMED, -1, Timeliness.FINISHED),
        (S.WITHDRAWN, -1, Timeliness.FINISHED),
    ],
)
def test_overdue_follows_from_the_date(state, days, expected):
    due = None if days is None else TODAY + dt.timedelta(days=days)
    assert timeliness(state, due, TODAY) is expected


def test_a_task_is_stored_in_nfc_with_each_unit_once():
    typed = TaskDetails(" Ra\u0300 soa\u0301t ", 1, (2, 1, 3, 2), TODAY)
    assert normalised_task(typed, TODAY) == TaskDetails("Rà soát", 1, (2, 3), TODAY)


@pytest.mark.parametrize(
    "details",
    [
        TaskDetails("  "),
        TaskDetails("x" * (LONGEST_TASK + 1)),
        TaskDetails("Rà soát", due_date=dt.date(2206, 1, 1)),
        TaskDetails("Rà soát", due_date=dt.date(26, 12, 1)),
    ],
)
def test_a_task_without_words_or_with_a_mistyped_year_is_refused(details):
    with pytest.raises(Invalid):
        normalised_task(details, TODAY)


LATER, EARLIER = TODAY + dt.timedelta(days=30), TODAY - dt.timedelta(days=30)


@pytest.mark.parametrize(
    ("form", "due"),
    [
        (TaskActForm(A.REPORT, 1, "Đã xong một nửa"), None),
        (TaskActForm(A.REPORT, 1, file_ids=(4,)), None),
        (TaskActForm(A.ASK_EXTENSION, 1, "Chờ thẩm định", LATER), TODAY),
        (TaskActForm(A.ASK_EXTENSION, 1, "Chờ thẩm định", LATER), EARLIER),
        (TaskActForm(A.GRANT_EXTENSION, 1, due_date=LATER), None),
        (TaskActForm(A.DECLARE_DONE, 1), TODAY),
        (TaskActForm(A.RETURN, 1, "Thiếu phụ lục"), None),
    ],
)
def test_an_act_with_what_it_needs(form, due):
    assert checked_act(form, due, TODAY) == form


@pytest.mark.parametrize(
    ("form", "due", "why"),
    [
        (TaskActForm(A.REPORT, 1, "  "), None, "empty_report"),
        (TaskActForm(A.RETURN, 1), None, "no_reason"),
        (TaskActForm(A.WITHDRAW, 1), None, "no_reason"),
        (TaskActForm(A.REFUSE_EXTENSION, 1), None, "no_reason"),
        (TaskActForm(A.ASK_EXTENSION, 1, "", LATER), None, "no_reason"),
        (TaskActForm(A.ASK_EXTENSION, 1, "Chờ"), None, "due_too_early"),
        (TaskActForm(A.ASK_EXTENSION, 1, "Chờ", TODAY), None, "due_too_early"),
        (TaskActForm(A.ASK_EXTENSION, 1, "Chờ", LATER), LATER, "due_too_early"),
        (TaskActForm(A.GRANT_EXTENSION, 1, "", EARLIER), None, "due_too_early"),
        (TaskActForm(A.REPORT, 1, "Xong", LATER), None, "no_date_here"),
        (TaskActForm(A.CONFIRM, 1, file_ids=(1,)), None, "no_files_here"),
        (TaskActForm(A.REPORT, 1, "x" * 5001), None, "too_long"),
    ],
)
def test_an_act_without_what_it_needs_is_refused(form, due, why):
    with pytest.raises(Invalid) as refusal:
        checked_act(form, due, TODAY)
    assert refusal.value.reason == why
