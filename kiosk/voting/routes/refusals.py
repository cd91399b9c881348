"""Note who was refused which act around a vote."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from flask import current_app
from flask.typing import ResponseReturnValue

from kiosk.errors import KioskError
from kiosk.voting.refusal_log import RefusalLog
from kiosk.voting.rules.refusals import LOGGED_STATUS, RefusedAct
from kiosk.web import request as web
from kiosk.web.device_cookies import client_endpoint

View = Callable[..., ResponseReturnValue]


def refusal_log() -> RefusalLog:
    """Return the log of this server."""
    return cast(RefusalLog, current_app.extensions["kiosk.vote_refusals"])


def logs_refusals(act: str) -> Callable[[View], View]:
    """Log refusals of a route under the name `act`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def logged(meeting_id: int, vote_id: int | None = None) -> ResponseReturnValue:
            ids = {} if vote_id is None else {"vote_id": vote_id}
            try:
                return view(meeting_id=meeting_id, **ids)
            except KioskError as error:
                if error.status in LOGGED_STATUS:
                    _note(meeting_id, vote_id or 0, act, error.reason)
                raise

        return logged

    return decorate


def _note(meeting_id: int, vote_id: int, act: str, reason: str) -> None:
    who = web.identity()
    if who is None and web.why_ended() is None:
        return  # a stranger, whom no log could name
    refused = RefusedAct(
        meeting_id=meeting_id,
        # Larger ids cannot exist, and PostgreSQL could not store them.
        vote_id=vote_id if vote_id < 2**31 else 0,
        sign_in_id=who.sign_in_id if who else 0,
        who=who.name if who else "",
        act=act,
        reason=reason,
        address=client_endpoint().address,
    )
    refusal_log().note(refused)
