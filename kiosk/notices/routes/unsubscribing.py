"""The page on which recipients of surveys and digests unsubscribe."""

from typing import Annotated

import msgspec
from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kiosk.accounts.link_rates import count_link
from kiosk.notices import actions
from kiosk.notices.rules import LONGEST_ADDRESS
from kiosk.notices.unsubscribing import UNSUBSCRIBE_PATH, check_code
from kiosk.web import device_cookies
from kiosk.web import request as web

blueprint = Blueprint("unsubscribing", __name__, url_prefix=UNSUBSCRIBE_PATH)


class UnsubscribeForm(msgspec.Struct, forbid_unknown_fields=True):
    """The address and its code, from the link's fragment."""

    address: Annotated[str, msgspec.Meta(max_length=LONGEST_ADDRESS)]
    code: Annotated[str, msgspec.Meta(max_length=64)]


@blueprint.get("")
def show() -> str:
    """Show the page; its script reads the fragment."""
    return render_template("notices/unsubscribe.html")


@blueprint.post("")
def unsubscribe() -> ResponseReturnValue:
    """Unsubscribe an address."""
    form = web.body(UnsubscribeForm)
    # Counted by the address of the network: its code is checked without the database.
    count_link()
    check_code(device_cookies.server_key(), form.address, form.code)
    with web.store().unit_of_work("unsubscribe") as work:
        actions.unsubscribe(work, address=form.address)
    return "", 204
