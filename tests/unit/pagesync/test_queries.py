"""Who is suggested to the chair as a leader."""

from kiosk.agenda.models import AgendaItem
from kiosk.identity import Actor
from kiosk.pagesync import actions
from kiosk.pagesync.queries import MAX_SUGGESTIONS, live_page, possible_leaders
from kiosk.roles import Role


def offered(store, meeting, words=""):
    with store.read_session() as session:
        return [one.full_name for one in possible_leaders(session, meeting, words)]


def test_before_the_first_turn_nothing_is_shown(store, meeting):
    with store.read_session() as session:
        live = live_page(session, meeting)
    assert (live.document_id, live.page, live.leader_id) == (None, 1, None)


def test_the_items_presenter_stands_first_then_presenters_then_by_name(
    scene, store, meeting
):
    scene.make_member(meeting, name="Trần Văn An")
    scene.make_member(meeting, Role.PRESENTER, "Lê Thị Ánh")
    presenting = scene.make_member(meeting, Role.PRESENTER, "Nguyễn Văn Yên")
    chair = scene.make_member(meeting, Role.CHAIR, "Phạm Văn Ban")
    item = scene.make_item(meeting)
    with store.unit_of_work("test") as work:
        work.session.get_one(AgendaItem, item).presenter_id = presenting
    with store.unit_of_work("test") as work:
        actor = Actor(meeting, Role.CHAIR, "Phạm Văn Ban", 1, chair)
        actions.call_item(work, actor=actor, item_id=item)
    assert offered(store, meeting) == [
        "Nguyễn Văn Yên",
        "Lê Thị Ánh",
        "Trần Văn An",
        "Phạm Văn Ban",
    ]


def test_names_are_found_without_their_marks(scene, store, meeting):
    scene.make_member(meeting, name="Đỗ Thị Ngọc Ánh")
    scene.make_member(meeting, name="Trần Văn Bình")
    assert offered(store, meeting, "do thi ngoc anh") == ["Đỗ Thị Ngọc Ánh"]
    assert offered(store, meeting, "BÌNH") == ["Trần Văn Bình"]
    assert offered(store, meeting, "%") == offered(store, meeting)
    assert offered(store, meeting, "Khương") == []


def test_only_those_who_may_lead_are_offered(scene, store, meeting):
    for role in (Role.GUEST, Role.WALL, Role.ENTRANCE, Role.SECRETARY):
        scene.make_member(meeting, role, "Người khác")
    other = scene.make_meeting("Hội nghị khác")
    scene.make_member(other, Role.PRESENTER, "Người nơi khác")
    assert offered(store, meeting) == []


def test_a_large_meeting_is_offered_a_few_names_at_a_time(scene, store, meeting):
    for number in range(MAX_SUGGESTIONS + 5):
        scene.make_member(meeting, name=f"Nguyễn Văn {number}")
    assert len(offered(store, meeting)) == MAX_SUGGESTIONS
