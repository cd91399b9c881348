"""Change what the hall's screens show."""

import msgspec
from sqlalchemy import delete, select

from kiosk.errors import N_, Conflict, Invalid, NotFound
from kiosk.hall_screens.events import HallScreenChanged, HallScreensChanged
from kiosk.hall_screens.models import HallSceneChange, HallScreen, HallWelcome
from kiosk.hall_screens.queries import (
    find_screen,
    get_media,
    main_screen,
    scene_of,
    screens_of,
)
from kiosk.hall_screens.rules import (
    HISTORY_LENGTH,
    MAIN_SCREEN,
    MAX_SCREENS,
    Scene,
    SceneKind,
    check_screen_name,
    check_wifi,
    normalise_scene,
)
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


def add_screen(work: UnitOfWork, *, actor: Actor, name: str) -> int:
    """Add a screen and return its number.

    :raises Invalid: the name is not allowed, or there are enough screens.
    """
    _check_open(work, actor)
    name = _clean_name(name)
    taken = {one.number for one in screens_of(work.session, actor.meeting_id, work.now)}
    free = next((n for n in range(1, MAX_SCREENS + 1) if n not in taken), None)
    if free is None:
        raise Invalid(
            N_("Mỗi hội nghị có nhiều nhất {limit} màn hình."), limit=MAX_SCREENS
        )
    screen = main_screen(actor.meeting_id, work.now)
    screen.number, screen.name, screen.changed_by = free, name, actor.name
    work.session.add(screen)
    work.record(HallScreensChanged(meeting_id=actor.meeting_id))
    return free


def rename_screen(work: UnitOfWork, *, actor: Actor, number: int, name: str) -> None:
    """Give a screen another name.

    :raises NotFound: there is no such screen.
    :raises Invalid: the name is not allowed.
    """
    _check_open(work, actor)
    name = _clean_name(name)
    screen = _screen(work, actor, number)
    if screen.name != name:
        screen.name = name
        work.record(HallScreensChanged(meeting_id=actor.meeting_id))


def remove_screen(work: UnitOfWork, *, actor: Actor, number: int) -> None:
    """Remove a screen; a device that shows it is then automatic.

    :raises Invalid: it is the main screen.
    :raises NotFound: there is no such screen.
    """
    _check_open(work, actor)
    if number == MAIN_SCREEN:
        raise Invalid(N_("Không bỏ được màn hình chính."), code="main_screen")
    work.session.delete(_screen(work, actor, number))
    work.record(HallScreensChanged(meeting_id=actor.meeting_id))


def show_scene(
    work: UnitOfWork,
    *,
    actor: Actor,
    number: int,
    scene: Scene,
    seen_revision: int | None = None,
) -> None:
    """Hold a screen on `scene`, or let it choose by itself again (SceneKind.AUTO).

    `seen_revision`: the screen's revision that the presser saw; None: whatever it is.

    :raises Conflict: somebody else has changed the screen since.
    :raises Invalid: the scene lacks what its kind needs.
    :raises NotFound: there is no such screen or file.
    """
    _check_open(work, actor)
    scene = _checked(work, actor, scene)
    screen = _screen(work, actor, number)
    if scene_of(screen.scene) == scene:
        return
    _check_revision(screen, seen_revision)
    _put(work, actor, screen, scene)


def queue_scene(
    work: UnitOfWork, *, actor: Actor, number: int, scene: Scene | None
) -> None:
    """Prepare the scene that is taken next; None: none.

    :raises Invalid: the scene lacks what its kind needs.
    :raises NotFound: there is no such screen or file.
    """
    _check_open(work, actor)
    queued = _encode(_checked(work, actor, scene)) if scene else None
    screen = _screen(work, actor, number)
    if screen.queued != queued:
        screen.queued = queued
        _record(work, actor, screen)


