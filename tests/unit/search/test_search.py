"""What is found, in which order, and by whom it is not."""

import pytest
from sqlalchemy import delete, select

from kiosk.documents.actions.copying import copy_documents
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import Publication
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role, Visibility
from kiosk.search.index import MOST_NAMED, pages_with
from kiosk.search.queries import HITS
from kiosk.search.rules import read_query

GARBAGE = [
    '"', '"""', "*", "-", "a*", "-a", "a-", "NEAR(a b)", "a NEAR b", "a AND", "OR",
    "NOT", "(", ")", "a:b", "folded:x", "{x}:y", "^a", "a+b", "😀", "a😀b", "'",
    "';--", "\\",
    "%", "&", "|", "!", "<->", "a <-> b", ":*", "\0", "\ud7ff", "½ ²", "x" * 10_000,
    "ộ" * 10_000, '"a ' * 3_000, "\u0301", "e\u0301\u0301\u0301", "١٢٣", "中文",
    "ﬁ", "ẞ",
]  # fmt: skip


class TestFinding:
    @pytest.mark.parametrize(
        "find",
        ["quan triet", "quán triệt", "QUÁN TRIỆT", "quan tri", '"quan triet"', "qu",
         "triệt quán", "qua\u0301n", "nghi quyet 18", "dang uy", "đảng uỷ", "đảng ủy"],
    )  # fmt: skip
    def test_a_page_is_found_however_it_is_typed(self, shelf, find):
        paper = shelf.add("mở đầu", "Đảng ủy quán triệt Nghị quyết số 18-NQ/TW")
        assert shelf.pages(find) == [(paper, 2)]

    @pytest.mark.parametrize(
        "find", ['"triet quan"', "quan triet khong", "uan", "triett", "quàn tri3t"]
    )
    def test_what_is_not_there_is_not_found(self, shelf, find):
        shelf.add("Đảng ủy quán triệt Nghị quyết")
        assert shelf.ask(find) == []

    def test_the_snippet_comes_in_parts_and_the_words_to_mark(self, shelf):
        paper = shelf.add("Xin <i>quán triệt</i>", title="Báo cáo <b>")
        [hit] = shelf.ask("quan triet")
        assert hit == {
            "meeting": shelf.meeting,
            "document": paper,
            "title": [["Báo cáo <b>", False]],
            "item": shelf.item,
            "item_number": "1",
            "page": 1,
            "is_exact": False,
            "is_title": False,
            "parts": [
                ["Xin <i>", False],
                ["quán", True],
                [" ", False],
                ["triệt", True],
                ["</i>", False],
            ],
            "words": [["quán"], ["triệt"]],
        }

    @pytest.mark.parametrize("find", GARBAGE)
    def test_garbage_is_answered(self, shelf, find):
        shelf.add("a b near and or not x 😀 folded")
        assert isinstance(shelf.ask(find), list)

    @pytest.mark.parametrize("after", ["-1", "x", "9" * 50, "", "1e3"])
    def test_a_garbled_place_to_go_on_is_answered(self, shelf, after):
        shelf.add("quán")
        assert len(shelf.ask("quan", after=after)) <= 1

    def test_many_hits_come_in_portions_without_a_gap(self, shelf):
        paper = shelf.add(*["quán triệt"] * (HITS + 5))
        at, got = f"/m/{shelf.meeting}/search?find=quan", []
        for after, more in ((0, True), (HITS, False)):
            reply = shelf.client.get(f"{at}&after={after}").json
            assert reply["more"] is more
            got += [(hit["document"], hit["page"]) for hit in reply["hits"]]
        assert got == [(paper, number) for number in range(1, HITS + 6)]


class TestOrder:
    def test_typed_marks_come_first_then_the_others(self, shelf):
        plain = shelf.add("duong", "dương", "đường")
        assert shelf.pages("đường") == [(plain, 3), (plain, 1), (plain, 2)]
        assert shelf.pages("duong") == [(plain, 1), (plain, 2), (plain, 3)]
        assert [hit["is_exact"] for hit in shelf.ask("đường")] == [True, False, False]

    def test_titles_come_before_pages(self, shelf):
        first = shelf.add("về chuyển đổi số", title="Báo cáo")
        second = shelf.add("khác", title="Đề án chuyển đổi số")
        hits = shelf.ask("chuyen doi")
        assert [(h["document"], h["is_title"]) for h in hits] == [
            (second, True),
            (first, False),
        ]
        assert ["chuyển", True] in hits[0]["title"]

    def test_papers_stand_in_the_order_of_the_agenda(self, shelf):
        early = shelf.scene.make_item(shelf.meeting, "Khai mạc", ordinal=0)
        late_paper = shelf.add("quán")
        early_paper = shelf.add("quán", item=early)
        assert shelf.pages("quan") == [(early_paper, 1), (late_paper, 1)]


