"""Nothing secret, no ballot and no note comes into the access log.

All calls that write it are read from the code: a new one must say here what it puts
into the columns that take free text.
"""

import ast
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.accounts.access_actions import ACCESS_ACTION_LABELS, AccessAction
from kiosk.accounts.models import AccessEntry
from kiosk.roles import Role

ROOT = Path(__file__).parents[3] / "kiosk"
WRITERS = {"log_access", "log_action_of", "log_act", "log_refusal", "log_end_of"}
# The place of the detail among the arguments after the unit of work.
DETAIL_PLACE = {
    "log_access": 4,
    "log_act": 4,
    "log_refusal": 4,
    "log_action_of": 3,
    "log_end_of": 3,
}
# What may be written, as it stands in the code: user names of accounts, browsers,
# labels of credentials and reasons, ids and numbers.
DETAILS = {
    *("account.username", "sign_in.browser", "answer.reason", "by"),
    *("AccessDetail.PASSWORD", "AccessDetail.LINK"),
    *("AccessDetail.REPLACED", "passkey.name", "step.by"),
    "why",
    "detail",
    "member_label(member_id)",
    "f'meeting:{content.meeting_id}'",
    "'invitations'",
    *("f'issued:{issued_id}'", "f'delivery:{delivery_id}'", "f'unit:{unit_id}'"),
    *("f'webhook:{webhook_id}'", "f'rows:{count}'", "f'rows:{added + changed}'"),
    "''",
}
# Values of the variable `detail`, wherever it is passed on.
ASSIGNED = {
    "f'meeting:{meeting_id}'",
    "f'meeting:{actor.meeting_id} token:{token_id}'",
    "f'meeting:{actor.meeting_id} sign-ins:{ended}'",
    "f'meeting:{meeting_id} months:{said}'",
    "f'meeting:{person.meeting_id} member:{person.id}{notes}'",
    "f'meeting:{person.meeting_id} member:{person.id}'",
    "_detail(removal)",
    *("f'token:{made.id}'", "f'token:{token_id}'", "f'feed:{feed_id}'"),
    *("str(recipient_id)", "str(stored.id)", "f'{act} survey:{survey_id}'"),
    "f'meeting:{meeting_id} {form.kind}:{form.id}'",
    "AccessDetail.ADMINISTRATOR if role.is_administrator else AccessDetail.STAFF",
    "passkey.name if is_own else account.username",
}
# Through `web.log_act`, for modules below `kiosk.accounts`.
ASSIGNED_BELOW = {"f'{kind.name} {key}'", "f'meeting:{meeting_id}'"}


def calls():
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield path, node


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def detail_of(call: ast.Call) -> str:
    for keyword in call.keywords:
        if keyword.arg == "detail":
            return ast.unparse(keyword.value)
    place = DETAIL_PLACE[name_of(call)]
    return ast.unparse(call.args[place]) if len(call.args) > place else "''"


def test_every_detail_that_is_written_is_known():
    seen = set()
    for path, call in calls():
        if name_of(call) not in WRITERS:
            continue
        if ast.unparse(call.func) == "web.log_act":
            said = ast.unparse(call.args[2])
            assert said in ASSIGNED_BELOW, f"{path}:{call.lineno}: {said}"
            continue
        said = detail_of(call)
        assert said in DETAILS, f"{path}:{call.lineno}: {said}"
        seen.add(said)
    assert seen == DETAILS


def test_every_value_of_a_detail_is_known():
    for path in sorted(ROOT.rglob("*.py")):
        text = path.read_text("utf-8")
        if not any(f"{writer}(" in text for writer in WRITERS):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Assign):
                for name, value in pairs(node):
                    if name == "detail":
                        assert value in ASSIGNED, f"{path}:{node.lineno}: {value}"


def pairs(node: ast.Assign):
    [target] = node.targets
    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
        for name, value in zip(target.elts, node.value.elts, strict=True):
            yield ast.unparse(name), ast.unparse(value)
    else:
        yield ast.unparse(target), ast.unparse(node.value)


def test_one_function_adds_entries():
    adders = {
        str(path.relative_to(ROOT))
        for path, call in calls()
        if name_of(call) == "AccessEntry"
    }
    assert adders == {"accounts/actions/access_log.py", "accounts/actions/refusals.py"}


@pytest.mark.parametrize("action", list(AccessAction))
def test_every_action_has_a_label(action):
    assert ACCESS_ACTION_LABELS[action]


def test_secrets_of_signing_in_are_in_no_column(
    scene, store, client_for, make_staff, sign_in
):
    make_staff("thuky")
    member = scene.make_member(scene.make_meeting(), Role.CHAIR, name="Lê Thị Bí Mật")
    secret = scene.make_badge(member, code="ABCD2345")
    client = client_for()
    sign_in(client, "thuky", "mật khẩu sai nhưng rất dài")
    sign_in(client, "thuky")
    client.post("/staff/code", json={"code": "123456"})
    for form in ({"secret": secret}, {"code": "ABCD2345"}, {"code": "WXYZ2345"}):
        client_for().post("/sign-in/badge", json=form | {"pin": "4711"})
    with store.read_session() as session:
        rows = session.execute(select(*AccessEntry.__table__.c)).all()
    assert len(rows) >= 4
    written = " ".join(str(cell) for row in rows for cell in row if row).lower()
    for hidden in (
        *("mật khẩu sai", "mùa xuân", "bí mật", secret.lower(), "abcd2345"),
        *("wxyz2345", "4711 ", "123456"),
    ):
        assert hidden not in written