def take_scene(
    work: UnitOfWork, *, actor: Actor, number: int, seen_revision: int | None = None
) -> None:
    """Show the queued scene.

    :raises Conflict: none is queued, or somebody else has changed the screen since.
    :raises NotFound: there is no such screen, or its file is gone.
    """
    _check_open(work, actor)
    screen = _screen(work, actor, number)
    _check_revision(screen, seen_revision)
    if screen.queued is None:
        raise Conflict(
            N_("Chưa chuẩn bị gì cho màn hình này. Xin chọn nội dung trước."),
            code="nothing_queued",
        )
    scene = _checked(work, actor, scene_of(screen.queued))
    screen.queued = None
    _put(work, actor, screen, scene)


def set_welcome(
    work: UnitOfWork, *, actor: Actor, wifi_name: str, wifi_password: str
) -> None:
    """Set the Wi-Fi that the welcome shows; empty: none.

    :raises Invalid: there is no such name or password.
    """
    _check_open(work, actor)
    name, password = nfc(wifi_name).strip(), wifi_password.strip()
    check_wifi(name, password)
    welcome = work.session.get(HallWelcome, actor.meeting_id)
    if welcome is None:
        welcome = HallWelcome(meeting_id=actor.meeting_id)
        work.session.add(welcome)
    welcome.wifi_name, welcome.wifi_password = name, password
    work.record(HallScreensChanged(meeting_id=actor.meeting_id))


def _check_open(work: UnitOfWork, actor: Actor) -> None:
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))


def _clean_name(name: str) -> str:
    clean = " ".join(nfc(name).split())
    check_screen_name(clean)
    return clean


def _screen(work: UnitOfWork, actor: Actor, number: int) -> HallScreen:
    screen = find_screen(work.session, actor.meeting_id, number)
    if screen is None and number == MAIN_SCREEN:
        screen = main_screen(actor.meeting_id, work.now)
        work.session.add(screen)
    if screen is None:
        raise NotFound(N_("Không có màn hình này. Xin tải lại trang."))
    return screen


def _checked(work: UnitOfWork, actor: Actor, scene: Scene) -> Scene:
    clean = normalise_scene(scene, work.now)
    if clean.kind == SceneKind.MEDIA:
        get_media(work.session, actor.meeting_id, str(clean.file))
    return clean


def _check_revision(screen: HallScreen, seen: int | None) -> None:
    if seen is not None and screen.revision != seen:
        raise Conflict(
            N_(
                "{changed_by} vừa đổi màn hình “{screen}”. Xin xem lại rồi bấm lần nữa."
            ),
            code="changed_meanwhile",
            changed_by=screen.changed_by,
            screen=screen.name,
        )


def _put(work: UnitOfWork, actor: Actor, screen: HallScreen, scene: Scene) -> None:
    screen.scene = _encode(scene)
    change = HallSceneChange(
        meeting_id=actor.meeting_id,
        screen_name=screen.name,
        scene=screen.scene,
        changed_by=actor.name,
        changed_at=work.now,
    )
    work.session.add(change)
    _record(work, actor, screen)
    _drop_old_history(work, actor.meeting_id)


def _record(work: UnitOfWork, actor: Actor, screen: HallScreen) -> None:
    screen.revision += 1
    screen.changed_by, screen.changed_at = actor.name, work.now
    scene = scene_of(screen.scene)
    work.record(
        HallScreenChanged(
            meeting_id=actor.meeting_id,
            screen_id=screen.number,
            is_held=scene.kind != SceneKind.AUTO,
            scene=scene,
            queued=scene_of(screen.queued) if screen.queued else None,
            revision=screen.revision,
            changed_at=work.now,
        )
    )


def _drop_old_history(work: UnitOfWork, meeting_id: int) -> None:
    newest = (
        select(HallSceneChange.id)
        .where(HallSceneChange.meeting_id == meeting_id)
        .order_by(HallSceneChange.id.desc())
        .limit(HISTORY_LENGTH)
        .scalar_subquery()
    )
    work.session.flush()
    work.session.execute(
        delete(HallSceneChange).where(
            HallSceneChange.meeting_id == meeting_id,
            HallSceneChange.id.not_in(newest),
        )
    )


def _encode(scene: Scene) -> str:
    return msgspec.json.encode(scene).decode()
