"""Rules of the hall's screens: scenes, names, media files; pure."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Forbidden, Invalid
from kiosk.roles import PERMISSIONS, Permission, Role

MAX_SCREENS = 12
# The main screen exists in every meeting and is never removed.
MAIN_SCREEN = 1
MAIN_SCREEN_NAME = "Màn hình chính"
LONGEST_SCREEN_NAME = 60
HISTORY_LENGTH = 50
MAX_MEDIA_FILES = 50
LONGEST_PAUSE = dt.timedelta(hours=24)
LONGEST_WIFI_NAME = 32
LONGEST_WIFI_PASSWORD = 63

# The roles that receive what the screens show: operators, and the screens themselves.
SCREEN_ROLES = PERMISSIONS[Permission.MANAGE_SCREENS] | {Role.WALL}


class SceneKind(StrEnum):
    """What a screen shows."""

    # Chosen by the screen itself from the meeting's state.
    AUTO = "auto"
    PAGE = "page"
    AGENDA = "agenda"
    SPEAKER = "speaker"
    VOTE = "vote"
    ANNOUNCEMENT = "announcement"
    ATTENDANCE = "attendance"
    WELCOME = "welcome"
    PAUSE = "pause"
    BLANK = "blank"
    MEDIA = "media"


# Labels; `static/js/hall_screens/labels.js` has the same.
SCENE_LABELS: dict[SceneKind, str] = {
    SceneKind.AUTO: N_("Tự động"),
    SceneKind.PAGE: N_("Trang tài liệu"),
    SceneKind.AGENDA: N_("Chương trình"),
    SceneKind.SPEAKER: N_("Người phát biểu"),
    SceneKind.VOTE: N_("Biểu quyết"),
    SceneKind.ANNOUNCEMENT: N_("Thông báo"),
    SceneKind.ATTENDANCE: N_("Điểm danh"),
    SceneKind.WELCOME: N_("Chào mừng"),
    SceneKind.PAUSE: N_("Giải lao"),
    SceneKind.BLANK: N_("Màn hình trống"),
    SceneKind.MEDIA: N_("Ảnh hoặc phim"),
}

_WITH_REF = {SceneKind.VOTE, SceneKind.ANNOUNCEMENT}

Moment = Annotated[dt.datetime, msgspec.Meta(tz=True)]
Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
RowId = Annotated[int, msgspec.Meta(ge=1, le=2**62)]


class Scene(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A scene: its kind, and what it is about."""

    kind: SceneKind
    # The vote or announcement; None: the newest.
    ref: RowId | None = None
    # The end of a pause.
    until: Moment | None = None
    # A picture or film, by its SHA-256.
    file: Sha256 | None = None


AUTOMATIC = Scene(SceneKind.AUTO)


def normalise_scene(scene: Scene, now: dt.datetime) -> Scene:
    """Return `scene` with the fields of its kind only.

    :raises Invalid: a pause ends in the past or after more than a day, or a picture is
        not named.
    """
    if scene.kind in _WITH_REF:
        return Scene(scene.kind, ref=scene.ref)
    if scene.kind == SceneKind.PAUSE:
        _check_pause(scene.until, now)
        return Scene(scene.kind, until=scene.until)
    if scene.kind == SceneKind.MEDIA:
        if scene.file is None:
            raise Invalid(N_("Xin chọn ảnh hoặc phim để chiếu."), code="no_file")
        return Scene(scene.kind, file=scene.file)
    return Scene(scene.kind)


def _check_pause(until: dt.datetime | None, now: dt.datetime) -> None:
    if until is not None and not now < until <= now + LONGEST_PAUSE:
        raise Invalid(
            N_("Giờ họp tiếp phải sau giờ hiện tại và trong vòng 24 giờ."),
            code="bad_pause",
        )


def check_screen_name(name: str) -> None:
    """Check the name of a screen.

    :raises Invalid: it is empty or too long.
    """
    if not name:
        raise Invalid(N_("Xin nhập tên màn hình."), code="no_name")
    if len(name) > LONGEST_SCREEN_NAME:
        raise Invalid(
            N_("Tên màn hình dài quá {limit} chữ. Xin viết ngắn lại."),
            code="long_name",
            limit=LONGEST_SCREEN_NAME,
        )


def check_wifi(name: str, password: str) -> None:
    """Check the Wi-Fi shown to those who arrive.

    :raises Invalid: the standard (IEEE 802.11) allows no such name or password.
    """
    if len(name.encode()) > LONGEST_WIFI_NAME:
        raise Invalid(N_("Tên Wi-Fi dài quá {limit} ký tự."), limit=LONGEST_WIFI_NAME)
    if len(password) > LONGEST_WIFI_PASSWORD:
        raise Invalid(
            N_("Mật khẩu Wi-Fi dài quá {limit} ký tự."), limit=LONGEST_WIFI_PASSWORD
        )
    if password and not name:
        raise Invalid(N_("Xin nhập tên Wi-Fi cùng với mật khẩu."))


def check_sees_screens(role: Role) -> None:
    """Check that a role may read what only hall screens show.

    :raises Forbidden: it may not.
    """
    if role not in SCREEN_ROLES:
        raise Forbidden(N_("Đồng chí không có quyền làm việc này."))


def media_type_of(head: bytes) -> str:
    """Return the media type of a picture or film from its first bytes (32 or more).

    :raises Invalid: it is of no kind that every browser shows.
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "video/mp4"
    # EBML names the document's type within its header.
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head:
        return "video/webm"
    raise Invalid(
        N_("Chỉ chiếu được ảnh PNG, JPEG, WebP và phim MP4, WebM. Xin chọn tệp khác."),
        code="unknown_media",
    )
