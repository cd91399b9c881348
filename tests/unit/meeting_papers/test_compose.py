"""Papers composed of a meeting in the database: what each says and what it lacks."""

import datetime as dt

import msgspec
import pytest

from kiosk.agenda.models import AgendaItem
from kiosk.checkins.models import AttendanceRecord
from kiosk.checkins.rules import AttendanceState
from kiosk.errors import Conflict, NotFound
from kiosk.meeting_papers.compose import compose
from kiosk.meeting_papers.content.attendance_list import MOST_ROWS
from kiosk.meeting_papers.files import make
from kiosk.meeting_papers.readiness import bare_families, meeting_papers
from kiosk.meeting_papers.rules import (
    LISTED_KINDS,
    PaperName,
    PaperOptions,
    paper_name,
    paper_of_key,
)
from kiosk.official_papers.rules import OfficialPaper, PaperKind
from kiosk.official_papers.urgency import Urgency
from kiosk.roles import Role, Visibility
from tests.unit.meeting_papers.sample import PARTY, STATE, lines_of

NO_OPTIONS = PaperOptions()
FORM = OfficialPaper(STATE, PaperKind.INVITATION)


@pytest.fixture
def paper(store, meeting):
    """Compose a paper of the meeting."""

    def made(kind, family=PARTY, options=NO_OPTIONS):
        name = PaperName(meeting, family, kind)
        with store.read_session() as session:
            return compose(session, store.files.root, name, options)

    return made


@pytest.fixture
def delegates(store, scene, meeting):
    """A chair, two official delegates of a unit, one invited; one here, one ill."""
    scene.make_member(
        meeting, Role.CHAIR, "Trần Quốc Bảo", position="Bí thư Tỉnh uỷ", unit="Tỉnh uỷ"
    )
    here = scene.make_member(meeting, name="Lò Thị Ánh", unit="Sở Y tế", seat="A1")
    ill = scene.make_member(meeting, name="Vi Văn Bình", unit="Sở Y tế")
    scene.make_member(meeting, Role.INVITED_DELEGATE, "Cao Xuân Chi")
    states = {
        here: (AttendanceState.PRESENT_IN_PERSON, ""),
        ill: (AttendanceState.ABSENT, "ốm"),
    }
    with store.unit_of_work("test") as work:
        for number, (member, (state, reason)) in enumerate(states.items(), 1):
            work.session.add(
                AttendanceRecord(
                    member_id=member,
                    meeting_id=meeting,
                    number=number,
                    state=state,
                    is_inside=state is AttendanceState.PRESENT_IN_PERSON,
                    reason=reason,
                )
            )
    return meeting


def table_lines(appendix):
    """Return the text of an appendix, a line for each row of its table."""
    return lines_of(msgspec.structs.replace(FORM, body=appendix.body))


def add_conclusion(client_for, scene, meeting, **words):
    secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
    body = {"text": "Rà soát", "lead_unit": "Sở Y tế", **words}
    assert secretary.post(f"/m/{meeting}/conclusions", json=body).status_code == 201
    return secretary


@pytest.fixture
def delegates_paper(delegates, paper):
    """Compose a paper of the meeting with its delegates."""
    return paper


class TestReadiness:
    """What is missing before each can be made."""

    def missing(self, store, meeting):
        with store.read_session() as session:
            found = meeting_papers(session, meeting)
        return {one.kind: one.missing for one in found}

    def test_an_empty_meeting_lacks_what_each_needs(self, store, meeting):
        missing = self.missing(store, meeting)
        assert [*missing] == [*LISTED_KINDS]
        assert missing[PaperKind.INVITATION] == ()
        for kind in set(LISTED_KINDS) - {PaperKind.INVITATION}:
            assert len(missing[kind]) == 1, kind

    def test_what_is_missing_is_also_refused(self, store, meeting, paper):
        for kind, sentences in self.missing(store, meeting).items():
            if not sentences:
                continue
            with pytest.raises(Conflict) as refused:
                paper(kind)
            assert refused.value.sentence in sentences

    def test_nothing_is_missing_in_a_prepared_meeting(
        self, store, scene, client_for, delegates, paper
    ):
        add_conclusion(client_for, scene, delegates)
        item = scene.make_item(delegates)
        scene.make_document(delegates, item, [b"1"])
        assert not any(self.missing(store, delegates).values())
        for kind in LISTED_KINDS:
            for family in (PARTY, STATE):
                assert paper(kind, family).paper.family is family

    def test_no_such_meeting(self, store):
        with store.read_session() as session, pytest.raises(NotFound):
            meeting_papers(session, 999_999)

    def test_an_office_without_name_is_said(self, store):
        with store.read_session() as session:
            assert bare_families(session) == [PARTY, STATE]


