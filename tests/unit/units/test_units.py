"""Units: added, changed and closed by administrators only, found by name."""

import pytest
from sqlalchemy import select

from kiosk.accounts.models import AccessEntry
from kiosk.units.models import UnitAccount, UnitLink
from kiosk.units.queries import find_unit, unit_of_account


def details(name="Sở Tài chính", **fields):
    return {"name": name, **fields}


def test_an_administrator_adds_and_changes_a_unit(store, admin):
    added = admin.post("/units", json=details(symbol="STC", email="a@b.vn"))
    assert added.status_code == 201
    changed = admin.post(
        f"/units/{added.json['id']}",
        json={"details": details("Sở Tài chính tỉnh"), "revision": 1},
    )
    assert changed.json == {"revision": 2}
    with store.read_session() as session:
        unit = find_unit(session, "sở tài chính tỉnh")
        assert (unit.name, unit.symbol, unit.email) == ("Sở Tài chính tỉnh", "", "")


def test_of_two_changes_the_second_is_shown_the_first(admin, make_unit):
    unit = make_unit()
    form = {"details": details("Sở Tài chính A"), "revision": 1}
    assert admin.post(f"/units/{unit}", json=form).status_code == 200
    form["details"] = details("Sở Tài chính B")
    refused = admin.post(f"/units/{unit}", json=form)
    assert refused.status_code == 409
    assert refused.json["theirs"]["name"] == "Sở Tài chính A"


def test_a_name_is_given_once(admin, make_unit):
    make_unit("Uỷ ban nhân dân xã Hoà Bình")
    refused = admin.post("/units", json=details("Ủy ban nhân dân xã Hòa Bình"))
    assert (refused.status_code, refused.json["error"]) == (409, "name_taken")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sở Tài chính", "Sở Tài chính"),
        ("so tai chinh", "Sở Tài chính"),
        ("stc", "Sở Tài chính"),
        ("Xã Phú Lác", "Xã Phú Lác"),
        ("xa phu lac", None),
        ("Sở Y tế", None),
        ("", None),
    ],
)
def test_a_unit_is_found_by_its_name_without_guessing(store, make_unit, text, found):
    make_unit("Sở Tài chính", symbol="STC")
    make_unit("Xã Phú Lạc")
    make_unit("Xã Phú Lác")
    with store.read_session() as session:
        unit = find_unit(session, text)
        assert (unit.name if unit else None) == found


def test_an_account_belongs_to_one_unit(store, scene, admin, make_unit):
    account, one, other = scene.make_account(), make_unit(), make_unit("Sở Y tế")
    for unit in (one, other):
        reply = admin.post(f"/units/accounts/{account}", json={"unit_id": unit})
        assert reply.status_code == 204
    with store.read_session() as session:
        assert unit_of_account(session, account).id == other
        assert len(session.scalars(select(UnitAccount)).all()) == 1
    admin.post(f"/units/accounts/{account}", json={"unit_id": None})
    with store.read_session() as session:
        assert unit_of_account(session, account) is None


def test_an_account_of_a_closed_unit_acts_for_none(store, scene, admin, make_unit):
    account, unit = scene.make_account(), make_unit()
    admin.post(f"/units/accounts/{account}", json={"unit_id": unit})
    admin.post(f"/units/{unit}/close", json={"is_closed": True})
    with store.read_session() as session:
        assert unit_of_account(session, account) is None
    admin.post(f"/units/{unit}/close", json={"is_closed": False})
    with store.read_session() as session:
        assert unit_of_account(session, account).id == unit


REQUESTS = [
    ("GET", "/units", None),
    ("POST", "/units", {"name": "Sở Y tế"}),
    ("POST", "/units/1", {"details": {"name": "Sở Y tế"}, "revision": 1}),
    ("POST", "/units/1/close", {"is_closed": True}),
    ("POST", "/units/1/link", {}),
    ("POST", "/units/1/end-sessions", {}),
    ("POST", "/units/accounts/1", {"unit_id": 1}),
]


@pytest.mark.parametrize(("method", "path", "body"), REQUESTS)
def test_others_may_not(scene, client_for, make_unit, method, path, body):
    unit = make_unit()
    path = path.replace("/1", f"/{unit}")
    member = scene.make_member(scene.make_meeting())
    for client, status in [
        (client_for(), 401),
        (client_for(account_id=scene.make_account()), 403),
        (client_for(member), 403),
    ]:
        reply = client.open(path, method=method, json=body)
        assert reply.status_code == status, path


def token_of(reply):
    return reply.json["url"].partition("#")[2]


def test_a_link_is_opened_once_and_signs_the_device_in(
    store, client_for, admin, make_unit
):
    unit = make_unit()
    made = admin.post(f"/units/{unit}/link", json={})
    assert "/u#" in made.json["url"]
    token = token_of(made)
    device, thief = client_for(), client_for()
    opened = device.post("/u", json={"token": token})
    assert opened.json == {"go": "/tasks"}
    again = thief.post("/u", json={"token": token})
    assert (again.status_code, again.json["error"]) == (404, "unusable_link")
    assert "Sở Tài chính" in device.get("/u").text
    assert "Sở Tài chính" not in thief.get("/u").text
    with store.read_session() as session:
        link = session.scalars(select(UnitLink)).one()
        assert token not in {link.token_hash, link.cookie_hash}
        signed_in = session.scalars(
            select(AccessEntry).where(AccessEntry.username == f"unit:{unit}")
        ).one()
        assert (signed_in.act, signed_in.detail) == ("signed_in", "link")


def test_a_device_is_signed_out_by_itself_and_by_the_administrator(
    client_for, admin, make_unit
):
    unit = make_unit()
    devices = [client_for() for _ in range(3)]
    for device in devices:
        token = token_of(admin.post(f"/units/{unit}/link", json={}))
        device.post("/u", json={"token": token})
    unopened = token_of(admin.post(f"/units/{unit}/link", json={}))
    assert devices[0].post("/u/sign-out", json={}).json == {"go": "/u"}
    assert [("Sở Tài" in one.get("/u").text) for one in devices] == [False, True, True]
    assert admin.post(f"/units/{unit}/end-sessions", json={}).status_code == 204
    assert not any("Sở Tài" in one.get("/u").text for one in devices)
    late = client_for().post("/u", json={"token": unopened})
    assert late.status_code == 404


def test_a_closed_unit_is_signed_out(client_for, admin, make_unit):
    unit = make_unit()
    device = client_for()
    device.post(
        "/u", json={"token": token_of(admin.post(f"/units/{unit}/link", json={}))}
    )
    admin.post(f"/units/{unit}/close", json={"is_closed": True})
    assert "Sở Tài" not in device.get("/u").text


def test_who_guesses_links_must_wait(client_for):
    device = client_for()
    for _ in range(40):
        last = device.post("/u", json={"token": "x" * 22})
    assert last.status_code == 429
