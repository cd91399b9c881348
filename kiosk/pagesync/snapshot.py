"""The shown page in the snapshot."""

from typing import Any

from sqlalchemy.orm import Session

from kiosk.clock import iso_moment
from kiosk.meetings.models import Member
from kiosk.pagesync.queries import live_page
from kiosk.roles import Role


def snapshot_part(
    session: Session, meeting_id: int, _role: Role, state: dict[str, Any]
) -> dict[str, Any]:
    """Return the page shown, as far as items and documents in `state` contain it."""
    items = {item["id"] for item in state["items"]}
    documents = {d["id"] for d in state["documents"] if d["publication"] == "published"}
    live = live_page(session, meeting_id)
    leader = session.get(Member, live.leader_id) if live.leader_id else None
    shown = live.document_id in documents
    is_item_seen = live.item_id in items
    fields = {
        "item_id": _seen(live.item_id, items),
        "item_started_at": iso_moment(live.item_started_at) if is_item_seen else None,
        "previous_item_id": _seen(live.previous_item_id, items),
        "document_id": live.document_id if shown else None,
        "page": live.page if shown else 1,
        # What is shown is not visible to this role, or was withdrawn.
        "hidden": live.document_id is not None and not shown,
        "leader": {"id": leader.id, "name": leader.full_name} if leader else None,
    }
    return {"live": fields}


def _seen(item_id: int | None, items: set[int]) -> int | None:
    return item_id if item_id in items else None
