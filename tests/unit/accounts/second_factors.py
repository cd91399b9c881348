"""Second factors and their codes for tests."""

import datetime as dt

import pyotp

from kiosk import clock
from kiosk.accounts import totp
from kiosk.accounts.actions.second_factor import (
    begin_second_factor,
    confirm_second_factor,
)
from kiosk.accounts.models import SecondFactor
from kiosk.identity import Identity, Requester
from tests.scene import Scene

STEP = dt.timedelta(seconds=totp.TOTP_STEP_SECONDS)


def turn_on_second_factor(scene: Scene, account_id: int) -> list[str]:
    """Turn it on with the code of an hour ago and return the recovery codes."""
    requester = Requester(Identity(1, "", account_id=account_id))
    with clock.frozen(clock.now() - dt.timedelta(hours=1)):
        with scene.store.unit_of_work("test") as work:
            begin_second_factor(work, scene.key, requester=requester)
        code = code_of(scene, account_id)
        with scene.store.unit_of_work("test") as work:
            codes = confirm_second_factor(
                work, scene.key, requester=requester, code=code
            )
    assert codes
    return codes


def code_of(scene: Scene, account_id: int, moment: dt.datetime | None = None) -> str:
    """Return the code that the account's app shows."""
    with scene.store.read_session() as session:
        seed = session.get_one(SecondFactor, account_id).seed
    secret = totp.secret_of(scene.key, account_id, seed)
    return str(pyotp.TOTP(secret).at(moment or clock.now()))
