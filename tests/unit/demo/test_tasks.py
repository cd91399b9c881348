"""The demo's tasks: a dozen, in every state."""

import pytest
from sqlalchemy import select

from kiosk.demo.tasks import TASKS, add_tasks
from kiosk.notices.models import MailDelivery
from kiosk.tasks.access import EVERYTHING
from kiosk.tasks.queries.lists import TaskFilter, task_counts, task_lines
from kiosk.tasks.rules import TaskState
from tests.unit.tasks.conftest import day


@pytest.fixture
def made(store, scene):
    # A server that knows one of the units already.
    scene.make_unit("Sở Tài chính")
    account = scene.make_account()
    with store.unit_of_work("demo") as work:
        add_tasks(work, scene.key, account, "Lê Văn Thư")


def test_a_dozen_tasks_are_in_every_state(store, made):
    with store.read_session() as session:
        lines = task_lines(session, EVERYTHING, TaskFilter(), day(0))
        counts = task_counts(session, EVERYTHING, TaskFilter(), day(0))
        mails = session.scalars(select(MailDelivery)).all()
    assert len(lines) == len(TASKS) == 12
    assert {line.state for line in lines} == set(TaskState)
    assert (counts.late, counts.soon, counts.without_unit) == (3, 2, 1)
    # The demo writes to nobody.
    assert mails == []
