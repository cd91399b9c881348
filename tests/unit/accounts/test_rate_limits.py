"""Every request with a secret is rate-limited, whatever the form of its body."""

import uuid
from itertools import product

import msgspec
import pytest

from kiosk import clock
from kiosk.roles import Role
from tests.unit.accounts.second_factors import turn_on_second_factor

# Names of fields that hold a secret.
SECRET_FIELDS = {"secret", "code", "pin", "password", "token"}
# Fields of those names that do not guess another person's secret.
NO_TRIES = {
    # 128 random bits, or a salted hash of them: looked up, never typed.
    ("ScanForm", "token"),
    # The new password; the link's token beside it is counted.
    ("SetupForm", "password"),
}
WRONG_TRIES = 30
# Codes as printed on badges, without 0 and 1.
CODES = ["ABCD" + "".join(ending) for ending in product("2345", repeat=4)]


def forms(kind: type[msgspec.Struct] = msgspec.Struct) -> set[type[msgspec.Struct]]:
    """Return the classes of all request bodies."""
    found = set()
    for form in kind.__subclasses__():
        if ".routes" in form.__module__:
            found.add(form)
        found |= forms(form)
    return found


def fields_that_open() -> set[tuple[str, str]]:
    return {
        (form.__name__, field.name)
        for form in forms()
        for field in msgspec.structs.fields(form)
        if field.name in SECRET_FIELDS
    } - NO_TRIES


@pytest.fixture
def meeting(scene) -> int:
    return scene.make_meeting()


@pytest.fixture
def gate_client(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.ENTRANCE, "Bàn số 1"))


@pytest.fixture
def ways(scene, meeting, client_for, gate_client, make_staff, sign_in):
    """Return, by field, a function that sends a wrong value, and the error code."""
    make_staff("thuky")
    visitor = client_for()
    member = client_for()
    member.set_cookie("kiosk", scene.sign_in(account_id=make_staff("canbo").id))
    member.post("/account/second-factor")
    turn_on_second_factor(scene, make_staff("haibuoc").id)
    halfway = client_for()
    sign_in(halfway, "haibuoc")
    gate = gate_client.post(f"/m/{meeting}/gates", json={"name": "Cửa A"}).json["id"]

    def post(path, body):
        return visitor.post(path, json=body).json["error"]

    def by_member(path, body):
        return member.post(path, json=body).json["error"]

    def second_step(n):
        body = {"code": ("12345", "222222", "2222222222")[n % 3]}
        return halfway.post("/staff/code", json=body).json["error"]

    def at_gate(body):
        scan = {"id": str(uuid.uuid4()), "gate": gate, **body}
        reply = gate_client.post(f"/m/{meeting}/check-ins", json={"scans": [scan]})
        return reply.json["results"][0]["verdict"]

    return {
        ("BadgeForm", "code"): lambda n: post(
            "/sign-in/badge", {"code": CODES[n], "secret": ("", "x", None)[n % 3]}
        ),
        ("ScanForm", "code"): lambda n: at_gate(
            {"code": CODES[n], "secret": ("", "x", None)[n % 3]}
        ),
        ("StaffSignIn", "password"): lambda n: post(
            "/staff/sign-in", {"username": "thuky", "password": f"mat khau {n}"}
        ),
        ("LinkToken", "token"): lambda n: post("/setup/look", {"token": f"x{n}"}),
        ("SetupForm", "token"): lambda n: post(
            "/setup", {"token": f"x{n}", "password": "mùa xuân về trên bản"}
        ),
        ("StaffCode", "code"): second_step,
        ("FactorCode", "code"): lambda n: by_member(
            "/account/second-factor/confirm", {"code": f"{n:06}"}
        ),
        ("FactorPassword", "password"): lambda n: by_member(
            f"/account/second-factor/{('off', 'recovery-codes')[n % 2]}",
            {"password": f"mat khau {n}"},
        ),
        ("EnrolmentForm", "secret"): lambda n: post(
            "/tablet/enrol", {"secret": f"x{n}"}
        ),
    }


# Tested elsewhere: five PIN attempts per member on all devices (test_pins.py). A QR
# code's 128 bits cannot be guessed and are not limited. A provider's code needs the
# provider (test_oidc.py). Links of units have a budget of their own (test_units.py);
# a consultation's link and the code for unsubscribing have 128 bits.
ELSEWHERE = {
    *{("UnitToken", "token"), ("LinkHolderForm", "secret")},
    *{("LinkAnswerForm", "secret"), ("UnsubscribeForm", "code")},
    *{("BadgeForm", "pin"), ("BadgeForm", "secret"), ("ScanForm", "secret")},
    ("ProviderAnswer", "code"),
}


def test_each_field_with_a_secret_is_tested_below(ways):
    assert fields_that_open() == set(ways) | ELSEWHERE


@pytest.mark.parametrize(
    "field",
    [
        ("BadgeForm", "code"),
        ("ScanForm", "code"),
        ("StaffSignIn", "password"),
        ("LinkToken", "token"),
        ("SetupForm", "token"),
        ("StaffCode", "code"),
        ("FactorCode", "code"),
        ("FactorPassword", "password"),
        ("EnrolmentForm", "secret"),
    ],
    ids=str,
)
def test_after_few_wrong_tries_no_more_are_looked_up(ways, field):
    with clock.frozen(clock.now()):
        codes = [ways[field](number) for number in range(WRONG_TRIES)]
    refused = codes.index("too_many_tries")
    # One device keeps its cookie here; for new devices the address has 20.
    assert refused <= 20
    assert set(codes[refused:]) == {"too_many_tries"}


def test_a_gate_and_a_sign_in_share_the_budget_of_codes(ways, gate_client):
    gate_client.set_cookie("kiosk-device", "A" * 22)
    with clock.frozen(clock.now()):
        for number in range(5):
            assert ways["ScanForm", "code"](number) == "unknown"
        reply = gate_client.post("/sign-in/badge", json={"code": CODES[-1]})
    assert reply.json["error"] == "too_many_tries"
