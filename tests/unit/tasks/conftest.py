"""Tasks of two units, and everybody who may look at them."""

import datetime as dt
from dataclasses import dataclass

import pytest

from kiosk import clock
from kiosk.clock import VIETNAM
from kiosk.conclusions.actions import add_conclusion, issue_conclusions
from kiosk.conclusions.queries import digest_of
from kiosk.conclusions.rules import ConclusionDetails
from kiosk.identity import Actor
from kiosk.roles import Role
from kiosk.tasks.access import EVERYTHING
from kiosk.tasks.actions.making import make_task
from kiosk.tasks.forms import TaskDetails, TaskSource
from kiosk.tasks.models import Task, TaskSupervisor
from kiosk.units.links import make_link


def day(days):
    """Return the date so many days from today."""
    return clock.now().astimezone(VIETNAM).date() + dt.timedelta(days=days)


@dataclass
class Office:
    """Makes units, tasks and clients."""

    scene: object
    store: object
    client_for: object

    @property
    def key(self):
        return self.scene.key

    def task(self, lead=None, helpers=(), days=30, meeting=None, text="Rà soát số"):
        """Make a task and return its id."""
        due = None if days is None else day(days)
        details = TaskDetails(text, lead, tuple(helpers), due)
        with self.store.unit_of_work("test") as work:
            return make_task(
                work,
                self.key,
                viewer=EVERYTHING,
                details=details,
                source=TaskSource(meeting_id=meeting),
            ).id

    def admin(self):
        account = self.scene.make_account(is_administrator=True)
        return self.client_for(account_id=account)

    def supervisor(self):
        account = self.scene.make_account()
        with self.store.unit_of_work("test") as work:
            work.session.add(
                TaskSupervisor(account_id=account, named_by="", named_at=work.now)
            )
        return self.client_for(account_id=account)

    def staff(self, unit=None):
        account = self.scene.make_account()
        if unit is not None:
            self.scene.place_account(account, unit)
        return self.client_for(account_id=account)

    def of_meeting(self, meeting, role=Role.SECRETARY):
        account = self.scene.make_account()
        self.scene.make_member(meeting, role, account_id=account)
        return self.client_for(account_id=account)

    def by_link(self, unit):
        with self.store.unit_of_work("test") as work:
            token = make_link(work, self.key, unit)
        client = self.client_for()
        assert client.post("/u", json={"token": token}).status_code == 200
        return client

    def act(self, client, task, name, **fields):
        """Post an act upon the task's newest revision."""
        with self.store.read_session() as session:
            revision = session.get_one(Task, task).revision
        form = {"act": name, "revision": revision, **fields}
        return client.post(f"/tasks/{task}/act", json=form)

    def state(self, task):
        with self.store.read_session() as session:
            return session.get_one(Task, task).state

    def conclude(self, meeting, *details, issue=True):
        """Write conclusions of a meeting, and issue them."""
        actor = Actor(meeting, Role.SECRETARY, "Lê Văn Thư", sign_in_id=0)
        with self.store.unit_of_work("test") as work:
            for each in details:
                add_conclusion(work, actor=actor, details=each)
        if issue:
            with self.store.unit_of_work("test") as work:
                seen = digest_of(work.session, meeting)
                issue_conclusions(work, actor=actor, seen_sha256=seen)


@pytest.fixture
def office(scene, store, client_for):
    return Office(scene, store, client_for)


@pytest.fixture
def conclusion():
    """Return a maker of a conclusion's details."""

    def make(text="Rà soát dữ liệu", lead="Sở Tài chính", others=(), days=30):
        return ConclusionDetails(
            text=text,
            lead_unit=lead,
            coordinating_units=tuple(others),
            due_date=None if days is None else day(days),
        )

    return make
