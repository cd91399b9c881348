"""Routes of signing in with the organisation's provider (OpenID Connect).

Between the two requests nothing is stored here: state, nonce and verifier are derived
from a random cookie and the server's key.
"""

import hmac
import logging
import secrets
import time
from typing import Annotated, Any, cast

import msgspec
from flask import Blueprint, Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.accounts import errors_elsewhere as errors
from kiosk.accounts import rules
from kiosk.accounts.access_actions import AccessDetail
from kiosk.accounts.actions import linked_sign_in, rate_limit
from kiosk.accounts.oidc.person import person_of
from kiosk.accounts.oidc.provider import (
    BadToken,
    Begun,
    Expected,
    FetchError,
    Provider,
    Refused,
)
from kiosk.accounts.people_elsewhere import PersonElsewhere, linking_rules
from kiosk.accounts.routes.staff_sign_in import (
    requesting_device,
    sign_in_response,
)
from kiosk.errors import N_, NotFound
from kiosk.storage.secrets import hash_secret
from kiosk.web import device_cookies
from kiosk.web import request as web

log = logging.getLogger(__name__)

# From the button until the provider sends the browser back.
STEP_SECONDS = 600
AnswerText = Annotated[str, msgspec.Meta(max_length=4000)]


class ProviderAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """What the provider has put into the address."""

    code: AnswerText = ""
    state: AnswerText = ""
    error: AnswerText = ""
    iss: AnswerText = ""


def install_provider(app: Flask) -> None:
    """Keep one provider for the life of the server."""
    config = app.extensions["kiosk.store"].config
    app.extensions["kiosk.oidc"] = Provider(config) if config.has_oidc else None


def _provider() -> Provider:
    found = cast(Provider | None, current_app.extensions["kiosk.oidc"])
    if found is None:
        raise NotFound(N_("Máy chủ này chưa nối với tài khoản cơ quan."))
    return found


def _base() -> str:
    return web.store().config.public_url or request.host_url.rstrip("/")


def _begun(cookie: str) -> Begun:
    """Return what belongs to a cookie, which only this browser has."""
    key = device_cookies.server_key()

    def derived(what: str) -> str:
        return hash_secret(key, f"oidc-{what}", cookie)

    redirect = f"{_base()}/staff/oidc"
    return Begun(derived("state"), derived("nonce"), derived("verifier"), redirect)


def begin_oidc() -> ResponseReturnValue:
    """Return the provider's address for this browser."""
    provider = _provider()
    cookie = f"{int(time.time())}.{secrets.token_urlsafe(24)}"
    try:
        address = provider.authorization_address(_begun(cookie))
    except FetchError as error:
        log.warning("OpenID provider: %s", error)
        raise errors.provider_unavailable() from error
    reply = jsonify(go=address)
    device_cookies.set_provider_cookie(reply, cookie, STEP_SECONDS)
    device_cookies.set_device_cookie(reply)
    return reply


def show_oidc_return() -> str:
    """Show the page that takes the provider's answer out of its address."""
    _provider()
    return render_template("screens/oidc_return.html")


def _own_step(answer: ProviderAnswer) -> Begun:
    """Return the step that this browser has begun.

    :raises Forbidden: it has begun none, too long ago, or another one.
    """
    cookie = device_cookies.provider_cookie()
    began, _, _ = cookie.partition(".")
    is_recent = (
        began.isdecimal()
        and len(began) <= 12  # noqa: PLR2004 seconds since 1970
        and 0 <= time.time() - int(began) <= STEP_SECONDS
    )
    begun = _begun(cookie)
    is_own = hmac.compare_digest(begun.state.encode(), answer.state.encode())
    # RFC 9207: an answer of another provider.
    is_of_issuer = answer.iss in {"", web.store().config.oidc_issuer}
    if not is_recent or not is_own or not is_of_issuer:
        raise errors.step_lost()
    return begun


def _claims(code: str, begun: Begun) -> dict[str, Any]:
    config = web.store().config
    expected = Expected(
        config.oidc_issuer, config.oidc_client_id, begun.nonce, clock.now()
    )
    try:
        return _provider().claims_for(code, begun, expected)
    except FetchError as error:
        log.warning("OpenID provider: %s", error)
        raise errors.provider_unavailable() from error
    except (Refused, BadToken) as error:
        log.warning("OpenID sign-in refused: %s %s", type(error).__name__, error)
        raise errors.provider_refused() from error


def _sign_in(person: PersonElsewhere) -> ResponseReturnValue:
    config = web.store().config
    rules_here = linking_rules(
        may_link=config.oidc_link != "no", group_roles=config.group_roles
    )
    with web.store().unit_of_work("staff sign-in") as work:
        result = linked_sign_in.sign_in_person(
            work,
            device_cookies.server_key(),
            person=person,
            rules=rules_here,
            device=requesting_device(),
        )
    if isinstance(result, AccessDetail):
        raise errors.refused_person(result)
    return sign_in_response(result)


def _uncount(attempt_key: rate_limit.AttemptKey) -> None:
    with web.store().unit_of_work("staff sign-in") as work:
        rate_limit.uncount_failure(work, attempt_key)


def sign_in_by_oidc() -> ResponseReturnValue:
    """Sign in whoever the provider vouches for, or ask for their second factor."""
    answer = web.body(ProviderAnswer)
    _provider()
    begun = _own_step(answer)
    if answer.error or not answer.code:
        raise errors.provider_refused()
    asking = requesting_device()
    attempt_key = rate_limit.AttemptKey(rate_limit.AttemptKind.PROVIDER, asking)
    with web.store().unit_of_work("staff sign-in") as work:
        rules.check_wait(
            rate_limit.seconds_to_wait(work.session, attempt_key, work.now)
        )
        rate_limit.count_failure(work, attempt_key)
    try:
        claims = _claims(answer.code, begun)
    except errors.ProviderUnavailable:
        _uncount(attempt_key)
        raise
    _uncount(attempt_key)
    person = person_of(claims, web.store().config)
    reply = current_app.make_response(_sign_in(person))
    device_cookies.set_provider_cookie(reply, "", 0)
    return reply


def sign_out_address() -> str:
    """Return where a browser leaves the provider, too; empty if it is not known."""
    provider = cast(Provider | None, current_app.extensions["kiosk.oidc"])
    try:
        return provider.sign_out_address(f"{_base()}/") if provider else ""
    except FetchError as error:
        log.warning("OpenID provider: %s", error)
        return ""


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.post("/staff/oidc/begin")(begin_oidc)
    blueprint.get("/staff/oidc")(show_oidc_return)
    blueprint.post("/staff/oidc")(sign_in_by_oidc)
