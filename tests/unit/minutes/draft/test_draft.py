"""The first draft: its sections in the order of the forms, and all facts in it."""

import pytest

from kiosk.minutes.draft.draft import draft_document
from kiosk.minutes.draft_source import gather_draft
from kiosk.minutes.facts.blocks import fact_blocks
from kiosk.minutes.facts.gather import gather_facts
from kiosk.minutes.facts.refresh import FactStatus, refresh
from kiosk.minutes.facts.wording import wording_of
from kiosk.minutes.models import Minutes
from kiosk.official_papers.defaults import default_office
from kiosk.official_papers.rules import PaperFamily
from tests.unit.minutes.facts.test_blocks import facts, text_of

SECTIONS = {
    PaperFamily.PARTY: [
        "1. Thành phần hội nghị",
        "1.1. Đại biểu chính thức",
        "1.2. Đại biểu mời dự",
        "1.3. Cơ quan báo chí, truyền hình đưa tin",
        "1.4. Có mặt theo điểm cầu",
        "2. Diễn biến hội nghị",
        "2.1. Khai mạc",
        "2.2. Báo cáo kinh tế - xã hội",
        "2.3. Thảo luận",
        "2.4. Công tác cán bộ",
        "3. Kết luận",
    ],
    PaperFamily.STATE: [
        "Thành phần tham dự",
        "a) Đại biểu chính thức",
        "b) Đại biểu mời dự",
        "c) Có mặt theo điểm cầu",
        "Nội dung (theo diễn biến hội nghị)",
        "1. Khai mạc",
        "2. Báo cáo kinh tế - xã hội",
        "3. Thảo luận",
        "4. Công tác cán bộ",
        "Kết luận",
    ],
}


@pytest.fixture
def gathered(store, whole):
    with store.read_session() as session:
        return gather_facts(session, whole.meeting)


@pytest.mark.parametrize("family", PaperFamily)
class TestBothFamilies:
    """What holds for the Party's and the State's minutes."""

    def test_sections(self, gathered, family):
        document = draft_document(gathered, family)
        headings = [
            text_of([node]).strip()
            for node in document["content"]
            if node["type"] == "heading"
        ]
        assert headings == SECTIONS[family]

    def test_every_fact_is_in_it_once_and_is_the_newest(self, gathered, family):
        office = default_office(family)
        document = draft_document(gathered, family, office)
        blocks = fact_blocks(gathered, wording_of(office))
        assert refresh(document, blocks) == (document, [])
        keys = [
            node["attrs"]["key"]
            for node in document["content"]
            if node["type"] == "fact"
        ]
        assert sorted(keys) == sorted(one.key for one in blocks)
        assert keys[-1] == "closing"

    def test_the_facts_beside_the_editor_are_those_of_the_draft(
        self, store, whole, family
    ):
        minutes = Minutes(meeting_id=whole.meeting, family=family)
        with store.read_session() as session:
            document, blocks = gather_draft(session, minutes)
        known = {one["key"]: one["digest"] for one in blocks}
        inserted = {
            node["attrs"]["key"]: node["attrs"]["digest"]
            for node in document["content"]
            if node["type"] == "fact"
        }
        assert inserted == known

    def test_a_vote_that_came_later_is_reported(self, gathered, whole, family):
        document = draft_document(gathered, family)
        without = {
            **document,
            "content": [
                node
                for node in document["content"]
                if node.get("attrs", {}).get("key") != f"vote.{whole.votes['hands']}"
            ],
        }
        blocks = fact_blocks(gathered, wording_of(default_office(family)))
        _, reports = refresh(without, blocks)
        assert (f"vote.{whole.votes['hands']}", FactStatus.NEW) in [
            (one.key, one.status) for one in reports
        ]

    def test_a_meeting_in_which_nothing_has_happened(self, family):
        empty = facts(sittings=(), closed_at=None)
        text = text_of(draft_document(empty, family)["content"])
        assert "… giờ …, ngày … tháng … năm …" in text
        assert "None" not in text
