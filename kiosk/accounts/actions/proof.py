"""Make sure that whoever changes a second factor is the account's holder."""

from kiosk.accounts.errors import not_signed_in_lately
from kiosk.accounts.models import SignIn
from kiosk.accounts.rules import FRESH_SIGN_IN
from kiosk.identity import Requester
from kiosk.storage.unit_of_work import UnitOfWork


def check_fresh_sign_in(work: UnitOfWork, requester: Requester) -> None:
    """Check that the requester has just signed in: a stolen session is older.

    :raises Forbidden: it is longer ago than `FRESH_SIGN_IN`.
    """
    sign_in = work.session.get(SignIn, requester.identity.sign_in_id)
    if sign_in is None or sign_in.started_at < work.now - FRESH_SIGN_IN:
        raise not_signed_in_lately()
