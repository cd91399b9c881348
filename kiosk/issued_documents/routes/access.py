"""Who asks: staff of the register, or somebody of a unit."""

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_action_of
from kiosk.errors import N_, Forbidden
from kiosk.identity import Requester
from kiosk.issued_documents.access import check_keeps_register, keeps_register
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.units.requester import UnitRequester, unit_requester
from kiosk.web import device_cookies
from kiosk.web import request as web


def register_staff() -> Requester:
    """Return the requester.

    :raises SignedOut: nobody is signed in.
    :raises Forbidden: they do not keep the register.
    """
    who = web.signed_in()
    with web.store().read_session() as session:
        check_keeps_register(session, who)
    return Requester(who, device_cookies.client_endpoint())


def staff_work(requester: Requester) -> UnitOfWork:
    """Return a unit of work of the requester."""
    return web.store().unit_of_work(f"account:{requester.identity.account_id}")


def log_issued(
    work: UnitOfWork, action: AccessAction, requester: Requester, issued_id: int
) -> None:
    """Log what was done with a document."""
    log_action_of(work, action, requester, f"issued:{issued_id}")


def keeps_register_now() -> bool:
    """Tell whether the requester keeps the register; for links to it."""
    who = web.identity()
    if who is None:
        return False
    with web.store().read_session() as session:
        return keeps_register(session, who)


def is_of_a_unit() -> bool:
    """Tell whether the request acts for a unit; for links to its inbox."""
    return unit_requester() is not None


def receiving_unit() -> UnitRequester:
    """Return the unit that the request acts for.

    :raises SignedOut: nobody is signed in on this device, nor a unit.
    :raises Forbidden: the account belongs to no unit.
    """
    unit = unit_requester()
    if unit is None:
        web.signed_in()
        raise Forbidden(
            N_("Tài khoản này chưa thuộc đơn vị nào nên không có văn bản đến.")
        )
    return unit
