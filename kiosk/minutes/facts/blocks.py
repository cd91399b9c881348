"""All facts of a meeting as blocks, in the order of the minutes; pure."""

from kiosk.minutes.facts.attendance_blocks import attendance_blocks
from kiosk.minutes.facts.conclusion_blocks import conclusion_facts
from kiosk.minutes.facts.fact_block import FactBlock
from kiosk.minutes.facts.head_blocks import (
    announcements_block,
    closing_block,
    head_blocks,
    outages_block,
)
from kiosk.minutes.facts.item_blocks import item_blocks, not_held_block
from kiosk.minutes.facts.structs import (
    MeetingFacts,
)
from kiosk.minutes.facts.vote_blocks import results_block
from kiosk.minutes.facts.wording import Wording


def fact_blocks(facts: MeetingFacts, wording: Wording | None = None) -> list[FactBlock]:
    """Return every fact with its stable key, in the order of the minutes."""
    wording = wording or Wording()
    return [
        *head_blocks(facts, wording),
        *attendance_blocks(facts, wording),
        *(one for item in facts.items for one in item_blocks(item, facts, wording)),
        *not_held_block(facts),
        *announcements_block(facts),
        *outages_block(facts),
        *conclusion_facts(facts),
        *results_block(facts),
        closing_block(facts, wording),
    ]
