"""URLs and credentials of the demo's screens, for people and scripts."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import select

from kiosk.badges.codes import format_code, secret_of, short_code
from kiosk.badges.models import Badge
from kiosk.demo.conference import DELEGATE_ROLES
from kiosk.demo.difficult_meeting import find_difficult
from kiosk.demo.secrets import (
    USERNAME,
    secretary_password,
    seedless_secret,
)
from kiosk.meetings.models import Meeting, Member
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.storage.secrets import hash_secret
from kiosk.storage.store import Store

SHOWN_DELEGATES = 10
# By screen: role and page.
_SCREENS = {
    "chair": (Role.CHAIR, "/m/{meeting}/chair"),
    "secretary": (Role.SECRETARY, "/m/{meeting}/secretary"),
    "presenter": (Role.PRESENTER, "/m/{meeting}/tablet"),
    "wall": (Role.WALL, "/m/{meeting}/wall"),
    "entrance": (Role.ENTRANCE, "/m/{meeting}/entrance"),
    "site": (Role.SITE_LEAD, "/m/{meeting}/site"),
}


def demo_badges(
    store: Store, meeting_id: int, base_url: str, *roles: Role
) -> Iterator[dict[str, Any]]:
    """Yield the demo's valid badges, of `roles` or of all roles.

    Delegates come first, in the order of their seats, then the others.
    """
    key = store.config.server_key()
    with store.read_session() as session:
        rows = session.execute(
            select(Member, Site.name, Badge)
            .join(Badge, Badge.member_id == Member.id)
            .outerjoin(Site, Member.site_id == Site.id)
            .where(
                Member.meeting_id == meeting_id,
                Badge.revoked_at.is_(None),
                Member.role.in_(roles or tuple(Role)),
            )
            .order_by(Member.role.not_in(DELEGATE_ROLES), Member.id)
        )
        for member, site, badge in rows:
            secret = seedless_secret(key, meeting_id, member.id)
            if badge.seed:
                secret = secret_of(key, badge.seed)
            if hash_secret(key, "badge", secret) == badge.secret_hash:
                yield {
                    "name": member.full_name,
                    "seat": member.seat,
                    "role": member.role,
                    "site": site,
                    "secret": secret,
                    "code": format_code(short_code(key, secret)),
                    "url": f"{base_url}/q#{secret}",
                }


def _screen(store: Store, meeting_id: int, base_url: str, name: str) -> dict[str, Any]:
    role, page = _SCREENS[name]
    badge = next(demo_badges(store, meeting_id, base_url, role), None)
    return {
        "url": badge["url"] if badge else None,
        "page": base_url + page.format(meeting=meeting_id),
        "name": badge["name"] if badge else None,
    }


def _difficult(store: Store, base_url: str) -> dict[str, Any] | None:
    """Return where the meeting of difficult papers is; older demos have none."""
    found = find_difficult(store)
    if found is None:
        return None
    with store.read_session() as session:
        title = session.get_one(Meeting, found).title
    return {
        "meeting": found,
        "title": title,
        "page": f"{base_url}/m/{found}/secretary",
        "delegates": list(demo_badges(store, found, base_url, *DELEGATE_ROLES)),
    }


def demo_access(store: Store, meeting_id: int, base_url: str) -> dict[str, Any]:
    """Return the URLs of all screens and the badges of ten delegates."""
    with store.read_session() as session:
        title = session.get_one(Meeting, meeting_id).title
    screens: dict[str, Any] = {
        name: _screen(store, meeting_id, base_url, name) for name in _SCREENS
    }
    screens["secretary"] |= {
        "username": USERNAME,
        "password": secretary_password(store.config.server_key()),
    }
    screens["sign_in"] = f"{base_url}/"
    screens["staff_sign_in"] = f"{base_url}/staff"
    # `python -m kiosk setup-link` creates its token.
    screens["setup"] = f"{base_url}/setup"
    shown = demo_badges(store, meeting_id, base_url, *DELEGATE_ROLES)
    return {
        "meeting": meeting_id,
        "title": title,
        "base_url": base_url,
        "screens": screens,
        "delegates": list(islice(shown, SHOWN_DELEGATES)),
        "difficult": _difficult(store, base_url),
    }
