"""Links by which a unit without accounts signs in, each opened once.

The token stands in the fragment of the address and is exchanged by POST for a cookie of
the unit. It signs nobody in as a person, and not for any meeting.
"""

from sqlalchemy import delete, select, update

from kiosk.accounts.access_actions import AccessAction, AccessDetail
from kiosk.accounts.actions import rate_limit
from kiosk.accounts.actions.access_log import log_access
from kiosk.accounts.devices import Device
from kiosk.accounts.rules import check_wait
from kiosk.identity import Endpoint
from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.units.models import Unit, UnitLink
from kiosk.units.queries import get_unit
from kiosk.units.rules import LINK_LIFETIME, SIGN_IN_LIFETIME, LinkPurpose

LINK_PATH = "/u"
TASKS_PATH = "/tasks"
_LINK, _COOKIE = "unit-link", "unit-sign-in"


def make_link(
    work: UnitOfWork,
    key: bytes,
    unit_id: int,
    purpose: LinkPurpose = LinkPurpose.BY_HAND,
    go: str = TASKS_PATH,
) -> str:
    """Make a link of a unit and return its token; earlier ones stay valid.

    The address is `LINK_PATH`, “#” and the token.

    :param key: of the server.
    :param go: the path of the page that it opens.
    :raises NotFound: there is no such unit.
    """
    get_unit(work.session, unit_id)
    # Those over serve nothing any more.
    work.session.execute(
        delete(UnitLink).where(
            UnitLink.unit_id == unit_id, UnitLink.expires_at < work.now
        )
    )
    token = new_secret()
    work.session.add(
        UnitLink(
            unit_id=unit_id,
            purpose=purpose,
            go=go,
            token_hash=hash_secret(key, _LINK, token),
            made_at=work.now,
            expires_at=work.now + LINK_LIFETIME,
        )
    )
    work.session.flush()
    return token


def cookie_hash(key: bytes, cookie: str) -> str:
    """Return the hash under which a unit's cookie is stored."""
    return hash_secret(key, _COOKIE, cookie)


def open_link(
    work: UnitOfWork, key: bytes, *, token: str, device: Device
) -> tuple[str, str] | None:
    """Use a link; return the cookie of the device and the page to open.

    None: it is unknown, opened already, expired or ended.

    A failure is counted: the caller must commit.

    :raises TooManyAttempts: the device must wait.
    """
    attempt = rate_limit.AttemptKey(rate_limit.AttemptKind.UNIT_LINK, device)
    check_wait(rate_limit.seconds_to_wait(work.session, attempt, work.now))
    link = work.session.scalar(
        select(UnitLink)
        .join(Unit, UnitLink.unit_id == Unit.id)
        .where(
            UnitLink.token_hash == hash_secret(key, _LINK, token),
            UnitLink.opened_at.is_(None),
            UnitLink.ended_at.is_(None),
            UnitLink.expires_at > work.now,
            Unit.is_closed.is_(False),
        )
    )
    if link is None:
        rate_limit.count_failure(work, attempt)
        return None
    cookie = new_secret()
    link.opened_at, link.expires_at = work.now, work.now + SIGN_IN_LIFETIME
    link.cookie_hash = cookie_hash(key, cookie)
    _log(work, AccessAction.SIGNED_IN, link.unit_id, device.endpoint)
    return cookie, link.go


def sign_unit_out(work: UnitOfWork, *, link_id: int, endpoint: Endpoint) -> None:
    """End the sign-in of one device of a unit."""
    link = work.session.get(UnitLink, link_id)
    if link is not None and link.ended_at is None:
        link.ended_at = work.now
        _log(work, AccessAction.SIGNED_OUT, link.unit_id, endpoint)


def end_unit_sign_ins(work: UnitOfWork, unit_id: int) -> None:
    """End every sign-in of a unit by link, and every link that is not opened yet."""
    still_open = (UnitLink.unit_id == unit_id, UnitLink.ended_at.is_(None))
    work.session.execute(update(UnitLink).where(*still_open).values(ended_at=work.now))


def _log(
    work: UnitOfWork, action: AccessAction, unit_id: int, endpoint: Endpoint
) -> None:
    log_access(work, action, f"unit:{unit_id}", endpoint, AccessDetail.LINK)
