"""Gather the facts of a meeting and draft its minutes; called in the worker only."""

from typing import Any

from sqlalchemy.orm import Session

from kiosk.minutes.draft.draft import draft_document
from kiosk.minutes.facts.blocks import fact_blocks
from kiosk.minutes.facts.gather import gather_facts
from kiosk.minutes.facts.wording import wording_of
from kiosk.minutes.models import Minutes
from kiosk.official_papers.queries import office
from kiosk.official_papers.rules import PaperFamily


def gather_draft(
    session: Session, minutes: Minutes
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a draft of the whole text, and the blocks of facts as plain values.

    A block's `label` is an untranslated sentence of the screen.
    """
    family = PaperFamily(minutes.family)
    own = office(session, family)
    facts = gather_facts(session, minutes.meeting_id)
    blocks = [
        {
            "key": block.key,
            "label": block.label,
            "detail": block.detail,
            "content": block.content,
            "digest": block.digest,
        }
        for block in fact_blocks(facts, wording_of(own))
    ]
    return draft_document(facts, family, own), blocks
