"""Agenda templates: saved from one meeting, used in another, without presenters."""

import pytest

from kiosk.agenda_templates.rules import LONGEST_NAME
from kiosk.meetings.rules import MeetingState
from kiosk.roles import PREPARERS, Role, Visibility


class Office:
    """Two secretaries with accounts, each with meetings of their own."""

    def __init__(self, scene, client_for):
        self.scene, self.client_for = scene, client_for
        self.account = scene.make_account()
        self.source = self.meeting()
        self.target = self.meeting(state=MeetingState.DRAFT)
        self.client = client_for(account_id=self.account)

    def meeting(self, account=None, **fields):
        made = self.scene.make_meeting(**fields)
        account = account or self.account
        self.scene.make_member(made, Role.SECRETARY, account_id=account)
        return made

    def save(self, name="Hội nghị Ban Chấp hành", **fields):
        path = f"/m/{self.source}/agenda-templates"
        return self.client.post(path, json={"name": name} | fields)

    def use(self, template, seen=0, client=None, meeting=None):
        path = f"/m/{meeting or self.target}/agenda-templates/{template}/use"
        return (client or self.client).post(path, json={"seen": seen})

    def templates(self, client=None, meeting=None):
        path = f"/m/{meeting or self.target}/agenda-templates"
        return (client or self.client).get(path).json["templates"]

    def items(self, meeting):
        state = self.client.get(f"/m/{meeting}/snapshot").json
        return [(one["number"], one["title"]) for one in state["items"]]


@pytest.fixture
def office(scene, client_for):
    made = Office(scene, client_for)
    opening = scene.make_item(made.source, "Khai mạc", ordinal=1)
    scene.make_item(made.source, "Chào cờ", parent_id=opening, ordinal=1)
    scene.make_item(made.source, "Nhân sự", Visibility.OFFICIAL, ordinal=2)
    return made


def test_a_template_is_used_in_another_meeting_once(office):
    made = office.save().json["id"]
    assert office.use(made).status_code == 204
    assert office.items(office.target) == [
        ("1", "Khai mạc"),
        ("1.1", "Chào cờ"),
        ("2", "Nhân sự"),
    ]
    assert office.use(made).status_code == 409
    assert len(office.items(office.target)) == 3


def test_presenters_are_left_out_and_audiences_kept(office):
    made = office.save().json["id"]
    office.use(made)
    state = office.client.get(f"/m/{office.target}/snapshot").json
    assert {item["presenter"] for item in state["items"]} == {""}
    assert state["items"][-1]["visibility"] == "official"


def test_only_its_owner_sees_one_that_is_not_shared(office, scene, client_for):
    made = office.save().json["id"]
    account = scene.make_account()
    meeting = office.meeting(account, title="Hội nghị khác")
    other = client_for(account_id=account)
    assert office.templates(other, meeting) == []
    assert office.use(made, client=other, meeting=meeting).status_code == 404
    path = f"/m/{meeting}/agenda-templates/{made}/remove"
    assert other.post(path, json={}).status_code == 404


def test_a_shared_one_is_used_by_others_without_restricted_items(
    office, scene, client_for
):
    made = office.save(is_shared=True).json["id"]
    account = scene.make_account()
    meeting = office.meeting(account, title="Hội nghị khác")
    other = client_for(account_id=account)
    (template,) = office.templates(other, meeting)
    assert template["titles"] == ["Khai mạc"]
    assert not template["may_remove"]
    assert office.use(made, client=other, meeting=meeting).status_code == 204
    path = f"/m/{meeting}/agenda-templates/{made}/remove"
    assert other.post(path, json={}).status_code == 403
    assert (
        office.client.post(
            f"/m/{office.target}/agenda-templates/{made}/remove", json={}
        ).status_code
        == 204
    )
    assert office.templates() == []


@pytest.mark.parametrize("name", ["", "  ", "x" * (LONGEST_NAME + 1)])
def test_a_bad_name_is_refused(office, name):
    assert office.save(name).status_code == 422


def test_a_name_is_used_once_and_an_empty_agenda_is_not_saved(office):
    assert office.save("Mẫu A").status_code == 201
    assert office.save(" mẫu  a").status_code == 409
    office.source = office.target
    assert office.save("Mẫu B").status_code == 422


def test_a_secretary_with_a_badge_only_saves_none(scene, client_for, office):
    badge = client_for(scene.make_member(office.source, Role.SECRETARY))
    path = f"/m/{office.source}/agenda-templates"
    assert badge.post(path, json={"name": "Mẫu"}).status_code == 403
    assert not badge.get(path).json["may_save"]
    assert office.client.get(path).json["may_save"]


@pytest.mark.parametrize("role", Role)
def test_only_those_who_prepare_see_templates(scene, client_for, office, role):
    client = client_for(scene.make_member(office.source, role))
    reply = client.get(f"/m/{office.source}/agenda-templates")
    assert reply.status_code == (200 if role in PREPARERS else 403)
