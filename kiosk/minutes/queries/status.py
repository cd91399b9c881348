"""What screens of minutes show beside the text."""

import json
from typing import Any

from sqlalchemy.orm import Session

from kiosk.clock import iso_moment
from kiosk.errors import NotFound
from kiosk.identity import Actor
from kiosk.minutes.models import Minutes
from kiosk.minutes.queries.review import (
    comments_of,
    readable_minutes,
    review_of,
    reviews_of,
    signed_files_of,
)
from kiosk.minutes.queries.text import last_update_id, minutes_of, versions_of
from kiosk.minutes.rules import STATE_LABELS, MinutesState
from kiosk.roles import Permission, Role


def readable_rows(session: Session, actor: Actor) -> list[dict[str, Any]]:
    """Return the minutes that the actor may read: id, family, state."""
    rows = []
    for minutes in minutes_of(session, actor.meeting_id):
        try:
            readable_minutes(session, actor, minutes.id)
        except NotFound:
            continue
        rows.append(
            {
                "id": minutes.id,
                "family": minutes.family,
                "state": minutes.state,
                "label": STATE_LABELS[MinutesState(minutes.state)],
            }
        )
    return rows


def facts_of(minutes: Minutes) -> dict[str, Any]:
    """Return the blocks of facts as gathered last, and when."""
    return {
        "blocks": json.loads(minutes.facts),
        "at": iso_moment(minutes.facts_at),
        "state": minutes.draft_state,
    }


def status_of(session: Session, actor: Actor, minutes: Minutes) -> dict[str, Any]:
    """Return all but the text, as this actor may know it."""
    own = review_of(session, minutes.id, actor.member_id)
    writes = actor.may(Permission.WRITE_MINUTES)
    is_head = writes or actor.role == Role.CHAIR
    last = last_update_id(session, minutes.id)
    return {
        "revision": minutes.revision,
        "state": minutes.state,
        "draft_state": minutes.draft_state,
        "facts_at": iso_moment(minutes.facts_at),
        "due_at": iso_moment(minutes.due_at),
        "last": last,
        "may_write": writes,
        "may_approve": is_head,
        "is_chair": actor.role == Role.CHAIR,
        "own_answer": {"answer": own.answer, "remark": own.remark} if own else None,
        # Delegates see no answers of others.
        "reviews": _reviews(session, minutes, last) if is_head else [],
        "comments": _comments(session, minutes.id),
        "versions": _versions(session, minutes.id) if writes else [],
        "finalised_at": iso_moment(minutes.finalised_at),
        "finalised_by": minutes.finalised_by,
        "pdf": {"sha256": minutes.pdf_sha256, "size": minutes.pdf_size},
        "signed": _signed(session, minutes.id),
    }


def _reviews(session: Session, minutes: Minutes, last: int) -> list[dict[str, Any]]:
    return [
        {
            "member": member.id,
            "name": member.full_name,
            "about": ", ".join(filter(None, [member.position, member.unit])),
            "answer": review.answer,
            "remark": review.remark,
            "answered_at": iso_moment(review.answered_at),
            # The text was changed after this answer.
            "is_older": bool(review.answered_at) and review.last_update < last,
        }
        for review, member in reviews_of(session, minutes.id)
    ]


def _comments(session: Session, minutes_id: int) -> list[dict[str, Any]]:
    return [
        {
            "id": comment.id,
            "parent": comment.parent_id,
            "author": comment.author_name,
            "text": comment.text,
            "quote": comment.quote,
            "anchor": comment.anchor,
            "made_at": comment.made_at.isoformat(),
            "resolved_at": iso_moment(comment.resolved_at),
            "resolved_by": comment.resolved_by,
        }
        for comment in comments_of(session, minutes_id)
    ]


def _versions(session: Session, minutes_id: int) -> list[dict[str, Any]]:
    return [
        {
            "id": version.id,
            "number": version.number,
            "name": version.name,
            "reason": version.reason,
            "made_by": version.made_by,
            "made_at": version.made_at.isoformat(),
        }
        for version in versions_of(session, minutes_id)
    ]


def _signed(session: Session, minutes_id: int) -> list[dict[str, Any]]:
    return [
        {
            "id": file.id,
            "name": file.file_name,
            "sha256": file.sha256,
            "size": file.size,
            "uploaded_by": file.uploaded_by,
            "uploaded_at": file.uploaded_at.isoformat(),
            "state": file.state,
            "pages": file.pages,
            "own_pages": file.own_pages,
            "common": file.common,
            "warning": file.warning,
        }
        for file in signed_files_of(session, minutes_id)
    ]
