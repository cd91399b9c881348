"""Store what the worker gathered: the first draft, and the facts beside the text."""

import json
from typing import Any

from kiosk.identity import Actor
from kiosk.minutes.actions.versions import add_update, keep_version
from kiosk.minutes.models import Minutes
from kiosk.minutes.queries.text import get_minutes, last_update_id
from kiosk.minutes.rules import (
    DraftState,
    MinutesState,
    VersionReason,
    check_editable,
)
from kiosk.minutes.shared_text import write_document
from kiosk.storage.unit_of_work import UnitOfWork


def request_facts(work: UnitOfWork, *, actor: Actor, minutes_id: int) -> None:
    """Ask the worker for the facts as they are now.

    :raises NotFound: the meeting has no such minutes.
    :raises Conflict: the text may not be changed any more.
    """
    minutes = get_minutes(work.session, actor.meeting_id, minutes_id)
    check_editable(MinutesState(minutes.state))
    minutes.draft_state = DraftState.WAITING
    minutes.revision += 1


def store_draft(
    work: UnitOfWork,
    *,
    minutes_id: int,
    draft: dict[str, Any],
    facts: list[dict[str, Any]],
) -> None:
    """Store the facts; the draft becomes the text only if nothing was written."""
    minutes = work.session.get(Minutes, minutes_id)
    if minutes is None:
        return
    minutes.facts = json.dumps(facts, ensure_ascii=False)
    minutes.facts_at = work.now
    minutes.draft_state = DraftState.DONE
    minutes.revision += 1
    if minutes.state == MinutesState.DRAFT and not last_update_id(
        work.session, minutes_id
    ):
        add_update(work, minutes, write_document(draft), "")
        keep_version(work, minutes, made_by="", reason=VersionReason.DRAFTED)


def fail_draft(work: UnitOfWork, *, minutes_id: int) -> None:
    """Store that the facts could not be gathered."""
    minutes = work.session.get(Minutes, minutes_id)
    if minutes is not None:
        minutes.draft_state = DraftState.FAILED
        minutes.revision += 1