class TestContent:
    """What is taken from the database."""

    def test_the_notice_names_chair_units_and_deadline(
        self, scene, client_for, delegates, paper
    ):
        add_conclusion(client_for, scene, delegates, due_date="2999-12-31")
        notice = paper(PaperKind.CONCLUSION_NOTICE).paper
        lines = lines_of(notice)
        assert "đồng chí Trần Quốc Bảo - Bí thư Tỉnh uỷ đã chủ trì" in lines[0]
        assert lines[1] == (
            "Giao Sở Y tế: rà soát. Thời hạn hoàn thành: ngày 31 tháng 12 năm 2999."
        )
        assert "DỰ THẢO" in notice.page_notice
        state = paper(PaperKind.CONCLUSION_NOTICE, STATE).paper
        assert "ông/bà Trần Quốc Bảo" in state.summary

    def test_issued_conclusions_are_no_draft(self, scene, client_for, delegates, paper):
        secretary = add_conclusion(client_for, scene, delegates)
        at = f"/m/{delegates}"
        seen = secretary.get(f"{at}/snapshot").json["conclusions"]["sha256"]
        secretary.post(f"{at}/conclusions/issue", json={"seen_sha256": seen})
        assert paper(PaperKind.CONCLUSION_NOTICE).paper.page_notice == ""

    def test_number_and_date_are_blank_unless_chosen(
        self, scene, client_for, delegates, paper
    ):
        add_conclusion(client_for, scene, delegates)
        blank = paper(PaperKind.CONCLUSION_NOTICE).paper
        assert (blank.number, blank.date, blank.symbol) == ("", None, "TB/TU")
        day = dt.date(2026, 12, 2)
        chosen = PaperOptions(number="12", date=day)
        full = paper(PaperKind.CONCLUSION_NOTICE, options=chosen).paper
        assert (full.number, full.date) == ("12", day)

    def test_the_invitation_names_the_chair_unless_written_otherwise(
        self, delegates_paper
    ):
        lines = lines_of(delegates_paper(PaperKind.INVITATION).paper)
        assert "Chủ trì: đồng chí Trần Quốc Bảo - Bí thư Tỉnh uỷ." in lines

    def test_the_invitation_has_the_texts_of_personal_ones(
        self, scene, client_for, delegates, paper
    ):
        secretary = client_for(scene.make_member(delegates, Role.SECRETARY))
        form = {
            "chair": "Thường trực Tỉnh uỷ",
            "notes": "Mang thẻ",
            "summary": "dự họp",
        }
        assert (
            secretary.post(
                f"/m/{delegates}/handouts/invitations", json=form
            ).status_code
            == 204
        )
        invitation = paper(PaperKind.INVITATION, STATE).paper
        assert invitation.summary == "dự họp"
        assert "Chủ trì: Thường trực Tỉnh uỷ." in lines_of(invitation)
        assert lines_of(invitation)[-1] == "Mang thẻ./."

    @pytest.mark.parametrize("family", [PARTY, STATE])
    def test_the_invitation_has_the_agenda_as_appendix_if_wanted(
        self, store, scene, delegates, paper, family
    ):
        wanted = PaperOptions(has_appendix=True, urgency=Urgency.URGENT)
        with pytest.raises(Conflict, match="Chương trình chưa có nội dung nào"):
            paper(PaperKind.INVITATION, family, wanted)
        first = scene.make_item(delegates, title="Khai mạc")
        scene.make_item(delegates, title="Kín", visibility=Visibility.PREPARERS)
        scene.make_item(delegates, title="Thảo luận")
        with store.unit_of_work("test") as work:
            work.session.get_one(AgendaItem, first).planned_minutes = 15
        made = paper(PaperKind.INVITATION, family, wanted).paper
        (one,) = made.appendices
        assert one.title.startswith("Chương trình ")
        # Nobody presents anything: there is no column for it.
        assert table_lines(one) == [
            "STT | Nội dung | Thời lượng",
            "1 | Khai mạc | 15 phút",
            "3 | Thảo luận | ",
        ]
        assert made.urgency is Urgency.URGENT
        end = "./." if family is STATE else "."
        assert lines_of(made)[-1] == f"Chương trình: tại Phụ lục kèm theo{end}"
        plain = paper(PaperKind.INVITATION, family).paper
        assert (plain.appendices, plain.urgency) == ([], Urgency.NORMAL)
        assert not any("Phụ lục" in line for line in lines_of(plain))

    def test_the_notice_has_its_tasks_as_appendix_if_wanted(
        self, scene, client_for, delegates, paper
    ):
        add_conclusion(
            client_for,
            scene,
            delegates,
            coordinating_units=["Sở Nội vụ", "Công an tỉnh"],
            due_date="2999-12-31",
        )
        wanted = PaperOptions(has_appendix=True)
        made = paper(PaperKind.CONCLUSION_NOTICE, STATE, wanted).paper
        assert table_lines(made.appendices[0]) == [
            "STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn",
            "1 | Rà soát | Sở Y tế | Sở Nội vụ; Công an tỉnh | 31/12/2999",
        ]
        *_, pointer, closing = lines_of(made)
        assert "tại Phụ lục kèm theo" in pointer
        assert closing.endswith("./.")
        plain = paper(PaperKind.CONCLUSION_NOTICE, STATE).paper
        assert plain.appendices == []
        assert pointer not in lines_of(plain)

    def test_credentials_count_official_delegates_only(self, delegates_paper):
        lines = lines_of(delegates_paper(PaperKind.CREDENTIALS_REPORT).paper)
        assert "Tổng số đại biểu chính thức được triệu tập: 3;" in lines
        assert "Có mặt: 1, đạt 33,33% so với số được triệu tập;" in lines
        assert "1 | Sở Y tế | 2 | 1 | 50,00" in lines
        assert "1 | Vi Văn Bình | Sở Y tế | ốm" in lines

    def test_saved_pages_count_only_those_who_may_read(self, scene, delegates, paper):
        everyone = scene.make_item(delegates)
        official = scene.make_item(delegates, visibility=Visibility.OFFICIAL)
        scene.make_document(delegates, everyone, [b"1", b"2"], title="Cho mọi người")
        scene.make_document(delegates, official, [b"1"], title="Chính thức")
        scene.make_document(delegates, None, [b"1"], title="Chưa gắn")
        lines = lines_of(paper(PaperKind.SAVINGS_REPORT).paper)
        assert "1 | Cho mọi người | 2 | 4 | 8 | 4" in lines
        assert "2 | Chính thức | 1 | 3 | 3 | 3" in lines
        assert not any("Chưa gắn" in line for line in lines)
        fewer = PaperOptions(printed_sets=3)
        lines = lines_of(paper(PaperKind.SAVINGS_REPORT, options=fewer).paper)
        assert "1 | Cho mọi người | 2 | 1 | 2 | 1" in lines

    def test_a_large_list_is_many_papers(self, store, meeting, paper):
        with store.unit_of_work("test") as work:
            connection = work.session.connection()
            for number in range(MOST_ROWS + 1):
                connection.exec_driver_sql(
                    "INSERT INTO members (meeting_id, role, full_name, sort_key,"
                    " folded_name, position, unit, seat) VALUES"
                    f" ({meeting}, 'guest', 'Lò Văn {number}', '', '', '', '', '')"
                )
        order = paper(PaperKind.ATTENDANCE_LIST)
        assert order.suffixes == ("zip", "png")
        assert order.total == MOST_ROWS + 1


class TestNames:
    """Papers named in addresses and keys."""

    def test_a_name_comes_back_from_its_key(self):
        for name in (
            PaperName(3, PARTY, PaperKind.INVITATION),
            PaperName(3, STATE, vote_id=12),
        ):
            assert paper_of_key(name.key) == name

    @pytest.mark.parametrize(
        ("family", "name"),
        [
            ("vatican", "invitation"),
            ("dang", "minutes"),
            ("dang", "vote_record"),
            ("dang", "vote-"),
            ("dang", "vote-x"),
            ("dang", "vote-²"),
            ("dang", "../vote-1"),
        ],
    )
    def test_other_names_are_none(self, family, name):
        with pytest.raises(NotFound):
            paper_name(1, family, name)


def test_the_child_writes_pdf_docx_and_preview(delegates, paper, tmp_path):
    order = paper(PaperKind.ATTENDANCE_LIST)
    steps = list(make(order, tmp_path))
    assert steps == [(1, 3), (2, 3), (3, 3)]
    starts = {
        path.suffix: path.read_bytes()[:4] for path in sorted(tmp_path.glob("made.*"))
    }
    assert starts == {".docx": b"PK\x03\x04", ".pdf": b"%PDF", ".png": b"\x89PNG"}
