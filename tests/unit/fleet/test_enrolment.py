"""Enrolment by invitation, and revocation."""

import datetime as dt

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.fleet.models import Enrolment, Tablet
from kiosk.roles import Role


def rows(store, model):
    with store.read_session() as session:
        return list(session.scalars(select(model)))


def test_a_tablet_gets_a_number_and_a_cookie_of_its_own(client_for, secret_of, store):
    tablet = client_for()
    reply = tablet.post(
        "/tablet/enrol",
        json={"secret": secret_of(), "name": " Máy số 7 ", "seat": "A12"},
    )
    assert reply.json == {"number": 1}
    cookie = tablet.get_cookie("kiosk-tablet")
    assert cookie.http_only
    (row,) = rows(store, Tablet)
    assert (row.name, row.seat) == ("Máy số 7", "A12")
    assert row.enrolled_by.startswith("account:")
    assert cookie.value not in row.secret_hash


def test_one_invitation_takes_in_many_and_each_has_its_own_number(
    client_for, secret_of
):
    secret = secret_of()
    numbers = [
        client_for().post("/tablet/enrol", json={"secret": secret}).json["number"]
        for _ in range(3)
    ]
    assert numbers == [1, 2, 3]


def test_a_tablet_that_scans_again_stays_the_same_and_its_old_secret_is_dead(
    client_for, secret_of, store
):
    tablet, thief = client_for(), client_for()
    tablet.post("/tablet/enrol", json={"secret": secret_of(), "seat": "A1"})
    thief.set_cookie("kiosk-tablet", tablet.get_cookie("kiosk-tablet").value)
    again = tablet.post("/tablet/enrol", json={"secret": secret_of(), "seat": ""})
    assert again.json == {"number": 1}
    assert [row.seat for row in rows(store, Tablet)] == ["A1"]
    word = {"report": {"version": "x", "at": 0}}
    assert tablet.post("/tablet/word", json=word).status_code == 200
    assert thief.post("/tablet/word", json=word).status_code == 401


@pytest.mark.parametrize("secret", ["", "x" * 22, "é" * 22, "x" * 200])
def test_a_wrong_invitation_is_refused_in_words(client_for, secret_of, store, secret):
    secret_of()
    reply = client_for().post("/tablet/enrol", json={"secret": secret})
    assert reply.status_code == 403
    assert "hết hạn" in reply.json["message"]
    assert rows(store, Tablet) == []


def test_an_invitation_ends_by_itself(client_for, secret_of, store):
    secret = secret_of()
    with store.unit_of_work("test") as work:
        for row in work.session.scalars(select(Enrolment)):
            row.expires_at = clock.now() - dt.timedelta(seconds=1)
    reply = client_for().post("/tablet/enrol", json={"secret": secret})
    assert reply.status_code == 403


def test_closing_the_screen_ends_the_invitation(client_for, secret_of, administrator):
    secret = secret_of()
    assert administrator.post("/fleet/enrolment/end", json={}).status_code == 204
    assert (
        client_for().post("/tablet/enrol", json={"secret": secret}).status_code == 403
    )


def test_long_words_are_refused(client_for, secret_of):
    body = {"secret": secret_of(), "name": "x" * 61}
    assert client_for().post("/tablet/enrol", json=body).status_code == 422
    body = {"secret": secret_of(), "seat": "x" * 21}
    assert client_for().post("/tablet/enrol", json=body).status_code == 422


def test_the_invitation_is_in_no_address_that_reaches_a_server(administrator):
    url = administrator.post("/fleet/enrolment", json={}).json["url"]
    assert "#" in url
    assert administrator.get("/enrol").status_code == 200


def test_a_revoked_tablet_is_a_stranger_and_its_number_is_not_given_again(
    device, administrator, client_for, secret_of
):
    tablet = device()
    assert tablet.speak().status_code == 200
    reply = administrator.post(f"/fleet/tablets/{tablet.id}/revoke", json={})
    assert reply.status_code == 204
    refusal = tablet.speak()
    assert (refusal.status_code, refusal.json["error"]) == (401, "no_tablet")
    again = tablet.client.post("/tablet/enrol", json={"secret": secret_of()})
    assert again.json == {"number": 2}
    assert administrator.post(f"/fleet/tablets/{tablet.id}/revoke").status_code == 404


