"""Many signed-in delegates, written directly to the database."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import insert

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.badges.actions import issue_badge
from kiosk.client.messages import json_request
from kiosk.load_test.tablet import TabletTicket
from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.storage.store import Store
from kiosk.storage.unit_of_work import UnitOfWork
from tests.scene import Scene

PAGES = 200


class Hall:
    """An open meeting with a published paper, its chair, and delegates."""

    def __init__(self, store: Store, delegates: int, image: bytes = b"webp") -> None:
        """Fill the store; `image` (WebP) is every page."""
        scene = Scene(store)
        self.meeting = scene.make_meeting()
        item = scene.make_item(self.meeting)
        self.document = scene.make_document(self.meeting, item, [image] * PAGES)
        chair = scene.make_member(self.meeting, Role.CHAIR)
        self.chair_cookie = f"kiosk={scene.sign_in(chair)}"
        self.cookies = self._sign_in_many(store, scene.key, delegates)

    def _sign_in_many(self, store: Store, key: bytes, count: int) -> list[str]:
        tokens = [new_secret() for _ in range(count)]
        now = clock.now()
        with store.unit_of_work("bench") as work:
            members = self._add_members(work, count)
            rows = [
                {
                    "token_hash": hash_secret(key, "sign-in", token),
                    "member_id": member,
                    "started_at": now,
                    "expires_at": now + dt.timedelta(hours=2),
                }
                for token, member in zip(tokens, members, strict=True)
            ]
            if rows:
                work.session.execute(insert(SignIn), rows)
        return [f"kiosk={token}" for token in tokens]

    def _add_members(self, work: UnitOfWork, count: int) -> Sequence[int]:
        rows = [
            {
                "meeting_id": self.meeting,
                "role": Role.OFFICIAL_DELEGATE,
                "full_name": f"Đại biểu {place}",
                "sort_key": f"{place:06}",
                "folded_name": f"dai bieu {place}",
                "seat": str(place),
            }
            for place in range(1, count + 1)
        ]
        if not rows:
            return []
        return work.session.scalars(insert(Member).returning(Member.id), rows).all()

    def issue_badges(self, store: Store, count: int) -> list[str]:
        """Add delegates with a badge each; return the badges' secrets."""
        key, secrets = store.config.server_key(), []
        with store.unit_of_work("bench") as work:
            for member_id in self._add_members(work, count):
                member = work.session.get_one(Member, member_id)
                secrets.append(issue_badge(work, key, member))
        return secrets

    def tickets(self) -> list[TabletTicket]:
        """Return every delegate's ticket."""
        auth = {"meeting": self.meeting}
        return [TabletTicket(cookie, auth, is_greeted=True) for cookie in self.cookies]

    def page_request(self, host: str, page: int) -> bytes:
        """Return the chair's request for a page, on a connection of its own."""
        body = {"document": self.document, "page": page}
        path = f"/m/{self.meeting}/page"
        return json_request("POST", host, path, body, self.chair_cookie)