class TestRights:
    def test_a_guest_finds_nothing_of_a_hidden_item(self, shelf, client_for):
        inner = shelf.scene.make_item(shelf.meeting, visibility=Visibility.OFFICIAL)
        below = shelf.scene.make_item(shelf.meeting, parent_id=inner)
        paper = shelf.add("mật ngữ", title="Mật ngữ", item=inner)
        other = shelf.add("mật ngữ", item=below)
        guest = client_for(shelf.scene.make_member(shelf.meeting, Role.GUEST))
        reply = guest.get(f"/m/{shelf.meeting}/search?find=mat ngu")
        assert reply.json == {"hits": [], "more": False}
        found = {hit["document"] for hit in shelf.ask("mat ngu")}
        assert found == {paper, other}

    @pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
    def test_what_is_not_published_is_found_by_the_preparers_and_the_chair_only(
        self, shelf, client_for, publication
    ):
        paper = shelf.add("mật ngữ", title="Mật ngữ", publication=publication)
        assert shelf.ask("mat ngu") == []
        for role in (Role.SECRETARY, Role.CHAIR):
            staff = client_for(shelf.scene.make_member(shelf.meeting, role))
            assert shelf.pages("mat ngu", staff) == [(paper, 1)]

    def test_another_meeting_is_neither_found_nor_asked(self, shelf):
        other = shelf.scene.make_meeting()
        item = shelf.scene.make_item(other)
        shelf.add("mật ngữ", title="Mật ngữ", item=item, meeting=other)
        assert shelf.ask("mat ngu") == []
        assert shelf.client.get(f"/m/{other}/search?find=mat").status_code == 404

    def test_the_entrance_reads_no_papers(self, shelf, client_for):
        desk = client_for(shelf.scene.make_member(shelf.meeting, Role.ENTRANCE))
        assert desk.get(f"/m/{shelf.meeting}/search?find=a").status_code == 403

    def test_a_paper_withdrawn_a_moment_ago_is_gone(self, shelf):
        paper = shelf.add("quán triệt")
        assert shelf.pages("quan") == [(paper, 1)]
        with shelf.store.work("test") as work:
            document = work.session.get_one(Document, paper)
            document.publication = Publication.WITHDRAWN
        assert shelf.ask("quan") == []

    def test_a_page_made_ahead_of_its_turn_is_not_found_yet(self, shelf):
        paper = shelf.add("một", "hai quán")
        with shelf.store.work("test") as work:
            work.session.get_one(Document, paper).pages_ready = 1
        assert shelf.ask("quan") == []

    def test_nothing_is_kept_by_the_browser(self, shelf):
        reply = shelf.client.get(f"/m/{shelf.meeting}/search?find=a")
        assert reply.headers["Cache-Control"] == "private, no-store"


class TestEverywhere:
    def ask(self, client, find="mat ngu"):
        reply = client.get("/search", query_string={"find": find})
        return [hit["meeting"] for hit in reply.json["hits"]]

    def test_staff_find_in_their_own_meetings_only(self, shelf, client_for):
        account = shelf.scene.make_account()
        mine = [shelf.scene.make_meeting(state=s) for s in MeetingState]
        for meeting in (*mine, shelf.meeting):
            item = shelf.scene.make_item(meeting)
            shelf.add("mật ngữ", item=item, meeting=meeting)
        for meeting in mine:
            shelf.scene.make_member(meeting, Role.SECRETARY, account_id=account)
        assert set(self.ask(client_for(account_id=account))) == set(mine)
        keeper = shelf.scene.make_account("qtv", is_administrator=True)
        administrator = client_for(account_id=keeper)
        assert set(self.ask(administrator)) == {*mine, shelf.meeting}

    def test_his_part_in_each_meeting_says_what_he_reads(self, shelf, client_for):
        account = shelf.scene.make_account()
        shelf.scene.make_member(shelf.meeting, Role.GUEST, account_id=account)
        inner = shelf.scene.make_item(shelf.meeting, visibility=Visibility.OFFICIAL)
        shelf.add("mật ngữ", item=inner)
        closed = shelf.scene.make_meeting(state=MeetingState.CLOSED)
        shelf.scene.make_member(closed, Role.GUEST, account_id=account)
        shelf.add("mật ngữ", item=shelf.scene.make_item(closed), meeting=closed)
        assert self.ask(client_for(account_id=account)) == []

    def test_badge_holders_and_strangers_are_refused(self, shelf, client_for):
        assert shelf.client.get("/search?find=a").status_code == 403
        assert client_for().get("/search?find=a").status_code == 401


class TestInStep:
    def found(self, shelf, find, papers):
        with shelf.store.reading() as session:
            pages = pages_with(
                session, read_query(find), papers, as_typed=False, newest_first=False
            )
        return [(page.document_id, page.number) for page in pages]

    def test_new_text_of_a_page_replaces_the_old(self, shelf):
        paper = shelf.add("cũ kỹ")
        with shelf.store.work("test") as work:
            work.session.scalars(
                select(Page).where(Page.document_id == paper)
            ).one().text = "mới tinh"
        assert shelf.pages("moi tinh") == [(paper, 1)]
        assert shelf.pages("cu ky") == []

    def test_a_deleted_paper_leaves_the_index(self, shelf):
        paper, other = shelf.add("quán triệt"), shelf.add("quán triệt")
        with shelf.store.work("test") as work:
            work.session.execute(delete(Document).where(Document.id == paper))
        assert self.found(shelf, "quan", [paper, other]) == [(other, 1)]

    def test_a_copied_paper_is_found_in_the_copy(self, shelf):
        shelf.add("quán triệt")
        twin = shelf.scene.make_meeting()
        with shelf.store.work("test") as work:
            copy_documents(work, source_id=shelf.meeting, target_id=twin, items={})
        with shelf.store.reading() as session:
            copies = list(
                session.scalars(select(Document.id).where(Document.meeting_id == twin))
            )
        assert self.found(shelf, "quan triet", copies) == [(copies[0], 1)]

    def test_more_papers_than_are_named_are_all_searched(self, shelf):
        papers = [shelf.add("quán") for _ in range(3)]
        strangers = range(10_000, 10_000 + MOST_NAMED)
        assert self.found(shelf, "quan", [*papers, *strangers]) == [
            (paper, 1) for paper in papers
        ]
        assert self.found(shelf, "quan", [*papers, *strangers][:MOST_NAMED]) == [
            (paper, 1) for paper in papers
        ]
