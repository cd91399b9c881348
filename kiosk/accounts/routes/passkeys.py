"""Routes of passkeys: added and removed by their holder, used in the second step."""

from functools import partial

import msgspec
from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from kiosk.accounts import errors
from kiosk.accounts.passkeys import actions
from kiosk.accounts.passkeys.webauthn import PasskeyAnswer, PasskeySite, passkey_site
from kiosk.accounts.routes.admin import administrator
from kiosk.accounts.routes.own_account import FactorPassword, own_requester, with_proof
from kiosk.accounts.routes.staff_sign_in import (
    finish_second_step,
    pending_username,
    requesting_device,
)
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web import device_cookies
from kiosk.web import request as web


class NewPasskeyForm(msgspec.Struct, forbid_unknown_fields=True):
    """The browser's answer with a new passkey."""

    answer: PasskeyAnswer


def site_here() -> PasskeySite | None:
    """Return where passkeys of this request belong; None: there can be none."""
    return passkey_site(web.store().config.public_url or request.host_url)


def _site() -> PasskeySite:
    site = site_here()
    if site is None:
        raise errors.no_passkeys_here()
    return site


def offer_passkey() -> ResponseReturnValue:
    """Return what the browser needs to make a passkey, after the password."""
    requester, form, site = own_requester(), web.body(FactorPassword), _site()
    options = with_proof(
        requester,
        form.password,
        lambda work: actions.offer_passkey(
            work, device_cookies.server_key(), requester=requester, site=site
        ),
    )
    return jsonify(options)


def add_passkey() -> ResponseReturnValue:
    """Store the new passkey; recovery codes are only in this response."""
    requester, form, site = own_requester(), web.body(NewPasskeyForm), _site()
    with web.store().unit_of_work(f"account:{requester.identity.account_id}") as work:
        codes = actions.add_passkey(
            work,
            device_cookies.server_key(),
            requester=requester,
            site=site,
            answer=form.answer,
            name=device_cookies.browser_name(),
        )
    if codes is None:
        raise errors.wrong_passkey()
    return jsonify(codes=codes), 201


def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Remove one of the requester's passkeys, after the password."""
    requester, form = own_requester(), web.body(FactorPassword)

    def remove(work: UnitOfWork) -> None:
        actions.remove_own_passkey(work, requester=requester, passkey_id=passkey_id)

    with_proof(requester, form.password, remove)
    return "", 204


def remove_passkey_of(account_id: int, passkey_id: int) -> ResponseReturnValue:
    """Remove a passkey of another account, as administrator."""
    requester = administrator()
    with web.store().unit_of_work(f"account:{requester.identity.account_id}") as work:
        actions.remove_passkey_of(
            work, requester=requester, account_id=account_id, passkey_id=passkey_id
        )
    return "", 204


def ask_for_passkey() -> ResponseReturnValue:
    """Return what the browser needs to use a passkey in the second step."""
    site = _site()
    pending_username()
    with web.store().unit_of_work("staff sign-in") as work:
        options = actions.ask_for_passkey(
            work,
            device_cookies.server_key(),
            token=device_cookies.step_token(),
            device=requesting_device(),
            site=site,
        )
    return jsonify(options)


def give_passkey() -> ResponseReturnValue:
    """Sign in with a passkey after the password."""
    form, site = web.body(NewPasskeyForm), _site()

    return finish_second_step(
        partial(actions.check_passkey, site=site, answer=form.answer),
        errors.wrong_passkey(),
    )


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.post("/account/passkeys/offer")(offer_passkey)
    blueprint.post("/account/passkeys")(add_passkey)
    blueprint.post("/account/passkeys/<int:passkey_id>/remove")(remove_passkey)
    blueprint.post("/accounts/<int:account_id>/passkeys/<int:passkey_id>/remove")(
        remove_passkey_of
    )
    blueprint.post("/staff/passkey/ask")(ask_for_passkey)
    blueprint.post("/staff/passkey")(give_passkey)