def test_a_tablet_gets_another_name_and_seat(device, administrator):
    tablet = device(seat="A1")
    change = {"name": "Máy dự phòng", "seat": "B2"}
    reply = administrator.post(f"/fleet/tablets/{tablet.id}", json=change)
    assert reply.status_code == 204
    answer = tablet.speak().json
    assert (answer["name"], answer["seat"]) == ("Máy dự phòng", "B2")


class TestWhoMay:
    def test_the_secretary_invites_from_his_meetings_screen(
        self, secretary, meeting, secret_of, client_for
    ):
        secret = secret_of(secretary, f"/m/{meeting}/fleet")
        reply = client_for().post("/tablet/enrol", json={"secret": secret})
        assert reply.status_code == 200

    def test_the_whole_house_is_the_administrators(self, secretary):
        assert secretary.get("/fleet").status_code == 403
        assert secretary.get("/fleet/state").status_code == 403
        assert secretary.post("/fleet/enrolment", json={}).status_code == 403

    @pytest.mark.parametrize(
        "role",
        [role for role in Role if role not in {Role.ADMINISTRATOR, Role.SECRETARY}],
    )
    def test_nobody_else_sees_or_does_anything(
        self, client_for, scene, meeting, device, role
    ):
        tablet = device()
        other = client_for(scene.make_member(meeting, role))
        base = f"/m/{meeting}/fleet"
        assert other.get(base).status_code == 403
        assert other.get(f"{base}/state").status_code == 403
        assert other.get(f"{base}/tablets/{tablet.id}/orders").status_code == 403
        for path in (
            "enrolment", "enrolment/end", "commands", f"tablets/{tablet.id}",
            f"tablets/{tablet.id}/revoke",
        ):  # fmt: skip
            assert other.post(f"{base}/{path}", json={}).status_code == 403
            assert other.post(f"/fleet/{path}", json={}).status_code == 403

    def test_a_stranger_gets_nothing(self, client_for):
        stranger = client_for()
        assert stranger.get("/fleet").status_code == 401
        assert stranger.get("/fleet/state").status_code == 401
        assert stranger.post("/fleet/commands", json={}).status_code == 401

    def test_a_secretary_leaves_the_tablets_of_another_meeting_alone(
        self, secretary, meeting, scene, device
    ):
        other = scene.make_meeting("Hội nghị khác")
        tablet = device(scene.make_member(other))
        tablet.speak()
        base = f"/m/{meeting}/fleet"
        assert secretary.get(f"{base}/state").json["tablets"] == []
        one = f"{base}/tablets/{tablet.id}"
        assert secretary.post(one, json={"name": "", "seat": ""}).status_code == 403
        assert secretary.post(f"{one}/revoke", json={}).status_code == 403
        assert secretary.get(f"{one}/orders").status_code == 403

    def test_a_tablet_nobody_has_heard_is_left_to_the_administrator(
        self, secretary, meeting, device
    ):
        tablet = device()
        one = f"/m/{meeting}/fleet/tablets/{tablet.id}"
        assert secretary.post(f"{one}/revoke", json={}).status_code == 403
        tablet.speak()
        assert secretary.post(f"{one}/revoke", json={}).status_code == 204


def test_an_enrolled_tablet_keeps_its_cookie(device):
    tablet = device()
    assert tablet.client.post("/tablet/leave", json={}).status_code == 204
    assert tablet.speak().status_code == 200


def test_no_heartbeat_is_sent_while_the_secret_changes(device):
    page = device().client.get("/enrol").get_data(as_text=True)
    assert 'data-controller="enrol"' in page
    assert "/enrolled-" not in page


def test_a_revoked_tablet_loses_its_cookie(device, administrator):
    tablet = device()
    administrator.post(f"/fleet/tablets/{tablet.id}/revoke", json={})
    assert tablet.client.post("/tablet/leave", json={}).status_code == 204
    assert tablet.client.get_cookie("kiosk-tablet") is None


def test_the_browser_is_told_to_drop_what_it_has_stored(device):
    reply = device().client.post("/tablet/clean", json={})
    assert reply.headers["Clear-Site-Data"] == '"cache"'


def test_only_a_tablet_of_the_house_runs_its_script(device, client_for):
    assert "/enrolled-" in device().client.get("/").get_data(as_text=True)
    assert "/enrolled-" not in client_for().get("/").get_data(as_text=True)
