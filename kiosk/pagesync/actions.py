"""Change the shown page: turn it, call an item, give the lead."""

import datetime as dt
from collections.abc import Callable

from msgspec import UNSET, UnsetType

from kiosk.agenda.models import AgendaItem
from kiosk.agenda.queries import roles_that_see
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.errors import N_, Conflict, Forbidden, Invalid, KioskError, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import ADMITTING_STATES, MeetingState
from kiosk.pagesync.events import ItemCalled, LeadGiven, PageHidden, PageTurned
from kiosk.pagesync.models import LivePage
from kiosk.pagesync.rules import check_leads, check_page
from kiosk.roles import PERMISSIONS, Permission, Role, may
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.timers.actions import start_timer, stop_timer_of
from kiosk.timers.rules import TimerKind, TimerStart


def turn_page(work: UnitOfWork, *, actor: Actor, document_id: int, page: int) -> None:
    """Show `page` (from 1) of a published document to everybody.

    :raises Forbidden: another member leads.
    :raises Conflict: the document is not published, which the actor may know.
    :raises NotFound: there is no such published document in this meeting.
    :raises Invalid: there is no such page.
    """
    live = _live(work, actor)
    check_leads(actor, live.leader_id)
    document = work.session.get(Document, document_id)
    if (
        document is None
        or document.meeting_id != actor.meeting_id
        or document.publication != Publication.PUBLISHED
        or document.item_id is None
    ):
        raise _not_shown_error(document, actor)
    check_page(page, document.page_count)
    if (live.document_id, live.page) == (document_id, page):
        return
    _show(work, live, document, page)


def show_document(work: UnitOfWork, *, actor: Actor, document: Document) -> None:
    """Show the first page of a published document; the caller knows that it may be.

    :raises Forbidden: the meeting is neither published nor in progress.
    """
    _show(work, _live(work, actor), document, 1)


def show_new_version(
    work: UnitOfWork, *, old: Document, new: Document, find_page: Callable[[int], int]
) -> None:
    """If `old` is shown, show its new version at the page that `find_page` returns."""
    live = work.session.get(LivePage, old.meeting_id)
    if live is not None and live.document_id == old.id:
        _show(work, live, new, find_page(live.page))


def _show(work: UnitOfWork, live: LivePage, document: Document, page: int) -> None:
    live.document_id, live.page = document.id, page
    assert document.item_id is not None, "a published paper belongs to an item"
    seen_by = roles_that_see(work.session, document.item_id)
    work.record(
        PageTurned(
            meeting_id=document.meeting_id,
            item_id=document.item_id,
            document_id=document.id,
            page=page,
            seen_by=seen_by,
        )
    )
    unseen_by = PERMISSIONS[Permission.READ_PAPERS] - seen_by
    if unseen_by:
        work.record(PageHidden(meeting_id=document.meeting_id, unseen_by=unseen_by))


def call_item(
    work: UnitOfWork,
    *,
    actor: Actor,
    item_id: int | None,
    instead_of: int | UnsetType | None = UNSET,
) -> None:
    """Make an item the current one (None: no item), and start its clock.

    :param instead_of: the current item that the actor saw.
    :raises NotFound: the item belongs to another meeting.
    :raises Conflict: another person has called a third item.
    """
    live = _live(work, actor)
    if item_id is not None:
        _find_item(work, actor, item_id)
    if live.item_id == item_id:
        return
    _check_seen(work, live, instead_of)
    _make_current(work, live, actor, item_id, work.now)


def return_to_previous_item(
    work: UnitOfWork, *, actor: Actor, instead_of: int | None
) -> None:
    """Undo the last call: the item before is current again, and its clock goes on.

    :param instead_of: the current item that the actor saw.
    :raises Conflict: there is no item before, or another person has called another.
    """
    live = _live(work, actor)
    _check_seen(work, live, instead_of)
    if live.previous_item_id is None:
        raise Conflict(
            N_("Không có nội dung nào trước đó để quay lại."), code="no_previous_item"
        )
    started_at = live.previous_started_at or work.now
    _make_current(work, live, actor, live.previous_item_id, started_at)


