"""What is found, in which order, and who does not find it."""

import pytest
from sqlalchemy import delete, select

from kiosk.documents.actions.copies import copy_documents
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import Publication
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role, Visibility
from kiosk.search.page_index import MAX_NAMED_DOCUMENTS, pages_with
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
    def test_a_page_is_found_however_it_is_typed(self, setup, find):
        paper = setup.add("mở đầu", "Đảng ủy quán triệt Nghị quyết số 18-NQ/TW")
        assert setup.pages(find) == [(paper, 2)]

    @pytest.mark.parametrize(
        "find", ['"triet quan"', "quan triet khong", "uan", "triett", "quàn tri3t"]
    )
    def test_what_is_not_there_is_not_found(self, setup, find):
        setup.add("Đảng ủy quán triệt Nghị quyết")
        assert setup.ask(find) == []

    def test_the_snippet_comes_in_parts_and_the_words_to_mark(self, setup):
        paper = setup.add("Xin <i>quán triệt</i>", title="Báo cáo <b>")
        [hit] = setup.ask("quan triet")
        assert hit == {
            "meeting": setup.meeting,
            "document": paper,
            "title": [["Báo cáo <b>", False]],
            "item": setup.item,
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
    def test_garbage_is_answered(self, setup, find):
        setup.add("a b near and or not x 😀 folded")
        assert isinstance(setup.ask(find), list)

    @pytest.mark.parametrize("after", ["-1", "x", "9" * 50, "", "1e3"])
    def test_a_garbled_place_to_go_on_is_answered(self, setup, after):
        setup.add("quán")
        assert len(setup.ask("quan", after=after)) <= 1

    def test_many_hits_come_in_portions_without_a_gap(self, setup):
        paper = setup.add(*["quán triệt"] * (HITS + 5))
        at, got = f"/m/{setup.meeting}/search?find=quan", []
        for after, more in ((0, True), (HITS, False)):
            reply = setup.client.get(f"{at}&after={after}").json
            assert reply["more"] is more
            got += [(hit["document"], hit["page"]) for hit in reply["hits"]]
        assert got == [(paper, number) for number in range(1, HITS + 6)]


class TestOrder:
    def test_typed_marks_come_first_then_the_others(self, setup):
        plain = setup.add("duong", "dương", "đường")
        assert setup.pages("đường") == [(plain, 3), (plain, 1), (plain, 2)]
        assert setup.pages("duong") == [(plain, 1), (plain, 2), (plain, 3)]
        assert [hit["is_exact"] for hit in setup.ask("đường")] == [True, False, False]

    def test_titles_come_before_pages(self, setup):
        first = setup.add("về chuyển đổi số", title="Báo cáo")
        second = setup.add("khác", title="Đề án chuyển đổi số")
        hits = setup.ask("chuyen doi")
        assert [(h["document"], h["is_title"]) for h in hits] == [
            (second, True),
            (first, False),
        ]
        assert ["chuyển", True] in hits[0]["title"]

    def test_documents_stand_in_the_order_of_the_agenda(self, setup):
        early = setup.scene.make_item(setup.meeting, "Khai mạc", ordinal=0)
        late_paper = setup.add("quán")
        early_paper = setup.add("quán", item=early)
        assert setup.pages("quan") == [(early_paper, 1), (late_paper, 1)]


class TestRights:
    def test_a_guest_finds_nothing_of_a_hidden_item(self, setup, client_for):
        inner = setup.scene.make_item(setup.meeting, visibility=Visibility.OFFICIAL)
        below = setup.scene.make_item(setup.meeting, parent_id=inner)
        paper = setup.add("mật ngữ", title="Mật ngữ", item=inner)
        other = setup.add("mật ngữ", item=below)
        guest = client_for(setup.scene.make_member(setup.meeting, Role.GUEST))
        reply = guest.get(f"/m/{setup.meeting}/search?find=mat ngu")
        assert reply.json == {"hits": [], "more": False}
        found = {hit["document"] for hit in setup.ask("mat ngu")}
        assert found == {paper, other}

    @pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
    def test_what_is_not_published_is_found_by_the_preparers_and_the_chair_only(
        self, setup, client_for, publication
    ):
        paper = setup.add("mật ngữ", title="Mật ngữ", publication=publication)
        assert setup.ask("mat ngu") == []
        for role in (Role.SECRETARY, Role.CHAIR):
            staff = client_for(setup.scene.make_member(setup.meeting, role))
            assert setup.pages("mat ngu", staff) == [(paper, 1)]

    def test_another_meeting_is_neither_found_nor_asked(self, setup):
        other = setup.scene.make_meeting()
        item = setup.scene.make_item(other)
        setup.add("mật ngữ", title="Mật ngữ", item=item, meeting=other)
        assert setup.ask("mat ngu") == []
        assert setup.client.get(f"/m/{other}/search?find=mat").status_code == 404

    def test_the_entrance_reads_no_documents(self, setup, client_for):
        desk = client_for(setup.scene.make_member(setup.meeting, Role.ENTRANCE))
        assert desk.get(f"/m/{setup.meeting}/search?find=a").status_code == 403

    def test_a_document_withdrawn_a_moment_ago_is_gone(self, setup):
        paper = setup.add("quán triệt")
        assert setup.pages("quan") == [(paper, 1)]
        with setup.store.unit_of_work("test") as work:
            document = work.session.get_one(Document, paper)
            document.publication = Publication.WITHDRAWN
        assert setup.ask("quan") == []

    def test_a_page_made_ahead_of_its_turn_is_not_found_yet(self, setup):
        paper = setup.add("một", "hai quán")
        with setup.store.unit_of_work("test") as work:
            work.session.get_one(Document, paper).pages_ready = 1
        assert setup.ask("quan") == []

    def test_nothing_is_kept_by_the_browser(self, setup):
        reply = setup.client.get(f"/m/{setup.meeting}/search?find=a")
        assert reply.headers["Cache-Control"] == "private, no-store"


class TestEverywhere:
    def ask(self, client, find="mat ngu"):
        reply = client.get("/search", query_string={"find": find})
        return [hit["meeting"] for hit in reply.json["hits"]]

    def test_staff_find_in_their_own_meetings_only(self, setup, client_for):
        account = setup.scene.make_account()
        mine = [setup.scene.make_meeting(state=s) for s in MeetingState]
        for meeting in (*mine, setup.meeting):
            item = setup.scene.make_item(meeting)
            setup.add("mật ngữ", item=item, meeting=meeting)
        for meeting in mine:
            setup.scene.make_member(meeting, Role.SECRETARY, account_id=account)
        assert set(self.ask(client_for(account_id=account))) == set(mine)
        administrator_account = setup.scene.make_account("qtv", is_administrator=True)
        administrator = client_for(account_id=administrator_account)
        assert set(self.ask(administrator)) == {*mine, setup.meeting}

    def test_his_part_in_each_meeting_says_what_he_reads(self, setup, client_for):
        account = setup.scene.make_account()
        setup.scene.make_member(setup.meeting, Role.GUEST, account_id=account)
        inner = setup.scene.make_item(setup.meeting, visibility=Visibility.OFFICIAL)
        setup.add("mật ngữ", item=inner)
        closed = setup.scene.make_meeting(state=MeetingState.CLOSED)
        setup.scene.make_member(closed, Role.GUEST, account_id=account)
        setup.add("mật ngữ", item=setup.scene.make_item(closed), meeting=closed)
        assert self.ask(client_for(account_id=account)) == []

    def test_badge_holders_and_strangers_are_refused(self, setup, client_for):
        assert setup.client.get("/search?find=a").status_code == 403
        assert client_for().get("/search?find=a").status_code == 401


class TestInStep:
    def found(self, setup, find, papers):
        with setup.store.read_session() as session:
            pages = pages_with(
                session, read_query(find), papers, as_typed=False, newest_first=False
            )
        return [(page.document_id, page.number) for page in pages]

    def test_new_text_of_a_page_replaces_the_old(self, setup):
        paper = setup.add("cũ kỹ")
        with setup.store.unit_of_work("test") as work:
            work.session.scalars(
                select(Page).where(Page.document_id == paper)
            ).one().text = "mới tinh"
        assert setup.pages("moi tinh") == [(paper, 1)]
        assert setup.pages("cu ky") == []

    def test_a_deleted_document_leaves_the_index(self, setup):
        paper, other = setup.add("quán triệt"), setup.add("quán triệt")
        with setup.store.unit_of_work("test") as work:
            work.session.execute(delete(Document).where(Document.id == paper))
        assert self.found(setup, "quan", [paper, other]) == [(other, 1)]

    def test_a_copied_document_is_found_in_the_copy(self, setup):
        setup.add("quán triệt")
        twin = setup.scene.make_meeting()
        with setup.store.unit_of_work("test") as work:
            copy_documents(work, source_id=setup.meeting, target_id=twin, items={})
        with setup.store.read_session() as session:
            copies = list(
                session.scalars(select(Document.id).where(Document.meeting_id == twin))
            )
        assert self.found(setup, "quan triet", copies) == [(copies[0], 1)]

    def test_more_documents_than_are_named_are_all_searched(self, setup):
        papers = [setup.add("quán") for _ in range(3)]
        strangers = range(10_000, 10_000 + MAX_NAMED_DOCUMENTS)
        assert self.found(setup, "quan", [*papers, *strangers]) == [
            (paper, 1) for paper in papers
        ]
        assert self.found(
            setup, "quan", [*papers, *strangers][:MAX_NAMED_DOCUMENTS]
        ) == [(paper, 1) for paper in papers]
