"""Draft whole minutes from the facts; pure.

Party: Hướng dẫn 16-HD/VPTW (2023). State: Mẫu 1.9, Nghị định 30/2020/NĐ-CP. Headings,
numbers and what only people know stand outside the facts.
"""

from collections.abc import Iterable

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
from kiosk.minutes.facts.nodes import Node, heading, paragraph
from kiosk.minutes.facts.structs import (
    ItemFact,
    MeetingFacts,
)
from kiosk.minutes.facts.vote_blocks import results_block
from kiosk.minutes.facts.wording import BLANK, Wording, meeting_noun, wording_of
from kiosk.official_papers.rules import Office, PaperFamily

_PARTS = {
    "attendance.official": "1.1. Đại biểu chính thức",
    "attendance.invited": "1.2. Đại biểu mời dự",
}
_PRESS = "1.3. Cơ quan báo chí, truyền hình đưa tin"
_SITES = "1.4. Có mặt theo điểm cầu"
_STATE_PARTS = {
    "attendance.official": "a) Đại biểu chính thức",
    "attendance.invited": "b) Đại biểu mời dự",
    "attendance.sites": "c) Có mặt theo điểm cầu",
}
_OUTSIDE = "Diễn biến khác"


def draft_document(
    facts: MeetingFacts, family: PaperFamily, office: Office | None = None
) -> Node:
    """Return the first draft of the minutes as a ProseMirror document."""
    wording = wording_of(office) if office else Wording(family)
    draft = _party_draft if family == PaperFamily.PARTY else _state_draft
    return {"type": "doc", "content": draft(facts, wording)}


def _party_draft(facts: MeetingFacts, wording: Wording) -> list[Node]:
    noun = meeting_noun(facts.title).lower()
    return [
        *_nodes(head_blocks(facts, wording)),
        heading(1, f"1. Thành phần {noun}"),
        *_attendance(facts, wording),
        heading(1, f"2. Diễn biến {noun}"),
        *_proceedings(facts, wording, "2."),
        heading(1, "3. Kết luận"),
        *_conclusions(facts, "Người chủ trì"),
        *_nodes(results_block(facts)),
        paragraph(f"Biên bản này gồm {BLANK} trang."),
        closing_block(facts, wording).node(),
    ]


def _state_draft(facts: MeetingFacts, wording: Wording) -> list[Node]:
    """Return the draft in the order of the form: people before the course."""
    blocks = {one.key: one for one in head_blocks(facts, wording)}
    return [
        *_nodes(blocks[key] for key in ("opening", "place")),
        heading(2, "Thành phần tham dự"),
        *_state_attendance(facts, wording),
        *_nodes(blocks[key] for key in ("chair", "secretaries")),
        *_nodes(blocks[key] for key in ("documents", "general")),
        heading(2, f"Nội dung (theo diễn biến {meeting_noun(facts.title).lower()})"),
        *_proceedings(facts, wording, ""),
        heading(2, "Kết luận"),
        *_conclusions(facts, "Chủ trì"),
        *_nodes(results_block(facts)),
        closing_block(facts, wording).node(),
    ]


def _conclusions(facts: MeetingFacts, chair: str) -> list[Node]:
    """Return the conclusions, or room to write them."""
    blocks = conclusion_facts(facts)
    if not blocks:
        return [paragraph(f"{chair} kết luận: {BLANK}")]
    return [paragraph(f"{chair} kết luận:"), *_nodes(blocks)]


def _nodes(blocks: Iterable[FactBlock]) -> list[Node]:
    return [block.node() for block in blocks]


def _attendance(facts: MeetingFacts, wording: Wording) -> list[Node]:
    nodes: list[Node] = []
    blocks = {one.key: one for one in attendance_blocks(facts, wording)}
    for key, title in _PARTS.items():
        nodes.append(heading(2, title))
        block = blocks.get(key)
        nodes.append(block.node() if block else paragraph("Không có."))
    nodes += [heading(2, _PRESS), paragraph(BLANK)]
    if sites := blocks.get("attendance.sites"):
        nodes += [heading(2, _SITES), sites.node()]
    return nodes


def _state_attendance(facts: MeetingFacts, wording: Wording) -> list[Node]:
    nodes: list[Node] = []
    for block in attendance_blocks(facts, wording):
        nodes += [heading(3, _STATE_PARTS[block.key]), block.node()]
    return nodes


def _proceedings(facts: MeetingFacts, wording: Wording, prefix: str) -> list[Node]:
    nodes: list[Node] = []
    for place, item in enumerate(facts.items, 1):
        nodes.append(heading(2, f"{prefix}{place}. {_title(item)}"))
        nodes += _nodes(item_blocks(item, facts, wording))
    others = (not_held_block, announcements_block, outages_block)
    for blocks in others:
        nodes += _nodes(blocks(facts))
    return nodes


def _title(item: ItemFact) -> str:
    return item.title if item.id else _OUTSIDE
