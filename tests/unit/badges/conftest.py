"""Badges, and fixtures to sign in with them."""

import datetime as dt
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from kiosk.accounts.actions import Device
from kiosk.badges.actions.issuing import issue_badge
from kiosk.badges.actions.results import BadgeScan, PinResult
from kiosk.badges.actions.sign_in import sign_in_with_badge
from kiosk.badges.codes import short_code
from kiosk.badges.models import DeskAlert
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.storage.journal import events_after
from kiosk.storage.store import Store
from tests.scene import Scene


@dataclass
class BadgeOfMember:
    """An issued badge."""

    member: int
    secret: str
    code: str


@dataclass
class Hall:
    """A meeting whose members have badges, and its desk."""

    scene: Scene
    store: Store
    meeting: int

    def badge(self, role: Role = Role.OFFICIAL_DELEGATE, **place: int) -> BadgeOfMember:
        member_id = self.scene.make_member(
            place.get("meeting", self.meeting), role, "Hoàng Thị Ngọc Ánh"
        )
        with self.store.unit_of_work("test") as work:
            member = work.session.get_one(Member, member_id)
            secret = issue_badge(work, self.scene.key, member)
        return BadgeOfMember(member_id, secret, short_code(self.scene.key, secret))

    def desk(self, meeting: int | None = None) -> list[str]:
        """Return the reasons of the desk's alerts, oldest first."""
        with self.store.read_session() as session:
            lines = session.query(DeskAlert).order_by(DeskAlert.id)
            wanted = meeting or self.meeting
            return [line.reason for line in lines if line.meeting_id == wanted]


@pytest.fixture
def hall(scene: Scene, store: Store) -> Hall:
    return Hall(scene, store, scene.make_meeting())


@pytest.fixture
def show():
    def post(client: FlaskClient, secret: str | None = None, **body: object):
        if secret is not None:
            body["secret"] = secret
        return client.post("/sign-in/badge", json=body)

    return post


def bodies(store: Store, meeting: int) -> list[dict]:
    """Return the events of a meeting as sent."""
    with store.read_session() as session:
        return [fact.body for fact in events_after(session, meeting, 0)]


def rows(store: Store, model: type) -> list:
    """Return the rows of a model, in order."""
    with store.read_session() as session:
        return list(session.scalars(select(model).order_by(model.id)))


TABLET = Device("192.168.1.7", "tablet-7", dt.timedelta(hours=3))


@pytest.fixture
def present(hall, store):
    """Return a function that signs in with a badge, in one transaction."""

    def show(
        device: Device = TABLET, pin_result: PinResult | None = None, **scanned: object
    ):
        with store.unit_of_work("test") as work:
            return sign_in_with_badge(
                work,
                hall.scene.key,
                scan=BadgeScan(**scanned),
                device=device,
                pin_result=pin_result,
            )

    return show


@pytest.fixture
def staff(hall) -> Actor:
    member = hall.scene.make_member(hall.meeting, Role.SECRETARY)
    return Actor(hall.meeting, Role.SECRETARY, "A", sign_in_id=1, member_id=member)
