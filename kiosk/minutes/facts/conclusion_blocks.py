"""The numbered conclusions in the minutes, worded as in their notice; pure."""

from kiosk.errors import N_
from kiosk.meeting_papers.content.conclusion_notice import conclusion_blocks
from kiosk.minutes.facts.fact_block import FactBlock, fact_block
from kiosk.minutes.facts.nodes import Node, paragraph
from kiosk.minutes.facts.structs import (
    ConclusionFact,
    MeetingFacts,
)
from kiosk.official_papers.rules import Paragraph


def conclusion_facts(facts: MeetingFacts) -> list[FactBlock]:
    """Return each conclusion with its number."""
    return [
        fact_block(
            f"conclusion.{one.id}",
            N_("Kết luận"),
            _numbered(one),
            f"{one.number}. {one.content.text.splitlines()[0]}",
        )
        for one in facts.conclusions
    ]


def _numbered(one: ConclusionFact) -> list[Node]:
    lines = [
        "".join(run.text for run in block.runs)
        for block in conclusion_blocks(one.content)
        if isinstance(block, Paragraph)
    ]
    first, *others = lines
    return [paragraph(f"{one.number}. {first}"), *map(paragraph, others)]