def _find_item(work: UnitOfWork, actor: Actor, item_id: int) -> AgendaItem:
    item = work.session.get(AgendaItem, item_id)
    if item is None or item.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có nội dung này trong chương trình."))
    return item


def _check_seen(
    work: UnitOfWork, live: LivePage, instead_of: int | UnsetType | None
) -> None:
    """Check that the current item is the one that the actor saw."""
    if instead_of is UNSET or instead_of == live.item_id:
        return
    current = work.session.get(AgendaItem, live.item_id) if live.item_id else None
    if current is None:
        raise Conflict(
            N_("Chương trình vừa thay đổi. Xin xem lại rồi chọn nội dung."),
            code="item_changed",
        )
    raise Conflict(
        N_("Đồng chí {name} vừa chuyển sang nội dung “{title}”."),
        code="item_changed",
        name=live.item_called_by or "?",
        title=current.title,
    )


def _make_current(
    work: UnitOfWork,
    live: LivePage,
    actor: Actor,
    item_id: int | None,
    started_at: dt.datetime,
) -> None:
    live.previous_item_id, live.previous_started_at = live.item_id, live.item_started_at
    live.item_id, live.item_started_at = item_id, started_at
    live.item_called_by = actor.name
    work.record(
        ItemCalled(meeting_id=actor.meeting_id, item_id=item_id, started_at=started_at)
    )
    _run_item_timer(work, actor, live)


def _run_item_timer(work: UnitOfWork, actor: Actor, live: LivePage) -> None:
    """Start the timer of the current item, since it was called; stop the one before."""
    item = work.session.get(AgendaItem, live.item_id) if live.item_id else None
    if item is None:
        stop_timer_of(work, actor=actor, kind=TimerKind.ITEM)
        return
    start_timer(
        work,
        actor=actor,
        kind=TimerKind.ITEM,
        ref_id=item.id,
        start=TimerStart(item.planned_minutes * 60, since=live.item_started_at),
    )


def give_lead(work: UnitOfWork, *, actor: Actor, member_id: int | None) -> None:
    """Let a member turn the pages; None returns the lead to the chair.

    The chair gives the lead; the leader may return it.

    :raises Forbidden: the actor is neither the chair nor a leader returning the lead.
    :raises Invalid: that member cannot lead.
    """
    live = _live(work, actor)
    returns_lead = member_id is None and live.leader_id == actor.member_id
    if not actor.may(Permission.LEAD_PAGES) and not returns_lead:
        raise Forbidden(N_("Chỉ chủ toạ được trao quyền điều khiển trang."))
    if member_id is not None:
        member = work.session.get(Member, member_id)
        if (
            member is None
            or member.meeting_id != actor.meeting_id
            or not may(Role(member.role), Permission.TAKE_LEAD_WHEN_GIVEN)
        ):
            raise Invalid(N_("Không thể trao quyền điều khiển trang cho người này."))
    if live.leader_id == member_id:
        return
    live.leader_id = member_id
    work.record(LeadGiven(meeting_id=actor.meeting_id, leader_id=member_id))


def _not_shown_error(document: Document | None, actor: Actor) -> KioskError:
    """Return the error for a document that cannot be shown."""
    is_here = document is not None and document.meeting_id == actor.meeting_id
    if document and is_here and document.publication == Publication.REPLACED:
        return NotFound(
            N_("Tài liệu này đã có bản mới. Xin mở bản mới rồi trình chiếu."),
            code="replaced",
        )
    sentence = N_("Tài liệu này chưa phát hành hoặc đã thu hồi.")
    if is_here and actor.may(Permission.READ_DRAFTS):
        # The actor sees it in a list: it exists, and may be shown later.
        return Conflict(sentence, code="not_published")
    return NotFound(sentence)


def _live(work: UnitOfWork, actor: Actor) -> LivePage:
    """Return the stored shown page of a meeting that is open or about to be."""
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    if MeetingState(meeting.state) not in ADMITTING_STATES:
        raise Forbidden(
            N_("Hội nghị chưa phát hành hoặc đã kết thúc."), code="wrong_state"
        )
    live = work.session.get(LivePage, actor.meeting_id)
    if live is None:
        live = LivePage(meeting_id=actor.meeting_id, page=1)
        work.session.add(live)
    return live
