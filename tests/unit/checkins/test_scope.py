"""An actor bound to a site sees and changes no member of another site."""

import uuid

import pytest

from kiosk.roles import OPERATORS, Role

BOUND_ROLES = sorted({Role.ENTRANCE, *OPERATORS})
NAME, SEAT, UNIT = "Hoàng Thị Ngọc Ánh", "C-217", "Văn phòng Huyện uỷ Đăk Sơ Rông"
FLAGS = [
    {},
    {"decided": True},
    {"insists": True},
    {"decided": True, "insists": True},
    {"decided": True, "direction": "out"},
    {"decided": True, "method": "manual", "age": 60_000},
    {"decided": True, "method": "bulk"},
]


@pytest.fixture
def sites(entrance) -> tuple[int, int]:
    return entrance.site("Xã A"), entrance.site("Xã B")


@pytest.fixture(params=BOUND_ROLES)
def bound(request, entrance, sites, client_for):
    """An actor of the first site, at a gate of that site."""
    member = entrance.scene.make_member(
        entrance.meeting, request.param, "Kỹ thuật xã A", site_id=sites[0]
    )
    mine = type(entrance)(
        entrance.scene, entrance.store, client_for(member), entrance.meeting
    )
    mine.gate("Cửa A", sites[0])
    return mine


@pytest.fixture
def stranger(entrance, sites):
    """A member of the other site: id, and the secret of a badge with a known code."""
    member = entrance.scene.make_member(
        entrance.meeting, name=NAME, seat=SEAT, unit=UNIT, site_id=sites[1]
    )
    return member, entrance.scene.make_badge(member, "ABCD2345")


@pytest.fixture(params=["member", "secret", "code", "token"])
def said(request, entrance, stranger) -> dict[str, object]:
    """Ways in which a scan names the member; the last three need the badge."""
    member, secret = stranger
    ways = {
        "member": member,
        "secret": secret,
        "code": "ABCD2345",
        "token": entrance.token(secret),
    }
    return {request.param: ways[request.param]}


def is_reported(reply) -> bool:
    return any(word in reply.text for word in (NAME, SEAT, UNIT))


def test_no_scan_admits_or_names_a_member_of_another_site(entrance, bound, said):
    # As a known device it has five tries at codes; there are more flags.
    reply = bound.send(*({**said, **flags} for flags in FLAGS))
    verdicts = [one["verdict"] for one in reply.json["results"]]
    assert set(verdicts) <= {"other_site", "too_many_tries"}
    assert verdicts.count("other_site") >= 5
    assert not is_reported(reply)
    assert entrance.news()["lines"] == []


def test_no_scan_sends_out_who_is_inside_at_another_site(
    entrance, bound, stranger, sites
):
    member, secret = stranger
    entrance.scan(secret, gate=entrance.gate("Cửa B", sites[1]))
    before = entrance.news()["lines"]
    bound.send(*({"member": member, **flags} for flags in FLAGS))
    assert entrance.news()["lines"] == before


def test_the_id_of_another_sites_scan_tells_nothing(entrance, bound, stranger, sites):
    kept = entrance.scan(stranger[1], gate=entrance.gate("Cửa B", sites[1]))["id"]
    reply = bound.send({"id": kept, "member": stranger[0]}, undone=[kept])
    assert reply.json["results"][0]["verdict"] == "other_site"
    assert not is_reported(reply)
    assert entrance.news()["inside"] == 1


def test_member_without_site_passes_with_badge_only(entrance, bound):
    member, secret = entrance.person("Đại biểu tỉnh")
    by_number = bound.send({"member": member, "decided": True})
    assert by_number.json["results"] == [
        {"id": by_number.json["results"][0]["id"], "verdict": "other_site"}
    ]
    assert bound.scan(secret)["verdict"] == "admitted"


def test_nothing_else_of_the_gate_reaches_another_site(
    entrance, bound, stranger, sites
):
    member, secret = stranger
    gate = entrance.gate("Cửa B", sites[1])
    entrance.scan(secret, gate=gate)
    second = {"token": entrance.token(secret), "decided": True, "age": 60_000}
    entrance.scan(**second, gate=entrance.gate("Cửa B2", sites[1]))
    conflict = entrance.conflicts()[0]["id"]
    before = entrance.news()["lines"]
    base = f"/m/{entrance.meeting}"
    replies = [
        bound.send({"member": member, "gate": gate, "id": str(uuid.uuid4())}),
        bound.mark(member, state="absent", reason="ốm"),
        bound.client.post(
            f"{base}/check-ins/conflicts/{conflict}", json={"resolution": "both"}
        ),
        bound.client.get(f"{base}/check-ins/conflicts"),
        bound.client.get(f"{base}/entrance/roll"),
        bound.client.get(f"{base}/roll/list?site={sites[1]}&kind=pdf"),
    ]
    assert not any(is_reported(reply) for reply in replies)
    assert entrance.news()["lines"] == before
    assert len(entrance.conflicts()) == 1
